import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { openLog } from './log-file.ts';
import { freePorts } from './ports.ts';
import { startPostgres, type Postgres, type PostgresOptions } from './postgres.ts';
import { identify } from './process-identity.mjs';
import { projectRoot } from './root.ts';
import { temporaryFolder } from './testing/folder.ts';
import { query } from './testing/query.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let options: PostgresOptions;
let server: Postgres | undefined;
let count = 0;

beforeEach(async () => {
  const dataDir = join(folder.path, String(count++), 'postgres');
  const [port = 0] = await freePorts(1);
  options = { dataDir, port, password: 'test', database: 'parkwerk', durable: false, log: openLog(`${dataDir}.log`) };
});
afterEach(() => server?.stop());

const asRoot = process.getuid?.() === 0;
const ORDINARY = ['--reuid=65534', '--regid=65534', '--clear-groups'];
/** A checkout in a folder that its owner alone may enter cannot be run by anybody else. */
const openToOthers =
  asRoot && spawnSync('setpriv', [...ORDINARY, 'test', '-r', join(projectRoot(), 'package.json')]).status === 0;

describe('PostgreSQL', () => {
  it('comes with a database of our name, kept in UTF-8 and sorted alike everywhere', async () => {
    server = await startPostgres(options);
    expect(await query(server.url, 'SELECT current_database() AS name, current_user AS owner')).toEqual([
      { name: 'parkwerk', owner: 'parkwerk' },
    ]);
    const [locale] = await query(
      server.url,
      'SELECT pg_encoding_to_char(encoding) AS encoding, datlocale FROM pg_database WHERE datname = current_database()',
    );
    expect(locale).toEqual({ encoding: 'UTF8', datlocale: 'C.UTF-8' });
  });

  it('keeps every acknowledged row over a kill -9', async () => {
    options.durable = true;
    server = await startPostgres(options);
    await query(server.url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n');
    await query(server.url, 'INSERT INTO kept VALUES (1001)');
    server.child.kill('SIGKILL');
    await server.exited;
    server = await startPostgres(options);
    expect(await query(server.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1001 }]);
  });

  it('is ended properly first when an earlier supervisor left it running', async () => {
    const orphan = await startPostgres(options);
    await query(orphan.url, 'CREATE TABLE kept (n int)');
    server = await startPostgres(options);
    expect(await orphan.exited).toBe('ended with code 0');
    expect(await query(server.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 0 }]);
  });

  it('tells its last words when it cannot start', async () => {
    server = await startPostgres(options);
    await expect(startPostgres({ ...options, dataDir: `${options.dataDir}-other` })).rejects.toThrow(
      /PostgreSQL ended with code 1\. Its log, .* ends:\n[^]*could not bind/,
    );
  });

  it('does not write what people typed into its log when a statement fails', async () => {
    server = await startPostgres(options);
    await query(server.url, 'CREATE TABLE plates (plate text PRIMARY KEY)');
    await query(server.url, "INSERT INTO plates VALUES ('12-ABC-3')");
    await expect(query(server.url, "INSERT INTO plates VALUES ('12-ABC-3')")).rejects.toThrow('duplicate key');
    await server.stop();
    expect(options.log.tail(50)).toContain('duplicate key');
    expect(options.log.tail(50)).not.toContain('12-ABC-3');
  });

  it('stops within moments, with clients connected', async () => {
    server = await startPostgres(options);
    const client = new Client({ connectionString: server.url });
    client.on('error', () => undefined); // cut off, as it should be
    const cutOff = new Promise<void>((resolve) => client.once('end', resolve));
    await client.connect();
    await Promise.all([server.stop(), cutOff]);
    expect(identify(server.pid)).toBeUndefined();
    expect(existsSync(join(options.dataDir, 'postmaster.pid'))).toBe(false);
  });

  if (asRoot) {
    it.each(['unshare', 'copy'] as const)('runs when root starts it, by way of %s', async (rootMeans) => {
      server = await startPostgres({ ...options, rootMeans });
      expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });
  }

  if (openToOthers) {
    it('runs when an ordinary user starts it', () => {
      const own = join(folder.path, 'ordinary');
      mkdirSync(own);
      chownSync(own, 65_534, 65_534);
      const testing = join(projectRoot(), 'embedded', 'testing');
      const node = [process.execPath, '--import', join(testing, 'typescript.mjs'), join(testing, 'postgres.ts'), own];
      const { stdout, stderr } = spawnSync('setpriv', [...ORDINARY, ...node], { encoding: 'utf8', cwd: '/' });
      expect({ stdout, stderr }).toMatchObject({ stdout: 'ran as user 65534\n' });
    });
  }
});
