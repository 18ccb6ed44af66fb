import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { applicant } from './applications.ts';
import { percentile, spread, type Figure } from './figures.ts';
import { type RunningStack } from './stack.ts';
import { plateOf } from './town.ts';
import { type Visitor } from './visitor.ts';

/** What a whole season is, and how long it may take until every holder can read of it. */
const SEASON = 20_000;
const SEASON_MINUTES = 45;
const LOOK_MS = 250;

/**
 * A renewal season by its own job: so many permits that end in forty days, each with a holder of its own. From the moment the job is set
 * going until every renewal is in the books, its process runs and its mail is out; meanwhile somebody uses the desk.
 */
export async function measureSeason(
  { url, databaseUrl, temporalAddress }: RunningStack,
  permits: number,
): Promise<Figure[]> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const citizen = await applicant(url);
    await endingPermits(database, permits);
    const client = new Client({ connection });
    const began = performance.now();
    const since = () => (performance.now() - began) / 1_000;
    // The job as the worker runs it, at once rather than when it is next due.
    const job = await client.workflow.start('recurringJob', {
      workflowId: `bench-season-${randomUUID()}`,
      taskQueue: 'cases',
      args: [{ job: 'renewals', everyMinutes: 0, clockOffsetMs: 0 }],
    });
    const desk = useDesk(citizen);
    const told = await follow(database, permits, since);
    const latencies = await desk.stop();
    await job.terminate();
    return [
      { name: `season of ${permits}: every renewal in the books`, unit: 's', value: told.opened },
      { name: `season of ${permits}: every process running`, unit: 's', value: told.running },
      {
        name: `season of ${permits}: every mail out`,
        unit: 's',
        value: told.mailed,
        target: { bound: (SEASON_MINUTES * 60 * permits) / SEASON },
      },
      { name: 'renewals prepared, running and mailed', unit: '/s', value: permits / told.mailed },
      { name: 'desk meanwhile: overview', unit: 'ms', ...spread(latencies), target: { bound: 300, of: 'p95' } },
      { name: 'desk meanwhile: slowest', unit: 'ms', value: percentile(latencies, 1) },
      { name: 'renewals that are missing or there twice', unit: 'wrong', value: await wrong(database, permits), target: { bound: 0 } },
    ]; // prettier-ignore
  } finally {
    await connection.close();
    await database.end();
  }
}

interface Told {
  opened: number;
  running: number;
  mailed: number;
}

/** When each part was done, in seconds; each is looked for until it is. */
async function follow(database: pg.Client, permits: number, since: () => number): Promise<Told> {
  const told: Partial<Told> = {};
  for (;;) {
    const { rows } = await database.query<{ opened: string; waiting: string; mailed: string }>(
      `SELECT (SELECT count(*) FROM renewal) AS opened,
              (SELECT count(*) FROM outbox WHERE kind = 'start-renewal') AS waiting,
              (SELECT count(*) FROM message WHERE renewal_id IS NOT NULL AND status = 'sent') AS mailed`,
    );
    const { opened, waiting, mailed } = rows[0]!;
    if (Number(opened) >= permits) told.opened ??= since();
    if (told.opened !== undefined && Number(waiting) === 0) told.running ??= since();
    if (Number(mailed) >= permits) told.mailed ??= since();
    const { opened: books, running, mailed: out } = told;
    if (books !== undefined && running !== undefined && out !== undefined)
      return { opened: books, running, mailed: out };
    await pause(LOOK_MS);
  }
}

/** Somebody who looks at the start page of the desk, again and again. */
function useDesk(citizen: Visitor): { stop: () => Promise<number[]> } {
  let stopped = false;
  const latencies: number[] = [];
  const looking = (async () => {
    while (!stopped) {
      const began = performance.now();
      await citizen.ask('GET', '/v1/me/overview');
      latencies.push(performance.now() - began);
      await pause(20);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await looking;
      return latencies;
    },
  };
}

/** Permits of residents, each with a plate, its right and a holder; written down directly, as nobody applies that often. */
async function endingPermits(database: pg.Client, permits: number): Promise<void> {
  await database.query('BEGIN');
  await database.query(
    `CREATE TEMP TABLE town ON COMMIT DROP AS
       SELECT i, uuidv7() AS holder_id, uuidv7() AS application_id, uuidv7() AS permit_id, $2 || i AS plate,
              date_trunc('day', now() AT TIME ZONE 'Europe/Amsterdam' + interval '40 days') AT TIME ZONE 'Europe/Amsterdam' AS ends
         FROM generate_series(1, $1::int) AS i`,
    [permits, plateOf(0).slice(0, 2)],
  );
  for (const text of [
    `INSERT INTO holder (id, municipality_id, kind, subject_type, subject_hash, subject_sealed, name, address, means, email, email_verified_at, created_at)
     SELECT holder_id, 'voorbeeld', 'person', 'pseudo', holder_id::text::bytea, 'x', 'Meting',
            '{"street":"Lindestraat","houseNumber":14,"houseSuffix":"","postcode":"4302 SA","city":"Voorbeeldstad","country":"NL"}',
            'digid', 'meting' || i || '@inwoner.example', now(), now() FROM town`,
    `INSERT INTO application (id, municipality_id, holder_id, number, product_id, release, status, status_since, opened_at, closed_at)
     SELECT application_id, 'voorbeeld', holder_id, 'Z-' || application_id, 'resident',
            (SELECT max(number) FROM release WHERE municipality_id = 'voorbeeld'), 'issued', now(), now(), now() FROM town`,
    `INSERT INTO permit (id, municipality_id, holder_id, application_id, number, product_id, release, area_id, period_id, price_cents,
                         valid_from, valid_until, issued_at)
     SELECT permit_id, 'voorbeeld', holder_id, application_id, 'BV-' || permit_id, 'resident',
            (SELECT max(number) FROM release WHERE municipality_id = 'voorbeeld'), 'B', 'P12M', 9000, ends - interval '1 year', ends, now()
       FROM town`,
    `INSERT INTO permit_plate (permit_id, position, country, plate, display, since)
     SELECT permit_id, 1, 'NL', plate, plate, now() - interval '1 day' FROM town`,
    `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id, register_id, registered_at)
     SELECT 'voorbeeld', permit_id, 'NL', plate, ARRAY['B'], now() - interval '1 day', ends, 'permit', 'BEWONERP', plate, now() FROM town`,
  ])
    await database.query(text);
  await database.query('COMMIT');
  await database.query('ANALYZE permit, holder, renewal');
}

/** One renewal for each permit, one mail and one process for each renewal. */
async function wrong(database: pg.Client, permits: number): Promise<number> {
  const { rows } = await database.query<{ wrong: string }>(
    `SELECT abs($1 - (SELECT count(DISTINCT permit_id) FROM renewal)) + abs($1 - (SELECT count(*) FROM renewal))
            + (SELECT count(*) FROM renewal r
                WHERE (SELECT count(*) FROM message WHERE renewal_id = r.id) <> 1
                   OR (SELECT count(*) FROM process WHERE subject_id = r.id) <> 1) AS wrong`,
    [permits],
  );
  return Number(rows[0]!.wrong);
}
