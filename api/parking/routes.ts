import { countTransactions } from '../../activities/db/stores/history.ts';
import { keepingTries } from '../../activities/outages/tries.ts';
import { extendParking, startParking, stopParking } from '../../activities/parking.ts';
import { quoteLaterEnd, quoteParking } from '../../activities/quotes.ts';
import { tokenMay } from '../../rules/account-tokens.ts';
import { type Refused } from '../../rules/parking/start.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { parkerOf, type Account } from '../http/caller.ts';
import { answer, endpoint, refusal, refusalWith, type Endpoint } from '../http/endpoint.ts';
import { accessesOf, accessTo, accessToAction } from './access.ts';
import { countActions, pageOfActions, storyOf } from './actions.ts';
import { standingOf, viewParkingPermits } from './permits.ts';
import { refuseUnlessMay } from '../../rules/parking/may.ts';
import {
  ActionPage,
  ActionQuery,
  ActionStory,
  ExtendBody,
  ExtensionQuote,
  HistoryCounts,
  ParkingPermit,
  ParkingPermitList,
  QuoteView,
  StartBody,
  StartedView,
  StayBody,
  StoppedView,
} from './shapes.ts';
import { doubtsOf, isRefused, plateOf, proposalFor, viewQuote, wishFor } from './stays.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Why a stay is not possible (PEERS-017). */
export const STAY_GROUNDS = [
  'plate-empty', 'plate-too-long', 'plate-characters', 'not-for-parking', 'not-allowed-by-product', 'location-not-offered',
  'grant-ended', 'permit-not-in-force', 'plate-not-granted', 'plate-of-permit', 'plate-not-on-permit', 'starts-in-the-past', 'starts-too-far-ahead', 'end-missing',
  'ends-before-it-starts', 'past-latest-end', 'plate-already-parked', 'too-many-at-once', 'no-balance-for-day', 'balance-too-small',
  'balance-empty', 'monthly-cap-reached', 'visit-too-long',
] as const; // prettier-ignore

const LATER_END_GROUNDS = [...STAY_GROUNDS, 'already-ended', 'extension-not-allowed', 'end-not-later'] as const;

/** The latest end that would be possible for an action that cannot have the one that was asked. */
function longestOf(refused: Refused | Refusal): { startsAt: Instant; endsAt: Instant } | null {
  const longest = 'proposal' in refused ? refused.proposal : null;
  return longest && { startsAt: longest.from, endsAt: longest.to };
}

/** What is on a balance is told to a program that may ask for that. */
const shownTo = ({ token }: Account, view: ParkingPermit): ParkingPermit =>
  token && !tokenMay(token.scopes, ['balance']) ? { ...view, balances: [], alarm: null } : view;

/** Permits of the app, and parking on them: price, start, stop, later end. */
export function parkingRoutes(api: Api): Endpoint[] {
  const { deps } = api;

  return [
    endpoint({
      method: 'post', path: '/v1/parking/actions', may: 'account', programs: ['park'], records: 'parking-started', body: StartBody, answers: StartedView,
      status: 201, remembers: true, refuses: [...STAY_GROUNDS, 'quote-expired', 'quote-differs'],
      summary: 'Start or plan a parking action, as it was quoted when a quote is given',
      async handle({ caller, body, remember }) {
        const access = await accessTo(deps.pool, caller.id, body.permitId);
        if (!access) return NOT_FOUND;
        const plate = plateOf(body.plate, body.country);
        if (isRefused(plate)) return refusal(plate);
        const wish = wishFor(api, caller, access, plate, body);
        const { quoteId } = body;
        const tried = { accountId: caller.id, permitId: access.permitId, act: 'start', plate: { country: plate.country, plate: plate.key } } as const;
        const started = await keepingTries(deps, tried, () =>
          startParking(deps, { ...wish, display: plate.display, quoteId, actor: parkerOf(caller), remember }),
        );
        if (started.outcome === 'refuse') return refusalWith(started, await proposalFor(api, wish, started));
        return answer(StartedView.parse(JSON.parse(started.answer)));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/quotes', may: 'account', programs: ['park'], records: null, body: StayBody, answers: QuoteView,
      refuses: STAY_GROUNDS,
      summary: 'What a stay costs and when it ends, kept to for two minutes; nothing is booked',
      async handle({ caller, body }) {
        const access = await accessTo(deps.pool, caller.id, body.permitId);
        if (!access) return NOT_FOUND;
        const plate = plateOf(body.plate, body.country);
        if (isRefused(plate)) return refusal(plate);
        const wish = wishFor(api, caller, access, plate, body);
        const [quoted, doubts] = await Promise.all([quoteParking(deps, wish), doubtsOf(api, caller, access, plate)]);
        if (quoted.outcome === 'refuse') return refusalWith(quoted, await proposalFor(api, wish, quoted, doubts));
        return answer(viewQuote(quoted, doubts));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/actions', may: 'account', programs: ['read'], records: null, query: ActionQuery, answers: ActionPage,
      refuses: ['not-found'],
      summary: 'Parking actions of one permit or of all, own and granted, newest first',
      async handle({ caller, query }) {
        const access = query.permitId === undefined ? undefined : await accessTo(deps.pool, caller.id, query.permitId);
        if (query.permitId !== undefined && !access) return NOT_FOUND;
        return answer(await pageOfActions(api, caller.id, access, query));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/actions/{id}', may: 'account', programs: ['read'], records: null, answers: ActionStory,
      summary: 'One parking action, with its price piece by piece',
      async handle({ caller, params }) {
        const access = await accessToAction(deps.pool, caller.id, params['id']!);
        return access ? answer(await storyOf(api, caller.id, access)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/actions/{id}/_stop', may: 'account', programs: ['park'], records: 'parking-ended', answers: StoppedView,
      refuses: ['already-ended'],
      summary: 'Stop a parking action; what it did not use goes back',
      async handle({ caller, params }) {
        const access = await accessToAction(deps.pool, caller.id, params['id']!);
        if (!access) return NOT_FOUND;
        const { actionId } = access;
        const tried = { accountId: caller.id, permitId: access.permitId, act: 'stop', actionId } as const;
        const stopped = await keepingTries(deps, tried, () => stopParking(deps, { actionId, actor: parkerOf(caller), at: deps.clock() }));
        if (stopped.outcome === 'refuse') return refusal(stopped);
        const { endedAt, costsInUnits, backInUnits } = stopped;
        return answer({ endedAt, costs: costsInUnits, back: backInUnits });
      },
    }),
    endpoint({
      method: 'patch', path: '/v1/parking/actions/{id}', may: 'account', programs: ['park'], records: 'parking-extended', body: ExtendBody, answers: ActionStory,
      refuses: LATER_END_GROUNDS,
      summary: 'Give a running or planned parking action a later end; only the difference is set aside',
      async handle({ caller, params, body }) {
        const access = await accessToAction(deps.pool, caller.id, params['id']!);
        if (!access) return NOT_FOUND;
        const { actionId } = access;
        const tried = { accountId: caller.id, permitId: access.permitId, act: 'extend', actionId } as const;
        const extended = await keepingTries(deps, tried, () =>
          extendParking(deps, { actionId, endsAt: body.endsAt, actor: parkerOf(caller), at: deps.clock() }),
        );
        if (extended.outcome === 'extended') return answer(await storyOf(api, caller.id, access));
        return refusalWith(extended, longestOf(extended));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/actions/{id}/_quote', may: 'account', programs: ['park'], records: null, body: ExtendBody, answers: ExtensionQuote,
      refuses: LATER_END_GROUNDS,
      summary: 'What a later end costs; nothing is booked',
      async handle({ caller, params, body }) {
        const access = await accessToAction(deps.pool, caller.id, params['id']!);
        if (!access) return NOT_FOUND;
        const quoted = await quoteLaterEnd(deps, { actionId: access.actionId, endsAt: body.endsAt, at: deps.clock() });
        if (quoted.outcome === 'refuse') return refusalWith(quoted, longestOf(quoted));
        const { stay, price, holds } = quoted;
        return answer({ endsAt: stay.to, holds, priceCents: price.cents, lines: price.lines });
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/parking/actions/{id}', may: 'account', programs: ['park'], records: 'parking-ended',
      refuses: ['already-ended', 'already-begun'],
      summary: 'Take a planned parking action back; all that was set aside returns',
      async handle({ caller, params }) {
        const access = await accessToAction(deps.pool, caller.id, params['id']!);
        if (!access) return NOT_FOUND;
        const { actionId } = access;
        const stopped = await stopParking(deps, { actionId, actor: parkerOf(caller), at: deps.clock(), planned: true });
        return stopped.outcome === 'refuse' ? refusal(stopped) : answer(undefined);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/permits', may: 'account', programs: ['read', 'balance'], records: null, answers: ParkingPermitList,
      summary: 'Coupled and granted permits with their balances, and what each allows now',
      async handle({ caller }) {
        const accesses = await accessesOf(deps.pool, caller.id);
        const items = await viewParkingPermits(api, caller.id, accesses);
        return answer({ items: items.map((view) => shownTo(caller, view)) });
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}', may: 'account', programs: ['read', 'balance'], records: null, answers: ParkingPermit,
      summary: 'One permit of the parking app',
      async handle({ caller, params }) {
        const access = await accessTo(deps.pool, caller.id, params['id']!);
        const [view] = access ? await viewParkingPermits(api, caller.id, [access]) : [];
        return view ? answer(shownTo(caller, view)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/history-counts', may: 'account', records: null, answers: HistoryCounts,
      refuses: ['not-allowed-by-product'],
      summary: 'How many actions and transactions the history of a permit has',
      async handle({ caller, params }) {
        const standing = await standingOf(api, caller.id, params['id']!);
        if (!standing) return NOT_FOUND;
        const { access, terms, state, may } = standing;
        const refused = refuseUnlessMay('history', terms, access.role, state);
        if (refused) return refusal(refused);
        return answer({
          actions: await countActions(api, access),
          transactions: may.includes('transactions') ? await countTransactions(deps.pool, access.permitId) : null,
        });
      },
    }),
  ]; // prettier-ignore
}
