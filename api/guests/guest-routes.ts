import { askVisit, enterAsGuest, quoteGuest, stopVisit } from '../../activities/guests/visits.ts';
import { visitByKey } from '../../activities/guests/visit.ts';
import { statement } from '../../activities/db/transaction.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, refusalWith, type Endpoint } from '../http/endpoint.ts';
import { idFrom } from '../http/ids.ts';
import { isRefused, plateOf } from '../parking/stays.ts';
import { proposedEnd } from '../sign-on/acts.ts';
import { guestLook, guestVisit } from './read.ts';
import {
  GuestCheckout,
  GuestKeyBody,
  GuestLook,
  GuestLookBody,
  GuestQuote,
  GuestQuoteBody,
  GuestVisitBody,
  GuestVisitView,
} from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const ENTRY_GROUNDS = ['guest-link-unknown', 'guest-link-revoked', 'guest-link-expired', 'guest-link-used-up'] as const;
const STAY_GROUNDS = [
  'plate-empty', 'plate-too-long', 'plate-characters', 'not-for-parking', 'location-not-offered', 'permit-not-in-force', 'plate-of-permit',
  'ends-before-it-starts', 'past-latest-end', 'plate-already-parked', 'too-many-at-once', 'no-balance-for-day', 'balance-too-small',
  'balance-empty', 'visit-too-long', 'guest-stay-too-long', 'guest-name-needed',
] as const; // prettier-ignore

/**
 * Guests sign their own car on with a link or a code of their host, without an account. The code opens nothing but signing on; the key of a
 * visit, which the guest's browser made, opens that visit alone (R17).
 */
export function guestRoutes(api: Api): Endpoint[] {
  const { deps, processes } = api;
  return [
    endpoint({
      method: 'post', path: '/v1/guest-visits/_look', may: 'anyone', records: null, body: GuestLookBody, answers: GuestLook, secret: true,
      refuses: ENTRY_GROUNDS,
      summary: 'What a link for guests is good for, and what is left of it',
      async handle({ body }) {
        const entered = await enterAsGuest(deps, body.code, deps.clock());
        return isRefusal(entered) ? refusal(entered) : answer(await guestLook(api, entered.pass, entered.left));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/guest-visits/_quote', may: 'anyone', records: null, body: GuestQuoteBody, answers: GuestQuote, secret: true,
      refuses: [...ENTRY_GROUNDS, ...STAY_GROUNDS],
      summary: 'What a visit costs its guest and when it ends; nothing is booked',
      async handle({ body }) {
        const { plate: typed, country, name, ...stay } = body;
        const plate = plateOf(typed, country);
        if (isRefused(plate)) return refusal(plate);
        const quote = await quoteGuest(deps, { ...stay, plate, name: name || null, at: deps.clock() });
        if (quote.outcome === 'refuse') return refusalWith(quote, instead(quote));
        const { from: startsAt, to: endsAt } = quote.quoted.stay;
        return answer({ startsAt, endsAt, cents: quote.cents });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/guest-visits', may: 'anyone', records: 'guest-visit-asked', body: GuestVisitBody, answers: GuestVisitView,
      status: 201, secret: true, refuses: [...ENTRY_GROUNDS, ...STAY_GROUNDS, 'quote-differs'],
      summary: 'Sign on as a guest: at once, after the host’s yes, or after the payment',
      async handle({ body, language }) {
        const { plate: typed, country, name, ...stay } = body;
        const plate = plateOf(typed, country);
        if (isRefused(plate)) return refusal(plate);
        const asked = await askVisit(deps, { ...stay, plate, name: name || null, language, at: deps.clock() });
        if (asked.outcome === 'refuse') return refusalWith(asked, instead(asked));
        const view = await guestVisit(api, body.key);
        return view ? answer(view) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/guest-visits/_view', may: 'anyone', records: null, body: GuestKeyBody, answers: GuestVisitView, secret: true,
      refuses: ['not-found'],
      summary: 'How one’s own visit stands',
      async handle({ body }) {
        const view = await guestVisit(api, body.key);
        return view ? answer(view) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/guest-visits/_pay', may: 'anyone', records: 'payment-started', body: GuestKeyBody, answers: GuestCheckout,
      status: 201, secret: true,
      refuses: ['not-found', 'guest-visit-over', 'nothing-to-pay', 'balance-too-small', 'balance-empty', 'payment-provider-unavailable', 'payment-under-way'],
      summary: 'Pay for one’s own visit; it parks when the provider says that it is paid',
      async handle({ body, key }) {
        const visit = await visitByKey(deps.pool, deps.vault, body.key);
        if (!visit) return NOT_FOUND;
        const { municipalityId } = visit;
        const { rows } = await deps.pool.query<{ holder_id: string }>({ ...holderOf, values: [visit.permitId] });
        const actor = { kind: 'key' as const, id: visit.id };
        const input = { municipalityId, holderId: rows[0]!.holder_id, chargeIds: [], guestVisitId: visit.id, actor };
        const begun = await processes.beginPayment(idFrom('guest-visit', key), input, key);
        return isRefusal(begun) ? refusal(begun) : answer({ checkoutUrl: begun.checkoutUrl });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/guest-visits/_stop', may: 'anyone', records: 'parking-ended', body: GuestKeyBody, answers: GuestVisitView,
      secret: true, refuses: ['not-found', 'already-ended'],
      summary: 'Leave early: what was not used goes back to the host, and to the guest what they paid for it',
      async handle({ body }) {
        const stopped = await stopVisit(deps, { key: body.key, at: deps.clock() });
        if (isRefusal(stopped)) return refusal(stopped);
        const view = await guestVisit(api, body.key);
        return view ? answer(view) : NOT_FOUND;
      },
    }),
  ]; // prettier-ignore
}

/** The latest end that would be possible, where another is not. */
function instead(refused: Refusal): { endsAt: string } | null {
  const endsAt = proposedEnd(refused);
  return endsAt === undefined ? null : { endsAt };
}

const holderOf = statement('holder-of-permit-of-guest', 'SELECT holder_id FROM permit WHERE id = $1');
