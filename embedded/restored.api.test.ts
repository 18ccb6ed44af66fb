import { jest } from '@jest/globals';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fetchBelieving } from '../api/testing/believing.ts';
import { type Browser } from '../api/testing/browser.ts';
import { answer, begin, fillInUntil, read, withdraw } from '../api/testing/cases.ts';
import { eventually } from '../api/testing/eventually.ts';
import { citizen } from '../api/testing/people.ts';
import { dutch } from '../api/testing/plates.ts';
import { systemAt, type System } from '../api/testing/stack.ts';
import { restore } from './backup.ts';
import { main as command } from './backup-command.ts';
import { freePorts } from './ports.ts';
import { startStack, type Stack } from './start.ts';
import { archived, momentOf } from './testing/archived.ts';
import { temporaryFolder } from './testing/folder.ts';
import { query } from './testing/query.ts';

jest.setTimeout(600_000);

const folder = temporaryFolder();
const backup = join(folder.path, 'backup');
const original = join(folder.path, 'original');
const plainFetch = globalThis.fetch;
let running: Stack | undefined;

async function start(dataDir: string, cluster: boolean): Promise<System> {
  const [port = 0] = await freePorts(1);
  const { PATH, HOME, XDG_CACHE_HOME, TEMPORAL_CLI } = process.env;
  globalThis.fetch = cluster ? fetchBelieving(join(dataDir, 'tls', 'certificate.pem')) : plainFetch;
  running = await startStack({
    port,
    dataDir,
    cluster,
    env: { PATH, HOME, XDG_CACHE_HOME, TEMPORAL_CLI, NODE_ENV: 'test' },
  });
  return systemAt(running.url, running.databaseUrl, dataDir);
}

async function stop(): Promise<void> {
  await running?.stop();
  running = undefined;
}

/** Everything is lost but the backup and the keys. */
async function restored(name: string): Promise<string> {
  const data = join(folder.path, name);
  mkdirSync(data);
  for (const key of ['master.key', 'secrets.json']) cpSync(join(original, key), join(data, key));
  await restore({ from: backup, at, data });
  return data;
}

const FIRST = dutch();
const SECOND = dutch();
const THIRD = dutch();
let application: Awaited<ReturnType<typeof begin>>;
/** After the first and before the second. */
let at: string;

beforeAll(async () => {
  const system = await start(original, true);
  const sanne = await citizen(system, 'sanne', 'sanne@inwoner.example');
  application = await fillInUntil(sanne, await begin(sanne, 'resident'), 'plates');
  expect(await command(['backup', '--to', backup], { PARKWERK_DATA: original })).toBe(0);
  await answer(sanne, application, { plates: [FIRST] });
  at = await momentOf(running!.databaseUrl);
  await answer(sanne, application, { plates: [SECOND] });
  await withdraw(sanne, application);
  await archived(running!.databaseUrl);
  await stop();
});
afterEach(stop);
afterAll(async () => {
  await stop();
  globalThis.fetch = plainFetch;
  folder.remove();
});

/** It stands where it stood, and goes on from there. */
async function goesOn(sanne: Browser): Promise<void> {
  const found = await read(sanne, application);
  expect(found.status).toBe('draft');
  expect(JSON.stringify(found)).toContain(FIRST.plate);
  expect(JSON.stringify(found)).not.toContain(SECOND.plate);
  // A step that was under way at that moment is given to a worker again when the one that had it stays away.
  const path = `/v1/applications/${application.id}/answers`;
  const answered = () => sanne.call('PATCH', path, { plates: [THIRD] });
  await eventually('the process answers', answered, ({ status }) => status === 200, 120_000);
  expect(JSON.stringify(await read(sanne, application))).toContain(THIRD.plate);
  expect((await withdraw(sanne, application)).status).toBe('withdrawn');
}

describe('a copy that is made of a backup, as it was at one moment', () => {
  it('has the cases and their processes of that moment where both stand on one database', async () => {
    const system = await start(await restored('cluster'), true);
    await goesOn(await citizen(system, 'sanne', 'sanne@inwoner.example'));
    const lost = await query(running!.databaseUrl, `SELECT kind FROM incident WHERE closed_at IS NULL`);
    expect(lost).toEqual([]);
  });

  it('begins the processes anew from their cases where the engine is another that knows none of them', async () => {
    const system = await start(await restored('other-engine'), false);
    const sanne = await citizen(system, 'sanne', 'sanne@inwoner.example');
    await sanne.refused('PATCH', `/v1/applications/${application.id}/answers`, { plates: [THIRD] }); // nobody is there to hear it
    await system.sandbox.moveBy(20 * 60_000); // the reconciler comes by every quarter of an hour
    await goesOn(sanne);
    const [run] = await system.rows<{ result: Record<string, number> }>(
      `SELECT result FROM job_run WHERE job = 'reconciliation' ORDER BY finished_at DESC LIMIT 1`,
    );
    expect(run!.result).toMatchObject({
      processesRestarted: expect.any(Number),
      processesMissing: 0,
      processesStray: 0,
    });
  });
});
