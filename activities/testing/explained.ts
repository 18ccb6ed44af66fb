import { type Pool, type QueryConfig } from 'pg';
import { type Db } from '../db/transaction.ts';

/** A connection that remembers what is asked, and says how each would be done with the same values. */
export function explained(pool: Pool): { db: Db; plans: () => Promise<string[]> } {
  const asked: QueryConfig[] = [];
  return {
    db: {
      query: (query, values) => {
        if (typeof query !== 'string') asked.push(query);
        return pool.query(query, values);
      },
    },
    plans: () =>
      Promise.all(
        asked.map(async ({ text, values }) => {
          const { rows } = await pool.query<Record<string, string>>(`EXPLAIN (COSTS OFF) ${text}`, values);
          return rows.map((row) => row['QUERY PLAN']).join('\n');
        }),
      ),
  };
}
