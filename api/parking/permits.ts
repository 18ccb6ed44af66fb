import { statement } from '../../activities/db/transaction.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { productOf, type Release } from '../../rules/municipalities/release.ts';
import { type ParkingTerms } from '../../rules/municipalities/parking.ts';
import { mayOn, stateOf, type ParkingAct, type ParkingState } from '../../rules/parking/may.ts';
import { tariffIn } from '../../rules/parking/municipal-tariff.ts';
import { paidNow } from '../../rules/parking/paid-now.ts';
import { addDays, civilDateOf, endOfDay } from '../../rules/values/civil-day.ts';
import { type Instant, type Interval } from '../../rules/values/moment.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { type Api } from '../api.ts';
import { areaName } from '../permit-applications/read.ts';
import { accessTo, type Access } from './access.ts';
import { balanceViews, pastUse, type BalanceRow, type PastUse } from './balances.ts';
import { type ParkingPermit } from './shapes.ts';

/** A permit as the app works with it: what was agreed for its product, and what this account may do with it now. */
export interface Standing {
  access: Access;
  release: Release;
  product: Product;
  terms: ParkingTerms;
  state: ParkingState;
  may: ParkingAct[];
}

/** Undefined for what cannot be reached, and for a product that has no parking actions: the app knows of neither. */
export async function standingOf(api: Api, accountId: string, permitId: string): Promise<Standing | undefined> {
  const { pool } = api.deps;
  const access = await accessTo(pool, accountId, permitId);
  if (!access) return undefined;
  const { rows } = await pool.query<StandingRow>({ ...readStanding, values: [access.permitId] });
  const row = rows[0];
  return row && standing(api, access, row, api.deps.clock());
}

async function standing(api: Api, access: Access, row: StandingRow, now: Instant): Promise<Standing | undefined> {
  const release = await api.deps.releases.inForce(access.municipalityId, now);
  const product = productOf(release.content, row.product_id);
  if (!product?.parking) return undefined;
  const state = stateOf({ status: row.status, blocked: row.blocked, validity: validityOf(row) }, now);
  return { access, release, product, terms: product.parking, state, may: mayOn(product.parking, access.role, state) };
}

/** Permits as product cards and as the frame of every screen (2PARK-106, 2PARK-107). */
export async function viewParkingPermits(
  api: Api,
  accountId: string,
  accesses: readonly Access[],
): Promise<ParkingPermit[]> {
  const now = api.deps.clock();
  const [{ rows }, use] = await Promise.all([
    api.deps.pool.query<PermitRow>({
      ...readPermits,
      values: [accesses.map(({ permitId }) => permitId), accesses.map(({ grantId }) => grantId), accountId, now],
    }),
    pastUse(api.deps.pool, accesses, now),
  ]);
  const views = await Promise.all(
    rows.map(async (row) => {
      const access = accesses.find(({ permitId }) => permitId === row.id)!;
      const found = await standing(api, access, row, now);
      return found && view(row, found, use.get(row.id), now);
    }),
  );
  return views.filter((one) => one !== undefined);
}

function view(
  row: PermitRow,
  { access, release, product, terms, state, may }: Standing,
  use: PastUse | undefined,
  now: Instant,
): ParkingPermit {
  const { municipality } = release.content;
  const { timeZone } = municipality;
  const balances = balanceViews(row.balances, terms.balances, use, { now, timeZone });
  return {
    id: row.id,
    number: row.number,
    municipality: { id: municipality.id, name: municipality.name },
    productId: product.id,
    productName: product.name,
    kind: terms.kind,
    areaId: row.area_id,
    areaName: areaName(release, row.area_id) ?? row.area_id,
    role: access.role,
    grantId: access.grantId,
    grantor: row.grantor,
    grantPlate: row.grant_display === null ? null : { country: row.grant_country ?? '', display: row.grant_display },
    state,
    validFrom: row.valid_from.toISOString(),
    validUntil: row.valid_until.toISOString(),
    lastDay:
      row.ended_at && row.status === 'ended'
        ? civilDateOf(row.ended_at.toISOString(), timeZone)
        : addDays(civilDateOf(row.valid_until.toISOString(), timeZone), -1),
    balances,
    running: row.running,
    planned: row.planned,
    atOnce: terms.atOnce,
    // Whose cars stand on the permit is no business of who may only park on it.
    plates: access.role === 'owner' ? row.plates.map(asInstant) : [],
    locations: terms.locations.map((id) => ({ id, name: areaName(release, id) ?? id })),
    // Where the paid time of a day is its end, a whole day would always be refused.
    defaultEnd:
      terms.kind === 'temporary-plate' || (terms.dayEnd === 'paid-time' && terms.openEnd) ? 'none' : 'end-of-day',
    endOfDay: terms.dayEnd !== 'paid-time' && !terms.visit,
    openEnd: terms.openEnd,
    horizonDays: terms.horizonDays,
    longestMinutes: terms.longestMinutes,
    may,
    alarm: row.alarm && { ...row.alarm, below: isBelow(row.alarm, balances) },
    now: costsByTime(terms) ? paidNow(tariffNow(release, row.area_id, product, now), now) : null,
    timeZone,
  };
}

/** The database writes moments inside JSON in a way of its own. */
const asInstant = ({ visibleSince, ...plate }: PermitRow['plates'][number]): PermitRow['plates'][number] => ({
  ...plate,
  visibleSince: visibleSince === null ? null : new Date(visibleSince).toISOString(),
});

const isBelow = (
  { unit, threshold }: { unit: Unit; threshold: number },
  balances: ParkingPermit['balances'],
): boolean => (balances.find((balance) => balance.unit === unit)?.available ?? 0) < threshold;

/** Where nothing is drawn by the minute, paid and free time mean nothing to anybody. */
const costsByTime = ({ balances }: ParkingTerms): boolean => balances.some(({ unit }) => unit !== 'action');

const DAYS_SHOWN = 9;

function tariffNow({ content }: Release, areaId: string, { registerUsageId }: Product, now: Instant) {
  const { timeZone } = content.municipality;
  const until = endOfDay(addDays(civilDateOf(now, timeZone), DAYS_SHOWN), timeZone);
  return tariffIn(content, areaId, registerUsageId, { from: now, to: until });
}

const validityOf = ({ valid_from, valid_until }: StandingRow): Interval => ({
  from: valid_from.toISOString(),
  to: valid_until.toISOString(),
});

interface StandingRow {
  product_id: string;
  status: 'issued' | 'ended' | 'expired';
  blocked: boolean;
  valid_from: Date;
  valid_until: Date;
}

interface PermitRow extends StandingRow {
  id: string;
  number: string;
  area_id: string;
  ended_at: Date | null;
  grantor: string | null;
  grant_country: string | null;
  grant_display: string | null;
  running: number;
  planned: number;
  balances: BalanceRow[];
  plates: ParkingPermit['plates'];
  alarm: { unit: Unit; threshold: number } | null;
}

const readStanding = statement(
  'read-parking-standing',
  `SELECT product_id, status, blocked_at IS NOT NULL AS blocked, valid_from, valid_until FROM permit WHERE id = $1`,
);

/** A grantee counts and sees own actions and, where the grant has one, its own balance. */
const readPermits = statement(
  'read-parking-permits',
  `SELECT p.id, p.number, p.product_id, p.area_id, p.status, p.blocked_at IS NOT NULL AS blocked, p.valid_from, p.valid_until, p.ended_at,
          g.country AS grant_country, g.display AS grant_display,
          (SELECT o.email FROM coupling c JOIN account o ON o.id = c.account_id WHERE c.permit_id = p.id AND reach.grant_id IS NOT NULL) AS grantor,
          counted.running, counted.planned,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', b.unit, 'from', b.period_from, 'until', b.period_until,
                                                        'available', b.available, 'held', b.held,
                    'bought', CASE WHEN reach.grant_id IS NULL THEN (SELECT coalesce(sum(t.amount), 0) FROM top_up t WHERE t.balance_id = b.id AND t.booked_at IS NOT NULL) END,
                    'carried', CASE WHEN reach.grant_id IS NULL THEN (SELECT coalesce(sum(y.amount), 0) FROM balance_carry y WHERE y.to_balance_id = b.id) END) ORDER BY b.period_from NULLS FIRST), '[]')
             FROM (SELECT pb.balance_id FROM permit_balance pb WHERE pb.permit_id = p.id AND g.balance_id IS NULL
                   UNION ALL SELECT g.balance_id WHERE g.balance_id IS NOT NULL) own
             JOIN balance b ON b.id = own.balance_id) AS balances,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('country', pp.country, 'display', pp.display, 'counts', r.id IS NOT NULL,
                                                        'visibleSince', CASE WHEN r.registered_at IS NOT NULL THEN greatest(r.registered_at, r.since) END)
                                     ORDER BY pp.position), '[]')
             FROM permit_plate pp
             LEFT JOIN LATERAL (SELECT id, since, registered_at FROM parking_right
                                 WHERE permit_id = p.id AND action_id IS NULL AND open AND NOT withheld AND country = pp.country AND plate = pp.plate
                                   AND since <= $4 AND until > $4 LIMIT 1) r ON true
            WHERE pp.permit_id = p.id) AS plates,
          (SELECT jsonb_build_object('unit', unit, 'threshold', threshold) FROM balance_alarm
            WHERE permit_id = p.id AND account_id = $3 ORDER BY unit LIMIT 1) AS alarm
     FROM unnest($1::uuid[], $2::uuid[]) AS reach (permit_id, grant_id)
     JOIN permit p ON p.id = reach.permit_id
     LEFT JOIN permit_grant g ON g.id = reach.grant_id
     CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE starts_at <= $4)::int AS running, count(*) FILTER (WHERE starts_at > $4)::int AS planned
         FROM parking_action a
        WHERE a.permit_id = p.id AND a.state = 'open' AND a.ends_at > $4 AND (reach.grant_id IS NULL OR a.grant_id = reach.grant_id)
     ) counted
    ORDER BY p.municipality_id, p.number, p.id`,
);
