import { type Actor } from '../../rules/audit.ts';
import { type Refused } from '../../rules/parking/start.ts';
import { type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { startParking, stopParking } from '../parking.ts';
import { type StartDeps } from '../quotes.ts';
import { type Deps } from '../ports.ts';
import { hold } from './plan.ts';

type VisitDeps = StartDeps & Pick<Deps, 'pool'>;

/** Whose visits: of a permit, and for a carer only those of the plate they may park. */
export interface Whose {
  permitId: string;
  grantId: string | null;
}

interface OneVisit extends Whose {
  visitId: string;
  actor: Actor;
  at: Instant;
}

/** Gives one visit another time; the week after comes at its own time again. What cannot be leaves it as it was (BEYOND-012). */
export async function shiftVisit(
  deps: VisitDeps,
  { startsAt, endsAt, ...one }: OneVisit & { startsAt: Instant; endsAt: Instant },
): Promise<{ outcome: 'shifted' } | Refusal | Refused> {
  try {
    return await inTransaction(deps.pool, async (tx) => {
      const visit = await lock(tx, one);
      if (!visit) return refuse('not-found');
      const { actor, at } = one;
      const inside = { ...deps, pool: tx };
      if (visit.action_id !== null) {
        const stopped = await stopParking(inside, { actionId: visit.action_id, actor, at, planned: true });
        if (stopped.outcome === 'refuse') return stopped;
      }
      const { permit_id: permitId, account_id: accountId, country, plate, display, area_id: areaId } = visit;
      const started = await startParking(inside, {
        permitId, accountId, country, plate, display, startsAt, endsAt, areaId: areaId ?? undefined, actor, at,
      }); // prettier-ignore
      if (started.outcome !== 'started') throw new NotShifted(started);
      await tx.query({ ...keep, values: [one.visitId, 'planned', started.id] });
      return { outcome: 'shifted' };
    });
  } catch (error) {
    if (error instanceof NotShifted) return error.refusal;
    throw error;
  }
}

/** Takes what was given back with the transaction: the visit stays as it was. */
class NotShifted extends Error {
  constructor(readonly refusal: Refusal | Refused) {
    super('a visit cannot be at that time');
  }
}

/** Nobody comes this time; what was set aside for it goes back, and the week after stands. */
export function cancelVisit(deps: VisitDeps, one: OneVisit): Promise<{ outcome: 'cancelled' } | Refusal> {
  return inTransaction(deps.pool, async (tx) => {
    const visit = await lock(tx, one);
    if (!visit) return refuse('not-found');
    if (visit.action_id !== null) {
      const { actor, at } = one;
      const stopped = await stopParking({ ...deps, pool: tx }, { actionId: visit.action_id, actor, at, planned: true });
      if (stopped.outcome === 'refuse') return stopped;
    }
    await tx.query({ ...keep, values: [one.visitId, 'cancelled', visit.action_id] });
    return { outcome: 'cancelled' };
  });
}

async function lock(tx: Db, { permitId, grantId, visitId }: OneVisit): Promise<LockedVisit | undefined> {
  await hold(tx, permitId);
  const { rows } = await tx.query<LockedVisit>({ ...lockVisit, values: [visitId, permitId, grantId] });
  return rows[0];
}

interface LockedVisit {
  permit_id: string;
  account_id: string;
  action_id: string | null;
  area_id: string | null;
  country: string;
  plate: string;
  display: string;
}

export interface RosterLine {
  id: string;
  weekday: number;
  startTime: string;
  endTime: string;
  areaId: string | null;
  country: string;
  display: string;
}

export interface VisitRow {
  id: string;
  lineId: string;
  date: CivilDate;
  state: 'planned' | 'running' | 'holiday' | 'refused' | 'cancelled';
  ground: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  country: string;
  display: string;
}

/** What comes back every week, and the visits that are not over. */
export async function readRoster(
  db: Db,
  { permitId, grantId }: Whose,
  { today, at }: { today: CivilDate; at: Instant },
): Promise<{ lines: RosterLine[]; visits: VisitRow[]; plates: { country: string; display: string }[] }> {
  const [{ rows: lines }, { rows: visits }, { rows: plates }] = await Promise.all([
    db.query<RosterLine>({ ...readLines, values: [permitId, grantId] }),
    db.query<VisitRow>({ ...readVisits, values: [permitId, grantId, today, at] }),
    db.query<{ country: string; display: string }>({ ...readPlates, values: [permitId, grantId] }),
  ]);
  return { lines, visits, plates };
}

/** A carer's grant names a plate; one without a plate, such as of a joint manager, is for all. */
const OWN = (line: string, grant: string): string =>
  `(${grant}::uuid IS NULL OR EXISTS (SELECT FROM permit_grant g WHERE g.id = ${grant} AND g.status = 'accepted'
      AND (g.manager OR g.plate IS NULL OR (g.plate = ${line}.plate AND g.country = ${line}.country))))`;

const lockVisit = statement(
  'lock-visit',
  `SELECT l.permit_id, c.account_id, CASE WHEN v.state = 'planned' THEN v.action_id END AS action_id, l.area_id, l.country, l.plate, l.display
     FROM visit v JOIN visit_plan l ON l.id = v.plan_id JOIN coupling c ON c.permit_id = l.permit_id AND c.removed_at IS NULL
    WHERE v.id = $1 AND l.permit_id = $2 AND v.state IN ('planned', 'refused') AND ${OWN('l', '$3')} FOR UPDATE OF v`,
);
const keep = statement('keep-one-visit', 'UPDATE visit SET state = $2, ground = NULL, action_id = $3 WHERE id = $1');
const readLines = statement(
  'read-roster-lines',
  `SELECT l.id, l.weekday, l.start_time AS "startTime", l.end_time AS "endTime", l.area_id AS "areaId", l.country, l.display
     FROM visit_plan l WHERE l.permit_id = $1 AND ${OWN('l', '$2')} ORDER BY l.weekday, l.start_time, l.id`,
);
/** One that was cancelled with the other actions is cancelled here too. */
const readVisits = statement(
  'read-roster-visits',
  `SELECT v.id, l.id AS "lineId", v.on_date::text AS date, v.ground, a.starts_at AS "startsAt", a.ends_at AS "endsAt", l.country, l.display,
          CASE WHEN v.state <> 'planned' THEN v.state WHEN a.state = 'settled' THEN 'cancelled'
               WHEN a.starts_at <= $4 THEN 'running' ELSE 'planned' END AS state
     FROM visit_plan l JOIN visit v ON v.plan_id = l.id LEFT JOIN parking_action a ON a.id = v.action_id AND v.state = 'planned'
    WHERE l.permit_id = $1 AND ${OWN('l', '$2')}
      AND CASE WHEN a.id IS NULL THEN v.on_date >= $3 WHEN a.state = 'settled' THEN a.ends_at <= a.starts_at AND a.starts_at > $4
               ELSE a.ends_at > $4 END
    ORDER BY coalesce(a.starts_at, v.on_date), v.id`,
);
const readPlates = statement(
  'read-roster-plates',
  `SELECT p.country, p.display FROM permit_plate p WHERE p.permit_id = $1 AND p.until IS NULL AND ${OWN('p', '$2')} ORDER BY p.position`,
);
