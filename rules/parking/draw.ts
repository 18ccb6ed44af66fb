import { civilDateOf, type CivilDate } from '../values/civil-day.ts';
import { type Interval } from '../values/moment.ts';
import { type Unit } from '../values/unit.ts';
import { priceOfStay, type Price } from './price.ts';
import { type AreaTariff } from './tariff.ts';
import { type Balance } from './terms.ts';

/** What a stay takes from one balance. */
export interface Draw {
  balanceId: string;
  amount: number;
}

/** So much of a unit, whatever balances it is on: what people are told. */
export interface Amount {
  unit: Unit;
  amount: number;
}

export const withUnits = (
  draws: readonly Draw[],
  balances: readonly Pick<Balance, 'id' | 'unit'>[],
): (Draw & { unit: Unit })[] =>
  draws.map((draw) => ({ ...draw, unit: balances.find(({ id }) => id === draw.balanceId)!.unit }));

/** Taken together per unit, in the order in which units first occur. */
export function inUnit(draws: readonly (Draw & { unit: Unit })[]): Amount[] {
  const totals = new Map<Unit, number>();
  for (const { unit, amount } of draws) totals.set(unit, (totals.get(unit) ?? 0) + amount);
  return [...totals].map(([unit, amount]) => ({ unit, amount }));
}

export type DrawOutcome =
  | { outcome: 'draws'; price: Price; draws: Draw[] }
  /** There is no balance of this unit for a day of the stay. */
  | { outcome: 'no-balance'; unit: Unit; day: CivilDate };

/**
 * What a stay costs and which balances it draws on. Every day is drawn from the period it lies in, so a stay over the end of a quarter
 * draws on two (R11); an action counts where it begins.
 */
export function drawsOf(
  stay: Interval,
  tariff: AreaTariff,
  balances: readonly Balance[],
  units: readonly Unit[] = balances.map(({ unit }) => unit),
): DrawOutcome {
  const price = priceOfStay(stay, tariff);
  const draws = new Map<string, number>();
  for (const unit of new Set(units)) {
    for (const { day, amount } of amountsByDay(unit, stay, price, tariff)) {
      if (amount === 0) continue;
      const balance = balances.find((one) => one.unit === unit && covers(one, day));
      if (!balance) return { outcome: 'no-balance', unit, day };
      draws.set(balance.id, (draws.get(balance.id) ?? 0) + amount);
    }
  }
  return { outcome: 'draws', price, draws: [...draws].map(([balanceId, amount]) => ({ balanceId, amount })) };
}

interface DayAmount {
  day: CivilDate;
  amount: number;
}

function amountsByDay(unit: Unit, stay: Interval, price: Price, { timeZone }: AreaTariff): DayAmount[] {
  const paid = price.lines.filter(({ kind }) => kind === 'paid');
  switch (unit) {
    case 'eurocent':
      return paid.map(({ from, cents }) => ({ day: civilDateOf(from, timeZone), amount: cents }));
    case 'minute':
      return paid.map(({ from, minutes }) => ({ day: civilDateOf(from, timeZone), amount: minutes }));
    case 'action':
      return [{ day: civilDateOf(stay.from, timeZone), amount: 1 }];
    default:
      return unit satisfies never;
  }
}

const covers = ({ period }: Balance, day: CivilDate): boolean =>
  period === null || (period.from <= day && day < period.until);

/** The first balance that has too little, in the order in which they are given. */
export function shortOf(draws: readonly Draw[], balances: readonly Balance[]): Balance | undefined {
  return balances.find(({ id, available }) => (draws.find((draw) => draw.balanceId === id)?.amount ?? 0) > available);
}
