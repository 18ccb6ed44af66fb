import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tryLock, waitForLock } from './lock.mjs';
import { projectRoot } from './root.ts';
import { temporaryFolder } from './testing/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let path: string;
let count = 0;
beforeEach(() => (path = join(folder.path, `lock-${count++}`)));

describe('a lock', () => {
  it('is held by one at a time, who is named to the others', () => {
    const first = tryLock(path);
    expect(first.taken).toBe(true);
    expect(tryLock(path)).toMatchObject({ taken: false, holder: { pid: process.pid } });
    if (first.taken) first.release();
    expect(tryLock(path).taken).toBe(true);
  });

  it('is free when its holder is dead, even if the number belongs to another process by now', () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, started: 'at another time' }));
    expect(tryLock(path).taken).toBe(true);
  });

  it('is not given back by somebody who lost it', () => {
    const lost = tryLock(path);
    writeFileSync(path, JSON.stringify({ pid: 1, started: 'by another' }));
    if (lost.taken) lost.release();
    expect(existsSync(path)).toBe(true);
  });

  it('comes to whoever waits as soon as it is released', async () => {
    const first = tryLock(path);
    const told: number[] = [];
    const second = waitForLock(path, ({ pid }) => told.push(pid));
    if (first.taken) first.release();
    (await second).release();
    expect(told).toEqual([process.pid]);
  });

  it('goes to exactly one of eight processes that find a dead one’s lock together', async () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, started: 'at another time' }));
    const lock = pathToFileURL(join(projectRoot(), 'embedded', 'lock.mjs')).href;
    const program = `import { tryLock } from ${JSON.stringify(lock)};
      console.log(tryLock(${JSON.stringify(path)}).taken);
      process.stdin.resume();`; // holds what it has until all have tried
    const racers = Array.from({ length: 8 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    const results = await Promise.all(racers.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]).trim()));
    for (const { stdin } of racers) stdin.end();
    expect(results.filter((result) => result === 'true')).toHaveLength(1);
  });
});
