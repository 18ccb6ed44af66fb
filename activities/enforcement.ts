import { decideVerdict, GRACE_MINUTES, type PlateVerdict } from '../rules/enforcement.ts';
import { MINUTE_MS, plusMs, type Instant } from '../rules/values/moment.ts';
import { statement } from './db/transaction.ts';
import { type Deps } from './ports.ts';

export interface PlateQuestion {
  municipalityId: string;
  officerId: string;
  country: string;
  plate: string;
  areaId: string;
  /** The moment asked about: now, unless an officer looks back. */
  at: Instant;
}

export interface PlateAnswer extends PlateVerdict {
  id: string;
}

/**
 * An officer's question and its stored answer (controle), in one statement. The answer has the same fields for a valid, an expired and
 * an unknown plate: never a person, a product or a history.
 */
export async function checkPlate(deps: Pick<Deps, 'pool' | 'clock'>, question: PlateQuestion): Promise<PlateAnswer> {
  const { municipalityId, officerId, country, plate, areaId, at } = question;
  const graceFrom = plusMs(at, -GRACE_MINUTES * MINUTE_MS);
  const { rows } = await deps.pool.query<{ id: string; active_until: Date | null; ended_at: Date | null }>({
    ...askAndKeep,
    values: [municipalityId, plate, country, areaId, at, graceFrom, officerId, deps.clock()],
  });
  const { id, active_until: activeUntil, ended_at: endedAt } = rows[0]!;
  const facts = { activeUntil: activeUntil?.toISOString() ?? null, endedAt: endedAt?.toISOString() ?? null };
  return { id, ...decideVerdict(facts, at) };
}

/** No row of the history is read: the index starts behind everything that was over before the grace began. */
const askAndKeep = statement(
  'check-plate',
  `WITH recent AS (
     SELECT id, since, until FROM parking_right
      WHERE municipality_id = $1 AND plate = $2 AND country = $3 AND until > $6 AND since <= $5 AND $4 = ANY (areas)
   ), active AS (
     SELECT id, until FROM recent WHERE until > $5 ORDER BY until DESC LIMIT 1
   )
   INSERT INTO plate_check (municipality_id, officer_id, country, plate, area_id, asked_about, at, active_until, ended_at, right_id)
   SELECT $1, $7, $3, $2, $4, $5, $8, (SELECT until FROM active), (SELECT max(until) FROM recent WHERE until <= $5), (SELECT id FROM active)
   RETURNING id, active_until, ended_at`,
);
