import { statement } from '../../activities/db/transaction.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { productOf, type Release } from '../../rules/municipalities/release.ts';
import { lastDayOf } from '../../rules/parking/periods.ts';
import { stateOfAction } from '../../rules/parking/may.ts';
import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { type Api } from '../api.ts';
import { areaName } from '../permit-applications/read.ts';
import { type OnDemandView, type SessionView } from './shapes.ts';

/** Undefined for an account of the parking app itself: it has nothing here. */
export async function onDemandOf({ deps }: Api, accountId: string): Promise<OnDemandView | undefined> {
  const now = deps.clock();
  const { rows } = await deps.pool.query<ProfileRow>({ ...readProfile, values: [accountId] });
  const profile = rows[0];
  if (!profile) return undefined;
  const release = await deps.releases.inForce(profile.municipality_id, now);
  const { municipality } = release.content;
  const { onDemand } = municipality;
  if (!onDemand) return undefined;
  const purposes = profile.permits.flatMap((permit) => {
    const product = productOf(release.content, permit.productId);
    return product?.parking?.onDemand ? [{ ...permit, product, parking: product.parking }] : [];
  });
  const self = purposes.find(({ parking }) => parking.onDemand === 'self');
  const visitors = purposes.find(({ parking }) => parking.onDemand === 'visitors');
  const [running, next] = await Promise.all([
    sessionAt(deps.pool, release, readRunning, accountId, now),
    sessionAt(deps.pool, release, readNext, accountId, now),
  ]);
  const free = (self ?? visitors)?.parking.topUp?.free;
  return {
    municipalityId: municipality.id,
    serviceName: onDemand.name,
    beneficiary: onDemand.beneficiary,
    information: onDemand.information,
    timeZone: municipality.timeZone,
    holderName: profile.name,
    email: profile.email,
    internalNumber: profile.number,
    profileId: profile.profile_id,
    consentGivenAt: profile.given_at.toISOString(),
    hasCalendar: profile.has_calendar,
    balanceCents: profile.purse,
    topUp: free ? { leastCents: free.least, mostCents: free.most } : null,
    self: self ? purposeView(release, self) : null,
    visitors: visitors ? purposeView(release, visitors) : null,
    hours: visitors ? hoursOf(visitors.hours, civilDateOf(now, municipality.timeZone)) : null,
    running,
    next,
  };
}

function purposeView(release: Release, { id, areaId, product }: PermitOfProfile & { product: Product }) {
  const places = product.parking!.locations.length > 0 ? product.parking!.locations : [areaId];
  return {
    permitId: id,
    productName: product.name,
    locations: places.map((place) => ({ id: place, name: areaName(release, place) ?? place })),
    visitMinutes: product.parking!.visit?.paidMinutes ?? null,
  };
}

/** Of the period today lies in and the one after it; hours that are left do not go along. */
function hoursOf(balances: PermitOfProfile['hours'], today: CivilDate): OnDemandView['hours'] {
  const around = (day: CivilDate) => balances.find(({ from, until }) => from <= day && day < until);
  const now = around(today);
  if (!now) return null;
  const next = around(now.until);
  const view = (days: (typeof balances)[number]) => ({ from: days.from, lastDay: lastDayOf(days), minutes: days.minutes });
  return { now: view(now), next: next ? view(next) : null };
} // prettier-ignore

async function sessionAt(
  db: Api['deps']['pool'],
  release: Release,
  which: ReturnType<typeof statement>,
  accountId: string,
  now: Instant,
): Promise<SessionView | null> {
  const { rows } = await db.query<SessionRow>({ ...which, values: [accountId, now] });
  return rows[0] ? sessionView(release, rows[0], now) : null;
}

export function sessionView(release: Release, row: SessionRow, now: Instant): SessionView {
  const stay = { from: row.starts_at.toISOString(), to: row.ends_at.toISOString() };
  const amount = (unit: Unit) => row.amounts.find((one) => one.unit === unit)?.amount ?? 0;
  return {
    id: row.id,
    permitId: row.permit_id,
    purpose: productOf(release.content, row.product_id)?.parking?.onDemand ?? 'self',
    startsAt: stay.from,
    endsAt: stay.to,
    areaName: areaName(release, row.area_id) ?? row.area_id,
    plate: row.display === null ? null : { country: row.country, display: row.display },
    cents: amount('eurocent'),
    minutes: amount('minute'),
    state: stateOfAction({ settled: row.state === 'settled', stay }, now),
    series:
      row.series_id !== null && row.series_number !== null ? { id: row.series_id, number: row.series_number } : null,
  };
}

interface PermitOfProfile {
  id: string;
  productId: string;
  areaId: string;
  hours: { from: CivilDate; until: CivilDate; minutes: number }[];
}

interface ProfileRow {
  municipality_id: string;
  name: string;
  email: string;
  number: number;
  profile_id: string | null;
  given_at: Date;
  has_calendar: boolean;
  purse: number;
  permits: PermitOfProfile[];
}

export interface SessionRow {
  id: string;
  permit_id: string;
  product_id: string;
  area_id: string;
  country: string;
  display: string | null;
  starts_at: Date;
  ends_at: Date;
  state: 'open' | 'settled';
  amounts: { unit: Unit; amount: number }[];
  series_id: string | null;
  series_number: string | null;
}

const readProfile = statement(
  'read-on-demand-profile',
  `SELECT h.municipality_id, h.name, a.email, f.number, f.profile_id, c.given_at,
          EXISTS (SELECT FROM calendar_feed own WHERE own.account_id = a.id) AS has_calendar,
          coalesce((SELECT sum(own.available) FROM (
             SELECT DISTINCT b.id, b.available FROM coupling k JOIN permit_balance pb ON pb.permit_id = k.permit_id
               JOIN balance b ON b.id = pb.balance_id
              WHERE k.account_id = a.id AND k.removed_at IS NULL AND b.unit = 'eurocent') AS own), 0)::int AS purse,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'productId', p.product_id, 'areaId', p.area_id, 'hours',
                    (SELECT coalesce(jsonb_agg(jsonb_build_object('from', b.period_from, 'until', b.period_until, 'minutes', b.available)
                                               ORDER BY b.period_from), '[]')
                       FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id
                      WHERE pb.permit_id = p.id AND b.unit = 'minute' AND b.period_from IS NOT NULL))
                  ORDER BY p.issued_at DESC), '[]')
             FROM coupling k JOIN permit p ON p.id = k.permit_id WHERE k.account_id = a.id AND k.removed_at IS NULL AND p.status = 'issued') AS permits
     FROM account a JOIN holder h ON h.id = a.holder_id JOIN parking_profile f ON f.holder_id = h.id
     JOIN consent c ON c.holder_id = h.id AND c.withdrawn_at IS NULL
    WHERE a.id = $1`,
);

export const SESSION_COLUMNS = `
  a.id, a.permit_id, p.product_id, s.id AS series_id, s.number AS series_number, a.area_id, a.country, CASE WHEN a.plate IS NOT NULL AND NOT a.plate_kept THEN a.display END AS display, a.starts_at, a.ends_at, a.state,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', d.unit, 'amount', d.amount)), '[]')
     FROM (SELECT b.unit, sum(x.amount)::int AS amount
             FROM jsonb_to_recordset(coalesce(a.costs, a.holds)) AS x ("balanceId" uuid, amount bigint) JOIN balance b ON b.id = x."balanceId"
            GROUP BY b.unit) d) AS amounts`;

/** One that was taken back before it began never was. */
export const SESSIONS = `FROM coupling c JOIN parking_action a ON a.permit_id = c.permit_id JOIN permit p ON p.id = a.permit_id
    LEFT JOIN parking_series s ON s.id = a.series_id
    WHERE c.account_id = $1 AND c.removed_at IS NULL AND a.starts_at < a.ends_at`;

const readRunning = statement(
  'read-on-demand-running',
  `SELECT ${SESSION_COLUMNS} ${SESSIONS} AND a.state = 'open' AND a.starts_at <= $2 AND a.ends_at > $2 ORDER BY a.ends_at, a.id LIMIT 1`,
);
const readNext = statement(
  'read-on-demand-next',
  `SELECT ${SESSION_COLUMNS} ${SESSIONS} AND a.state = 'open' AND a.starts_at > $2 ORDER BY a.starts_at, a.id LIMIT 1`,
);
