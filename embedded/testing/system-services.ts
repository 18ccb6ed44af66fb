import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';
import { openLog } from '../log-file.ts';
import { projectRoot } from '../root.ts';
import { launch, says, whenReady, type Running } from '../running.ts';

/** What clamd looks for here: real signatures come from outside, and these two prove the way there and back. */
export const SIGNATURES = {
  // In two halves, so that no scanner stops at this file.
  eicar: 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-' + 'ANTIVIRUS-TEST-FILE!$H+H*',
  /** Known to nobody but this clamd. */
  ours: 'PARKWERK-WHAT-ONLY-THIS-CLAMD-KNOWS',
};

const started = (file: string, args: string[]): Promise<Running> =>
  launch(file, args, {
    env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` }, // where an ordinary user does not look
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  }).catch((error: unknown) => {
    throw new Error(`${file} cannot be started (Debian: apt-get install redis-server clamav-daemon rsyslog-gnutls)`, {
      cause: error,
    });
  });

/** A Redis as `docker-compose.yml` runs it; on the same folder it knows again what it was told before it was killed. */
export async function startRedis(folder: string, port: number): Promise<Running> {
  mkdirSync(folder, { recursive: true });
  const { services } = parse(readFileSync(join(projectRoot(), 'docker-compose.yml'), 'utf8'), { merge: true }) as {
    services: { redis: { command: [string, ...string[]] } };
  };
  const [file, ...args] = services.redis.command;
  const place = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
  const redis = await started(file, [...args, ...place]);
  const log = openLog(join(folder, 'redis.log'));
  log.follow(redis.child.stdout, redis.child.stderr);
  await whenReady(redis, says(redis, 'Ready to accept connections'), 30_000).catch((error: Error) => {
    throw new Error(`Redis ${error.message}. ${log.ending()}`);
  });
  return redis;
}

/** The scanner, with signatures of our own. */
export async function startClamd(folder: string, port: number): Promise<Running> {
  const signatures = join(folder, 'signatures');
  mkdirSync(signatures, { recursive: true });
  const lines = Object.entries(SIGNATURES).map(([name, text]) => `${name}:0:*:${Buffer.from(text).toString('hex')}`);
  writeFileSync(join(signatures, 'local.ndb'), `${lines.join('\n')}\n`);
  const settings = {
    ...{ Foreground: 'yes', TCPAddr: '127.0.0.1', TCPSocket: String(port) },
    ...{ DatabaseDirectory: signatures, TemporaryDirectory: folder },
  };
  const file = join(folder, 'clamd.conf');
  writeFileSync(file, Object.entries(settings).map((setting) => `${setting.join(' ')}\n`).join('')); // prettier-ignore
  const clamd = await started('clamd', ['--config-file', file]);
  const log = openLog(join(folder, 'clamd.log'));
  log.follow(clamd.child.stdout, clamd.child.stderr);
  await whenReady(clamd, listens(port), 30_000).catch((error: Error) => {
    throw new Error(`clamd ${error.message}. ${log.ending()}`);
  });
  return clamd;
}

/**
 * rsyslog with a file of `operations/logs`, in which this machine has other names for what is read and written. Serves at once, but for
 * one that listens.
 */
export async function startRsyslog(
  folder: string,
  file: string,
  here: Record<string, string>,
  port?: number,
): Promise<Running> {
  const work = join(folder, file);
  mkdirSync(work, { recursive: true });
  const shipped = readFileSync(join(projectRoot(), 'operations', 'logs', `${file}.conf`), 'utf8');
  const settings = Object.entries(here).reduce((text, [there, name]) => {
    if (!text.includes(there)) throw new Error(`${file}.conf says nothing of ${there}`);
    return text.replaceAll(there, name);
  }, shipped);
  // Where it keeps what waits, and what it says of itself: the settings of the whole system would put that in the system's log.
  const [conf, own] = [join(work, 'rsyslog.conf'), join(work, 'rsyslog.log')];
  writeFileSync(
    conf,
    `global(workDirectory="${work}" processInternalMessages="on")\nsyslog.* action(type="omfile" file="${own}")\n${settings}`,
  );
  const rsyslog = await started('rsyslogd', ['-n', '-f', conf, '-i', join(work, 'pid')]);
  const log = openLog(own);
  log.follow(rsyslog.child.stdout, rsyslog.child.stderr);
  if (port !== undefined)
    await whenReady(rsyslog, listens(port), 30_000).catch((error: Error) => {
      throw new Error(`rsyslog ${error.message}. ${log.ending()}`);
    });
  return rsyslog;
}

async function listens(port: number): Promise<void> {
  const opened = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(socket.destroy().destroyed));
      socket.once('error', () => resolve(false));
    });
  while (!(await opened())) await new Promise((resolve) => setTimeout(resolve, 50));
}
