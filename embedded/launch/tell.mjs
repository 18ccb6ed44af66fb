import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** To the person who waits; never to standard output, which belongs to what was asked for. */
export function tell(line) {
  process.stderr.write(`${line}\n`);
}

/** Something the person at the terminal has to mend; printed without a stack. */
export class Hindrance extends Error {}

/** Says every ten seconds that a long step is still going on. */
export async function telling(what, work) {
  const began = Date.now();
  const seconds = () => `${Math.round((Date.now() - began) / 1_000)} s`;
  tell(`${what} …`);
  const ticking = setInterval(() => tell(`${what}: ${seconds()}`), 10_000);
  try {
    const result = await work;
    tell(`${what}: done in ${seconds()}`);
    return result;
  } finally {
    clearInterval(ticking);
  }
}

/** Runs a program with our terminal, passes on the signals that end us, and resolves with its exit code. */
export function run(program, args, { output = 'inherit', env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, env, stdio: ['inherit', output === 'inherit' ? 1 : 2, 2] });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const pass = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, pass);
    const over = (then) => (value) => {
      for (const signal of signals) process.off(signal, pass);
      then(value);
    };
    child.once('error', over(reject));
    child.once('exit', (code, signal) => over(resolve)(signal ? 1 : code));
  });
}
