import { connect } from 'node:net';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { statement } from '../../activities/db/transaction.ts';
import { VERSION } from '../../activities/version.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, type Endpoint } from '../http/endpoint.ts';

const Component = z.object({ status: z.enum(['up', 'down']), version: z.string().nullable() });
const Health = z.object({
  status: z.enum(['up', 'limited', 'down']),
  version: z.string(),
  components: z.record(z.string(), Component),
  /** Names of what is down, worst first. */
  down: z.array(z.string()),
});
type Health = z.infer<typeof Health>;

/** Without these nothing can be decided; without the others people can go on. */
const VITAL = ['database', 'engine', 'worker'];
const BELIEVED_MS = 1_000;
const WAIT_MS = 2_000;

/** How every part is, for supervisors, load balancers and the help desk (PORTAL-014). */
export function statusRoutes(api: Api): Endpoint[] {
  let believed: { health: Health; until: number } | undefined;
  const read = async (): Promise<Health> => {
    if (believed && believed.until > Date.now()) return believed.health;
    const health = await readHealth(api);
    believed = { health, until: Date.now() + BELIEVED_MS };
    return health;
  };
  return [
    endpoint({
      method: 'get', path: '/v1/health', may: 'anyone', records: null, answers: Health, alsoAnswers: [503],
      summary: 'Status and version of each component; 503 names what is down',
      async handle() {
        const health = await read();
        return { ...answer(health), status: health.status === 'down' ? 503 : 200 };
      },
    }),
  ]; // prettier-ignore
}

export async function readHealth(api: Api): Promise<Health> {
  const checks: Record<string, Promise<string | null>> = {
    database: databaseVersion(api),
    engine: engineVersion(api),
    worker: workerVersion(api),
    mail: mailServer(api),
    ...(api.redis && { redis: redisVersion(api.redis) }),
  };
  const components = Object.fromEntries(
    await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const version = await inTime(check).then(
          (found) => found,
          (error: unknown) => {
            api.deps.log.warn({ err: error, component: name }, 'is down');
            return undefined;
          },
        );
        return [
          name,
          version === undefined ? { status: 'down' as const, version: null } : { status: 'up' as const, version },
        ] as const;
      }),
    ),
  );
  const down = Object.keys(components).filter((name) => components[name]!.status === 'down');
  const status = down.some((name) => VITAL.includes(name)) ? 'down' : down.length > 0 ? 'limited' : 'up';
  return { status, version: VERSION, components: { api: { status: 'up', version: VERSION }, ...components }, down };
}

async function databaseVersion({ deps }: Api): Promise<string> {
  const { rows } = await deps.pool.query<{ server_version: string }>('SHOW server_version');
  return rows[0]!.server_version;
}

async function engineVersion({ temporal }: Api): Promise<string> {
  const { serverVersion } = await temporal.withDeadline(Date.now() + WAIT_MS, () =>
    temporal.workflowService.getSystemInfo({}),
  );
  return serverVersion ?? '';
}

async function workerVersion({ deps }: Api): Promise<string> {
  const { rows } = await deps.pool.query<{ version: string }>({ ...readBeat, values: ['worker'] });
  if (!rows[0]) throw new Error('no worker has been heard of for fifteen seconds');
  return rows[0].version;
}

async function redisVersion(redis: Redis): Promise<string> {
  return /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? '';
}

function mailServer({ settings }: Api): Promise<null> {
  const { hostname, port } = new URL(settings.SMTP_URL);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port || 25), timeout: WAIT_MS });
    socket.on('connect', () => {
      socket.destroy();
      resolve(null);
    });
    socket.on('timeout', () => socket.destroy(new Error('no answer in time')));
    socket.on('error', reject);
  });
}

function inTime<Found>(check: Promise<Found>): Promise<Found> {
  return Promise.race([
    check,
    new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error('no answer in time')), WAIT_MS).unref()),
  ]);
}

const readBeat = statement(
  'read-component-beat',
  `SELECT version FROM component_beat WHERE component = $1 AND at > now() - interval '15 seconds' ORDER BY at DESC LIMIT 1`,
);
