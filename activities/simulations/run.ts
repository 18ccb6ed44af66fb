import { setImmediate } from 'node:timers/promises';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { Simulation } from '../../rules/simulation/simulate.ts';
import { startOfDay } from '../../rules/values/civil-day.ts';
import { asWritten } from '../municipalities/drafts.ts';
import { statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

type RunDeps = Pick<Deps, 'pool' | 'releases' | 'clock'>;

/** So many stays at a time: others on this machine take their turn in between. */
const BATCH = 1_000;
/** How far it is, is told after so many batches. */
const TOLD_EVERY = 5;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Works a simulation out over settled stays, which name no plate and no person. Of the permits behind them only the count leaves here.
 * Running it again gives the same: it is kept once.
 */
export async function runSimulation(deps: RunDeps, { simulationId }: { simulationId: string }): Promise<void> {
  const { rows } = await deps.pool.query<SimulationRow>({ ...read, values: [simulationId] });
  const asked = rows[0];
  if (!asked || asked.finished_at !== null) return;
  const result = await computed(deps, asked, (done) => deps.pool.query({ ...tell, values: [simulationId, done] }));
  await deps.pool.query({ ...finish, values: [simulationId, deps.clock(), JSON.stringify(result)] });
}

export type SimulationResult = ReturnType<Simulation['told']> & { actions: number };

async function computed(
  { pool, releases }: RunDeps,
  asked: SimulationRow,
  told: (done: number) => Promise<unknown>,
): Promise<SimulationResult> {
  const { municipality_id: municipalityId } = asked;
  const before = asWritten((await releases.numbered(municipalityId, asked.baseline)).content);
  const { timeZone } = before.municipality;
  const period = [startOfDay(asked.from_day, timeZone), startOfDay(asked.until_day, timeZone)];
  const { rows } = await pool.query<{ count: number }>({ ...countStays, values: [municipalityId, ...period] });
  await pool.query({ ...setTotal, values: [asked.id, rows[0]!.count] });
  const simulation = new Simulation(before, asked.content, asked.weeks);
  let actions = 0;
  for (let last = FIRST, batch = 1; ; batch += 1) {
    const { rows: stays } = await pool.query<StayRow>({
      ...nextStays,
      values: [municipalityId, ...period, last, BATCH],
    });
    for (const row of stays)
      simulation.add({
        areaId: row.area_id,
        productId: row.product_id,
        permit: row.permit_id,
        stay: { from: row.starts_at.toISOString(), to: row.ends_at.toISOString() },
      });
    actions += stays.length;
    if (stays.length < BATCH) break;
    last = stays.at(-1)!.id;
    if (batch % TOLD_EVERY === 0) await told(actions);
    await setImmediate();
  }
  await told(actions);
  return { actions, ...simulation.told(asked.smallest_group) };
}

/** Nobody waits for it any longer: it is said that it failed, and can be asked anew. */
export async function failSimulation(deps: RunDeps, { simulationId }: { simulationId: string }): Promise<void> {
  await deps.pool.query({ ...fail, values: [simulationId, deps.clock()] });
}

interface SimulationRow {
  id: string;
  municipality_id: string;
  baseline: number;
  content: ReleaseContent;
  from_day: string;
  until_day: string;
  weeks: number;
  smallest_group: number;
  finished_at: Date | null;
}

interface StayRow {
  id: string;
  area_id: string;
  product_id: string;
  permit_id: string;
  starts_at: Date;
  ends_at: Date;
}

const STAYS = `FROM parking_action a JOIN permit p ON p.id = a.permit_id
    WHERE a.municipality_id = $1 AND a.state = 'settled' AND a.starts_at >= $2 AND a.starts_at < $3 AND a.ends_at > a.starts_at`;

const read = statement(
  'read-simulation-to-run',
  `SELECT id, municipality_id, baseline, content, from_day::text AS from_day, until_day::text AS until_day, weeks, smallest_group, finished_at
     FROM simulation WHERE id = $1`,
);
const countStays = statement('count-stays-to-simulate', `SELECT count(*)::int AS count ${STAYS}`);
/** By id: the order of a run is the order of any other. */
const nextStays = statement(
  'next-stays-to-simulate',
  `SELECT a.id, a.area_id, p.product_id, a.permit_id, a.starts_at, a.ends_at ${STAYS} AND a.id > $4 ORDER BY a.id LIMIT $5`,
);
const setTotal = statement(
  'set-total-of-simulation',
  'UPDATE simulation SET total = $2, failed_at = NULL WHERE id = $1',
);
const tell = statement('tell-progress-of-simulation', 'UPDATE simulation SET done = $2 WHERE id = $1');
const finish = statement(
  'finish-simulation',
  'UPDATE simulation SET finished_at = $2, result = $3 WHERE id = $1 AND finished_at IS NULL',
);
const fail = statement('fail-simulation', 'UPDATE simulation SET failed_at = $2 WHERE id = $1 AND finished_at IS NULL');
