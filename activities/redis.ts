import { Redis } from 'ioredis';
import { Unavailable } from './ports.ts';

/**
 * A Redis for questions somebody waits for: none is kept until it is back. `answersMs` is how long one that hangs may take.
 */
export function openRedis(url: string, answersMs: number, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, { commandTimeout: answersMs, maxRetriesPerRequest: 0, enableOfflineQueue: false });
  redis.on('error', onError);
  return redis;
}

/** Throws `Unavailable` at once while it is away. One that failed is asked again when it has answered a new connection. */
export async function askRedis<Answer>(redis: Redis, question: () => Promise<Answer>): Promise<Answer> {
  if (redis.status !== 'ready') throw new Unavailable('Redis');
  try {
    return await question();
  } catch (error) {
    redis.disconnect(true);
    throw new Unavailable('Redis', error);
  }
}
