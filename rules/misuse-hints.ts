import { type MisuseHintTerms } from './municipalities/municipality.ts';
import { type ProductId } from './municipalities/names.ts';
import { civilDateOf, minuteOf, momentAt, type TimeZone } from './values/civil-day.ts';
import { epoch, type Instant } from './values/moment.ts';
import { isWorkingDay, type WorkingCalendar } from './values/working-days.ts';

/**
 * What may be worth a question (signaal): a count of stays against a number everybody can read, the same for each household. Nothing of
 * who somebody is, where they live or what they did before goes in, and nothing follows from it by itself.
 */
export const HINT_RULES = ['many-cars', 'shared-car', 'temporary-again'] as const;
export type HintRule = (typeof HINT_RULES)[number];

/** Times of the wall clock on a working day. */
export interface Hours {
  from: string;
  to: string;
}

/** One rule as a municipality set it. */
export interface HintTerms {
  rule: HintRule;
  /** Only stays on permits of these products are looked at. */
  products: readonly ProductId[];
  /** From this count on. */
  least: number;
  /** Only stays that began in these hours of a working day; null: at any time. */
  hours: Hours | null;
}

/** The rules a municipality switched on. */
export function hintRulesOf({ manyCars, sharedCar, temporaryAgain }: MisuseHintTerms): HintTerms[] {
  const rules: HintTerms[] = [];
  if (manyCars) {
    const { products, cars, from, to } = manyCars;
    rules.push({ rule: 'many-cars', products, least: cars, hours: { from, to } });
  }
  if (sharedCar)
    rules.push({ rule: 'shared-car', products: sharedCar.products, least: sharedCar.households, hours: null });
  if (temporaryAgain)
    rules.push({
      rule: 'temporary-again',
      products: temporaryAgain.products,
      least: temporaryAgain.times,
      hours: null,
    });
  return rules;
}

export interface LookedAtStay {
  permitId: string;
  holderId: string;
  /** Tells cars apart, and is not kept. */
  car: string;
  startsAt: Instant;
}

export interface Finding {
  permitId: string;
  /** What the rule counted: cars, households or times. */
  counted: number;
  /** So many stays it rests on. */
  stays: number;
}

/**
 * The permits on which the count was reached. What a colleague looked at already, and found nothing wrong with, does not count again:
 * only stays that began after that do.
 */
export function findHints(
  { rule, least, hours }: HintTerms,
  stays: readonly LookedAtStay[],
  reviewed: ReadonlyMap<string, Instant>,
  calendar: WorkingCalendar & { timeZone: TimeZone },
): Finding[] {
  const counting = hours === null ? stays : stays.filter(({ startsAt }) => beganIn(hours, startsAt, calendar));
  const byCar = grouped(counting, ({ car }) => car);
  const findings: Finding[] = [];
  for (const [permitId, own] of grouped(counting, (stay) => stay.permitId)) {
    const after = reviewed.get(permitId);
    const isNew = ({ startsAt }: LookedAtStay) => after === undefined || epoch(startsAt) > epoch(after);
    const { counted, used } = count(rule, own.filter(isNew), (car) => byCar.get(car)!.filter(isNew));
    if (counted >= least) findings.push({ permitId, counted, stays: used });
  }
  return findings;
}

interface Counted {
  counted: number;
  used: number;
}

/** Of the stays on one permit; a car may have been elsewhere too. */
function count(
  rule: HintRule,
  own: readonly LookedAtStay[],
  everywhere: (car: string) => readonly LookedAtStay[],
): Counted {
  const cars = grouped(own, ({ car }) => car);
  switch (rule) {
    case 'many-cars':
      return { counted: cars.size, used: own.length };
    case 'temporary-again':
      return highest([...cars.values()].map((stays) => ({ counted: stays.length, used: stays.length })));
    case 'shared-car':
      return highest(
        [...cars.keys()].map((car) => {
          const stays = everywhere(car);
          return { counted: new Set(stays.map(({ holderId }) => holderId)).size, used: stays.length };
        }),
      );
    default:
      return rule satisfies never;
  }
}

const highest = (all: readonly Counted[]): Counted =>
  all.reduce((best, one) => (one.counted > best.counted ? one : best), { counted: 0, used: 0 });

function beganIn(hours: Hours, at: Instant, calendar: WorkingCalendar & { timeZone: TimeZone }): boolean {
  const { timeZone } = calendar;
  const day = civilDateOf(at, timeZone);
  if (!isWorkingDay(day, calendar)) return false;
  const [from, to] = [hours.from, hours.to].map((clock) => momentAt(day, minuteOf(clock), timeZone)) as [
    number,
    number,
  ];
  return epoch(at) >= from && epoch(at) < to;
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
