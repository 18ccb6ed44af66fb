import { type TransactionKind } from '../balances.ts';
import { addDays, addMonths, type CivilDate } from '../values/civil-day.ts';
import { type Instant } from '../values/moment.ts';
import { splitVat, type VatSplit } from '../values/money.ts';
import { type Unit } from '../values/unit.ts';

export interface Quantity {
  unit: Unit;
  amount: number;
}

/** One session that is over, as its receipt and the statement of its month show it (PEERS-019). */
export interface Session {
  id: string;
  startsAt: Instant;
  endsAt: Instant;
  areaName: string;
  /** Null once it has been erased. */
  plate: string | null;
  byGrantee: boolean;
  costs: Quantity[];
  /** In the words of whoever asks; theirs alone. */
  note: string | null;
}

/** A balance over a period: what it began with, what changed it, and what is left; those add up. */
export interface BalanceCourse {
  unit: Unit;
  /** Of a balance that is given for a time, such as hours of a quarter. */
  period: { from: CivilDate; until: CivilDate } | null;
  begin: number;
  changes: { kind: TransactionKind; amount: number }[];
  end: number;
}

/** A booking on a balance, before the period or in it. */
export interface Booking {
  balanceId: string;
  unit: Unit;
  period: BalanceCourse['period'];
  kind: TransactionKind;
  before: number;
  within: number;
}

/** One course per balance; one that had nothing and to which nothing happened is not told of. */
export function coursesOf(bookings: readonly Booking[]): BalanceCourse[] {
  const courses = new Map<string, BalanceCourse>();
  for (const { balanceId, unit, period, kind, before, within } of bookings) {
    const course = courses.get(balanceId) ?? { unit, period, begin: 0, changes: [], end: 0 };
    courses.set(balanceId, course);
    course.begin += before;
    course.end += before + within;
    const known = course.changes.find((change) => change.kind === kind);
    if (known) known.amount += within;
    else course.changes.push({ kind, amount: within });
  }
  return [...courses.values()]
    .map((course) => ({ ...course, changes: course.changes.filter(({ amount }) => amount !== 0) }))
    .filter(({ begin, end, changes }) => begin !== 0 || end !== 0 || changes.length > 0);
}

/** What sessions cost together: euros, minutes and turns each for themselves. */
export function costsOf(sessions: readonly Pick<Session, 'costs'>[]): Quantity[] {
  const totals = new Map<Unit, number>();
  for (const { unit, amount } of sessions.flatMap(({ costs }) => costs))
    totals.set(unit, (totals.get(unit) ?? 0) + amount);
  return [...totals].map(([unit, amount]) => ({ unit, amount })).filter(({ amount }) => amount !== 0);
}

/** The VAT in what was paid in euros; hours and turns were bought before, with the VAT of then. */
export function vatOf(costs: readonly Quantity[], percent: number): (VatSplit & { percent: number }) | null {
  const cents = costs.find(({ unit }) => unit === 'eurocent')?.amount;
  return cents === undefined ? null : { ...splitVat(cents, percent), percent };
}

/** The month a day lies in, by its first day. */
export const monthOf = (day: CivilDate): CivilDate => `${day.slice(0, 7)}-01`;

/** The months that are over, from the first that was not mailed yet; each once, also where a month was missed (PEERS-019). */
export function monthsOver(from: CivilDate, today: CivilDate): { from: CivilDate; until: CivilDate }[] {
  const months = [];
  for (let month = from; month < monthOf(today); month = addMonths(month, 1))
    months.push({ from: month, until: addDays(addMonths(month, 1), -1) });
  return months;
}
