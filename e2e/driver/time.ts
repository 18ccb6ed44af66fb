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

/** What time it is in the business of the town. */
export const businessNow = async (): Promise<string> => (await clock()).now;

/** Lets time pass until then, and waits until everything that fell due in it is done. */
export async function timePassesTo(to: string): Promise<void> {
  await clock(to);
  await until('the clock to come to rest', async () => (await clock()).moving === null, 120_000);
}

/** Lets so many days pass in the business of the town, and waits until everything that fell due in them is done. */
export async function daysPass(days: number): Promise<void> {
  await timePassesTo(new Date(Date.parse(await businessNow()) + days * DAY_MS).toISOString());
}

/** A Tuesday or Wednesday at least so many days from now that is no holiday with a date of its own; as `2027-01-12`. */
export async function quietDay(days: number): Promise<string> {
  const day = new Date(Date.parse(await businessNow()) + days * DAY_MS);
  while (![2, 3].includes(day.getUTCDay()) || HOLIDAYS.includes(day.toISOString().slice(5, 10)))
    day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/** Those of the Netherlands and Belgium; what moves with Easter never falls on these days. */
const HOLIDAYS = ['01-01', '04-27', '05-01', '05-05', '07-11', '07-21', '08-15', '11-01', '11-11', '12-25', '12-26'];
