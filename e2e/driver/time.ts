import { stackUrl, until } from './stack.ts';

interface Clock {
  now: string;
  moving: object | null;
}

async function clock(to?: string): Promise<Clock> {
  const response = await fetch(new URL('/sandbox/clock', stackUrl()), {
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    ...(to !== undefined && { method: 'POST', body: JSON.stringify({ to }) }),
  });
  if (!response.ok) throw new Error(`the clock answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Clock;
}

const DAY_MS = 86_400_000;

/** Lets so many days pass in the business of the town, and waits until everything that fell due in them is done. */
export async function daysPass(days: number): Promise<void> {
  const { now } = await clock();
  await clock(new Date(Date.parse(now) + days * DAY_MS).toISOString());
  await until('the clock to come to rest', async () => (await clock()).moving === null, 120_000);
}
