import { EventEmitter } from 'node:events';
import { pino } from 'pino';
import { type Pool } from 'pg';
import { Gauge } from 'prom-client';
import { createMetrics, serveMetrics, watchPools, type MetricsServer } from './registry.ts';

const log = pino({ level: 'silent' });
const servers: MetricsServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function serve(registry: ReturnType<typeof createMetrics>): Promise<string> {
  const server = await serveMetrics(registry, { host: '127.0.0.1', port: 0, log });
  servers.push(server);
  return `http://127.0.0.1:${server.port}`;
}

describe('the numbers of a program', () => {
  it('are told to Prometheus, with which version of which program it is', async () => {
    const at = await serve(createMetrics('worker'));
    const answer = await fetch(`${at}/metrics`);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const text = await answer.text();
    expect(text).toMatch(/^parkwerk_build_info\{program="worker",version="[\w.+-]+"\} 1$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it('tell how busy each pool of connections is, and who waits', async () => {
    const registry = createMetrics('api');
    const pool = Object.assign(new EventEmitter(), {
      totalCount: 5,
      idleCount: 2,
      waitingCount: 4,
      options: { max: 6 },
    });
    watchPools(registry, { decisions: pool as unknown as Pool });
    const text = await (await fetch(`${await serve(registry)}/metrics`)).text();
    expect(text.split('\n').filter((line) => line.startsWith('parkwerk_pool_')).sort()).toEqual([
      'parkwerk_pool_connections{pool="decisions",state="busy"} 3',
      'parkwerk_pool_connections{pool="decisions",state="idle"} 2',
      'parkwerk_pool_limit{pool="decisions"} 6',
      'parkwerk_pool_waiting{pool="decisions"} 4',
    ]); // prettier-ignore
  });

  it('that cannot be gathered are a failure of one request, and the program is alive all the same', async () => {
    const registry = createMetrics('api');
    const collect = () => Promise.reject(new Error('no'));
    new Gauge({ name: 'broken', help: 'fails', registers: [registry], collect });
    const at = await serve(registry);
    expect((await fetch(`${at}/metrics`)).status).toBe(500);
    expect((await fetch(`${at}/alive`)).status).toBe(204);
  });

  it('are all there is on that port', async () => {
    const at = await serve(createMetrics('api'));
    expect((await fetch(`${at}/v1/health`)).status).toBe(404);
    expect((await fetch(`${at}/metrics`, { method: 'POST' })).status).toBe(404);
  });
});
