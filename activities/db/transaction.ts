import { DatabaseError, type Pool, type PoolClient, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';

/** A connection inside a transaction, or the pool itself for a single statement. */
export interface Db {
  query<Row extends QueryResultRow = QueryResultRow>(
    text: string | QueryConfig,
    values?: unknown[],
  ): Promise<QueryResult<Row>>;
}

/** A statement the server plans once per connection: pg prepares by name, and the name is unique in the project. */
export interface Statement {
  name: string;
  text: string;
}

export const statement = (name: string, text: string): Statement => ({ name, text });

/** All or nothing. The connection goes back clean, or is thrown away when that cannot be known. */
export async function inTransaction<Result>(pool: Pool, work: (tx: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Takes a step once, however often it is asked for: the result is stored with what the step wrote, and a repetition gets that result.
 * The key says which process and which step. Its row comes first: a repetition that begins while the step is still being taken, as when
 * a worker stood still for too long, waits for that end and takes no step of its own.
 */
export async function once<Result>(tx: Db, key: string, step: () => Promise<Result>): Promise<Result> {
  const { rowCount } = await tx.query({ ...claimEffect, values: [key] });
  if (rowCount === 0) {
    const { rows } = await tx.query<{ result: Result }>({ ...findEffect, values: [key] });
    return rows[0]!.result;
  }
  const result = await step();
  await tx.query({ ...keepEffect, values: [key, JSON.stringify(result)] });
  return result;
}

const claimEffect = statement(
  'claim-effect',
  `INSERT INTO effect (key, result) VALUES ($1, 'null') ON CONFLICT (key) DO NOTHING`,
);
const findEffect = statement('find-effect', 'SELECT result FROM effect WHERE key = $1');
const keepEffect = statement('keep-effect', 'UPDATE effect SET result = $2 WHERE key = $1');

const UNIQUE_VIOLATION = '23505';
const EXCLUSION_VIOLATION = '23P01';

/** Somebody else committed the same thing a moment earlier. */
export const isClash = (error: unknown): error is DatabaseError =>
  error instanceof DatabaseError && (error.code === UNIQUE_VIOLATION || error.code === EXCLUSION_VIOLATION);

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

/** Undefined when somebody else was first: the next look at the facts explains it. */
export async function orLostRace<Row>(booking: Promise<{ rows: Row[] }>): Promise<Row[] | undefined> {
  try {
    return (await booking).rows;
  } catch (error) {
    const lost = error instanceof DatabaseError && (error.code === SERIALIZATION_FAILURE || error.code === DEADLOCK);
    if (lost || isClash(error)) return undefined;
    throw error;
  }
}
