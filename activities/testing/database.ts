import { randomUUID } from 'node:crypto';
import { type Pool } from 'pg';
import { query } from '../../embedded/testing/query.ts';
import { openDataSource } from '../db/data-source.ts';
import { openPool } from '../db/pool.ts';

export interface TestDatabase {
  pool: Pool;
  url: string;
  drop: () => Promise<void>;
}

/** A database of a test file's own, with the schema of today and nothing in it. */
export async function openTestDatabase(connections = 8): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL!;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  await query(server, `CREATE DATABASE ${name}`);
  const orm = await openDataSource(url, 1);
  await orm.runMigrations();
  await orm.destroy();
  const pool = openPool(url, connections, () => undefined); // a test may break connections; whoever waits for one hears of it
  return {
    pool,
    url,
    async drop() {
      await pool.end();
      await query(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
