import { type Entered } from '../../activities/sign-on/enter.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, refusal, refusalWith, type Answered } from '../http/endpoint.ts';
import { isRefused, plateOf } from '../parking/stays.ts';
import { proposedEnd, quoteSignOn, signOff, signOn } from './acts.ts';
import { type SignedOff, type SignedOn, type SignOnQuote } from './shapes.ts';

/** What somebody wishes who has a number and a code, on the web or at a machine. */
export interface Wished {
  plate: string;
  country: string;
  endsAt?: Instant | undefined;
  areaId?: string | undefined;
}

export const ENTRY_GROUNDS = ['sign-on-wrong', 'sign-on-locked'] as const;
export const STAY_GROUNDS = [
  'plate-empty', 'plate-too-long', 'plate-characters', 'not-for-parking', 'not-allowed-by-product', 'location-not-offered',
  'permit-not-in-force', 'plate-of-permit', 'end-missing', 'ends-before-it-starts', 'past-latest-end', 'plate-already-parked',
  'too-many-at-once', 'no-balance-for-day', 'balance-too-small', 'balance-empty', 'busy-try-again',
] as const; // prettier-ignore

export async function quoteWithKey(api: Api, { permitId }: Entered, wished: Wished): Promise<Answered<SignOnQuote>> {
  const plate = plateOf(wished.plate, wished.country);
  if (isRefused(plate)) return refusal(plate);
  const quoted = await quoteSignOn(api, { permitId, plate, areaId: wished.areaId, endsAt: wished.endsAt });
  if (quoted.outcome === 'refuse') return refusalWith(quoted, instead(quoted));
  return answer({ startsAt: quoted.stay.from, endsAt: quoted.stay.to, holds: quoted.holds });
}

export async function startWithKey(
  api: Api,
  { permitId, keyId }: Entered,
  wished: Wished,
  key: string,
): Promise<Answered<SignedOn>> {
  const plate = plateOf(wished.plate, wished.country);
  if (isRefused(plate)) return refusal(plate);
  const wish = { permitId, plate, areaId: wished.areaId, endsAt: wished.endsAt };
  const started = await signOn(api, wish, { kind: 'key', id: keyId }, key);
  return started.outcome === 'refuse' ? refusalWith(started, instead(started)) : answer(started);
}

export async function stopWithKey(
  api: Api,
  { permitId, keyId }: Entered,
  actionId: string,
): Promise<Answered<SignedOff>> {
  const stopped = await signOff(api, { permitId, actionId, actor: { kind: 'key', id: keyId } });
  if (stopped.outcome === 'refuse') return refusal(stopped);
  return answer({ endedAt: stopped.endedAt, costs: stopped.costsInUnits });
}

/** The latest end that would be possible, where another is not. */
function instead(refused: Refusal): { endsAt: Instant } | null {
  const endsAt = proposedEnd(refused);
  return endsAt === undefined ? null : { endsAt };
}
