import { jest } from '@jest/globals';
import { freePorts } from '../../embedded/ports.ts';
import { type Running } from '../../embedded/running.ts';
import { temporaryFolder } from '../../embedded/testing/folder.ts';
import { startRedis } from '../../embedded/testing/system-services.ts';
import { eventually } from '../testing/eventually.ts';
import { ownSystem, secondApi } from '../testing/stack.ts';

jest.setTimeout(120_000);

const folder = temporaryFolder();
let port: number;
let redis: Running;
let system: Awaited<ReturnType<typeof ownSystem>>;
let second: Awaited<ReturnType<typeof secondApi>>;
beforeAll(async () => {
  [port = 0] = await freePorts(1);
  redis = await startRedis(folder.path, port);
  // Each test floods from an address of its own.
  const env = { REDIS_URL: `redis://127.0.0.1:${port}`, TRUSTED_PROXIES: '1' };
  system = await ownSystem('limits', env);
  second = await secondApi(system, env);
  await redisIs('up');
});
afterAll(async () => {
  await second.stop();
  await Promise.all([system.stop(), redis.stop()]);
  folder.remove();
});

const both = () => [system.url, second.url];

interface Health {
  status: string;
  components: Record<string, { status: string; version: string | null }>;
}
const health = async (url: string) => (await fetch(`${url}/v1/health`)).json() as Promise<Health>;
const redisIs = (status: string) =>
  Promise.all(
    both().map((url) => eventually(`Redis is ${status} for ${url}`, () => health(url), ({ components }) => components['redis']?.status === status)),
  ); // prettier-ignore

/** One request of the kind that costs a party outside something: whether it may, and how many may follow in this minute. */
async function ask(url: string, address: string): Promise<{ status: number; left: number }> {
  const headers = { 'x-forwarded-for': address };
  const { status, headers: told } = await fetch(`${url}/auth/callback`, { headers, redirect: 'manual' });
  return { status, left: Number(/r=(\d+)/.exec(told.get('ratelimit') ?? '')?.[1]) };
}

/** In turns, so that each API sees half of it, until one of them has had enough; answers how often they did not. */
async function flood(address: string): Promise<number> {
  for (let asked = 0; ; asked += 1) {
    const { status } = await ask(both()[asked % 2]!, address);
    if (status === 429) return asked;
  }
}

/** A minute that begins halfway begins the count again. */
const withinOneMinute = async <Seen>(look: () => Promise<Seen>): Promise<Seen> => {
  const minute = () => Math.floor(Date.now() / 60_000);
  for (;;) {
    const began = minute();
    const seen = await look();
    if (minute() === began) return seen;
  }
};

describe('limits against floods, with two APIs and a Redis beside them', () => {
  it('count for both together', async () => {
    const left = await withinOneMinute(async () => {
      const seen: number[] = [];
      for (const url of [...both(), ...both()]) seen.push((await ask(url, '192.0.2.1')).left);
      return seen;
    });
    expect(left).toEqual([0, 1, 2, 3].map((asked) => left[0]! - asked));
  });

  it('refuse what is too much at either of them, to that address alone', async () => {
    const statuses = await withinOneMinute(async () => {
      await flood('192.0.2.2');
      return Promise.all(both().map(async (url) => (await ask(url, '192.0.2.2')).status));
    });
    expect(statuses).toEqual([429, 429]);
    expect((await ask(second.url, '192.0.2.3')).status).toBe(303);
  });

  it.each([
    ['killed', 'SIGKILL', '192.0.2.4'],
    ['hanging', 'SIGSTOP', '192.0.2.5'],
  ] as const)(
    'count for each API alone while Redis is %s, which closes nobody out, and together when it is back',
    async (_how, signal, address) => {
      redis.child.kill(signal);
      await redisIs('down');
      expect((await health(system.url)).status).toBe('limited');
      const left = await withinOneMinute(async () => [await ask(system.url, address), await ask(second.url, address)]);
      expect(left).toEqual([left[0], left[0]].map((one) => ({ status: 303, left: one!.left })));

      if (signal === 'SIGKILL') redis = await startRedis(folder.path, port);
      else redis.child.kill('SIGCONT');
      await redisIs('up');
      const [first, then] = await withinOneMinute(async () => [
        await ask(system.url, address),
        await ask(second.url, address),
      ]);
      expect(then.left).toBe(first.left - 1);
    },
  );
});

describe('what Redis is told of who asks', () => {
  it('is no address, and gone within two minutes', async () => {
    await ask(system.url, '192.0.2.6');
    const { Redis } = await import('ioredis');
    const inside = new Redis(port);
    const keys = await inside.keys('parkwerk:*');
    const lives = await Promise.all(keys.map((key) => inside.pttl(key)));
    inside.disconnect();
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !/^parkwerk:asked:\d+:[\w-]{43}$/.test(key))).toEqual([]);
    expect(lives.filter((left) => left < 0 || left > 120_000)).toEqual([]);
  });
});
