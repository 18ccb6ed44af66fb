import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Pool } from 'pg';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type Log } from '../log.ts';
import { VERSION } from '../version.ts';

/** What a program tells of itself to whoever keeps it running: numbers and codes, never an id, a plate or a person. */
export function createMetrics(program: 'api' | 'worker'): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'parkwerk_build_info',
    help: 'Which version of which program this is',
    labelNames: ['program', 'version'],
    registers: [registry],
  }).set({ program, version: VERSION }, 1);
  return registry;
}

/** How the connections of each pool are used. One that is full makes people wait while the database has nothing to do. */
export function watchPools(registry: Registry, pools: Readonly<Record<string, Pool>>): void {
  const each = Object.entries(pools);
  new Gauge({
    name: 'parkwerk_pool_connections',
    help: 'Connections to the database, by pool and use',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const [pool, { totalCount, idleCount }] of each) {
        this.set({ pool, state: 'busy' }, totalCount - idleCount);
        this.set({ pool, state: 'idle' }, idleCount);
      }
    },
  });
  new Gauge({
    name: 'parkwerk_pool_limit',
    help: 'Connections a pool may have',
    labelNames: ['pool'],
    registers: [registry],
    collect() {
      for (const [pool, { options }] of each) this.set({ pool }, options.max);
    },
  });
  new Gauge({
    name: 'parkwerk_pool_waiting',
    help: 'Who waits for a connection of a pool',
    labelNames: ['pool'],
    registers: [registry],
    collect() {
      for (const [pool, { waitingCount }] of each) this.set({ pool }, waitingCount);
    },
  });
}

export interface MetricsServer {
  port: number;
  close(): Promise<void>;
}

/**
 * `GET /metrics` for Prometheus and `GET /alive` for whoever restarts programs, on a port of its own: it is for the network of the
 * machines, and the public one has no way to it.
 */
export async function serveMetrics(
  registry: Registry,
  { host, port, log }: { host: string; port: number; log: Log },
): Promise<MetricsServer> {
  const server = createServer((req, res) => {
    if (req.method !== 'GET' || (req.url !== '/metrics' && req.url !== '/alive')) return void res.writeHead(404).end();
    if (req.url === '/alive') return void res.writeHead(204).end();
    registry.metrics().then(
      (text) => res.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      (error: unknown) => {
        log.error({ err: error }, 'the numbers cannot be told');
        res.writeHead(500).end();
      },
    );
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
