import { type Instant } from '../../rules/values/moment.ts';
import { type Deps } from '../ports.ts';
import { isGreenAt } from './resident-permit.ts';

/** Which of these plates an officer sees green in an area at a moment. */
export async function greenAmong(
  deps: Deps,
  plates: readonly string[],
  moment: Instant,
  areaId: string,
): Promise<string[]> {
  const green: string[] = [];
  for (const plate of plates) if (await isGreenAt(deps, plate, areaId, moment)) green.push(plate);
  return green;
}

/** Every so many minutes from one moment up to another. */
export function* moments(from: Instant, until: Instant, minutes: number): Generator<Instant> {
  for (let at = Date.parse(from); at < Date.parse(until); at += minutes * 60_000) yield new Date(at).toISOString();
}
