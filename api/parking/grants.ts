import { type z } from 'zod';
import { statement } from '../../activities/db/transaction.ts';
import { type GrantStatus } from '../../rules/grants.ts';
import { wallClockOf } from '../../rules/values/civil-day.ts';
import { DAY_MS, plusMs } from '../../rules/values/moment.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { type Api } from '../api.ts';
import { type GrantView } from './shapes.ts';

/** A grant that is over stays in sight for a month, so that its owner sees how it ended. */
const SHOWN_DAYS = 30;

type GrantView = z.infer<typeof GrantView>;

/** Grants on a permit, newest first; with what is left of the part set apart. */
export async function grantsOf({ pool, clock }: Api['deps'], permitId: string): Promise<GrantView[]> {
  const { rows } = await pool.query<GrantRow>({
    ...findGrants,
    values: [permitId, null, plusMs(clock(), -SHOWN_DAYS * DAY_MS)],
  });
  return rows.map(view);
}

export async function grantOf(
  { pool, clock }: Api['deps'],
  permitId: string,
  grantId: string,
): Promise<GrantView | undefined> {
  const { rows } = await pool.query<GrantRow>({ ...findGrants, values: [permitId, grantId, clock()] });
  return rows[0] && view(rows[0]);
}

const view = (row: GrantRow): GrantView => ({
  id: row.id,
  email: row.email,
  plate: row.display === null || row.country === null ? null : { country: row.country, display: row.display },
  unit: row.unit,
  amount: row.amount === null ? null : Number(row.amount),
  available: row.available === null ? null : Number(row.available),
  monthlyCap: row.monthly_cap === null ? null : Number(row.monthly_cap),
  days: row.weekdays,
  hours:
    row.from_minute === null || row.until_minute === null
      ? null
      : { from: wallClockOf(row.from_minute), until: wallClockOf(row.until_minute) },
  weeklyStarts: row.weekly_starts,
  tellStarts: row.tell_starts,
  paused: row.paused,
  endsAt: row.ends_at?.toISOString() ?? null,
  status: row.status,
  manager: row.manager,
  invitedAt: row.invited_at.toISOString(),
  acceptedAt: row.accepted_at?.toISOString() ?? null,
});

interface GrantRow {
  id: string;
  email: string;
  country: string | null;
  display: string | null;
  unit: Unit | null;
  amount: string | null;
  available: string | null;
  monthly_cap: string | null;
  weekdays: number[] | null;
  from_minute: number | null;
  until_minute: number | null;
  weekly_starts: number | null;
  tell_starts: boolean;
  paused: boolean;
  ends_at: Date | null;
  status: GrantStatus;
  manager: boolean;
  invited_at: Date;
  accepted_at: Date | null;
}

const findGrants = statement(
  'find-grants-of-permit',
  `SELECT g.id, g.email, g.country, g.display, g.unit, g.amount, b.available, g.monthly_cap, g.status, g.manager, g.invited_at, g.accepted_at,
          g.weekdays, g.from_minute, g.until_minute, g.weekly_starts, g.tell_starts, g.paused_at IS NOT NULL AS paused, g.ends_at
     FROM permit_grant g LEFT JOIN balance b ON b.id = g.balance_id
    WHERE g.permit_id = $1 AND (g.id = $2 OR ($2::uuid IS NULL AND (g.status <> 'ended' OR g.ended_at > $3)))
      AND NOT EXISTS (SELECT FROM coupling c WHERE c.permit_id = $1 AND c.account_id = g.account_id)
    ORDER BY g.invited_at DESC, g.id DESC`,
);
