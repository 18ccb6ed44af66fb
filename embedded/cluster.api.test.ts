import { jest } from '@jest/globals';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { freePorts } from './ports.ts';
import { beginStack, type Stack } from './start.ts';
import { temporaryFolder } from './testing/folder.ts';
import { query } from './testing/query.ts';

// The server of Temporal is built once per user; after that a copy is there within half a minute.
jest.setTimeout(600_000);

const folder = temporaryFolder();
let begun: ReturnType<typeof beginStack>;
let cluster: Stack;
beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  const { PATH, HOME, XDG_CACHE_HOME, TEMPORAL_CLI, GOPROXY, GOFLAGS } = process.env;
  const env = { PATH, HOME, XDG_CACHE_HOME, TEMPORAL_CLI, GOPROXY, GOFLAGS, NODE_ENV: 'test' };
  begun = beginStack({ port, dataDir: join(folder.path, 'cluster'), env, cluster: true });
  cluster = await begun.ready;
}, 600_000);
afterAll(async () => {
  await begun.stop();
  folder.remove();
});

/** Through the door, believing the certificate of this copy alone. */
async function ask(path: string): Promise<{ status: number | undefined; text: string; cookies: string[] }> {
  const ca = readFileSync(join(folder.path, 'cluster', 'tls', 'certificate.pem'));
  const asked = request(new URL(path, cluster.url), { ca });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return { status: answer.statusCode, text, cookies: answer.headers['set-cookie'] ?? [] };
}

interface Health {
  status: string;
  components: Record<string, { status: string; version: string }>;
}

describe('a copy as in production, without containers', () => {
  it('is well behind TLS, with two APIs and two workers, on the production server of Temporal', async () => {
    const { status, text } = await ask('/v1/health');
    expect(status).toBe(200);
    const { components } = JSON.parse(text) as Health;
    expect(components).toMatchObject({ engine: { status: 'up' }, worker: { status: 'up' }, database: { status: 'up' } });
    expect(Object.keys(cluster.pids()).sort()).toEqual([
      'api', 'api-2', 'postgres', 'sandbox', 'temporal', 'worker', 'worker-2',
    ]);
    const beats = await query(cluster.databaseUrl, `SELECT count(*)::int AS workers FROM component_beat WHERE component = 'worker'`);
    expect(beats).toEqual([{ workers: 2 }]);
  }); // prettier-ignore

  it('keeps its processes in PostgreSQL, where a backup finds them with the rest', async () => {
    const engine = new URL(cluster.databaseUrl);
    engine.pathname = '/temporal';
    const [found] = await query(engine.href, 'SELECT count(*)::int AS processes FROM executions');
    expect(found!['processes']).toBeGreaterThan(3); // those that run for ever
  });

  it('sets cookies that no neighbour under the same domain can set', async () => {
    const { cookies } = await ask('/auth/login?municipality=voorbeeld&means=digid');
    expect(cookies).toEqual([
      expect.stringMatching(/^__Host-parkwerk_login=[^;]+; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/),
    ]);
  });

  it('answers on while an API is killed, and has it back', async () => {
    const back = cluster.restartOf('api-2');
    cluster.kill('api-2', 'SIGKILL');
    for (let asked = 0; asked < 20; asked++) expect((await ask('/v1/municipalities')).status).toBe(200);
    await back;
    expect((await ask('/v1/health')).status).toBe(200);
  });

  it('refuses a folder whose processes live in another engine', async () => {
    const [port = 0] = await freePorts(1);
    await begun.stop();
    const other = beginStack({ port, dataDir: join(folder.path, 'cluster'), env: process.env });
    await expect(other.ready).rejects.toThrow('belongs to `npm run start:cluster`');
    await other.stop();
  });
});
