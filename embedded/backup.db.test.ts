import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { backUp, restore, type Copy } from './backup.ts';
import { openLog } from './log-file.ts';
import { freePorts } from './ports.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { archived, momentOf } from './testing/archived.ts';
import { temporaryFolder } from './testing/folder.ts';
import { query } from './testing/query.ts';

const folder = temporaryFolder();
const to = join(folder.path, 'backup');
const live = join(folder.path, 'live', 'postgres');
const servers: Postgres[] = [];
let copy: Copy;
/** Between what should come back and what should not. */
let at: string;

async function start(dataDir: string): Promise<Postgres> {
  const [port = 0] = await freePorts(1);
  const log = openLog(`${dataDir}.log`);
  const server = await startPostgres({ dataDir, port, password: 'test', database: 'parkwerk', log });
  servers.push(server);
  return server;
}

async function value(server: Postgres, statement: string, database = 'parkwerk'): Promise<unknown> {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  const [row = {}] = await query(url.href, statement);
  return Object.values(row)[0];
}

const act = async (server: Postgres, what: string): Promise<void> => {
  await value(server, `INSERT INTO act VALUES ('${what}')`);
  await value(server, `INSERT INTO execution VALUES ('${what}')`, 'temporal');
};
const acts = (server: Postgres) => value(server, 'SELECT array_agg(what ORDER BY what) FROM act');
const executions = (server: Postgres) =>
  value(server, 'SELECT array_agg(what ORDER BY what) FROM execution', 'temporal');

beforeAll(async () => {
  const server = await start(live);
  await value(server, 'CREATE TABLE act (what text)');
  await value(server, 'CREATE DATABASE temporal');
  await value(server, 'CREATE TABLE execution (what text)', 'temporal');
  await act(server, 'a, before the copy');
  copy = await backUp({ databaseUrl: server.url, postgres: live, to });
  await act(server, 'b, after the copy');
  at = await momentOf(server.url);
  await act(server, 'c, too late');
  await value(server, 'DROP TABLE act');
  await archived(server.url);
  await server.stop();
}); // prettier-ignore
afterAll(async () => {
  for (const server of servers) await server.stop();
  folder.remove();
});

describe('a copy of the database and what was archived since', () => {
  it('give back every database as it was at one moment, in another folder, and go on from there', async () => {
    const data = join(folder.path, 'restored');
    expect(await restore({ from: to, at, data })).toEqual(copy);
    const server = await start(join(data, 'postgres'));
    const both = ['a, before the copy', 'b, after the copy'];
    expect([await acts(server), await executions(server)]).toEqual([both, both]);
    await act(server, 'd, afterwards');
    expect(await acts(server)).toContain('d, afterwards');
    expect(readdirSync(data).filter((name) => name !== 'logs')).toEqual(['postgres', 'postgres.log']);
  });

  it('give back the last that was archived when no moment is asked for', async () => {
    const data = join(folder.path, 'last');
    await restore({ from: to, data });
    const server = await start(join(data, 'postgres'));
    expect(await executions(server)).toContain('c, too late');
    await expect(acts(server)).rejects.toThrow('act'); // it was dropped
  });

  it('say what they cannot give, and leave no half of it behind', async () => {
    const data = join(folder.path, 'refused');
    await expect(restore({ from: to, at: '2020-01-01T00:00:00Z', data })).rejects.toThrow(
      `does not reach back to 2020-01-01T00:00:00Z: the first moment it can give back is ${copy.until}`,
    );
    await expect(restore({ from: to, at: '2099-01-01T00:00:00Z', data })).rejects.toThrow(
      'Nothing was archived at 2099',
    );
    await expect(restore({ from: to, at: 'yesterday', data })).rejects.toThrow('has to be an instant');
    await expect(restore({ from: folder.path, data })).rejects.toThrow('it holds no copy');
    expect(existsSync(join(data, 'postgres'))).toBe(false);
    await expect(restore({ from: to, data: join(folder.path, 'live') })).rejects.toThrow('is there already');
  });
});
