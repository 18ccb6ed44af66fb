import { randomUUID } from 'node:crypto';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { plusMs, type Instant } from '../../rules/values/moment.ts';
import { type Deps } from '../ports.ts';
import { joinWaitlist } from '../waitlist/join.ts';
import { ME, NOW } from './case.ts';
import { voorbeeld } from './voorbeeld.ts';

export const TERMS = { offerDays: 14, reminderDays: [7], online: true, open: true, skips: 1 };

/** The example town with few places for residents and a waiting list for them. */
export function scarceTown(ceilings: Record<string, number>, terms: Partial<typeof TERMS> = {}): ReleaseContent {
  const town = voorbeeld();
  const resident = town.products.find(({ id }) => id === 'resident')!;
  for (const place of resident.places) place.ceiling = ceilings[place.area] ?? place.ceiling;
  resident.waitingList = { ...TERMS, ...terms };
  return town;
}

/** Each call a minute later than the one before: who comes first stands first. */
export function minutes(from: Instant = NOW): () => Instant {
  let passed = 0;
  return () => plusMs(from, 60_000 * ++passed);
}

/** Joins the line for a resident permit; `at` in business time, of which the tests' database is not ahead. */
export async function join(deps: Deps, holderId: string, at: Instant, areaIds: string[] = ['B']): Promise<string> {
  const entryId = randomUUID();
  const joined = await joinWaitlist(deps, {
    entryId, municipalityId: 'voorbeeld', holderId, productId: 'resident', areaIds, actor: ME, at, key: `join ${entryId}`,
  }); // prettier-ignore
  if (joined.outcome === 'refuse') throw new Error(joined.ground);
  return entryId;
}
