import { transactionKind } from '../../rules/balances.ts';
import { type Municipality } from '../../rules/municipalities/municipality.ts';
import { areaOf, productOf } from '../../rules/municipalities/release.ts';
import { coursesOf, type BalanceCourse, type Quantity, type Session } from '../../rules/parking/statement.ts';
import { endOfDay, startOfDay, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Language } from '../../rules/values/language.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** Of which permit, and for whom: who was given a grant reads own sessions, and no balance. */
export interface Reader {
  permitId: string;
  accountId: string;
  grantId: string | null;
  /** Whether the product lets this reader see what happened to its balances. */
  balances: boolean;
}

export interface StatementPermit {
  number: string;
  productName: Record<Language, string>;
  municipality: Municipality;
  vatPercent: number;
}

/** A permit over some days: sessions that began in them and are over, and the course of its balances (maandoverzicht, PEERS-019). */
export interface StatementFacts {
  permit: StatementPermit;
  from: CivilDate;
  until: CivilDate;
  sessions: Session[];
  courses: BalanceCourse[];
}

type Sources = Pick<Deps, 'pool' | 'releases' | 'clock'>;

export async function readStatement(
  deps: Sources,
  { permitId, accountId, grantId, balances }: Reader,
  { from, until }: { from: CivilDate; until: CivilDate },
): Promise<StatementFacts> {
  const permit = await readPermit(deps, permitId);
  const { timeZone } = permit.municipality;
  const [begin, end] = [startOfDay(from, timeZone), endOfDay(until, timeZone)];
  const [sessions, bookings] = await Promise.all([
    deps.pool.query<SessionRow>({ ...readSessions, values: [permitId, accountId, grantId, deps.clock(), begin, end] }),
    balances ? deps.pool.query<BookingRow>({ ...readBookings, values: [permitId, begin, end] }) : { rows: [] },
  ]);
  return {
    permit,
    from,
    until,
    sessions: await Promise.all(sessions.rows.map((row) => sessionOf(deps, row))),
    courses: coursesOf(
      bookings.rows.map(({ balanceId, unit, reason, period_from: since, period_until: to, before, within }) => ({
        balanceId,
        unit,
        period: since !== null && to !== null ? { from: since, until: to } : null,
        kind: transactionKind(reason),
        before: Number(before),
        within: Number(within),
      })),
    ),
  };
}

/** One session that is over; undefined while it goes on. */
export async function readSession(
  deps: Sources,
  accountId: string,
  actionId: string,
): Promise<{ permit: StatementPermit; session: Session } | undefined> {
  const { rows } = await deps.pool.query<SessionRow>({ ...readOne, values: [actionId, accountId, deps.clock()] });
  const row = rows[0];
  if (!row) return undefined;
  const [permit, session] = await Promise.all([readPermit(deps, row.permit_id), sessionOf(deps, row)]);
  return { permit, session };
}

async function readPermit({ pool, releases, clock }: Sources, permitId: string): Promise<StatementPermit> {
  const { rows } = await pool.query<PermitRow>({ ...findPermit, values: [permitId] });
  const { number, municipality_id: municipalityId, product_id: productId } = rows[0]!;
  const { content } = await releases.inForce(municipalityId, clock());
  const product = productOf(content, productId);
  if (!product) throw new Error(`${municipalityId} has no product ${productId}`);
  return { number, productName: product.name, municipality: content.municipality, vatPercent: product.vatPercent };
}

async function sessionOf({ releases }: Sources, row: SessionRow): Promise<Session> {
  const { content } = await releases.numbered(row.municipality_id, row.release);
  return {
    id: row.id,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    areaName: areaOf(content, row.area_id)?.name ?? row.area_id,
    plate: row.display,
    byGrantee: row.by_grantee,
    costs: row.costs,
    note: row.note,
  };
}

interface PermitRow {
  number: string;
  municipality_id: string;
  product_id: string;
}

interface SessionRow {
  id: string;
  permit_id: string;
  municipality_id: string;
  release: number;
  area_id: string;
  starts_at: Date;
  ends_at: Date;
  display: string | null;
  by_grantee: boolean;
  costs: Quantity[];
  note: string | null;
}

interface BookingRow {
  balanceId: string;
  unit: Unit;
  reason: string;
  period_from: CivilDate | null;
  period_until: CivilDate | null;
  before: string;
  within: string;
}

/** A guest's plate that the host may not see stays unseen here too. */
const COLUMNS = `a.id, a.permit_id, a.municipality_id, a.release, a.area_id, a.starts_at, a.ends_at, a.grant_id IS NOT NULL AS by_grantee,
          CASE WHEN a.plate IS NOT NULL AND NOT a.plate_kept THEN a.display END AS display,
          (SELECT words FROM parking_note n WHERE n.action_id = a.id AND n.account_id = $2) AS note,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', b.unit, 'amount', d.amount)), '[]')
             FROM jsonb_to_recordset(coalesce(a.costs, a.holds)) AS d ("balanceId" uuid, amount bigint)
             JOIN balance b ON b.id = d."balanceId" WHERE d.amount > 0) AS costs`;

const findPermit = statement(
  'find-permit-of-statement',
  'SELECT number, municipality_id, product_id FROM permit WHERE id = $1',
);
const readSessions = statement(
  'read-sessions-of-statement',
  `SELECT ${COLUMNS} FROM parking_action a
    WHERE a.permit_id = $1 AND ($3::uuid IS NULL OR a.grant_id = $3) AND a.starts_at < a.ends_at AND (a.state = 'settled' OR a.ends_at <= $4)
      AND a.starts_at >= $5 AND a.starts_at < $6
    ORDER BY a.starts_at, a.id`,
);
const readOne = statement(
  'read-session-of-receipt',
  `SELECT ${COLUMNS} FROM parking_action a
    WHERE a.id = $1 AND a.starts_at < a.ends_at AND (a.state = 'settled' OR a.ends_at <= $3)`,
);
const readBookings = statement(
  'read-bookings-of-statement',
  `SELECT b.id AS "balanceId", p.unit, j.reason, b.period_from::text, b.period_until::text,
          coalesce(sum(-p.amount) FILTER (WHERE j.at < $2), 0) AS before, coalesce(sum(-p.amount) FILTER (WHERE j.at >= $2), 0) AS within
     FROM permit_balance pb
     JOIN balance b ON b.id = pb.balance_id
     JOIN posting p ON p.account = 'available' AND p.ref = b.id::text
     JOIN journal_entry j ON j.id = p.entry_id
    WHERE pb.permit_id = $1 AND j.at < $3
    GROUP BY b.id, p.unit, j.reason
    ORDER BY b.period_from NULLS FIRST, b.id, min(j.id)`,
);
