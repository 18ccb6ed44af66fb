import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Language } from '../../rules/messages.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { openIncident } from '../db/stores/incidents.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

type AlarmDeps = Pick<Deps, 'pool' | 'releases'>;

export interface AlarmState {
  unit: Unit;
  threshold: number;
  below: boolean;
}

export interface SetAlarm {
  permitId: string;
  accountId: string;
  unit: Unit;
  /** Null takes it away. */
  threshold: number | null;
  at: Instant;
}

/**
 * Sets, changes or removes the alarm of a balance (saldo-alarm, 2PARK-108). Who sets one above what there is sees so at once and gets no
 * mail about it; the next mail comes when the balance has been above it and falls below again.
 */
export function setAlarm(deps: AlarmDeps, command: SetAlarm): Promise<{ outcome: 'set' } | Refusal> {
  const { permitId, accountId, unit, threshold, at } = command;
  return inTransaction(deps.pool, async (tx): Promise<{ outcome: 'set' } | Refusal> => {
    if (threshold === null) {
      await tx.query({ ...dropAlarm, values: [permitId, accountId, unit] });
      return { outcome: 'set' };
    }
    // From here on no booking passes unnoticed: one under way is waited for, a later one finds the alarm.
    const { rowCount } = await tx.query({ ...watchBalances, values: [permitId, unit] });
    if (rowCount === 0) return refuse('alarm-not-offered', { unit }, 'look-again');
    await tx.query({ ...keepAlarm, values: [permitId, accountId, unit, threshold] });
    const today = await todayOf(tx, deps, permitId, at);
    await tx.query({ ...markBelow, values: [permitId, accountId, unit, at, today] });
    return { outcome: 'set' };
  });
}

/** The alarm of this account on this permit, and whether the balance of today is below it. */
export async function alarmOf(
  deps: AlarmDeps,
  { permitId, accountId, at }: { permitId: string; accountId: string; at: Instant },
): Promise<AlarmState | null> {
  const today = await todayOf(deps.pool, deps, permitId, at);
  const { rows } = await deps.pool.query<{ unit: Unit; threshold: string; available: string }>({
    ...readAlarm,
    values: [permitId, accountId, today],
  });
  const row = rows[0];
  if (!row) return null;
  const threshold = Number(row.threshold);
  return { unit: row.unit, threshold, below: Number(row.available) < threshold };
}

/**
 * A balance went past an alarm. Looks how it stands now: below, its owner is mailed, once until it has been above again or another
 * period has begun; above, the next fall counts. Harmless to repeat.
 */
export async function tellAlarms(deps: AlarmDeps & Pick<Deps, 'clock'>, balanceId: string): Promise<void> {
  const at = deps.clock();
  await inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<WatchedRow>({ ...lockAlarms, values: [balanceId] });
    for (const row of rows) await tell(tx, deps, row, at);
  });
}

/** After the last try a person must look; the app shows the alarm as passed all the same. */
export async function alarmNotTold(deps: Pick<Deps, 'pool' | 'clock'>, balanceId: string): Promise<void> {
  await openIncident(deps.pool, null, 'alarm-not-told', balanceId, {}, deps.clock());
}

async function tell(tx: Db, deps: AlarmDeps, row: WatchedRow, at: Instant): Promise<void> {
  const { permit_id: permitId, account_id: accountId, unit, email: recipient, language } = row;
  const timeZone = await zoneOf(tx, deps, permitId, at);
  const today = civilDateOf(at, timeZone);
  const { rows } = await tx.query<{ available: string; period_from: CivilDate | null }>({
    ...readToday,
    values: [permitId, unit, today],
  });
  const balance = rows[0];
  // A planned action may draw on the balance of a later quarter; that is nobody's alarm yet.
  if (!balance) return;
  const [left, threshold] = [Number(balance.available), Number(row.threshold)];
  if (left >= threshold) {
    await tx.query({ ...setBelow, values: [permitId, accountId, unit, null] });
    return;
  }
  const since = row.below_since && civilDateOf(row.below_since.toISOString(), timeZone);
  if (since !== null && (balance.period_from === null || since >= balance.period_from)) return;
  await tx.query({ ...setBelow, values: [permitId, accountId, unit, at] });
  await queueMessage(
    tx,
    {
      municipalityId: row.municipality_id,
      holderId: null,
      accountId,
      language,
      recipient,
      kind: 'balance-low',
      permitId,
      private: { balance: { unit, left, threshold } },
    },
    at,
  );
}

async function todayOf(db: Db, deps: AlarmDeps, permitId: string, at: Instant): Promise<CivilDate> {
  return civilDateOf(at, await zoneOf(db, deps, permitId, at));
}

async function zoneOf(db: Db, { releases }: AlarmDeps, permitId: string, at: Instant): Promise<string> {
  const { rows } = await db.query<{ municipality_id: string }>({ ...readMunicipality, values: [permitId] });
  const { content } = await releases.inForce(rows[0]!.municipality_id, at, db);
  return content.municipality.timeZone;
}

interface WatchedRow {
  permit_id: string;
  municipality_id: string;
  account_id: string;
  unit: Unit;
  threshold: string;
  below_since: Date | null;
  email: string;
  language: Language;
}

const readMunicipality = statement('municipality-of-permit', 'SELECT municipality_id FROM permit WHERE id = $1');
const readToday = statement(
  'read-balance-of-today',
  `SELECT sum(b.available) AS available, max(b.period_from)::text AS period_from
     FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id
    WHERE pb.permit_id = $1 AND b.unit = $2 AND (b.period_from IS NULL OR (b.period_from <= $3::date AND $3::date < b.period_until))
   HAVING count(*) > 0`,
);
const watchBalances = statement(
  'watch-balances',
  `UPDATE balance b SET alarmed = true FROM permit_balance pb WHERE pb.permit_id = $1 AND b.id = pb.balance_id AND b.unit = $2`,
);
const keepAlarm = statement(
  'keep-alarm',
  `INSERT INTO balance_alarm (permit_id, account_id, unit, threshold) VALUES ($1, $2, $3, $4)
   ON CONFLICT (permit_id, account_id, unit) DO UPDATE SET threshold = excluded.threshold`,
);
const dropAlarm = statement(
  'drop-alarm',
  `WITH dropped AS (
     DELETE FROM balance_alarm WHERE permit_id = $1 AND account_id = $2 AND unit = $3 RETURNING permit_id, account_id, unit
   )
   UPDATE balance b SET alarmed = false
     FROM dropped d JOIN permit_balance pb ON pb.permit_id = d.permit_id
    WHERE b.id = pb.balance_id AND b.unit = d.unit
      AND NOT EXISTS (SELECT FROM permit_balance other JOIN balance_alarm a ON a.permit_id = other.permit_id AND a.unit = b.unit
                       WHERE other.balance_id = b.id AND (a.permit_id, a.account_id) IS DISTINCT FROM (d.permit_id, d.account_id))
      AND NOT EXISTS (SELECT FROM permit_balance other JOIN automatic_top_up t ON t.permit_id = other.permit_id AND t.unit = b.unit
                       WHERE other.balance_id = b.id AND t.stopped_at IS NULL)`,
);
const markBelow = statement(
  'mark-alarm-below',
  `UPDATE balance_alarm a SET below_since = CASE WHEN today.available < a.threshold THEN $4::timestamptz END
     FROM (SELECT sum(b.available) AS available FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id
            WHERE pb.permit_id = $1 AND b.unit = $3 AND (b.period_from IS NULL OR (b.period_from <= $5::date AND $5::date < b.period_until))) today
    WHERE a.permit_id = $1 AND a.account_id = $2 AND a.unit = $3`,
);
const readAlarm = statement(
  'read-alarm',
  `SELECT a.unit, a.threshold, coalesce(sum(b.available), 0) AS available
     FROM balance_alarm a
     LEFT JOIN permit_balance pb ON pb.permit_id = a.permit_id
     LEFT JOIN balance b ON b.id = pb.balance_id AND b.unit = a.unit
                        AND (b.period_from IS NULL OR (b.period_from <= $3::date AND $3::date < b.period_until))
    WHERE a.permit_id = $1 AND a.account_id = $2 GROUP BY a.unit, a.threshold ORDER BY a.unit LIMIT 1`,
);
const lockAlarms = statement(
  'lock-alarms',
  `SELECT a.permit_id, p.municipality_id, a.account_id, a.unit, a.threshold, a.below_since, o.email, o.language
     FROM permit_balance pb
     JOIN balance b ON b.id = pb.balance_id
     JOIN balance_alarm a ON a.permit_id = pb.permit_id AND a.unit = b.unit
     JOIN coupling c ON c.permit_id = a.permit_id AND c.account_id = a.account_id
     JOIN account o ON o.id = a.account_id
     JOIN permit p ON p.id = a.permit_id
    WHERE pb.balance_id = $1 ORDER BY a.permit_id, a.account_id FOR UPDATE OF a`,
);
const setBelow = statement(
  'set-alarm-below',
  'UPDATE balance_alarm SET below_since = $4 WHERE permit_id = $1 AND account_id = $2 AND unit = $3',
);
