import pg from 'pg';
import { instant, type Instant } from '../rules/values/moment.ts';
import { type Log } from './log.ts';

/** Business time: real time, plus how far the sandbox has moved it. */
export interface Clock {
  now: () => Instant;
  offsetMs: () => number;
  stop: () => Promise<void>;
}

/** Production: the offset is zero, and nothing listens for another. */
export const realClock: Clock = { now: () => instant(Date.now()), offsetMs: () => 0, stop: () => Promise.resolve() };

export const CLOCK_CHANNEL = 'business_clock';

/** Follows the clock row: told by the database when it moves, and read again after every lost connection. */
export async function movedClock(databaseUrl: string, log: Log): Promise<Clock> {
  let offsetMs = 0;
  let stopped = false;
  let client: pg.Client | undefined;

  const follow = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: databaseUrl });
    next.on('error', (error) => {
      log.warn({ err: error }, 'lost sight of the business clock');
      void again();
    });
    next.on('notification', ({ payload }) => {
      offsetMs = Number(payload);
    });
    await next.connect();
    await next.query(`LISTEN ${CLOCK_CHANNEL}`);
    const { rows } = await next.query<{ offset_ms: string }>('SELECT offset_ms FROM business_clock');
    offsetMs = Number(rows[0]?.offset_ms ?? 0);
    client = next;
  };
  const again = async (): Promise<void> => {
    client = undefined;
    for (let wait = 200; !stopped && !client; wait = Math.min(wait * 2, 5_000)) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      await follow().catch((error: unknown) => log.warn({ err: error }, 'the business clock cannot be read yet'));
    }
  };

  await follow();
  return {
    now: () => instant(Date.now() + offsetMs),
    offsetMs: () => offsetMs,
    async stop() {
      stopped = true;
      client?.removeAllListeners('error');
      await client?.end();
    },
  };
}
