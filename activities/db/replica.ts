import pg, { type Pool, type QueryResultRow } from 'pg';
import { statement, type Db, type Statement } from './transaction.ts';

/** A copy that did not answer is left alone so long: nobody waits for it again meanwhile. */
const REST_MS = 1_000;
/** An officer waits no longer than that for a copy that hangs. */
const PATIENCE_MS = 250;

export interface Replica {
  /** Rows as they stood at most so long ago; undefined where the copy is further behind, or does not answer. */
  read<Row extends QueryResultRow>(question: Statement, values: unknown[]): Promise<Row[] | undefined>;
  /** Takes note of how far the books themselves are; whoever uses the copy calls this a few times within the time it may be behind. */
  note(): Promise<void>;
}

/**
 * A copy of the database that follows it (streaming replication). How old its answers are is measured by the place it has reached in
 * what the books wrote, so neither the clocks of two machines nor a quiet hour play a part: what it has replayed of what was written when
 * we last asked cannot be older than that. While the books are away nothing is noted, and the copy is soon too old.
 */
export function createReplica(
  { books, copy }: { books: Db; copy: Pool },
  behindMs: number,
  now: () => number = () => performance.now(),
): Replica {
  /** Where the books were, and when we began to ask, the newest first. */
  let noted: { place: bigint; at: number }[] = [];
  let restsUntil = 0;
  return {
    async note() {
      const at = now();
      const { rows } = await books.query<{ place: string }>(writtenPlace);
      noted = [{ place: BigInt(rows[0]!.place), at }, ...noted.filter((one) => one.at > at - behindMs)];
    },

    async read<Row extends QueryResultRow>({ name, text }: Statement, values: unknown[]) {
      if (now() < restsUntil || noted.length === 0) return undefined;
      try {
        const { rows } = await copy.query<Row & { replayed: string }>({ name, text, values });
        const [{ replayed } = { replayed: '0' }] = rows;
        const reached = noted.find(({ place }) => place <= BigInt(replayed));
        return reached && now() - reached.at <= behindMs ? rows : undefined;
      } catch {
        restsUntil = now() + REST_MS;
        return undefined;
      }
    },
  };
}

/** A copy elsewhere, taken note of for as long as it is open. A question it does not answer at once is better asked of the books. */
export function openReplica(
  books: Db,
  { url, behindMs, connections }: { url: string; behindMs: number; connections: number },
): { replica: Replica; pool: Pool; close: () => Promise<void> } {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    options: '-c enable_seqscan=off -c plan_cache_mode=force_generic_plan',
  });
  pool.on('error', () => undefined); // whoever asks next hears of it, and asks the books
  const replica = createReplica({ books, copy: pool }, behindMs);
  const note = (): void => void replica.note().catch(() => undefined); // while the books are away the copy grows too old
  note();
  const noting = setInterval(note, behindMs / 4);
  return {
    replica,
    pool,
    close() {
      clearInterval(noting);
      return pool.end();
    },
  };
}

/** Goes into every question to a copy: how far it has come. On the books themselves it is empty, which is as if it were behind. */
export const REPLAYED = `(coalesce(pg_last_wal_replay_lsn(), '0/0') - '0/0')::bigint AS replayed`;
const writtenPlace = statement('read-written-place', `SELECT (pg_current_wal_lsn() - '0/0')::bigint AS place`);
