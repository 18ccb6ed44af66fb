import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Replay } from '../activities/audit/histories.ts';
import type { ReplayAsked, ReplaySaid } from './replay-histories.ts';

export interface Replayer {
  replay: Replay;
  stop(): Promise<void>;
}

/** An auditor who looks at one case will look at another. */
const IDLE_MS = 60_000;

interface Program {
  file: string;
  execArgv?: string[];
  idleMs?: number;
}

/**
 * Plays histories again on the bundle our own workers run, in a program of its own: a replay keeps a processor busy, and cases under way do
 * not wait for it. The program begins when somebody first asks, stays for whoever asks next, and ends when nobody does.
 */
export function startReplayer(
  bundle: string,
  { file, execArgv = [], idleMs = IDLE_MS }: Program = {
    file: fileURLToPath(new URL('./replay-histories.js', import.meta.url)),
  },
): Replayer {
  let running: Running | undefined;
  let idle: NodeJS.Timeout | undefined;
  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = running;
    running = undefined;
    await ending?.end();
  };
  return {
    async replay(histories) {
      clearTimeout(idle);
      const program = running?.isThere() ? running : (running = begin(file, bundle, execArgv));
      const said = await Promise.all(histories.map(({ json }) => program.play(json)));
      if (program === running) idle = setTimeout(() => void end(), idleMs).unref();
      return said;
    },
    stop: end,
  };
}

type Running = ReturnType<typeof begin>;

function begin(file: string, bundle: string, execArgv: string[]) {
  // It is given a file and histories, and needs no secret.
  const program = fork(file, [bundle], { execArgv, env: {}, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const waiting = new Map<string, { resolve: (why: string | null) => void; reject: (error: Error) => void }>();
  let asked = 0;
  let gone: Error | undefined;
  const lose = (why: string): void => {
    gone ??= new Error(`the program that replays histories ${why}`);
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };
  program.on('message', (message) => {
    const { id, why } = message as ReplaySaid;
    waiting.get(id)?.resolve(why);
    waiting.delete(id);
  });
  program.on('error', (error) => lose(`does not run: ${error.message}`));
  program.on('exit', (code, signal) => lose(`ended with ${code ?? signal}`));
  return {
    isThere: () => gone === undefined,
    play: (json: string) =>
      new Promise<string | null>((resolve, reject) => {
        if (gone) return reject(gone);
        const id = String((asked += 1)); // one process may have several parts, and each is replayed
        waiting.set(id, { resolve, reject });
        program.send({ id, json } satisfies ReplayAsked);
      }),
    end: () => ended(program),
  };
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const exit = once(program, 'exit');
  program.kill('SIGKILL'); // it holds nothing that could be lost
  await exit;
}
