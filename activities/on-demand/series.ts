import { randomUUID } from 'node:crypto';
import { type PoolClient } from 'pg';
import { type Actor } from '../../rules/audit.ts';
import {
  datesOf,
  planSeries,
  type PlannedDate,
  type SeriesGround,
  type SeriesWish,
} from '../../rules/parking/series.ts';
import { type Refused } from '../../rules/parking/start.ts';
import { type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant, type Interval } from '../../rules/values/moment.ts';
import { type Plate } from '../../rules/values/plate.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { startParking, stopParking } from '../parking.ts';
import { factsOf, type FactsGround } from '../parking-facts.ts';
import { type StartDeps } from '../quotes.ts';
import { type Deps } from '../ports.ts';

export interface SeriesCommand extends SeriesWish {
  permitId: string;
  accountId: string;
  municipalityId: string;
  plate: Plate;
  areaId?: string | undefined;
  at: Instant;
}

export type SeriesPlanned =
  { outcome: 'planned'; dates: PlannedDate[]; timeZone: string } | Refusal<SeriesGround | FactsGround | 'not-found'>;

/** What a series would be, date by date; nothing is booked (POM-025, BEYOND-036). */
export async function previewSeries(
  deps: Pick<StartDeps, 'releases'> & { pool: Db },
  { permitId, municipalityId, plate, areaId, at, ...wish }: SeriesCommand,
): Promise<SeriesPlanned> {
  const { content } = await deps.releases.inForce(municipalityId, at, deps.pool);
  const { timeZone } = content.municipality;
  const found = datesOf(wish, timeZone);
  if (found.outcome === 'refuse') return found;
  const [first, last] = [found.dates[0]!.stay.from, found.dates.at(-1)!.stay.to];
  const car = { country: plate.country, plate: plate.key };
  const read = await factsOf(deps, { permitId, at, from: first, until: last, areaId, plate: car });
  if (!read) return refuse('not-found');
  if (read.outcome === 'refuse') return read;
  if (!read.facts) return refuse('not-for-parking');
  return { outcome: 'planned', dates: planSeries(found.dates, car, read.facts, at), timeZone };
}

export interface BookedDate {
  date: CivilDate;
  stay: Interval;
  actionId: string;
}

export type SeriesBooked =
  | { outcome: 'booked'; seriesId: string; number: string; booked: BookedDate[]; refused: { date: CivilDate; ground: string }[] }
  | Refusal
  | Refused; // prettier-ignore

export interface BookSeries extends SeriesCommand {
  /** Every date or none; else those that can be. */
  only: 'all' | 'possible';
  actor: Actor;
  /** The same request again has the same answer. */
  key: string;
}

/**
 * Books a series in one transaction: the permit and its balances are held meanwhile, so that what was just decided still holds for every date. With `all`
 * one date that cannot be keeps the others from being booked, and is told (POM-025).
 */
export async function bookSeries(deps: StartDeps & Pick<Deps, 'pool'>, command: BookSeries): Promise<SeriesBooked> {
  try {
    return await inTransaction(deps.pool, (tx) => once(tx, command.key, () => book(tx, deps, command)));
  } catch (error) {
    if (error instanceof NotAll) return error.refusal;
    throw error;
  }
}

/** Takes what was booked already back with the transaction. */
class NotAll extends Error {
  constructor(readonly refusal: Refusal) {
    super('a date of the series is not possible');
  }
}

async function book(tx: PoolClient, deps: StartDeps, command: BookSeries): Promise<SeriesBooked> {
  const { permitId, municipalityId, accountId, plate, areaId, only, actor, at } = command;
  await tx.query({ ...lockPermit, values: [permitId] });
  await tx.query({ ...lockBalances, values: [permitId] });
  const planned = await previewSeries({ ...deps, pool: tx }, command);
  if (planned.outcome === 'refuse') return planned;
  const impossible = planned.dates.filter(({ decision }) => decision.outcome === 'refuse');
  if (impossible.length === planned.dates.length || (only === 'all' && impossible.length > 0))
    return refuse('series-clash', { dates: impossible.length, first: impossible[0]!.date }, 'leave-dates-out');

  const seriesId = randomUUID();
  const number = `R-${await nextNumber(tx, municipalityId, 'R')}`;
  await tx.query({ ...addSeries, values: [seriesId, municipalityId, permitId, number, at] });
  const booked: BookedDate[] = [];
  for (const { date, stay, decision } of planned.dates) {
    if (decision.outcome === 'refuse') continue;
    const started = await startParking(
      { ...deps, pool: tx },
      {
        permitId, accountId, country: plate.country, plate: plate.key, display: plate.display, startsAt: stay.from, endsAt: stay.to, areaId,
        actor, at,
      }, // prettier-ignore
    );
    // Nothing can come in between; if something does, nothing is booked.
    if (started.outcome !== 'started')
      throw new NotAll(refuse('series-clash', { dates: 1, first: date }, 'leave-dates-out'));
    booked.push({ date, stay, actionId: started.id });
  }
  await tx.query({ ...joinSeries, values: [seriesId, booked.map(({ actionId }) => actionId)] });
  const refused = impossible.flatMap(({ date, decision }) =>
    decision.outcome === 'refuse' ? [{ date, ground: decision.ground }] : [],
  );
  return { outcome: 'booked', seriesId, number, booked, refused };
}

/** Takes back everything of a series that has not begun; gives how many that were, undefined for somebody else's series. */
export function cancelSeries(
  deps: StartDeps & Pick<Deps, 'pool'>,
  { seriesId, accountId, actor, at }: { seriesId: string; accountId: string; actor: Actor; at: Instant },
): Promise<number | undefined> {
  return inTransaction(deps.pool, async (tx) => {
    const { rows: own } = await tx.query({ ...lockSeries, values: [seriesId, accountId] });
    if (own.length === 0) return undefined;
    const { rows } = await tx.query<{ id: string }>({ ...findPlanned, values: [seriesId, at] });
    for (const { id: actionId } of rows) await stopParking({ ...deps, pool: tx }, { actionId, actor, at, planned: true });
    return rows.length;
  });
} // prettier-ignore

const lockPermit = statement('lock-permit-of-series', 'SELECT FROM permit WHERE id = $1 FOR UPDATE');
// Another permit of the same holder draws on the same euros.
const lockBalances = statement(
  'lock-balances-of-series',
  `SELECT FROM balance WHERE id IN (SELECT balance_id FROM permit_balance WHERE permit_id = $1) ORDER BY id FOR UPDATE`,
);
const addSeries = statement(
  'add-series',
  'INSERT INTO parking_series (id, municipality_id, permit_id, number, created_at) VALUES ($1, $2, $3, $4, $5)',
);
const joinSeries = statement('join-series', 'UPDATE parking_action SET series_id = $1 WHERE id = ANY ($2::uuid[])');
const lockSeries = statement(
  'lock-series',
  `SELECT s.id FROM parking_series s JOIN coupling c ON c.permit_id = s.permit_id
    WHERE s.id = $1 AND c.account_id = $2 AND c.removed_at IS NULL FOR UPDATE OF s`,
);
const findPlanned = statement(
  'find-planned-of-series',
  `SELECT id FROM parking_action WHERE series_id = $1 AND state = 'open' AND starts_at > $2 AND starts_at < ends_at ORDER BY starts_at`,
);
