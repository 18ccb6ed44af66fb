import { addDays, type CivilDate } from '../../../rules/values/civil-day.ts';
import { call, type Answer } from '../../data/http.ts';
import type { Story } from './actions.ts';

const action = (id: string, rest: string) => `/v1/parking/actions/${encodeURIComponent(id)}${rest}`;

export const receiptPath = (actionId: string): string => action(actionId, '/receipt');

export function writeNote({ id, note }: { id: string; note: string }, key: string): Promise<Answer<Story>> {
  return call<Story>(action(id, '/note'), { method: 'PUT', body: { note }, key });
}

export interface Span {
  from: CivilDate;
  until: CivilDate;
}

export const statementPath = (permitId: string, { from, until }: Span, format: 'pdf' | 'csv' | 'xlsx'): string =>
  `/v1/parking/permits/${encodeURIComponent(permitId)}/statement?${new URLSearchParams({ from, until, format })}`;

/** The month a day is in, and the ones before it. */
export function monthsUpTo(today: CivilDate, count: number): Span[] {
  const months: Span[] = [];
  let until = today;
  for (let made = 0; made < count; made += 1) {
    const from = `${until.slice(0, 7)}-01`;
    months.push({ from, until: made === 0 ? lastDayOfMonth(from) : until });
    until = addDays(from, -1);
  }
  return months;
}

/** Thirty-one days after the first is the next month, whatever the month. */
const lastDayOfMonth = (first: CivilDate): CivilDate => addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1);
