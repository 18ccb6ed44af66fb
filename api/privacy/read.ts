import { goesAt, retentionOf, termOf, type Keeper } from '../../rules/retention.ts';
import { latest, type Instant } from '../../rules/values/moment.ts';
import { type Api } from '../api.ts';
import { UNITS } from '../audit/retention.ts';
import { HELD } from './held.ts';
import { type Held } from './shapes.ts';

/** So many of each class a page shows; a file shows all. */
const SHOWN = 20;

interface HeldRow {
  id: string;
  municipality_id: string | null;
  from_at: Date | null;
  label: string | null;
  item: Record<string, unknown>;
  total: number;
}

export type Whose = keyof typeof HELD;

/** Of no municipality: the terms of everywhere, by the days of UTC. */
const EVERYWHERE: Keeper = { timeZone: 'UTC' };

/** By whose terms the records of each municipality go, as its release in force says. */
async function keepers({ deps }: Pick<Api, 'deps'>): Promise<(municipalityId: string | null) => Keeper> {
  const all = await deps.releases.all(deps.clock());
  const of = new Map(all.map(({ municipalityId, content }) => [municipalityId, content.municipality]));
  return (municipalityId) => (municipalityId === null ? EVERYWHERE : (of.get(municipalityId) ?? EVERYWHERE));
}

/** What is held of somebody and when each item goes: what is over already goes in the next night. */
export async function readHeld(api: Pick<Api, 'deps'>, whose: Whose, id: string): Promise<Held> {
  const { parts, read } = HELD[whose];
  const { rows } = await api.deps.pool.query<HeldRow>({ ...read, values: [id, SHOWN] });
  const keeperOf = await keepers(api);
  const now = api.deps.clock();
  return {
    items: parts.flatMap(({ id: part, fate }) => {
      const found = rows.filter((row) => row.id === part);
      if (found.length === 0) return [];
      const of = 'of' in fate ? fate.of : null;
      const keeper = keeperOf(found[0]!.municipality_id);
      return [
        {
          id: part,
          count: found[0]!.total,
          stays: 'stays' in fate ? fate.stays : null,
          term: of === null ? null : { recordClass: of, length: termOf(of, keeper), unit: UNITS[retentionOf(of).unit] },
          next: found.map((row) => ({
            label: row.label ?? '',
            goesAt: of === null ? null : goes(row, of, keeperOf(row.municipality_id), now),
          })),
        },
      ];
    }),
  };
}

function goes({ from_at }: HeldRow, of: Parameters<typeof goesAt>[0], keeper: Keeper, now: Instant): Instant | null {
  if (from_at === null) return null;
  return latest(goesAt(of, keeper, from_at.toISOString()), now);
}

/** The same in full, for a file: each item with what is in it and when it goes. What is kept sealed is said to be there, not what it is. */
export async function allHeld(
  api: Pick<Api, 'deps'>,
  whose: Whose,
  id: string,
): Promise<Record<string, (Record<string, unknown> & { goesAt: Instant | null })[]>> {
  const { parts, read } = HELD[whose];
  const { rows } = await api.deps.pool.query<HeldRow>({ ...read, values: [id, null] });
  const keeperOf = await keepers(api);
  const now = api.deps.clock();
  return Object.fromEntries(
    parts.map(({ id: part, fate }) => [
      part,
      rows
        .filter((row) => row.id === part)
        .map((row) => ({
          ...row.item,
          municipality: row.municipality_id,
          goesAt: 'of' in fate ? goes(row, fate.of, keeperOf(row.municipality_id), now) : null,
        })),
    ]),
  );
}
