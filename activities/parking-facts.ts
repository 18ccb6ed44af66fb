import { type ParkingTerms } from '../rules/municipalities/parking.ts';
import { productOf, type Product, type Release } from '../rules/municipalities/release.ts';
import { type Draw } from '../rules/parking/draw.ts';
import { type BookedAction } from '../rules/parking/end.ts';
import { tariffIn } from '../rules/parking/municipal-tariff.ts';
import { type StartFacts } from '../rules/parking/start.ts';
import { type Balance, type OpenAction } from '../rules/parking/terms.ts';
import { addDays, civilDateOf, endOfDay, type CivilDate } from '../rules/values/civil-day.ts';
import { latest, type Instant } from '../rules/values/moment.ts';
import { type Unit } from '../rules/values/unit.ts';
import { readAction, readPermitFacts } from './db/stores/parking.ts';
import { type Db } from './db/transaction.ts';
import { type Deps } from './ports.ts';

/** What parking needs of everything there is. Within a transaction, its connection stands in for the pool. */
export interface ParkingDeps extends Pick<Deps, 'releases'> {
  pool: Db;
}

/** What a start or a later end is decided on, and the versions it was read at. */
export interface PermitFacts {
  release: Release;
  product: Product;
  areaId: string;
  version: number;
  versions: Map<string, number>;
  /** Absent when this product is not used for parking actions. */
  facts: StartFacts | undefined;
  answered: { hash: string; body: string } | undefined;
}

export async function factsOf(
  { pool, releases }: ParkingDeps,
  permitId: string,
  at: Instant,
  from: Instant,
  remember?: { owner: string; key: string },
): Promise<PermitFacts | undefined> {
  const { rows } = await pool.query<FactsRow>({
    ...readPermitFacts,
    values: [permitId, remember?.owner ?? null, remember?.key ?? null],
  });
  const row = rows[0];
  if (!row) return undefined;
  const release = await releases.inForce(row.municipality_id, at, pool);
  const product = productOf(release.content, row.product_id);
  if (!product) throw new Error(`release ${release.number} of ${row.municipality_id} has no product ${row.product_id}`);
  return {
    release,
    product,
    areaId: row.area_id,
    version: row.version,
    versions: new Map(row.balances.map(({ id, version }) => [id, version])),
    facts: product.parking ? startFacts(row, release, product, product.parking, from) : undefined,
    answered: row.answer === null ? undefined : { hash: row.request_hash ?? '', body: row.answer },
  };
}

function startFacts(row: FactsRow, release: Release, product: Product, terms: ParkingTerms, from: Instant): StartFacts {
  const validity = { from: row.valid_from.toISOString(), to: row.valid_until.toISOString() };
  const { timeZone } = release.content.municipality;
  // Holidays are needed as far as an action may reach.
  const reach = endOfDay(addDays(civilDateOf(from, timeZone), terms.horizonDays + 1), timeZone);
  return {
    terms,
    tariff: tariffIn(release.content, row.area_id, product.registerUsageId, { from, to: latest(reach, from) }),
    permit: { status: row.status, validity, blocked: row.blocked },
    balances: inOrder(row.balances, terms),
    open: row.open.map(({ from: begins, to, ...rest }) => ({
      ...rest,
      from: new Date(begins).toISOString(),
      to: new Date(to).toISOString(),
    })),
    ownPlates: terms.kind === 'temporary-plate' ? row.plates : [],
    grant: null,
  };
}

/** As the product names them: the first that has too little is the one that is told (R10). */
function inOrder(rows: readonly BalanceRow[], { balances }: ParkingTerms): Balance[] {
  const rank = (unit: Unit) => balances.findIndex((terms) => terms.unit === unit);
  return rows
    .map(({ id, unit, from, until, available }) => ({
      id,
      unit,
      period: from !== null && until !== null ? { from, until } : null,
      available,
    }))
    .sort((a, b) => rank(a.unit) - rank(b.unit));
}

export interface LoadedAction {
  permitId: string;
  version: number;
  booked: BookedAction;
  tariff: StartFacts['tariff'];
  balances: Balance[];
  /** Where what is left goes when the grant it was started under is over; null is where it came from. */
  returnsTo: string | null;
  product: Product;
}

/** An action with the tariff it was started under, whatever is in force now. */
export async function actionOf({ pool, releases }: ParkingDeps, actionId: string): Promise<LoadedAction | undefined> {
  const { rows } = await pool.query<ActionRow>({ ...readAction, values: [actionId] });
  const row = rows[0];
  if (!row) return undefined;
  const stay = { from: row.starts_at.toISOString(), to: row.ends_at.toISOString() };
  const release = await releases.numbered(row.municipality_id, row.release, pool);
  const product = productOf(release.content, row.product_id)!;
  return {
    permitId: row.permit_id,
    version: row.version,
    booked: { id: actionId, state: row.state, stay, country: row.country, plate: row.plate ?? '', holds: row.holds },
    tariff: tariffIn(release.content, row.area_id, product.registerUsageId, stay),
    balances: row.balances.map(({ id, unit, from, until }) => ({
      id,
      unit,
      period: from !== null && until !== null ? { from, until } : null,
      available: 0,
    })),
    returnsTo: row.returns_to,
    product,
  };
}

interface BalanceRow {
  id: string;
  unit: Unit;
  from: CivilDate | null;
  until: CivilDate | null;
  available: number;
  version: number;
}

interface FactsRow {
  municipality_id: string;
  product_id: string;
  release: number;
  area_id: string;
  status: StartFacts['permit']['status'];
  valid_from: Date;
  valid_until: Date;
  blocked: boolean;
  version: number;
  balances: BalanceRow[];
  open: OpenAction[];
  plates: { country: string; plate: string }[];
  request_hash: string | null;
  answer: string | null;
}

export interface ActionRow {
  permit_id: string;
  municipality_id: string;
  product_id: string;
  release: number;
  area_id: string;
  country: string;
  plate: string | null;
  starts_at: Date;
  ends_at: Date;
  state: 'open' | 'settled';
  holds: Draw[];
  version: number;
  balances: Omit<BalanceRow, 'available' | 'version'>[];
  returns_to: string | null;
  to_register: string[];
  registered: string[];
  overtaken: string[];
}
