import { HttpProblem } from './problem.ts';

const MINUTE_MS = 60_000;

/** Counts what each program asks in a minute of real time, at this process; one too many is told when to try again. */
export function createPerMinute(most: number): (id: string, nowMs: number) => void {
  let minute = 0;
  const asked = new Map<string, number>();
  return (id, nowMs) => {
    const current = Math.floor(nowMs / MINUTE_MS);
    if (current !== minute) {
      minute = current;
      asked.clear();
    }
    const count = (asked.get(id) ?? 0) + 1;
    asked.set(id, count);
    if (count > most)
      throw new HttpProblem(429, 'too-many-requests', Math.ceil(((current + 1) * MINUTE_MS - nowMs) / 1000));
  };
}
