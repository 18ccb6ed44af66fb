/** Where the system under test is; the set-up of the tests started it. */
export function stackUrl(): string {
  const url = process.env['TEST_STACK_URL'];
  if (!url) throw new Error('TEST_STACK_URL is not set: run the journeys with npm run e2e');
  return url;
}

/** Asks until the answer is there, and says what it saw when it does not come. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false>,
  patienceMs = 20_000,
): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
