import { z } from 'zod';
import { type Api } from '../api.ts';
import { answer, endpoint, type Endpoint } from '../http/endpoint.ts';
import { Instant } from '../http/shapes.ts';
import { clockMover } from './clock.ts';
import { resetDemonstration } from './reset.ts';

const Clock = z.object({
  now: Instant,
  offsetMs: z.int(),
  /** A move that is under way; null when the clock stands as it should. */
  moving: z.object({ from: Instant, to: Instant, steps: z.int() }).nullable(),
});
const ClockBody = z.strictObject({ to: Instant });

const PATIENCE_MS = 60_000;

/** What the sandbox lets people and tests do to time itself. These routes do not exist where there is no sandbox. */
export function sandboxRoutes(api: Api): Endpoint[] {
  const mover = clockMover(api);
  const clock = (): z.infer<typeof Clock> => ({
    now: api.clock.now(),
    offsetMs: api.clock.offsetMs(),
    moving: mover.current(),
  });
  return [
    endpoint({
      method: 'get', path: '/sandbox/clock', may: 'anyone', records: null, answers: Clock,
      summary: 'Business time',
      handle: () => Promise.resolve(answer(clock())),
    }),
    endpoint({
      method: 'post', path: '/sandbox/clock', may: 'anyone', records: null, body: ClockBody, answers: Clock, raw: 'webhook-json',
      summary: 'Move business time forward; 200 when all that became due is done, 202 while it is still under way',
      async handle({ req }) {
        const { to } = ClockBody.parse(req.body);
        const { done } = await mover.move(new Date(to).toISOString(), PATIENCE_MS);
        return { ...answer(clock()), status: done ? 200 : 202 };
      },
    }),
    endpoint({
      method: 'post', path: '/sandbox/reset', may: 'anyone', records: null, raw: 'webhook-json',
      summary: 'Put the demonstration back to its first state',
      async handle() {
        await resetDemonstration(api);
        return { kind: 'body', body: undefined, status: 204 };
      },
    }),
  ]; // prettier-ignore
}
