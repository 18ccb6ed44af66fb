import { type BoundBy } from '../../rules/parking/guard-rails.ts';

/** What a grant is bound to and what began under it, as it is read with the facts of a start. */
export interface RailsRow {
  weekdays: number[] | null;
  from_minute: number | null;
  until_minute: number | null;
  weekly_starts: number | null;
  paused: boolean;
  grant_ends_at: Date | null;
  used: { from: string; begins: boolean }[];
}

export const railsOf = (row: RailsRow): BoundBy => ({
  days: row.weekdays,
  hours:
    row.from_minute !== null && row.until_minute !== null
      ? { fromMinute: row.from_minute, untilMinute: row.until_minute }
      : null,
  weeklyStarts: row.weekly_starts,
  paused: row.paused,
  endsAt: row.grant_ends_at?.toISOString() ?? null,
  begun: row.used.filter(({ begins }) => begins).map(({ from }) => new Date(from).toISOString()),
});
