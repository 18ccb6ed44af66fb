import { type Vault } from '../../activities/db/vault.ts';
import { type Log } from '../../activities/log.ts';
import { Unavailable } from '../../activities/ports.ts';
import { askRedis } from '../../activities/redis.ts';
import type { Redis } from 'ioredis';
import { HttpProblem } from './problem.ts';

const MINUTE_MS = 60_000;

/** Counts one more of these, and says how many that makes in this minute of real time, and when it ends. */
export type PerMinute = (what: string, nowMs: number) => Promise<{ count: number; endsAtMs: number }>;

/** At this process alone. */
export function countHere(): PerMinute {
  let minute = 0;
  const asked = new Map<string, number>();
  return (what, nowMs) => {
    const current = Math.floor(nowMs / MINUTE_MS);
    if (current !== minute) {
      minute = current;
      asked.clear();
    }
    const count = (asked.get(what) ?? 0) + 1;
    asked.set(what, count);
    return Promise.resolve({ count, endsAtMs: (current + 1) * MINUTE_MS });
  };
}

/**
 * With all others that count in this Redis; each by itself while it is away, for a limit that cannot be counted must not close the door.
 * What is counted, an address among others, stands there under a keyed hash, and no longer than the minute after.
 */
export function countTogether(redis: Redis, vault: Pick<Vault, 'fingerprint'>, log: Log): PerMinute {
  const here = countHere();
  return async (what, nowMs) => {
    const current = Math.floor(nowMs / MINUTE_MS);
    const key = `parkwerk:asked:${current}:${vault.fingerprint('asked', what).toString('base64url')}`;
    const alone = here(what, nowMs); // also when all is well: it knows the minute when Redis goes
    try {
      const lifeMs = 2 * MINUTE_MS;
      const answers = await askRedis(redis, () => redis.multi().incr(key).pexpire(key, lifeMs).exec());
      const [error, count] = answers?.[0] ?? [];
      if (typeof count !== 'number') throw new Unavailable('Redis', error);
      return { count, endsAtMs: (current + 1) * MINUTE_MS };
    } catch (error) {
      log.debug({ err: error }, 'counted by this process alone');
      return alone;
    }
  };
}

/** One too many is told when to try again. */
export async function atMost(most: number, what: string, count: PerMinute, nowMs: number): Promise<void> {
  const { count: asked, endsAtMs } = await count(what, nowMs);
  if (asked > most) throw new HttpProblem(429, 'too-many-requests', Math.ceil((endsAtMs - nowMs) / 1000));
}
