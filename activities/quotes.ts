import { timingSafeEqual } from 'node:crypto';
import { inUnit, withUnits, type Amount, type Draw } from '../rules/parking/draw.ts';
import { decideExtend, type Extended } from '../rules/parking/end.ts';
import { type Price } from '../rules/parking/price.ts';
import { decideStart, type Allowed, type Refused, type StartFacts } from '../rules/parking/start.ts';
import { earliest, epoch, MINUTE_MS, plusMs, type Instant, type Interval } from '../rules/values/moment.ts';
import { refuse, type Refusal } from '../rules/values/refusal.ts';
import { type Vault } from './db/vault.ts';
import { actionOf, factsOf, withArticle, type FactsAsked, type FactsGround, type LoadedAction, type ParkingDeps, type PermitFacts } from './parking-facts.ts'; // prettier-ignore
import { type Deps } from './ports.ts';

export type StartDeps = ParkingDeps & Pick<Deps, 'vault'>;

/** A stay somebody wishes: which plate, under which permit, from when to when. */
export interface WishedStay {
  permitId: string;
  /** Who asks; absent where nobody of the parking app does. */
  accountId?: string | undefined;
  /** The grant it is under; absent for the owner. */
  grantId?: string | null | undefined;
  country: string;
  /** Normalised. */
  plate: string;
  startsAt?: Instant | undefined;
  endsAt?: Instant | undefined;
  /** The chosen location. */
  areaId?: string | undefined;
  /** Who parks pays its euros apart: only what is counted otherwise is drawn on (PEERS-009). */
  eurosPaid?: boolean | undefined;
  at: Instant;
}

/** A quote is kept to so long, by business time; and never beyond the end of its stay. */
const QUOTE_MINUTES = 2;

/** What was promised. It travels signed with whoever asked and is stored nowhere; the plate is part of the signature alone. */
export interface Quote {
  at: Instant;
  until: Instant;
  stay: Interval;
  openEnd: boolean;
  areaId: string;
  release: number;
  holds: Draw[];
  cents: number;
}

export interface Quoted {
  outcome: 'quoted';
  quoteId: string;
  quoteEndsAt: Instant;
  stay: Interval;
  price: Price;
  holds: Amount[];
}

/** Says what a stay would cost and when it would end, and keeps to that for two minutes (PEERS-006). Books nothing. */
export async function quoteParking(
  deps: StartDeps,
  wish: WishedStay,
): Promise<Quoted | Refused | Refusal<'not-found' | FactsGround>> {
  const read = await factsOf(deps, wishOf(wish, undefined));
  if (!read) return refuse('not-found');
  if (read.outcome === 'refuse') return read;
  if (!read.facts) return refuse('not-for-parking');
  const decision = decideStart(wish, read.facts, wish.at);
  if (decision.outcome === 'refuse') return withArticle(decision, read.product);
  const { stay, holds, price } = decision;
  const until = earliest(plusMs(wish.at, QUOTE_MINUTES * MINUTE_MS), stay.to);
  const openEnd = wish.endsAt === undefined;
  const { areaId, release } = read;
  const quote = { at: wish.at, until, stay, openEnd, areaId, release: release.number, holds, cents: price.cents };
  return {
    outcome: 'quoted',
    quoteId: signed(deps.vault, quote, wish),
    quoteEndsAt: until,
    stay,
    price,
    holds: inUnit(withUnits(holds, read.facts.balances)),
  };
}

export interface LaterEnd {
  actionId: string;
  endsAt: Instant;
  at: Instant;
}

/** An action with a later end, decided by the data it was started under; not yet booked. */
export async function decideLaterEnd(
  deps: ParkingDeps,
  { actionId, endsAt, at }: LaterEnd,
): Promise<
  | { outcome: 'decided'; action: LoadedAction; read: PermitFacts; facts: StartFacts; decision: Extended }
  | Refused
  | Refusal
> {
  const action = await actionOf(deps, actionId);
  if (!action) return refuse('not-found');
  const { permitId, grantId, areaId, release } = action;
  // Nobody would pay for it: what a guest paid was for the end they chose.
  if (action.guestPays) return refuse('extension-not-allowed', {}, 'start-anew');
  const { country, plate } = action.booked;
  const from = action.booked.stay.from;
  const read = await factsOf(deps, { permitId, grantId, areaId, release, at, from, plate: { country, plate } });
  if (read?.outcome === 'refuse') return read;
  if (!read?.facts) return refuse('not-for-parking');
  const decision = decideExtend(action.booked, endsAt, read.facts, at);
  if (decision.outcome === 'refuse') return withArticle(decision, read.product);
  return { outcome: 'decided', action, read, facts: read.facts, decision };
}

/** What a later end would cost; books nothing (2PARK-061). */
export async function quoteLaterEnd(
  deps: ParkingDeps,
  wish: LaterEnd,
): Promise<{ outcome: 'quoted'; stay: Interval; price: Price; holds: Amount[] } | Refused | Refusal> {
  const decided = await decideLaterEnd(deps, wish);
  if (decided.outcome === 'refuse') return decided;
  const { stay, price, holds } = decided.decision;
  return { outcome: 'quoted', stay, price, holds: inUnit(withUnits(holds, decided.facts.balances)) };
}

/** Where the facts of a stay are read: a quote keeps to its own moment, place and release. */
export const wishOf = (wish: WishedStay, quote: Quote | undefined): FactsAsked => ({
  permitId: wish.permitId,
  at: wish.at,
  from: quote?.stay.from ?? wish.startsAt ?? wish.at,
  grantId: wish.grantId,
  areaId: quote?.areaId ?? wish.areaId,
  release: quote?.release,
  plate: { country: wish.country, plate: wish.plate },
  eurosPaid: wish.eurosPaid,
});

export type QuoteGround = 'quote-expired' | 'quote-differs';

/**
 * Decides a stay that was quoted, as of the moment of the quote, so that what is booked are the numbers that were shown. What has
 * changed meanwhile is refused; what is possible now is offered instead.
 */
export function decideQuoted(
  quote: Quote | undefined,
  wish: WishedStay,
  facts: StartFacts,
): Allowed | Refused | (Refusal<QuoteGround> & { proposal: Interval | null }) {
  if (!quote || !fitsQuote(wish, quote)) return { ...refuse('quote-differs', {}, 'new-quote'), proposal: now(wish, facts) };
  if (epoch(quote.until) <= epoch(wish.at)) {
    const values = { until: quote.until };
    return { ...refuse('quote-expired', values, 'new-quote'), proposal: now(wishedBy(quote, wish), facts) };
  }
  const { from: startsAt, to: endsAt } = quote.stay;
  const decision = decideStart({ ...wish, startsAt, endsAt }, facts, quote.at);
  if (decision.outcome === 'refuse') return decision;
  const same = decision.price.cents === quote.cents && JSON.stringify(decision.holds) === JSON.stringify(quote.holds);
  return same ? decision : { ...refuse('quote-differs', {}, 'new-quote'), proposal: decision.stay };
} // prettier-ignore

/** What would be allowed for the same wish at this moment. */
function now(wish: WishedStay, facts: StartFacts): Interval | null {
  const decision = decideStart(wish, facts, wish.at);
  return decision.outcome === 'allow' ? decision.stay : decision.proposal;
}

/** A quote that began when it was asked for meant now, and means now again. */
const wishedBy = ({ at, stay, openEnd }: Quote, wish: WishedStay): WishedStay => ({
  ...wish,
  startsAt: stay.from === at ? undefined : stay.from,
  endsAt: openEnd ? undefined : stay.to,
});

/** Whoever sends the stay along with the quote means the same stay. */
function fitsQuote({ startsAt, endsAt, areaId }: WishedStay, { stay, areaId: quoted, at }: Quote): boolean {
  const begins = startsAt === undefined || epoch(startsAt) === epoch(stay.from) || (epoch(startsAt) < epoch(at) && stay.from === at);
  const ends = endsAt === undefined || epoch(endsAt) === epoch(stay.to);
  return begins && ends && (areaId === undefined || areaId === quoted);
} // prettier-ignore

function signed(vault: Vault, quote: Quote, wish: WishedStay): string {
  const content = Buffer.from(JSON.stringify(quote)).toString('base64url');
  return `${content}.${signatureOf(vault, content, wish).toString('base64url')}`;
}

/** Undefined when it was not given by us, or for somebody else, another permit or another plate. */
export function readQuote(vault: Vault, quoteId: string, wish: WishedStay): Quote | undefined {
  const [content = '', signature = ''] = quoteId.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = signatureOf(vault, content, wish);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return JSON.parse(Buffer.from(content, 'base64url').toString('utf8')) as Quote;
}

const signatureOf = (
  vault: Vault,
  content: string,
  { accountId, permitId, grantId, country, plate }: WishedStay,
): Buffer =>
  vault.fingerprint('quote', JSON.stringify([content, accountId ?? null, permitId, grantId ?? null, country, plate]));
