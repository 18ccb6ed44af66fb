import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { identify } from './process-identity.mjs';
import { freePorts } from './ports.ts';
import { startStack, type Stack, type StackOptions } from './start.ts';
import type { Part } from './parts.ts';
import { temporaryFolder } from './testing/folder.ts';
import { journal } from './testing/journal.ts';
import { standIns } from './testing/programs.ts';
import { query } from './testing/query.ts';

// Starting and ending five programs takes its time on a busy machine.
jest.setTimeout(60_000);

const folder = temporaryFolder();
afterAll(() => folder.remove());

const PARTS: Part[] = ['postgres', 'temporal', 'sandbox', 'worker', 'api'];
const started: Stack[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map(({ stop }) => stop()));
});

async function start(name: string, more: Partial<StackOptions> = {}): Promise<Stack> {
  const [port = 0] = await freePorts(1);
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME };
  const stack = await startStack({ port, dataDir: join(folder.path, name), env, programs: standIns, ...more });
  started.push(stack);
  return stack;
}

const environmentOf = async ({ url }: Stack) =>
  (await (await fetch(`${url}/environment`)).json()) as Record<string, string>;

describe('the supervisor', () => {
  it('starts every part, with the database prepared and the sandbox there before worker and API', async () => {
    const stack = await start('order');
    expect(Object.keys(stack.pids()).sort()).toEqual([...PARTS].sort());
    expect(journal(join(folder.path, 'order'))[0]).toBe('sandbox started');
    expect(await query(stack.databaseUrl, 'SELECT count(*)::int AS starts FROM starts')).toEqual([{ starts: 1 }]);
    expect(await environmentOf(stack)).toMatchObject({
      DATABASE_URL: stack.databaseUrl,
      TEMPORAL_ADDRESS: stack.temporalAddress,
      SANDBOX_URL: stack.sandboxUrl,
    });
  });

  it('ends all in order: those who ask before those who answer', async () => {
    const stack = await start('stop');
    const pids = Object.values(stack.pids());
    await stack.stop();
    expect(journal(join(folder.path, 'stop')).slice(-3)).toEqual(['api stopped', 'worker stopped', 'sandbox stopped']);
    expect(pids.map(identify)).toEqual(pids.map(() => undefined));
  });

  it('starts again whatever is killed, where it was, and leaves the others alone', async () => {
    const stack = await start('killed');
    const settings = await environmentOf(stack);
    for (const part of PARTS) {
      const { [part]: before, ...others } = stack.pids();
      const back = stack.restartOf(part);
      stack.kill(part, 'SIGKILL');
      await back;
      const { [part]: after, ...othersAfter } = stack.pids();
      expect(after).not.toBe(before);
      expect(othersAfter).toEqual(others);
    }
    expect(await environmentOf(stack)).toMatchObject({ DATABASE_URL: settings.DATABASE_URL, PORT: settings.PORT });
    expect(await query(stack.databaseUrl, 'SELECT count(*)::int AS starts FROM starts')).toEqual([{ starts: 1 }]);
  });

  it('ends everything when a part fails again and again, with the last words of its log', async () => {
    let giveUp: (why: string) => void;
    const givenUp = new Promise<string>((resolve) => (giveUp = resolve));
    const stack = await start('failing', { onGivenUp: (why) => giveUp(why) });
    const pids = Object.values(stack.pids());
    await expect(fetch(`${stack.url}/fail`)).rejects.toThrow();
    expect(await givenUp).toMatch(
      /^API keeps failing \(ended with code 7\)\. Its log, .*api\.log, ends:\nThe API is out of order\./,
    );
    expect(pids.map(identify)).toEqual(pids.map(() => undefined));
  });

  it('runs two copies side by side, each with data and ports of its own', async () => {
    const [one, two] = await Promise.all([start('one'), start('two')]);
    const [first, second] = [await environmentOf(one), await environmentOf(two)];
    for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL', 'SANDBOX_URL', 'MOLLIE_API_KEY']) {
      expect(first[name]).not.toBe(second[name]);
    }
  });

  it('starts neither database nor Temporal when the environment names others', async () => {
    const other = { DATABASE_URL: process.env.TEST_DATABASE_URL, TEMPORAL_ADDRESS: 'temporal.deventer.nl:7233' };
    const stack = await start('elsewhere', { env: { ...other, PATH: process.env.PATH } });
    expect(Object.keys(stack.pids()).sort()).toEqual(['api', 'sandbox', 'worker']);
    expect(await environmentOf(stack)).toMatchObject(other);
    expect(existsSync(join(folder.path, 'elsewhere', 'postgres'))).toBe(false);
  });

  it('refuses a data folder that another copy uses, and leaves that copy alone', async () => {
    const stack = await start('used');
    await expect(start('used')).rejects.toThrow(
      `in use by another copy of Parkwerk (process ${process.pid}): stop that one, or give this one a folder of its own with PARKWERK_DATA.`,
    );
    expect((await fetch(`${stack.url}/v1/health`)).status).toBe(200);
  });

  it('refuses a port that something else uses, names it, and says how to choose another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await expect(start('busy', { port })).rejects.toThrow(
      `Port ${port} is in use: stop what uses it, or choose another one, for example PORT=${port + 1}.`,
    );
    other.close();
  });

  it('says which program is missing, and ends what it had started', async () => {
    const programs = { ...standIns, worker: join(folder.path, 'no-worker.js') };
    await expect(start('missing', { programs })).rejects.toThrow(/no-worker\.js is missing: run `npm run build`/);
    const again = await start('missing');
    expect((await fetch(`${again.url}/v1/health`)).status).toBe(200);
  });

  it('shows why the database could not be prepared', async () => {
    const migrate = join(folder.path, 'migrate.mjs');
    writeFileSync(migrate, "throw new Error('The migration does not fit.');");
    await expect(start('unprepared', { programs: { ...standIns, migrate } })).rejects.toThrow(
      /^Preparing the database ended with code 1\. Its log, .*migrate\.log, ends:\n[^]*does not fit/,
    );
  });
});
