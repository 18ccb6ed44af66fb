import { type Pool, type PoolClient, type QueryConfig } from 'pg';
import { type Db } from '../db/transaction.ts';

/** A connection, or a pool whose transactions are followed too, that remembers what is asked, and says how each would be done with the same values. */
export function explained(pool: Pool): { db: Db; pool: Pool; plans: () => Promise<string[]> } {
  const asked: QueryConfig[] = [];
  const remember = (query: unknown): void => {
    if (typeof query !== 'string') asked.push(query as QueryConfig);
  };
  return {
    db: {
      query: (query, values) => {
        remember(query);
        return pool.query(query, values);
      },
    },
    pool: {
      connect: async () => {
        const client = await pool.connect();
        const query = (config: QueryConfig) => {
          remember(config);
          return client.query(config);
        };
        return { query, release: (error?: Error) => client.release(error) } as PoolClient;
      },
    } as Pool,
    plans: () =>
      Promise.all(
        asked.map(async ({ text, values }) => {
          const { rows } = await pool.query<Record<string, string>>(`EXPLAIN (COSTS OFF) ${text}`, values);
          return rows.map((row) => row['QUERY PLAN']).join('\n');
        }),
      ),
  };
}
