import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import { projectRoot } from './root.ts';
import { cacheFolder, oncePerUser, withProgress, type Say } from './once-per-user.ts';
import { launch, whenReady } from './running.ts';

const CLI_VERSION = '1.8.2';
const TEST_SERVER_VERSION = '1.35.0';
const CLI_PACKAGE = 'github.com/temporalio/cli/cmd/temporal';
/** Older servers lack eager starts and updates with start as the workers use them. */
const OLDEST_SERVER = [1, 29];

const NO_CLI =
  'No Temporal server: put the `temporal` program (https://docs.temporal.io/cli) on PATH, give TEMPORAL_ADDRESS of a running ' +
  'server, or install Go 1.21 or newer so that it can be built here.';
const NO_TEST_SERVER =
  'No time-skipping Temporal test server: it can be downloaded by the SDK from temporal.download, or by Maven, which needs ' +
  '`mvn` and `java` (Debian: apt-get install maven default-jre-headless).';

/** The dev server's program: on PATH, in the user's cache, from the SDK's download, or built once by Go. */
export async function temporalCli(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  const onPath = findOnPath('temporal', env);
  if (onPath && (await speaksWell(onPath))) return onPath;
  const cached = join(cacheFolder(env), `temporal-cli-${CLI_VERSION}`, 'temporal');
  if (existsSync(cached) && !(await speaksWell(cached))) rmSync(cached);
  await oncePerUser(cached, say, async () => {
    if (await downloaded('cli', `v${CLI_VERSION}`, cached, env, say)) return;
    if (!findOnPath('go', env)) throw new CannotStart(NO_CLI);
    await builtByGo(cached, env, say);
  });
  return cached;
}

/** The test server that can skip time: in the user's cache, from the SDK's download, or from Maven's jars. */
export async function timeSkippingServer(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  const cached = join(cacheFolder(env), `temporal-test-server-${TEST_SERVER_VERSION}`, 'temporal-test-server');
  await oncePerUser(cached, say, async () => {
    if (await downloaded('test-server', 'default', cached, env, say)) return;
    if (!findOnPath('mvn', env) || !findOnPath('java', env)) throw new CannotStart(NO_TEST_SERVER);
    await gatheredByMaven(cached, env, say);
  });
  return cached;
}

export function findOnPath(program: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? '').split(':').filter(Boolean);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** A broken download, or a binary for another machine, is not worth a failed start. */
async function speaksWell(cli: string): Promise<boolean> {
  const answer = await run(cli, ['--version'], process.env, dirname(cli)).catch(() => '');
  const [, major = 0, minor = 0] = /Server (\d+)\.(\d+)\./.exec(answer) ?? [];
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_SERVER;
  return Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
}

/** Many municipal networks let no download host through; then the next means is tried without a word of alarm. */
async function downloaded(kind: 'cli' | 'test-server', version: string, to: string, env: NodeJS.ProcessEnv, say: Say) {
  if (env.PARKWERK_DOWNLOADS === 'off') return false;
  if (!env.HTTPS_PROXY && !(await answers('https://temporal.download'))) return false;
  const folder = workFolder(to);
  try {
    const download = await launch(process.execPath, [join(buildInputs(), 'download.mjs'), kind, folder, version], {
      env,
      stdio: 'ignore',
    });
    const finished = whenReady({ ...download, exited: new Promise(() => undefined) }, download.exited, 180_000);
    await withProgress(say, 'Downloading the Temporal server', finished).finally(() => download.stop());
    const [file] = readdirSync(folder);
    if (download.child.exitCode !== 0 || !file) return false;
    chmodSync(join(folder, file), 0o755);
    renameSync(join(folder, file), to);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(4_000) }).then(
    () => true,
    () => false,
  );
}

async function builtByGo(to: string, env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  const folder = workFolder(to);
  const binary = join(folder, 'temporal');
  try {
    await goBuild(CLI_PACKAGE, binary, env, say);
    if (!(await speaksWell(binary))) throw new CannotStart('The Temporal server that Go built does not run.');
    renameSync(binary, to);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds one program of the pinned module. */
export async function goBuild(what: string, binary: string, env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  const go = (args: string[], onLines?: (count: number) => void) =>
    run('go', args, { ...env, CGO_ENABLED: '0' }, buildInputs(), onLines);
  await withProgress(
    say,
    'Fetching the sources of the Temporal server with Go (once per user)',
    go(['mod', 'download']),
  );
  const packages = (await go(['list', '-deps', what])).split('\n').length;
  let compiled = 0;
  const build = go(
    ['build', '-v', '-trimpath', '-ldflags', '-s -w', '-o', binary, what],
    (lines) => (compiled += lines),
  );
  await withProgress(
    say,
    'Building the Temporal server with Go (once per user, some six minutes on two cores)',
    build,
    () => `${compiled} of at most ${packages} packages compiled`,
  );
}

async function gatheredByMaven(to: string, env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  const jars = join(dirname(to), 'lib');
  mkdirSync(jars, { recursive: true });
  const copy = [
    '-q',
    '-B',
    '-f',
    join(buildInputs(), 'pom.xml'),
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
  ];
  const gathering = run('mvn', [...copy, `-DoutputDirectory=${jars}`], env, dirname(to));
  const count = () => `${readdirSync(jars).length} jars`;
  await withProgress(say, 'Fetching the time-skipping test server with Maven (once per user)', gathering, count);
  // `exec`, because the SDK kills the process it started and no child of it.
  const java = 'exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto';
  const script = `#!/bin/sh\n${java} -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"\n`;
  writeFileSync(`${to}.new`, script, { mode: 0o755 });
  renameSync(`${to}.new`, to);
}

export async function run(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
  onErrorLines?: (count: number) => void,
): Promise<string> {
  const command = await launch(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = (): void => void command.child.kill();
  process.once('exit', end); // a build that nobody waits for any more is stopped, too
  let output = '';
  let complaints = '';
  command.child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  command.child.stderr?.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    complaints = (complaints + text).slice(-4_000);
    onErrorLines?.(text.split('\n').length - 1);
  });
  await new Promise((resolve) => command.child.once('close', resolve));
  process.off('exit', end);
  if (command.child.exitCode === 0) return output;
  throw new CannotStart(`\`${program} ${args.join(' ')}\` failed:\n${complaints || output}`);
}

/** On the same disk as the result, so that it can be moved there in one step. */
export function workFolder(to: string): string {
  mkdirSync(dirname(to), { recursive: true });
  return mkdtempSync(`${to}-`);
}

export function buildInputs(): string {
  return join(projectRoot(), 'embedded', 'temporal');
}
