import { type z } from 'zod';
import { ownerOf } from '../../activities/db/stores/grants.ts';
import { endGrant } from '../../activities/grants/end.ts';
import { inviteToGrant, type InvitedRails } from '../../activities/grants/invite.ts';
import { pauseGrant } from '../../activities/grants/pause.ts';
import { grantUnit, mostGrants } from '../../rules/grants.ts';
import { allowedBy, refuseUnlessMay } from '../../rules/parking/may.ts';
import { minuteOf } from '../../rules/values/civil-day.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { grantOf, grantsOf } from './grants.ts';
import { standingOf, viewParkingPermits, type Standing } from './permits.ts';
import { GrantBody, GrantedView, GrantList, GrantView, RevokedView } from './shapes.ts';
import { isRefused, plateOf } from './stays.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const ONLY_OWNERS = ['not-allowed-by-product'] as const;

/** Grants on one's own permit: who has one, giving one, taking it back (2PARK-090…094). A grantee finds none of this (R16). */
export function grantRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const balancesOf = async (accountId: string, { access }: Standing) =>
    (await viewParkingPermits(api, accountId, [access]))[0]!.balances;

  return [
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/grants', may: 'account', records: null, answers: GrantList,
      refuses: ONLY_OWNERS,
      summary: 'Grants on one of the own permits, and whether they were accepted',
      async handle({ caller, params }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        if (!standing) return NOT_FOUND;
        const { terms, access } = standing;
        if (!mayGrant(standing) || !terms.grants) return refusal(refuseAlways(standing));
        const items = await grantsOf(deps, access.permitId);
        const { plate, managers = false } = terms.grants;
        const owner = (await ownerOf(deps.pool, access.permitId))!.email;
        return answer({ items, plate, unit: grantUnit(terms), most: mostGrants(terms.grants), managers, owner });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/permits/{id}/grants', may: 'account', records: 'grant-invited', body: GrantBody, answers: GrantedView,
      status: 201,
      refuses: [
        'not-allowed-by-product', 'permit-not-in-force', 'plate-empty', 'plate-too-long', 'plate-characters', 'plate-not-dutch', 'grants-not-allowed',
        'grant-to-oneself', 'grant-exists', 'too-many-grants', 'grant-plate-needed', 'grant-amount-not-possible', 'no-balance-for-day',
        'grant-more-than-balance', 'grant-end-past',
      ],
      summary: 'Let somebody else park on the permit, with a part of the balance or with all of it; they are mailed a link',
      async handle({ caller, params, body }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        if (!standing) return NOT_FOUND;
        const { access, terms, state } = standing;
        const refused = refuseUnlessMay('grants', terms, access.role, state);
        if (refused) return refusal(refused);
        const plate = body.plate === undefined ? null : plateOf(body.plate, body.country ?? 'NL');
        if (plate !== null && isRefused(plate)) return refusal(plate);
        const { permitId } = access;
        const invited = await inviteToGrant(deps, {
          permitId, accountId: caller.id, email: body.email, plate, amount: body.amount ?? null, monthlyCap: body.monthlyCap ?? null,
          rails: railsOf(body),
          at: deps.clock(),
        });
        if (invited.outcome === 'refuse') return refusal(invited);
        const grant = await grantOf(deps, permitId, invited.grantId);
        return answer({ grant: grant!, balances: await balancesOf(caller.id, standing) });
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/parking/permits/{id}/grants/{grantId}', may: 'account', records: 'grant-ended', answers: RevokedView,
      refuses: ['not-allowed-by-product', 'grant-over'],
      summary: 'Take a grant back at once: the rest returns, planned actions are cancelled, running ones go on to their end',
      async handle({ caller, params }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        const grantId = params['grantId']!;
        if (!standing || !isUuid(grantId)) return NOT_FOUND;
        if (!mayGrant(standing)) return refusal(refuseAlways(standing));
        const { permitId } = standing.access;
        const actor = { kind: 'account', id: caller.id } as const;
        const ended = await endGrant(deps, { permitId, grantId, ground: 'revoked', actor, at: deps.clock() });
        if (ended.outcome === 'refuse') return refusal(ended);
        const { returned, cancelled, running } = ended;
        const grant = await grantOf(deps, permitId, grantId);
        return answer({ grant: grant!, balances: await balancesOf(caller.id, standing), returned, cancelled, running });
      },
    }),
    ...([true, false] as const).map((paused) => endpoint({
      method: 'post', path: paused ? '/v1/parking/permits/{id}/grants/{grantId}/_pause' : '/v1/parking/permits/{id}/grants/{grantId}/_resume',
      may: 'account', records: paused ? 'grant-paused' : 'grant-resumed', answers: GrantView,
      refuses: ['not-allowed-by-product', 'grant-over'],
      summary: paused
        ? 'Let nothing begin on a grant until it goes on; what is planned or runs stays'
        : 'Let a paused grant go on',
      async handle({ caller, params }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        const grantId = params['grantId']!;
        if (!standing || !isUuid(grantId)) return NOT_FOUND;
        if (!mayGrant(standing)) return refusal(refuseAlways(standing));
        const { permitId } = standing.access;
        const set = await pauseGrant(deps, { permitId, grantId, paused, accountId: caller.id, at: deps.clock() });
        return set.outcome === 'refuse' ? refusal(set) : answer((await grantOf(deps, permitId, grantId))!);
      },
    })),
  ]; // prettier-ignore
}

const railsOf = ({ days, hours, weeklyStarts, tellStarts, lastDay }: z.infer<typeof GrantBody>): InvitedRails => ({
  days: days ? [...new Set(days)].sort((a, b) => a - b) : null,
  hours: hours ? { fromMinute: minuteOf(hours.from), untilMinute: minuteOf(hours.until) } : null,
  weeklyStarts: weeklyStarts ?? null,
  tellStarts: tellStarts ?? false,
  lastDay: lastDay ?? null,
});

/** Of this product, by this account, whatever state the permit is in: who gave a grant may take it back while a permit is blocked. */
const mayGrant = ({ terms, access }: Standing): boolean => allowedBy(terms, access.role).includes('grants');

const refuseAlways = ({ access: { role } }: Standing) =>
  refuse('not-allowed-by-product', { act: 'grants', role }, 'choose-other-product');
