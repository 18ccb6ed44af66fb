import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { RunningNote } from './data-folder.ts';
import { freePorts } from './ports.ts';
import { gone, isRunning, type ProcessIdentity } from './process-identity.mjs';
import { projectRoot } from './root.ts';
import { temporaryFolder } from './testing/folder.ts';
import { journal } from './testing/journal.ts';
import { query } from './testing/query.ts';

jest.setTimeout(60_000);

const folder = temporaryFolder();
afterAll(() => folder.remove());

const begun: Copy[] = [];
afterEach(async () => {
  await Promise.all(begun.splice(0).map((copy) => copy.end('SIGTERM')));
});

/** `npm start` in a process of its own, with small programs in the place of the real ones. */
class Copy {
  readonly dataDir: string;
  readonly child: ChildProcess;
  private readonly exited: Promise<unknown[]>;
  private output = '';

  constructor(name: string, port: number, env: NodeJS.ProcessEnv = {}) {
    this.dataDir = join(folder.path, name);
    const testing = join(projectRoot(), 'embedded', 'testing');
    this.child = fork(join(testing, 'supervisor.ts'), {
      execArgv: ['--import', join(testing, 'typescript.mjs')],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        npm_lifecycle_event: '',
        PORT: String(port),
        PARKWERK_DATA: this.dataDir,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.exited = once(this.child, 'exit');
    for (const output of [this.child.stdout, this.child.stderr]) {
      output?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    begun.push(this);
  }

  async ready(): Promise<this> {
    await Promise.race([once(this.child, 'message'), this.exited.then(() => Promise.reject(new Error(this.output)))]);
    return this;
  }

  /** Resolves with the exit code. */
  async end(signal: NodeJS.Signals): Promise<unknown> {
    this.child.kill(signal);
    return (await this.exited)[0];
  }

  async ended(): Promise<unknown> {
    return (await this.exited)[0];
  }

  lines(): string[] {
    return this.output.trim().split('\n');
  }

  parts(): ProcessIdentity[] {
    return Object.values(this.note().parts);
  }

  note(): RunningNote {
    return JSON.parse(readFileSync(join(this.dataDir, 'running.json'), 'utf8')) as RunningNote;
  }
}

async function start(name: string, env: NodeJS.ProcessEnv = {}): Promise<Copy> {
  const [port = 0] = await freePorts(1);
  return new Copy(name, port, env).ready();
}

describe('npm start', () => {
  it('ends its output with one line that says where it is', async () => {
    const copy = await start('lines');
    const ready = copy.lines().filter((line) => line.startsWith('Parkwerk is ready'));
    expect(ready).toEqual([`Parkwerk is ready: ${copy.note().url}`]);
    expect(copy.lines().at(-1)).toBe(ready[0]);
    expect(copy.lines()).toContainEqual(expect.stringMatching(/^PostgreSQL ready in \d+\.\d s$/));
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends everything at %s and is content with that',
    async (signal) => {
      const copy = await start(signal);
      const parts = copy.parts();
      expect(await copy.end(signal)).toBe(0);
      expect(parts.filter(isRunning)).toEqual([]);
      expect(journal(copy.dataDir).slice(-3)).toEqual(['api stopped', 'worker stopped', 'sandbox stopped']);
    },
  );

  it('does not let a second Ctrl-C cut the first one short', async () => {
    const copy = await start('twice');
    const parts = copy.parts();
    copy.child.kill('SIGINT');
    await once(copy.child.stdout!, 'data');
    expect(await copy.end('SIGINT')).toBe(0);
    expect(parts.filter(isRunning)).toEqual([]);
  });

  it('can be ended before it is ready', async () => {
    const [port = 0] = await freePorts(1);
    const copy = new Copy('early', port);
    await once(copy.child.stdout!, 'data');
    expect(await copy.end('SIGTERM')).toBe(0);
    expect(copy.lines().at(-1)).toBe('Parkwerk has stopped.');
    expect(copy.parts().filter(isRunning)).toEqual([]);
  });

  it('starts again on the same folder and port after a kill -9 of itself, and has lost nothing', async () => {
    const killed = await start('killed');
    const { databaseUrl, parts } = killed.note();
    await query(databaseUrl, 'CREATE TABLE acknowledged AS SELECT 42 AS answer');
    await killed.end('SIGKILL');
    const again = await start('killed', { PORT: new URL(killed.note().url).port });
    expect(Object.values(parts).filter(isRunning)).toEqual([]);
    expect(journal(again.dataDir)).toContain('api abandoned');
    expect(await query(again.note().databaseUrl, 'SELECT * FROM acknowledged')).toEqual([{ answer: 42 }]);
  });

  it('starts again after a kill -9 of everything at once', async () => {
    const killed = await start('all-killed');
    const { databaseUrl, parts } = killed.note();
    await query(databaseUrl, 'CREATE TABLE acknowledged AS SELECT 42 AS answer');
    killed.child.kill('SIGKILL');
    for (const { pid } of Object.values(parts)) process.kill(pid, 'SIGKILL');
    await killed.ended();
    const again = await start('all-killed');
    expect(await query(again.note().databaseUrl, 'SELECT * FROM acknowledged')).toEqual([{ answer: 42 }]);
  });

  it('ends when the npm that ran it is killed without a chance to say so', async () => {
    const [port = 0] = await freePorts(1);
    // A parent between us and the copy, as npm is: when it dies, the copy gets another parent and no signal.
    const supervisor = join(projectRoot(), 'embedded', 'testing', 'supervisor.ts');
    const hook = join(projectRoot(), 'embedded', 'testing', 'typescript.mjs');
    const npm = fork(join(projectRoot(), 'embedded', 'testing', 'npm.mjs'), [hook, supervisor], {
      execArgv: [],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        npm_lifecycle_event: 'start',
        PORT: String(port),
        PARKWERK_DATA: join(folder.path, 'npm'),
      },
    });
    await once(npm, 'message');
    const note = JSON.parse(readFileSync(join(folder.path, 'npm', 'running.json'), 'utf8')) as RunningNote;
    npm.kill('SIGKILL');
    const ended = Object.values(note.parts).map((part) => gone(part, 20_000));
    expect(await Promise.all(ended)).toEqual(ended.map(() => true));
    // The next start does not complain about the copy that is still stopping.
    const again = new Copy('npm', port);
    await again.ready();
  });

  it.each([
    ['NODE_ENV is production', { NODE_ENV: 'production' }],
    ['PORT is "many"', { PORT: 'many' }],
  ])('says in one sentence why it does not start when %s', async (words, env) => {
    const copy = new Copy('refused', 3000, env);
    expect(await copy.ended()).toBe(1);
    expect(copy.lines()).toEqual([expect.stringContaining(words)]);
  });
});
