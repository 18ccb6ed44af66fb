import { type VisitTerms } from '../municipalities/parking.ts';
import { epoch, MINUTE_MS, type Instant, type Interval } from '../values/moment.ts';
import { priceOfStay } from './price.ts';
import { type AreaTariff } from './tariff.ts';

/**
 * How long a visit parks in paid time, in minutes, together with the stays of the same plate it follows on or runs into (bezoek). Only
 * paid time counts, in the stays and between them: a free night neither adds to a visit nor begins a new one, and a pause shorter than
 * the terms say is no pause.
 */
export function paidMinutesOfVisit(
  stay: Interval,
  others: readonly Interval[],
  { pauseMinutes }: Pick<VisitTerms, 'pauseMinutes'>,
  tariff: AreaTariff,
): number {
  const visit = [...others, stay].sort((a, b) => epoch(a.from) - epoch(b.from));
  const pause = (before: Interval, after: Interval) => paidMinutes(before.to, after.from, tariff) >= pauseMinutes;
  let first = visit.indexOf(stay);
  while (first > 0 && !pause(visit[first - 1]!, visit[first]!)) first -= 1;
  let last = visit.indexOf(stay);
  while (last < visit.length - 1 && !pause(visit[last]!, visit[last + 1]!)) last += 1;
  return visit.slice(first, last + 1).reduce((total, { from, to }) => total + paidMinutes(from, to, tariff), 0);
}

/** Real minutes, with their fractions: half a minute is not a minute too long. */
function paidMinutes(from: Instant, to: Instant, tariff: AreaTariff): number {
  if (epoch(to) <= epoch(from)) return 0;
  const paid = priceOfStay({ from, to }, tariff).lines.filter(({ kind }) => kind !== 'free');
  return paid.reduce((total, line) => total + (epoch(line.to) - epoch(line.from)), 0) / MINUTE_MS;
}
