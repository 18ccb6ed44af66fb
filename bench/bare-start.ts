import type pg from 'pg';

/** What a start has to read, and the rows it has to write, without a rule that decides anything. */
export async function bareStart(pool: pg.Pool, permitId: string, plate: string): Promise<void> {
  const { rows } = await pool.query<{ version: number; balance_id: string; balance_version: number }>({
    name: 'bare-read',
    text: READ,
    values: [permitId],
  });
  const found = rows[0];
  if (!found) throw new Error(`there is no permit ${permitId}`);
  await pool.query({
    name: 'bare-write',
    text: WRITE,
    values: [permitId, found.version, found.balance_id, found.balance_version, plate],
  });
}

const READ = `SELECT p.version, b.id AS balance_id, b.version AS balance_version, b.available,
         (SELECT jsonb_agg(a.id) FROM parking_action a WHERE a.permit_id = p.id AND a.state = 'open') AS open
    FROM permit p JOIN permit_balance pb ON pb.permit_id = p.id JOIN balance b ON b.id = pb.balance_id
   WHERE p.id = $1`;

const WRITE = `WITH kept AS (
    UPDATE permit SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id, municipality_id, holder_id, release
  ), spent AS (
    UPDATE balance SET available = available - 1, held = held + 1, version = version + 1 WHERE id = $3 AND version = $4 RETURNING id
  ), action AS (
    INSERT INTO parking_action (municipality_id, permit_id, area_id, release, country, plate, display, starts_at, ends_at, holds, started_at)
    SELECT municipality_id, id, 'B', release, 'NL', $5::text, $5, now(), now() + interval '1 hour', jsonb_build_array(jsonb_build_object('balanceId', $3::text, 'amount', 1)), now() FROM kept
    RETURNING id, municipality_id, permit_id, starts_at, ends_at
  ), opened AS (
    INSERT INTO parking_right (municipality_id, permit_id, action_id, country, plate, areas, since, until, kind, usage_id)
    SELECT municipality_id, permit_id, id, 'NL', $5, ARRAY['B'], starts_at, ends_at, 'action', 'BEZOEKREG' FROM action
  ), entry AS (
    INSERT INTO journal_entry (municipality_id, reason, subject_id, at) SELECT municipality_id, 'hold 1', id, now() FROM action RETURNING id
  ), posted AS (
    INSERT INTO posting (entry_id, account, ref, unit, amount)
    SELECT id, side.account, $3::text, 'eurocent', side.amount FROM entry, (VALUES ('available', 1), ('held', -1)) AS side (account, amount)
  ), processed AS (
    INSERT INTO process (workflow_id, kind, subject_id, municipality_id, opened_at, next_due_at)
    SELECT 'parking-action-' || id, 'parking-action', id, municipality_id, now(), ends_at FROM action
  ), commanded AS (
    INSERT INTO outbox (subject_id, kind, payload) SELECT id, 'start-parking-action', jsonb_build_object('actionId', id) FROM action
  ), audited AS (
    INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, permit_id, data)
    SELECT municipality_id, now(), 'parking-started', 'system', 'bench', permit_id, jsonb_build_object('actionId', id) FROM action
  )
  SELECT id FROM action`;
