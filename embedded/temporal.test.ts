import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { oncePerUser } from './once-per-user.ts';
import { temporalCli } from './temporal.ts';
import { temporaryFolder } from './testing/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const silent = (): void => undefined;
let count = 0;

/** A home with programs on PATH that say this version, and perhaps one in the cache. */
function home({ onPath, cached }: { onPath?: string; cached?: string }) {
  const path = join(folder.path, `home-${count++}`);
  const script = (file: string, says: string): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\necho "${says}"\n`, { mode: 0o755 });
  };
  const cache = join(path, 'cache', 'parkwerk', 'temporal-cli-1.8.2', 'temporal');
  if (onPath) script(join(path, 'bin', 'temporal'), onPath);
  if (cached) script(cache, cached);
  const env = { PATH: join(path, 'bin'), XDG_CACHE_HOME: join(path, 'cache'), PARKWERK_DOWNLOADS: 'off' };
  return { env, onPath: join(path, 'bin', 'temporal'), cached: cache };
}

const GOOD = 'temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)';

describe('the Temporal server', () => {
  it('is the one on PATH', async () => {
    const { env, onPath } = home({ onPath: GOOD, cached: GOOD });
    expect(await temporalCli(env, silent)).toBe(onPath);
  });

  it.each(['temporal version 1.0.0 (Server 1.24.2, UI 2.28.0)', 'cannot execute binary file'])(
    'is the one in the cache when the one on PATH says "%s"',
    async (says) => {
      const { env, cached } = home({ onPath: says, cached: GOOD });
      expect(await temporalCli(env, silent)).toBe(cached);
    },
  );

  it('is asked for in one sentence with all ways to get one, when there is none and no Go to build it', async () => {
    const { env, cached } = home({ cached: 'broken' });
    await expect(temporalCli(env, silent)).rejects.toThrow(
      /^No Temporal server: .* on PATH, .*TEMPORAL_ADDRESS.*Go 1\.21.*\.$/,
    );
    expect(existsSync(cached)).toBe(false);
  });
});

describe('what is made once per user', () => {
  it('is made once when two need it at the same moment, and the second is told why it waits', async () => {
    const path = join(folder.path, 'made');
    const said: string[] = [];
    let made = 0;
    const make = async (): Promise<void> => {
      made++;
      await Promise.resolve();
      writeFileSync(path, 'whole');
    };
    await Promise.all([oncePerUser(path, silent, make), oncePerUser(path, (line) => said.push(line), make)]);
    expect([made, readFileSync(path, 'utf8')]).toEqual([1, 'whole']);
    expect(said).toEqual([`Waiting for process ${process.pid}, which is making ${path} …`]);
  });

  it('can be tried again after a failure', async () => {
    const path = join(folder.path, 'second-try');
    await expect(oncePerUser(path, silent, () => Promise.reject(new Error('no network')))).rejects.toThrow(
      'no network',
    );
    await oncePerUser(path, silent, () => Promise.resolve(writeFileSync(path, '')));
    expect(existsSync(path)).toBe(true);
  });
});
