import { query } from './query.ts';

/** Resolves when everything that is committed now lies in the archive. */
export async function archived(databaseUrl: string): Promise<void> {
  const [{ last } = {}] = await query(databaseUrl, 'SELECT pg_walfile_name(pg_switch_wal()) AS last');
  for (;;) {
    const kept = `SELECT last_archived_wal >= '${String(last)}' AS done FROM pg_stat_archiver`;
    const [{ done } = {}] = await query(databaseUrl, kept);
    if (done === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Now, by the clock of the database. */
export async function momentOf(databaseUrl: string): Promise<string> {
  const now = `to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const [{ at } = {}] = await query(databaseUrl, `SELECT ${now} AS at`);
  return String(at);
}
