import { type Pool } from 'pg';

/** Every row of every table of every schema, as text: what somebody would read who took the whole database along. */
export async function readAll(pool: Pick<Pool, 'query'>): Promise<{ table: string; text: string }[]> {
  const { rows: tables } = await pool.query<{ table: string }>(
    // What lies in a month's table is read with the whole.
    `SELECT format('%I.%I', nspname, relname) AS table FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
      WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname !~ '^pg_|^information_schema$'`,
  );
  const found: { table: string; text: string }[] = [];
  for (const { table } of tables) {
    const { rows } = await pool.query<{ text: string }>(`SELECT t::text AS text FROM ${table} t`);
    found.push(...rows.map(({ text }) => ({ table, text })));
  }
  return found;
}
