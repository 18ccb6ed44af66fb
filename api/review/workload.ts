import { statement } from '../../activities/db/transaction.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { forecastWorkload, PACE_DAYS } from '../../rules/staff-work/forecast.ts';
import { addDays, civilDateOf, startOfDay, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { type Workload } from './shapes.ts';

/** The work of the coming two weeks (werklastprognose, BEYOND-029). */
export async function readWorkload({ deps }: Api, { municipalityId }: Staff): Promise<Workload> {
  const now = deps.clock();
  const { municipality } = (await deps.releases.inForce(municipalityId, now)).content;
  const today = civilDateOf(now, municipality.timeZone);
  const since = startOfDay(addDays(today, -PACE_DAYS), municipality.timeZone);
  const until = startOfDay(today, municipality.timeZone);
  const { rows } = await deps.pool.query<{ targets: CivilDate[]; arrived: number; decided: number }>({
    ...workload,
    values: [municipalityId, since, until],
  });
  const { targets, arrived, decided } = rows[0]!;
  const forecast = forecastWorkload({ today, calendar: calendarOf(municipality), targets, arrived, decided });
  return { ...forecast, open: targets.length };
}

const workload = statement(
  'read-workload',
  `SELECT (SELECT coalesce(array_agg(target_on::text), '{}') FROM task WHERE municipality_id = $1 AND status = 'open') AS targets,
          (SELECT count(*)::int FROM task WHERE municipality_id = $1 AND opened_at >= $2 AND opened_at < $3) AS arrived,
          (SELECT count(*)::int FROM task WHERE municipality_id = $1 AND closed_at >= $2 AND closed_at < $3) AS decided`,
);
