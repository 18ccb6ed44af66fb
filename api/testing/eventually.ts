import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 60;
/** How long a test waits before it believes that something will not come; generous, for machines that are busy. */
const PATIENCE_MS = 30_000;

/**
 * Looks until what is seen is what is expected, and gives it back. Fails with what it saw last: a state that never comes is told by the
 * state there was.
 */
export async function eventually<Seen>(
  what: string,
  look: () => Promise<Seen>,
  isThere: (seen: Seen) => boolean = Boolean,
  patienceMs = PATIENCE_MS,
): Promise<Seen> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (isThere(seen)) return seen;
    if (Date.now() > until) throw new Error(`${what}: not seen; the last look showed ${JSON.stringify(seen, null, 1)}`);
    await pause(LOOK_EVERY_MS);
  }
}
