import { join } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import type { LogFile } from './log-file.ts';
import { nodeReady, spawnNode } from './node-child.ts';
import { projectRoot } from './root.ts';
import type { Running } from './running.ts';

export type Part = 'postgres' | 'temporal' | 'sandbox' | 'worker' | 'api' | 'worker-2' | 'api-2';
export type Program = 'migrate' | 'sandbox' | 'worker' | 'api';

/** Where the programs of a stack lie. */
export type Programs = Record<Program, string>;

export const TITLES: Record<Part, string> = {
  postgres: 'PostgreSQL',
  temporal: 'Temporal',
  sandbox: 'Sandbox',
  worker: 'Worker',
  api: 'API',
  'worker-2': 'Second worker',
  'api-2': 'Second API',
};

/** In the order in which they end, with the patience each deserves; together less than the ten seconds we promise. */
export const STOPPING: [together: Part[], number][] = [
  [['api', 'api-2'], 2_000],
  [['worker', 'worker-2'], 3_000],
  [['sandbox'], 2_000],
  [['temporal'], 1_000],
  [['postgres'], 1_500],
];

/** V8 takes what it may have before it tidies up; these bounds are far above what each part needs at rest. */
const MEMORY: Record<Program, string[]> = {
  migrate: ['--max-old-space-size=512'],
  sandbox: ['--max-old-space-size=256', '--max-semi-space-size=4'],
  worker: ['--max-old-space-size=1536'],
  api: ['--max-old-space-size=768'],
};

export function builtPrograms(): Programs {
  const built = (...path: string[]): string => join(projectRoot(), 'dist', ...path);
  return {
    migrate: built('activities', 'db', 'migrate.js'),
    sandbox: built('sandbox', 'main.js'),
    worker: built('worker', 'main.js'),
    api: built('api', 'main.js'),
  };
}

export interface ProgramStart<P extends Program> {
  program: P;
  file: string;
  env: NodeJS.ProcessEnv;
  log: LogFile;
  say: (line: string) => void;
  spawned: (running: Running) => void;
}

/** Starts one of our own programs and waits until it says that it serves. */
export async function startProgram(start: ProgramStart<Exclude<Program, 'migrate'>>): Promise<void> {
  const { program, log } = start;
  const running = await spawn(start);
  try {
    await nodeReady(running);
  } catch (error) {
    await running.stop(500);
    throw new CannotStart(`${TITLES[program]} ${(error as Error).message} before it served. ${log.ending()}`, {
      cause: error,
    });
  }
}

/** Runs one of our own programs to its end. */
export async function runProgram(start: ProgramStart<'migrate'>): Promise<void> {
  const running = await spawn(start);
  const how = await running.exited;
  if (running.child.exitCode !== 0) throw new CannotStart(`Preparing the database ${how}. ${start.log.ending()}`);
}

async function spawn<P extends Program>({ program, file, env, log, say, spawned }: ProgramStart<P>): Promise<Running> {
  const running = await spawnNode({
    file,
    options: MEMORY[program],
    givesWay: program === 'worker',
    env,
    log,
    onWarning: say,
  });
  spawned(running);
  return running;
}
