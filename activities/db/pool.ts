import pg, { type Pool, type PoolConfig } from 'pg';

/**
 * The pool of every verb that decides something, apart from TypeORM's: statements here have names, so that PostgreSQL plans them once
 * per connection, and a slow screen cannot take the connection of somebody who stands in the street.
 */
export function openPool(
  url: string,
  connections: number,
  onError: (error: Error) => void,
  schema = 'public',
  more = '',
): Pool {
  const config: PoolConfig = {
    connectionString: url,
    max: connections,
    idleTimeoutMillis: 0, // a new connection would have to plan every statement again
    connectionTimeoutMillis: 10_000,
    // A plan made while the tables were small would be kept while they grow; every statement here has its index.
    options: `-c enable_seqscan=off -c search_path=${schema} ${more}`,
  };
  const pool = new pg.Pool(config);
  // A connection broke, idle or between two statements: whoever had it hears so, the next query gets another, and the process lives on.
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', () => undefined); // the connection has said so itself
  return pool;
}
