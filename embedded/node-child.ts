import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import type { LogFile } from './log-file.ts';
import { projectRoot } from './root.ts';
import { givingWay, launch, whenReady, type Running } from './running.ts';

export interface NodeChild {
  file: string;
  /** V8 options: how much memory this part may take. */
  options: string[];
  /** See `givingWay`. */
  givesWay?: boolean;
  env: NodeJS.ProcessEnv;
  log: LogFile;
  onWarning: (line: string) => void;
}

/** Starts one of our own programs. It hears by its closed channel that we are gone, and ends too. */
export function spawnNode({ file, options, givesWay = false, env, log, onWarning }: NodeChild): Promise<Running> {
  if (!existsSync(file)) {
    throw new CannotStart(`${relative(projectRoot(), file)} is missing: run \`npm run build\`, and see what it says.`);
  }
  const node = [...options, file];
  const command = givesWay ? givingWay(process.execPath, node) : ([process.execPath, node] as const);
  return launch(...command, {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C reaches a whole process group at once; the parts have to end in order.
    detached: true,
  }).then((running) => {
    log.follow(running.child.stdout, running.child.stderr);
    running.child.stdout?.on('data', warnings(onWarning));
    return running;
  });
}

/** Resolves when the program says that it serves. */
export function nodeReady(running: Running, withinMs = 60_000): Promise<void> {
  const ready = new Promise<void>((resolve) => {
    running.child.on('message', (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'ready' in message) resolve();
    });
  });
  return whenReady(running, ready, withinMs);
}

const WARNING = 40;
const MINUTE = 60_000;

/** Picks from lines of JSON what a person at the terminal should see: each warning once a minute, the log has them all. */
function warnings(onWarning: (line: string) => void): (chunk: Buffer) => void {
  const shown = new Map<string, number>();
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = (lines.pop() ?? '').slice(-20_000);
    for (const text of lines.map(warningIn)) {
      if (text === undefined || Date.now() - (shown.get(text) ?? 0) < MINUTE) continue;
      if (shown.size > 100) shown.clear();
      shown.set(text, Date.now());
      onWarning(text);
    }
  };
}

export function warningIn(line: string): string | undefined {
  const [, level] = /"level":(\d+)/.exec(line) ?? [];
  const [, said] = /"msg":"((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
  const [, reason] = /"err":\{.*?"message":"((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
  if (said === undefined || Number(level) < WARNING) return undefined;
  const plain = (quoted: string): string => JSON.parse(`"${quoted}"`) as string;
  return [said, reason]
    .filter((part) => part !== undefined)
    .map(plain)
    .join(': ')
    .slice(0, 300);
}
