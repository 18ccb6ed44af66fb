import type { Reports } from '../../../api/reports/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export interface Period {
  from: string;
  until: string;
}

const queryOf = ({ from, until }: Period, more: Record<string, string> = {}) =>
  new URLSearchParams({ ...(from !== '' && { from }), ...(until !== '' && { until }), ...more }).toString();

export function readReports(period: Period, signal: AbortSignal): Promise<Answer<Reports>> {
  return call<Reports>(`/v1/staff/reports?${queryOf(period)}`, { signal });
}

/** A file with the rows and totals of the page; the browser fetches it itself. */
export const exportPath = (period: Period, table: string, format: 'csv' | 'xlsx'): string =>
  `/v1/staff/reports/export?${queryOf(period, { table, format })}`;
