import { type Actor } from '../rules/audit.ts';
import { type ParkingTerms } from '../rules/municipalities/parking.ts';
import { productOf } from '../rules/municipalities/release.ts';
import { type PlateKey } from '../rules/parking/active-plate.ts';
import { decideCorrection, type CorrectionFacts } from '../rules/parking/correct.ts';
import { type OpenAction } from '../rules/parking/terms.ts';
import { type Instant } from '../rules/values/moment.ts';
import { refuse, type Refusal } from '../rules/values/refusal.ts';
import { bookCorrection, readCorrectionFacts } from './db/stores/plates.ts';
import { orLostRace } from './db/transaction.ts';
import { type Deps } from './ports.ts';

export interface CorrectParking extends PlateKey {
  actionId: string;
  /** As people read it. */
  display: string;
  actor: Actor;
  at: Instant;
}

const MOST_RACES = 20;

/** Puts the plate of an action right (BEYOND-002): both plates are kept, start and holds stay, and its process tells the register. */
export async function correctParking(
  deps: Pick<Deps, 'pool' | 'releases'>,
  { actionId, country, plate, display, actor, at }: CorrectParking,
): Promise<{ outcome: 'corrected' } | Refusal> {
  for (let race = 0; race < MOST_RACES; race += 1) {
    const { rows } = await deps.pool.query<FactsRow>({ ...readCorrectionFacts, values: [actionId] });
    const row = rows[0];
    if (!row) return refuse('not-found');
    const { content } = await deps.releases.numbered(row.municipality_id, row.release);
    const terms = productOf(content, row.product_id)?.parking;
    const decision = decideCorrection({ country, plate }, factsOf(actionId, row, terms), at);
    if (decision.outcome === 'refuse') return decision;
    const booked = await orLostRace(
      deps.pool.query({
        ...bookCorrection,
        values: [
          row.permit_id, row.permit_version, actionId, row.version, at, country, plate, display, actor.kind, actor.id,
        ], // prettier-ignore
      }),
    );
    if (booked?.[0]) return { outcome: 'corrected' };
  }
  return refuse('busy-try-again', {}, 'try-later');
}

const factsOf = (id: string, row: FactsRow, terms: ParkingTerms | null | undefined): CorrectionFacts => ({
  action: {
    id,
    state: row.state,
    corrected: row.corrected,
    country: row.country,
    plate: row.plate ?? '',
    stay: { from: row.starts_at.toISOString(), to: row.ends_at.toISOString() },
  },
  permit: {
    status: row.status,
    blocked: row.blocked,
    validity: { from: row.valid_from.toISOString(), to: row.valid_until.toISOString() },
  },
  ownPlates: terms?.kind === 'temporary-plate' ? row.plates : [],
  onlyPlates: terms?.onlyPlates ? row.plates : null,
  open: row.open.map((other) => ({
    ...other,
    from: new Date(other.from).toISOString(),
    to: new Date(other.to).toISOString(),
  })),
  grant:
    row.grant_plate !== null && row.grant_country !== null
      ? { country: row.grant_country, plate: row.grant_plate }
      : null,
});

interface FactsRow {
  municipality_id: string;
  permit_id: string;
  release: number;
  country: string;
  plate: string | null;
  starts_at: Date;
  ends_at: Date;
  state: 'open' | 'settled';
  corrected: boolean;
  version: number;
  permit_version: number;
  product_id: string;
  status: CorrectionFacts['permit']['status'];
  valid_from: Date;
  valid_until: Date;
  blocked: boolean;
  grant_country: string | null;
  grant_plate: string | null;
  plates: PlateKey[];
  open: OpenAction[];
}
