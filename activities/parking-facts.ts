import { type ParkingTerms } from '../rules/municipalities/parking.ts';
import { type Product } from '../rules/municipalities/product.ts';
import { productOf, type Release } from '../rules/municipalities/release.ts';
import { type Draw } from '../rules/parking/draw.ts';
import { type BookedAction } from '../rules/parking/end.ts';
import { locationOf } from '../rules/parking/location.ts';
import { type MonthlyCap } from '../rules/parking/monthly-cap.ts';
import { tariffIn } from '../rules/parking/municipal-tariff.ts';
import { type StartFacts } from '../rules/parking/start.ts';
import { type Balance, type OpenAction } from '../rules/parking/terms.ts';
import { addDays, civilDateOf, endOfDay, type CivilDate } from '../rules/values/civil-day.ts';
import { DAY_MS, latest, plusMs, type Instant } from '../rules/values/moment.ts';
import { sum } from '../rules/values/money.ts';
import { refuse, type Refusal } from '../rules/values/refusal.ts';
import { type Unit } from '../rules/values/unit.ts';
import { readAction, readPermitFacts, readVisits } from './db/stores/parking.ts';
import { type Db } from './db/transaction.ts';
import { railsOf, type RailsRow } from './grants/rails.ts';
import { type Deps } from './ports.ts';

/** What parking needs of everything there is. Within a transaction, its connection stands in for the pool. */
export interface ParkingDeps extends Pick<Deps, 'releases'> {
  pool: Db;
}

/** What a start or a later end is decided on, and the versions it was read at. */
export interface PermitFacts {
  outcome: 'facts';
  release: Release;
  product: Product;
  areaId: string;
  version: number;
  versions: Map<string, number>;
  /** Absent when this product is not used for parking actions. */
  facts: StartFacts | undefined;
  answered: { hash: string; body: string } | undefined;
}

/** Which facts: of a permit, for whom, where, and for a stay that begins when. */
export interface FactsAsked {
  permitId: string;
  at: Instant;
  /** Where the stay begins: holidays and what was used are read around it. */
  from: Instant;
  /** The grant it would be under; absent for the owner. */
  grantId?: string | null | undefined;
  /** The chosen location; absent, the area of the permit. */
  areaId?: string | undefined;
  /** A quote and a running action keep to the release they were made with. */
  release?: number | undefined;
  remember?: { owner: string; key: string } | undefined;
  /** Where the last of several stays ends, when more than one is decided on. */
  until?: Instant | undefined;
  /** Of the car: its other stays count where a visit has a longest paid time. */
  plate?: { country: string; plate: string } | undefined;
  /** Its euros are paid apart: balances in euros are left alone. */
  eurosPaid?: boolean | undefined;
}

/** Why there is nothing to decide on. */
export type FactsGround = 'location-not-offered' | 'grant-ended' | 'not-for-parking';

export async function factsOf(
  { pool, releases }: ParkingDeps,
  asked: FactsAsked,
): Promise<PermitFacts | Refusal<'location-not-offered' | 'grant-ended'> | undefined> {
  const { permitId, at, from, grantId, areaId, remember } = asked;
  const { rows } = await pool.query<FactsRow>({
    ...readPermitFacts,
    values: [
      permitId, remember?.owner ?? null, remember?.key ?? null, grantId ?? null, from,
      // A stay that is planned is priced by the release of its day, where that is approved already: a new tariff holds from midnight exactly.
      asked.release ?? null, latest(at, from),
    ], // prettier-ignore
  });
  const row = rows[0];
  if (!row) return undefined;
  const { municipality_id: municipalityId } = row;
  const release = await releases.numbered(municipalityId, row.release, pool);
  const product = productOf(release.content, row.product_id);
  if (!product) throw new Error(`release ${release.number} of ${municipalityId} has no product ${row.product_id}`);
  const answered = row.answer === null ? undefined : { hash: row.request_hash ?? '', body: row.answer };
  // Who asks again with the same key hears what was answered, whatever has become of the grant.
  if (!answered && grantId && row.grant_status !== 'accepted') return refuse('grant-ended', {}, 'ask-owner');
  const place = product.parking ? locationOf(product.parking, row.area_id, areaId) : undefined;
  if (!answered && place?.outcome === 'refuse') return place;
  const here = place?.outcome === 'allow' ? place.areaId : row.area_id;
  const visits = product.parking?.visit && asked.plate ? await visitsOf(pool, asked, asked.plate) : undefined;
  return {
    outcome: 'facts',
    release,
    product,
    areaId: here,
    version: row.version,
    versions: new Map(row.balances.map(({ id, version }) => [id, version])),
    facts: product.parking
      ? {
          ...withoutEuros(startFacts({ ...row, area_id: here }, release, product, product.parking, from), asked),
          visits,
        }
      : undefined,
    answered,
  };
}

function withoutEuros(facts: StartFacts, { eurosPaid = false }: Pick<FactsAsked, 'eurosPaid'>): StartFacts {
  if (!eurosPaid) return facts;
  return {
    ...facts,
    balances: facts.balances.filter(({ unit }) => unit !== 'eurocent'),
    units: facts.units.filter((unit) => unit !== 'eurocent'),
  };
}

function startFacts(row: FactsRow, release: Release, product: Product, terms: ParkingTerms, from: Instant): StartFacts {
  const validity = { from: row.valid_from.toISOString(), to: row.valid_until.toISOString() };
  const { timeZone } = release.content.municipality;
  // Holidays are needed as far as an action may reach.
  const reach = endOfDay(addDays(civilDateOf(from, timeZone), terms.horizonDays + 1), timeZone);
  return {
    terms,
    tariff: tariffIn(release.content, row.area_id, product.registerUsageId, {
      from: terms.visit ? plusMs(from, -VISIT_DAYS * DAY_MS) : from,
      to: latest(reach, from),
    }),
    permit: { status: row.status, validity, blocked: row.blocked },
    balances: inOrder(row.balances, terms),
    units:
      row.grant_balance_id === null ? terms.balances.map(({ unit }) => unit) : row.balances.map(({ unit }) => unit),
    open: row.open.map(({ from: begins, to, ...rest }) => ({
      ...rest,
      from: new Date(begins).toISOString(),
      to: new Date(to).toISOString(),
    })),
    ownPlates: terms.kind === 'temporary-plate' ? row.plates : [],
    onlyPlates: terms.onlyPlates ? row.plates : null,
    grant: row.grant_plate === null ? null : { country: row.grant_country ?? '', plate: row.grant_plate },
    cap: capOf(row, terms),
    rails: row.grant_status === null ? null : railsOf(row),
  };
}

/** A visit goes on over free time, such as a weekend with a holiday; a stay further away is another visit. */
const VISIT_DAYS = 7;

/**
 * The stays of a car around a moment, over or not. Read after the facts and as safe as they are: whoever starts meanwhile moves the
 * version of the permit, and who stops only makes a visit shorter.
 */
async function visitsOf(
  db: Db,
  { permitId, from, until = from }: Pick<FactsAsked, 'permitId' | 'from' | 'until'>,
  { country, plate }: { country: string; plate: string },
): Promise<StartFacts['visits']> {
  const { rows } = await db.query<{ id: string; starts_at: Date; ends_at: Date }>({
    ...readVisits,
    values: [permitId, country, plate, plusMs(from, -VISIT_DAYS * DAY_MS), plusMs(until, VISIT_DAYS * DAY_MS)],
  });
  return rows.map(({ id, starts_at, ends_at }) => ({
    id,
    from: starts_at.toISOString(),
    to: ends_at.toISOString(),
  }));
}

/** A cap without a unit of its own counts in the first one the product has. */
function capOf(row: FactsRow, { balances }: ParkingTerms): MonthlyCap | null {
  const unit = row.grant_unit ?? balances[0]?.unit;
  if (row.monthly_cap === null || unit === undefined) return null;
  const units = new Map(row.balances.map((balance) => [balance.id, balance.unit]));
  return {
    unit,
    amount: Number(row.monthly_cap),
    used: row.used.map(({ id, from, draws }) => ({
      id,
      from: new Date(from).toISOString(),
      amount: sum(draws.filter(({ balanceId }) => units.get(balanceId) === unit).map(({ amount }) => amount)),
    })),
  };
}

/** As the product names them: of two that last equally long the first is the one that is told (R10). */
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
  /** Under which grant it was started; null by its owner. */
  grantId: string | null;
  areaId: string;
  release: number;
  version: number;
  booked: BookedAction;
  tariff: StartFacts['tariff'];
  balances: Balance[];
  /** Where what is left goes when the grant it was started under is over; null is where it came from. */
  returnsTo: string | null;
  product: Product;
  /** A guest paid for it beforehand, until the end that was chosen then. */
  guestPays: boolean;
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
    grantId: row.grant_id,
    areaId: row.area_id,
    release: row.release,
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
    guestPays: row.guest_pays,
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

interface FactsRow extends RailsRow {
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
  grant_status: 'invited' | 'accepted' | 'ended' | null;
  grant_country: string | null;
  grant_plate: string | null;
  grant_unit: Unit | null;
  grant_balance_id: string | null;
  monthly_cap: string | null;
  used: { id: string; from: string; draws: Draw[]; begins: boolean }[];
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
  grant_id: string | null;
  balances: Omit<BalanceRow, 'available' | 'version'>[];
  returns_to: string | null;
  guest_pays: boolean;
  host_to_tell: boolean;
  to_register: string[];
  registered: string[];
  overtaken: string[];
}

/** A refusal rests on the article its product is founded on, where a rule names none of its own (BEYOND-007). */
export function withArticle<R extends Refusal>(refusal: R, { article }: Pick<Product, 'article'>): R {
  return { ...refusal, steps: refusal.steps.map((step) => ({ ...step, article: step.article ?? article })) };
}
