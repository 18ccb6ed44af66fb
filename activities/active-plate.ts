import { type Actor } from '../rules/audit.ts';
import { productOf } from '../rules/municipalities/release.ts';
import { decideSwitch, isSame, type CountingPlate, type PlateKey } from '../rules/parking/active-plate.ts';
import { type ParkingRole } from '../rules/parking/may.ts';
import { type PermitStatus } from '../rules/permits/status.ts';
import { type Instant } from '../rules/values/moment.ts';
import { refuse, type Refusal } from '../rules/values/refusal.ts';
import { bookSwitch, readPlateFacts } from './db/stores/plates.ts';
import { orLostRace } from './db/transaction.ts';
import { type Deps } from './ports.ts';

export interface SwitchPlate extends PlateKey {
  permitId: string;
  role: ParkingRole;
  actor: Actor;
  at: Instant;
}

export type Switched = { outcome: 'counts'; display: string; since: Instant } | Refusal;

const MOST_RACES = 20;

/**
 * Makes one plate of a permit the one that counts (2PARK-110): decided on a snapshot and booked in one statement that holds for that
 * snapshot or not at all. Officers see it from that moment; the permit's process tells the national register.
 */
export async function switchPlate(deps: Pick<Deps, 'pool' | 'releases'>, command: SwitchPlate): Promise<Switched> {
  const { permitId, role, country, plate, actor, at } = command;
  for (let race = 0; race < MOST_RACES; race += 1) {
    const { rows } = await deps.pool.query<FactsRow>({ ...readPlateFacts, values: [permitId, at] });
    const row = rows[0];
    if (!row) return refuse('not-found');
    const { content } = await deps.releases.inForce(row.municipality_id, at);
    const product = productOf(content, row.product_id);
    if (!product) throw new Error(`no release of ${row.municipality_id} in force has product ${row.product_id}`);
    const decision = decideSwitch(
      { country, plate },
      {
        role,
        terms: product.parking ?? undefined,
        permit: {
          status: row.status,
          validity: { from: row.valid_from.toISOString(), to: row.valid_until.toISOString() },
          blocked: row.blocked,
        },
        plates: row.plates,
        counting: row.counting.map((right) => ({ ...right, since: new Date(right.since).toISOString() })),
        atOnce: product.plates.atOnce,
      },
      at,
    );
    if (decision.outcome === 'refuse') return decision;
    const display = row.plates.find((known) => isSame(known, { country, plate }))?.display ?? plate;
    if (decision.outcome === 'counts-already') return { outcome: 'counts', display, since: decision.since };
    const booked = await orLostRace(
      deps.pool.query({
        ...bookSwitch,
        values: [
          permitId, row.version, decision.instead.map(({ rightId }) => rightId), at, decision.since, country, plate,
          product.registerUsageId, actor.kind, actor.id,
        ], // prettier-ignore
      }),
    );
    if (booked?.[0]) return { outcome: 'counts', display, since: decision.since };
  }
  return refuse('busy-try-again', {}, 'try-later');
}

interface FactsRow {
  municipality_id: string;
  product_id: string;
  status: PermitStatus;
  valid_from: Date;
  valid_until: Date;
  blocked: boolean;
  version: number;
  plates: (PlateKey & { display: string })[];
  counting: CountingPlate[];
}
