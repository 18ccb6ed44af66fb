import { type Pool } from 'pg';

/** Every row of every table of every schema, as text: what somebody would read who took the whole database along. */
export async function readAll(pool: Pick<Pool, 'query'>): Promise<{ table: string; text: string }[]> {
  const { rows: tables } = await pool.query<{ table: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS table FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const found: { table: string; text: string }[] = [];
  for (const { table } of tables) {
    const { rows } = await pool.query<{ text: string }>(`SELECT t::text AS text FROM ${table} t`);
    found.push(...rows.map(({ text }) => ({ table, text })));
  }
  return found;
}
