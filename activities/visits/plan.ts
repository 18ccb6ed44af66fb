import { type PoolClient } from 'pg';
import { type Actor } from '../../rules/audit.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { type ParkingTerms } from '../../rules/municipalities/parking.ts';
import {
  decidePlan,
  dueVisits,
  PLANNED_DAYS,
  type PlanGround,
  type WeeklyVisit,
} from '../../rules/parking/visit-plan.ts';
import { addDays, civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Plate } from '../../rules/values/plate.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { startParking, stopParking } from '../parking.ts';
import { type StartDeps } from '../quotes.ts';
import { type Deps } from '../ports.ts';

type PlanDeps = StartDeps & Pick<Deps, 'pool'>;

export interface NewPlan extends Omit<WeeklyVisit, 'weekday'> {
  municipalityId: string;
  permitId: string;
  plate: Plate;
  areaId: string | null;
  weekdays: readonly number[];
  /** Of the permit's product. */
  terms: Pick<ParkingTerms, 'dayEnd' | 'longestMinutes'>;
  actor: Actor;
  at: Instant;
  /** The same request again adds nothing more. */
  key: string;
}

/** Puts visits on the roster of a permit, and books those of the coming week at once (zorgrooster, BEYOND-012). */
export function addPlan(
  deps: PlanDeps,
  { municipalityId, permitId, plate, areaId, weekdays, startTime, endTime, terms, actor, at, key }: NewPlan,
): Promise<{ outcome: 'added' } | Refusal<PlanGround | 'plate-not-on-permit'>> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async () => {
      await hold(tx, permitId);
      const { rows } = await tx.query<{ planned: number; known: boolean }>({
        ...readRoster,
        values: [permitId, plate.country, plate.key],
      });
      const { planned, known } = rows[0]!;
      if (!known) return refuse('plate-not-on-permit', {}, 'choose-plate-of-permit');
      const allowed = decidePlan({ startTime, endTime, weekdays }, terms, planned);
      if (allowed.outcome === 'refuse') return allowed;
      for (const weekday of weekdays) {
        const { country, key: plateKey, display } = plate;
        const { rows: added } = await tx.query<{ id: string }>({
          ...add,
          values: [municipalityId, permitId, areaId, weekday, startTime, endTime, country, plateKey, display, at],
        });
        const planId = added[0]!.id;
        const event = { kind: 'visit-plan-added', data: { planId } } as const;
        await record(tx, at, actor, { municipalityId, permitId }, event);
        await makeVisits(tx, deps, planId, at);
      }
      return { outcome: 'added' } as const;
    }),
  );
}

/** Takes a visit off the roster, and back what of it is booked and has not begun; undefined where there is no such visit. */
export function removePlan(
  deps: PlanDeps,
  { planId, permitId, actor, at }: { planId: string; permitId: string; actor: Actor; at: Instant },
): Promise<number | undefined> {
  return inTransaction(deps.pool, async (tx) => {
    await hold(tx, permitId);
    const { rows } = await tx.query<{ municipality_id: string }>({ ...find, values: [planId, permitId] });
    if (!rows[0]) return undefined;
    const { rows: ahead } = await tx.query<{ id: string }>({ ...findAhead, values: [planId, at] });
    for (const { id } of ahead) await stopParking({ ...deps, pool: tx }, { actionId: id, actor, at, planned: true });
    await tx.query({ ...drop, values: [planId] });
    const event = { kind: 'visit-plan-removed', data: { planId, takenBack: ahead.length } } as const;
    await record(tx, at, actor, { municipalityId: rows[0].municipality_id, permitId }, event);
    return ahead.length;
  });
}

/** So many lines a time: each is a short transaction of its own. */
const BATCH = 500;

/** Books the visits of every roster that come within a week, and tries again what could not be booked. Running twice changes nothing more. */
export async function planVisits(deps: PlanDeps, at: Instant): Promise<Record<string, number>> {
  let visits = 0;
  for (const { municipalityId, content } of await deps.releases.all(at)) {
    const today = civilDateOf(at, content.municipality.timeZone);
    let after = FIRST;
    for (;;) {
      const { rows } = await deps.pool.query<{ id: string; permit_id: string }>({
        ...findDue,
        values: [municipalityId, at, today, addDays(today, PLANNED_DAYS), after, BATCH],
      });
      for (const { id, permit_id: permitId } of rows)
        visits += await inTransaction(deps.pool, async (tx) => {
          await hold(tx, permitId);
          return makeVisits(tx, deps, id, at);
        });
      if (rows.length < BATCH) break;
      after = rows.at(-1)!.id;
    }
  }
  return { visits };
}

const FIRST = '00000000-0000-0000-0000-000000000000';

/** The permit and its balances stand still meanwhile, so that what is decided still holds when it is booked. */
export async function hold(tx: Db, permitId: string): Promise<void> {
  await tx.query({ ...lockPermit, values: [permitId] });
  await tx.query({ ...lockBalances, values: [permitId] });
}

/** Under `hold`. Gives how many were booked. */
async function makeVisits(tx: PoolClient, deps: PlanDeps, planId: string, at: Instant): Promise<number> {
  const { rows } = await tx.query<PlanRow>({ ...readPlan, values: [planId] });
  const plan = rows[0];
  // Taken off the roster meanwhile, or nobody's any more.
  if (!plan) return 0;
  const { content } = await deps.releases.inForce(plan.municipality_id, at, tx);
  const { timeZone } = content.municipality;
  const weekly = { weekday: plan.weekday, startTime: plan.start_time, endTime: plan.end_time };
  const due = dueVisits(weekly, civilDateOf(at, timeZone), at, {
    timeZone,
    calendar: calendarOf(content.municipality),
  });
  let booked = 0;
  for (const { date, stay } of due) {
    if (plan.made.some((made) => made.date === date && made.state !== 'refused')) continue;
    if (stay === null) {
      await tx.query({ ...keep, values: [planId, date, 'holiday', null, null] });
      continue;
    }
    const started = await startParking(
      { ...deps, pool: tx },
      {
        permitId: plan.permit_id, accountId: plan.account_id, country: plan.country, plate: plan.plate, display: plan.display,
        startsAt: stay.from, endsAt: stay.to, areaId: plan.area_id ?? undefined, actor: SYSTEM, at,
      }, // prettier-ignore
    );
    if (started.outcome === 'started') {
      await tx.query({ ...keep, values: [planId, date, 'planned', null, started.id] });
      booked += 1;
    } else await tx.query({ ...keep, values: [planId, date, 'refused', started.ground, null] });
  }
  return booked;
}

interface PlanRow {
  municipality_id: string;
  permit_id: string;
  /** Whose permit it is in the app now. */
  account_id: string;
  area_id: string | null;
  weekday: number;
  start_time: string;
  end_time: string;
  country: string;
  plate: string;
  display: string;
  made: { date: CivilDate; state: string }[];
}

const lockPermit = statement('lock-permit-of-visits', 'SELECT FROM permit WHERE id = $1 FOR UPDATE');
const lockBalances = statement(
  'lock-balances-of-visits',
  'SELECT FROM balance WHERE id IN (SELECT balance_id FROM permit_balance WHERE permit_id = $1) ORDER BY id FOR UPDATE',
);
const readRoster = statement(
  'read-roster-for-plan',
  `SELECT (SELECT count(*)::int FROM visit_plan WHERE permit_id = $1) AS planned,
          EXISTS (SELECT FROM permit_plate WHERE permit_id = $1 AND country = $2 AND plate = $3 AND until IS NULL) AS known`,
);
const add = statement(
  'add-visit-plan',
  `INSERT INTO visit_plan (municipality_id, permit_id, area_id, weekday, start_time, end_time, country, plate, display, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
);
const find = statement('find-visit-plan', 'SELECT municipality_id FROM visit_plan WHERE id = $1 AND permit_id = $2');
const findAhead = statement(
  'find-visits-ahead',
  `SELECT a.id FROM visit v JOIN parking_action a ON a.id = v.action_id
    WHERE v.plan_id = $1 AND a.state = 'open' AND a.starts_at > $2 ORDER BY a.starts_at`,
);
const drop = statement('drop-visit-plan', 'DELETE FROM visit_plan WHERE id = $1');
/** Lines of permits in force of which not every day of the coming week is made: each has one such day, and today's comes back in a week. */
const findDue = statement(
  'find-visit-plans-due',
  `SELECT l.id, l.permit_id FROM visit_plan l
     JOIN permit p ON p.id = l.permit_id AND p.status = 'issued' AND p.valid_until > $2
     JOIN coupling c ON c.permit_id = l.permit_id AND c.removed_at IS NULL
     CROSS JOIN generate_series($3::date, $4::date, interval '1 day') AS day
    WHERE l.municipality_id = $1 AND l.id > $5 AND extract(isodow FROM day) = l.weekday
      AND NOT EXISTS (SELECT FROM visit v WHERE v.plan_id = l.id AND v.on_date = day::date AND v.state <> 'refused')
    GROUP BY l.id ORDER BY l.id LIMIT $6`,
);
const readPlan = statement(
  'read-visit-plan',
  `SELECT l.municipality_id, l.permit_id, c.account_id, l.area_id, l.weekday, l.start_time, l.end_time, l.country, l.plate, l.display,
          coalesce((SELECT jsonb_agg(jsonb_build_object('date', v.on_date, 'state', v.state)) FROM visit v WHERE v.plan_id = l.id), '[]') AS made
     FROM visit_plan l JOIN coupling c ON c.permit_id = l.permit_id AND c.removed_at IS NULL WHERE l.id = $1`,
);
const keep = statement(
  'keep-visit',
  `INSERT INTO visit (municipality_id, plan_id, on_date, state, ground, action_id)
   SELECT municipality_id, id, $2, $3, $4, $5 FROM visit_plan WHERE id = $1
   ON CONFLICT (plan_id, on_date) DO UPDATE SET state = excluded.state, ground = excluded.ground, action_id = excluded.action_id`,
);
