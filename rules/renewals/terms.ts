import { type AreaId } from '../municipalities/names.ts';
import { type Period, type Product, type RenewalTerms } from '../municipalities/product.ts';
import { decideEligibility, type Applicant, type EligibilityGround } from '../permit-applications/eligibility.ts';
import { dayAfter, dueFor, periodOf, validityOf } from '../permit-applications/terms.ts';
import { type PermitStatus } from '../permits/status.ts';
import { isOver, type RenewalDeadline, type RenewalStatus } from './status.ts';
import { addDays, civilDateOf, endOfDay, startOfDay, type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { epoch, type Instant, type Interval } from '../values/moment.ts';
import { type Cents } from '../values/money.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/** Is this holder still entitled to the product where the permit is valid: asked when the data are confirmed (PORTAL-085)? */
export function decideRenewal(
  product: Product,
  applicant: Applicant,
  areaId: AreaId,
): { outcome: 'allow' } | Refusal<EligibilityGround> {
  const entitled = decideEligibility(product, applicant);
  if (entitled.outcome === 'refuse') return entitled;
  if (entitled.places.some(({ area }) => area === areaId)) return { outcome: 'allow' };
  return refuse(
    'address-outside-area',
    { area: applicant.area, permit: areaId },
    'other-product',
    product.eligibility.article,
  );
}

/** One more period of a permit, as it is offered. */
export interface NextPeriod {
  startsOn: CivilDate;
  since: Instant;
  until: Instant;
  cents: Cents;
}

export interface RenewablePermit {
  areaId: string;
  periodId: string;
  validUntil: Instant;
  /** The weekdays it was bought for; none where that is not chosen. */
  weekdays: readonly number[];
  /** The cars on it now: the next period costs what they cost. */
  plates?: readonly { zeroEmission?: boolean | null }[];
}

/**
 * The period after the one that ends, as long as that one was; undefined when the product is no longer sold there for that period, or
 * is not renewed at all. Calendar months: a year to the end of February ends with February again, leap day or not.
 */
export function nextPeriod(
  product: Product,
  { areaId, periodId, validUntil, weekdays, plates = [] }: RenewablePermit,
  timeZone: TimeZone,
): NextPeriod | undefined {
  const period = periodOf(product, periodId);
  const cents = dueFor(product, { areaId, periodId, weekdays, plates });
  if (!product.renewal || !period || cents === undefined) return undefined;
  const startsOn = civilDateOf(validUntil, timeZone);
  return { startsOn, since: validUntil, until: startOfDay(dayAfter(startsOn, period), timeZone), cents };
}

/** What a renewal begins with: some are confirmed first, a free one that needs nobody is done at once. */
export function firstStatus(terms: RenewalTerms, cents: Cents, entitled: boolean): RenewalStatus {
  if (terms.automatic && entitled) return 'renewed';
  if (terms.needsConfirmation || !entitled) return 'awaiting-confirmation';
  return afterConfirmation(cents);
}

export const afterConfirmation = (cents: Cents): RenewalStatus => (cents === 0 ? 'renewed' : 'awaiting-payment');

/** Never earlier than halfway: who bought a month is not asked on the same day whether they want another. */
export const termsFor = (terms: RenewalTerms, { months, days }: Period): RenewalTerms => ({
  ...terms,
  opensDaysBefore: Math.min(terms.opensDaysBefore, Math.floor((months * 30 + days) / 2)),
});

/** Permits that end no later than this have a renewal by now (LOKET-052). */
export const renewedUpTo = (terms: RenewalTerms, at: Instant, timeZone: TimeZone): Instant =>
  endOfDay(addDays(civilDateOf(at, timeZone), terms.opensDaysBefore), timeZone);

/** When the renewal of a permit that ends then can first be there. */
export const opensAt = (terms: RenewalTerms, validUntil: Instant, timeZone: TimeZone): Instant =>
  startOfDay(addDays(civilDateOf(validUntil, timeZone), -1 - terms.opensDaysBefore), timeZone);

/** Last moment a renewal can be finished: so many days after the permit expired (PORTAL-088). */
export const lapsesAt = (terms: RenewalTerms, since: Instant, timeZone: TimeZone): Instant =>
  startOfDay(addDays(civilDateOf(since, timeZone), terms.graceDays), timeZone);

/** What happens by itself while it is open: reminders on several days before the end (PEERS-021), a debit, and its end. */
export function renewalDeadlines(
  status: RenewalStatus,
  {
    terms,
    since,
    openedAt,
    debitAt = null,
    timeZone,
  }: { terms: RenewalTerms; since: Instant; openedAt: Instant; debitAt?: Instant | null; timeZone: TimeZone },
): RenewalDeadline[] {
  if (isOver(status)) return [];
  const end = civilDateOf(since, timeZone);
  const reminders = [...new Set(terms.reminderDays)]
    .sort((a, b) => b - a)
    .map((days): RenewalDeadline => ({ kind: 'remind', at: startOfDay(addDays(end, -days), timeZone) }))
    .filter(({ at }) => epoch(at) > epoch(openedAt));
  const debit: RenewalDeadline[] =
    debitAt === null || status !== 'awaiting-payment' ? [] : [{ kind: 'debit', at: debitAt }];
  const byMoment = (a: RenewalDeadline, b: RenewalDeadline) => epoch(a.at) - epoch(b.at);
  return [...[...reminders, ...debit].sort(byMoment), { kind: 'lapse', at: lapsesAt(terms, since, timeZone) }];
}

/**
 * Until when the right runs on while the renewal is decided: who confirmed in time has it until the renewal lapses, nobody else
 * (PEERS-022). Null when it was not in time.
 */
export const keptUntil = (
  terms: RenewalTerms,
  { since, confirmedAt }: { since: Instant; confirmedAt: Instant },
  timeZone: TimeZone,
): Instant | null => (epoch(confirmedAt) < epoch(since) ? lapsesAt(terms, since, timeZone) : null);

export type RenewGround = 'permit-not-in-force';

/**
 * From when to when the permit is valid by this renewal. Who renews in time, or had the right until now, goes on where the last period
 * ended; who pays for an expired permit loses nothing: a whole period from that day. A permit that was ended is not renewed.
 */
export function renewedPeriod(
  permit: { status: PermitStatus },
  offer: { startsOn: CivilDate; since: Instant; until: Instant },
  { product, periodId, at, timeZone }: { product: Product; periodId: string; at: Instant; timeZone: TimeZone },
): { outcome: 'allow'; validity: Interval } | Refusal<RenewGround> {
  switch (permit.status) {
    case 'issued':
      return { outcome: 'allow', validity: { from: offer.since, to: offer.until } };
    case 'expired': {
      const period = periodOf(product, periodId);
      if (!period) throw new Error(`${product.id} has no period ${periodId}`);
      return { outcome: 'allow', validity: validityOf(offer.startsOn, period, at, timeZone) };
    }
    case 'ended':
      return refuse('permit-not-in-force', { status: permit.status }, 'look-again');
    default:
      return permit.status satisfies never;
  }
}

/** The municipality's own data begin on a day; what ended before it is not here (LOKET-008). */
export const historyFrom = (historySince: CivilDate | null, timeZone: TimeZone): Instant | null =>
  historySince === null ? null : startOfDay(historySince, timeZone);
