import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openLog } from '../log-file.ts';
import { cacheFolder, oncePerUser, withProgress } from '../once-per-user.ts';
import { launch, says, whenReady, type Running } from '../running.ts';
import { run } from '../temporal.ts';
import { say } from './say.ts';

/** Of the line that `docker-compose.yml` names. */
export const KEYCLOAK_VERSION = '26.3.5';

/** Keycloak as Maven has it, fetched once per user. Wants `mvn` and `java`. */
export async function keycloakHome(): Promise<string> {
  const home = join(cacheFolder(process.env), `keycloak-${KEYCLOAK_VERSION}`);
  await oncePerUser(home, say, async () => {
    mkdirSync(dirname(home), { recursive: true });
    const folder = mkdtempSync(`${home}-`);
    try {
      const artifact = `org.keycloak:keycloak-quarkus-dist:${KEYCLOAK_VERSION}:zip`;
      const unpack = ['-q', '-B', 'dependency:unpack', `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`];
      await withProgress(say, 'Fetching Keycloak with Maven (once per user)', run('mvn', unpack, process.env, folder));
      renameSync(join(folder, `keycloak-${KEYCLOAK_VERSION}`), home);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return home;
}

export interface KeycloakOptions {
  /** Its own copy is made here: it rebuilds itself at the start, and keeps its data beside. */
  folder: string;
  port: number;
  realm: object;
  /** What the realm's file takes from the environment. */
  env: { OIDC_CLIENT_SECRET: string; PARKWERK_PUBLIC_URL: string };
}

/** Keycloak with this realm, in memory, below `/broker` as in production; no TLS, which its development mode alone allows. */
export async function startKeycloak({ folder, port, realm, env }: KeycloakOptions): Promise<Running> {
  const home = join(folder, 'keycloak');
  cpSync(await keycloakHome(), home, { recursive: true });
  mkdirSync(join(home, 'data', 'import'), { recursive: true });
  writeFileSync(join(home, 'data', 'import', 'parkwerk.json'), JSON.stringify(realm));
  const here = ['--http-host=127.0.0.1', `--http-port=${port}`, '--http-relative-path=/broker', '--db=dev-mem'];
  const keycloak = await launch('bash', [join(home, 'bin', 'kc.sh'), 'start-dev', '--import-realm', ...here], {
    env: { ...process.env, ...env, JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const log = openLog(join(folder, 'keycloak.log'));
  log.follow(keycloak.child.stdout, keycloak.child.stderr);
  await whenReady(keycloak, says(keycloak, 'Listening on:'), 300_000).catch(async (error: Error) => {
    await keycloak.stop();
    throw new Error(`Keycloak ${error.message}. ${log.ending()}`);
  });
  return keycloak;
}
