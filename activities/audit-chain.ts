import { createHash } from 'node:crypto';
import { type Pool } from 'pg';
import { UNLINKED } from './db/stores/audit.ts';
import { inTransaction, statement, type Db } from './db/transaction.ts';

const LOCK = 4_218_751;
const BATCH = 500;

export interface EventRow {
  id: string;
  municipality_id: string;
  at: Date;
  kind: string;
  actor_kind: string;
  actor_id: string;
  holder_id: string | null;
  application_id: string | null;
  permit_id: string | null;
  payment_id: string | null;
  data: unknown;
  personal_digest: string | null;
}

/**
 * Links committed events to their municipality's chain, oldest first, a moment after the commit, so that no transaction waits for
 * another's link. Returns how many. Only events that every transaction can see are linked: nothing can slip in before them.
 */
export function sealAudit(pool: Pool): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const { rows: locked } = await tx.query<{ got: boolean }>({ ...tryLock, values: [LOCK] });
    if (!locked[0]!.got) return 0;
    const { rows: events } = await tx.query<EventRow>({ ...readUnsealed, values: [BATCH] });
    const heads = new Map<string, { position: number; hash: string }>();
    for (const event of events) {
      const head = heads.get(event.municipality_id) ?? (await headOf(tx, event.municipality_id));
      const next = { position: head.position + 1, hash: linkHash(head.hash, event) };
      await tx.query({ ...addLink, values: [event.municipality_id, next.position, event.id, next.hash] });
      heads.set(event.municipality_id, next);
    }
    return events.length;
  });
}

/** Recomputes a municipality's chain. Names the first event that does not fit; undefined when all do. */
export async function brokenLink(db: Db, municipalityId: string): Promise<string | undefined> {
  let hash = '';
  let position = 0;
  for (;;) {
    const { rows } = await db.query<EventRow & { hash: string; position: string }>({
      ...readChain,
      values: [municipalityId, position, BATCH],
    });
    if (rows.length === 0) return undefined;
    for (const row of rows) {
      hash = linkHash(hash, row);
      if (hash !== row.hash || Number(row.position) !== position + 1) return row.id;
      position += 1;
    }
  }
}

async function headOf(tx: Db, municipalityId: string): Promise<{ position: number; hash: string }> {
  const { rows } = await tx.query<{ position: string; hash: string }>({ ...readHead, values: [municipalityId] });
  return rows[0] ? { position: Number(rows[0].position), hash: rows[0].hash } : { position: 0, hash: '' };
}

/** What ties an event to the one before it; who has both can compute it again. */
export function linkHash(previous: string, event: Omit<EventRow, 'at'> & { at: Date | string }): string {
  const fields = [
    previous, event.id, event.municipality_id, new Date(event.at).toISOString(), event.kind, event.actor_kind, event.actor_id, event.holder_id,
    event.application_id, event.permit_id, event.payment_id, canonical(event.data), event.personal_digest,
  ]; // prettier-ignore
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

/** The same data always gives the same text, in whatever order the database returns its keys. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}

const tryLock = statement('try-seal-lock', 'SELECT pg_try_advisory_xact_lock($1) AS got');
const FIELDS = `e.id, e.municipality_id, e.at, e.kind, e.actor_kind, e.actor_id, e.holder_id, e.application_id, e.permit_id, e.payment_id,
          e.data, e.personal_digest`;
const readUnsealed = statement(
  'read-unsealed',
  `SELECT ${FIELDS} FROM audit_event e
    WHERE ${UNLINKED}
      AND e.transaction < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY e.id LIMIT $1`,
);
const readHead = statement(
  'read-chain-head',
  'SELECT position, hash FROM audit_link WHERE municipality_id = $1 ORDER BY position DESC LIMIT 1',
);
const addLink = statement(
  'add-chain-link',
  'INSERT INTO audit_link (municipality_id, position, event_id, hash) VALUES ($1, $2, $3, $4)',
);
const readChain = statement(
  'read-chain',
  `SELECT ${FIELDS}, l.hash, l.position FROM audit_link l JOIN audit_event e ON e.id = l.event_id
    WHERE l.municipality_id = $1 AND l.position > $2 ORDER BY l.position LIMIT $3`,
);
