import { resolve } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import { builtPrograms, type Programs } from './parts.ts';
import { beginStack, type Stack } from './start.ts';

const say = (line: string): void => console.log(line);

/** `npm start`: everything Parkwerk needs on this machine, until somebody ends it. */
export async function main(env: NodeJS.ProcessEnv, programs = builtPrograms(), cluster = false): Promise<void> {
  // A terminal that closes must not take the process down before it has ended its parts.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  // What the parts write is for this user only.
  process.umask(0o077);
  let exitCode = 0;
  try {
    await run(env, programs, cluster);
  } catch (error) {
    console.error(error instanceof CannotStart ? error.message : error);
    exitCode = 1;
  }
  process.exit(exitCode);
}

async function run(env: NodeJS.ProcessEnv, programs: Programs, cluster: boolean): Promise<void> {
  if (env.NODE_ENV === 'production') {
    throw new CannotStart(
      'NODE_ENV is production, and this is the copy with the sandbox: see docker-compose.yml instead.',
    );
  }
  const port = readPort(env);
  const dataDir = resolve(env.PARKWERK_DATA || (cluster ? '.parkwerk/cluster' : '.parkwerk'));
  const asked = askedToEnd(env).then(() => say('Stopping …'));
  let giveUp: (why: string) => void;
  const givenUp = new Promise<never>((_, reject) => (giveUp = (why) => reject(new CannotStart(why))));

  const parkwerk = beginStack({ port, dataDir, env, say, programs, cluster, onGivenUp: (why) => giveUp(why) });
  try {
    await Promise.race([asked, parkwerk.ready.then((stack) => announce(stack, dataDir))]);
    await Promise.race([asked, givenUp]);
  } finally {
    await parkwerk.stop();
  }
  say('Parkwerk has stopped.');
}

function announce({ url, databaseUrl }: Stack, dataDir: string): void {
  say(`Sign in as somebody, pay, move the clock: ${url}/sandbox`);
  say(`Read the mail it sends: ${url}/sandbox/mail`);
  say(`Everything it knows lies in ${dataDir}; Ctrl-C ends it.`);
  say(`Parkwerk is ready: ${url}`);
  process.send?.({ ready: true, url, databaseUrl });
}

function readPort({ PORT = '' }: NodeJS.ProcessEnv): number {
  const port = PORT === '' ? 3000 : Number(PORT);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new CannotStart(`PORT is "${PORT}", and has to be a number from 1 to 65535.`);
}

/** A signal, a closed terminal, a test that is gone, or an npm that was killed without a chance to tell us. */
function askedToEnd(env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((asked) => {
    // Kept for ever: a second Ctrl-C must not cut the stopping short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked());
    process.on('disconnect', () => asked());
    if (!env.npm_lifecycle_event) return;
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && asked(), 500).unref();
  });
}
