import { type Pool } from 'pg';
import { inTransaction } from './transaction.ts';
import { SEALED } from './under-key.ts';
import { type Vault } from './vault.ts';

const BATCH = 200;

export interface Resealed {
  /** How many values of each column were sealed anew. */
  columns: { table: string; column: string; values: number }[];
  /** Sealed with neither of the keys that are given. */
  unreadable: number;
}

/**
 * Seals with the master key of now what is still sealed with the one before it, batch by batch, beside programs at work. Broken off, it
 * goes on where it was: each value shows which key sealed it. What nobody can open is counted, and stays.
 */
export async function reseal(pool: Pool, vault: Vault): Promise<Resealed> {
  const done: Resealed = { columns: [], unreadable: 0 };
  for (const { table, column, json = false } of SEALED) {
    const value = json ? `decode(${column} ->> 'sealed', 'base64')` : column;
    const sealed = json
      ? `jsonb_set(${column}, '{sealed}', to_jsonb(translate(encode(v.sealed, 'base64'), E'\\n', '')))`
      : 'v.sealed';
    const isOld = `substring(${value} FROM 1 FOR ${vault.mark.length}) <> $1`;
    const { rows: places } = await pool.query<{ place: string }>(
      `SELECT ctid::text AS place FROM ${table} WHERE ${isOld}`,
      [vault.mark],
    );
    let values = 0;
    for (let from = 0; from < places.length; from += BATCH) {
      const batch = places.slice(from, from + BATCH).map(({ place }) => place);
      values += await inTransaction(pool, async (tx) => {
        // One that was written in the meantime was sealed with the key of now by whoever wrote it, or is met the next time.
        const { rows } = await tx.query<{ place: string; value: Buffer }>(
          `SELECT ctid::text AS place, ${value} AS value FROM ${table} WHERE ctid = ANY ($2::tid[]) AND ${isOld} FOR UPDATE`,
          [vault.mark, batch],
        );
        const opened = rows.flatMap(({ place, value: old }) => {
          const plain = orUndefined(() => vault.open(old));
          if (plain === undefined) done.unreadable += 1;
          return plain === undefined ? [] : [{ place, sealed: vault.seal(plain) }];
        });
        await tx.query(
          `UPDATE ${table} AS t SET ${column} = ${sealed} FROM unnest($1::tid[], $2::bytea[]) AS v (place, sealed) WHERE t.ctid = v.place`,
          [opened.map(({ place }) => place), opened.map((one) => one.sealed)],
        );
        return opened.length;
      });
    }
    if (values > 0) done.columns.push({ table, column, values });
  }
  return done;
}

function orUndefined<Value>(ask: () => Value): Value | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
