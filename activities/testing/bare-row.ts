import { randomBytes, randomUUID } from 'node:crypto';
import { type Pool } from 'pg';
import { inTransaction } from '../db/transaction.ts';

/**
 * A row with what a test gives and nothing that means anything besides: what it belongs to need not be there. For tests about one table
 * alone; whatever a database checks within a row, it still checks.
 */
export async function bareRow(pool: Pool, table: string, given: Record<string, unknown>): Promise<void> {
  const { rows: columns } = await pool.query<{ name: string; type: string }>(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL
        AND is_identity = 'NO' AND is_generated = 'NEVER'`,
    [table],
  );
  const missing = columns.filter(({ name }) => !Object.hasOwn(given, name));
  const row = { ...Object.fromEntries(missing.map(({ name, type }) => [name, nothingOf(name, type)])), ...given };
  const names = Object.keys(row);
  await inTransaction(pool, async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'replica'`);
    await tx.query(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(row),
    );
  });
}

function nothingOf(name: string, type: string): unknown {
  if (name === 'municipality_id') return 'voorbeeld';
  switch (type) {
    case 'uuid':
      return randomUUID();
    case 'bytea':
      return randomBytes(8);
    case 'jsonb':
      return '{}';
    case 'boolean':
      return false;
    case 'ARRAY':
      return '{}';
    case 'date':
      return '2026-01-01';
    case 'timestamp with time zone':
      return '2026-01-01T00:00:00.000Z';
    case 'text':
      return randomUUID();
    default:
      return 1; // a number of some kind
  }
}
