import { civilDateOf, type TimeZone } from '../values/civil-day.ts';
import { type Instant } from '../values/moment.ts';
import { sum } from '../values/money.ts';
import { type Unit } from '../values/unit.ts';
import { type Draw } from './draw.ts';
import { type Balance } from './terms.ts';

/** What a grantee may use in a calendar month at most (BEYOND-035). */
export interface MonthlyCap {
  unit: Unit;
  amount: number;
  /** Actions under the same grant around this time: what each cost, or has set aside. */
  used: readonly { id: string; from: Instant; amount: number }[];
}

export interface CapReached {
  unit: Unit;
  /** The most there may be in a month, and what is left of it. */
  cap: number;
  left: number;
  needed: number;
}

/** An action counts for the month it begins in, whole, so that nothing is counted twice. Undefined when it fits. */
export function capReachedBy(
  from: Instant,
  draws: readonly Draw[],
  balances: readonly Balance[],
  { unit, amount, used }: MonthlyCap,
  timeZone: TimeZone,
): CapReached | undefined {
  const monthOf = (moment: Instant) => civilDateOf(moment, timeZone).slice(0, 7);
  const units = new Map(balances.map((balance) => [balance.id, balance.unit]));
  const needed = sum(draws.filter(({ balanceId }) => units.get(balanceId) === unit).map((draw) => draw.amount));
  const before = sum(used.filter((one) => monthOf(one.from) === monthOf(from)).map((one) => one.amount));
  return needed > 0 && before + needed > amount
    ? { unit, cap: amount, left: Math.max(0, amount - before), needed }
    : undefined;
}
