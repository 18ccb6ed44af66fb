import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { KINDS, listed, RARE, searched } from './audit.ts';
import { table, type Figure } from './figures.ts';
import { EMAIL, openPermits, PERMITS_TO_START_ON, starts, type Town } from './parking.ts';
import { measurePlateChecks } from './plate-check.ts';
import { cpuOfParts } from './processes.ts';
import type { RunningStack } from './stack.ts';
import { AREA, parker, permitsOf } from './town.ts';
import { timed, until, Visitor } from './visitor.ts';

/** Of twenty rows so many are actions, checks and events: an action leaves two of the last, a check none. */
const SHARE = { actions: 5, checks: 5, events: 10 };
const PERMITS = 20_000;
/** So many rows a transaction, so that the archive of a year is not one commit. */
const BATCH = 250_000;
/** Days back: plates younger than this have not had their term, with a day to spare. */
const STILL_NAMED = 90;
/** A month whose term is over is filled in last, so that no job has seen it before it is measured. */
const DUE = { from: 92, to: 122 };
/** Nobody takes links of the chain while this is held: `sealAudit` skips its turn. */
const SEALING = 4_218_751;
const TABLES = ['parking_action', 'parking_right', 'plate_check', 'audit_event', 'audit_link'];

/** A year of a city: first with ten thousand rows behind it, then with `rows`; and what it costs to forget a month. */
export async function measureScale(stack: RunningStack, rows: number): Promise<Figure[]> {
  const tell = (line: string): boolean => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
  const visitor = await parker(stack.url, EMAIL);
  const auditor = await Visitor.signIn(stack.url, 'auditor', 'staff');
  const database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
  try {
    const town: Town = { stack, visitor, database, nextStart: () => Promise.reject(new Error('no permits')) as never };
    await openPermits(town, PERMITS_TO_START_ON);
    await database.query('CREATE TEMP TABLE parked AS SELECT unnest($1::uuid[]) AS permit_id', [
      await permitsOf(database, EMAIL, PERMITS),
    ]);
    await database.query('ALTER TABLE parked ADD COLUMN n serial');
    await database.query('CREATE UNIQUE INDEX ON parked (n)');

    // The months of a year that this copy did not live through.
    await database.query(
      `SELECT add_check_month((now() - make_interval(months => m))::date) FROM generate_series(1, 13) AS m`,
    );
    const measured = async (past: string): Promise<Figure[]> => {
      tell(`Measuring with ${past} …`);
      const checks = (await measurePlateChecks(stack)).filter(({ name }) => !name.includes('past rights'));
      const figures = [
        ...checks.map((figure) => ({ ...figure, name: `${figure.name}, ${past}` })),
        ...(await starts(town, past)),
        ...(await asked(auditor, past)),
      ];
      tell(table(figures)); // should a later hour be in vain, this one was not
      return figures;
    };
    await fill(database, 10_000, { from: DUE.to, to: 365 });
    await fill(database, 10_000, { from: 0, to: STILL_NAMED });
    const few = await measured('10k rows');
    const [filledMs] = await timed(async () => {
      for (const stretch of [{ from: DUE.to, to: 365 }, { from: 0, to: STILL_NAMED }]) {
        const part = (stretch.to - stretch.from) / (365 - DUE.to + STILL_NAMED);
        await fill(database, rows * part, stretch, tell);
      }
    }); // prettier-ignore
    // Other systems heard of these events when they were new.
    await database.query(
      `UPDATE event_subscription s SET position = head.position
         FROM (SELECT municipality_id, max(position) AS position FROM audit_link GROUP BY municipality_id) AS head
        WHERE head.municipality_id = s.municipality_id`,
    );
    await database.query(`VACUUM (ANALYZE) ${TABLES.join(', ')}`);
    await database.query('CHECKPOINT');
    const sizes = await sizesOf(database);
    const many = await measured(`${rows / 1_000_000}M rows`);
    tell('Filling in a month whose term is over …');
    await fill(database, rows / 12, DUE, tell, true);
    await database.query(`VACUUM (ANALYZE) ${TABLES.join(', ')}`);
    return [
      { name: `filling in ${rows / 1_000_000}M rows`, unit: 's', value: filledMs / 1_000 },
      ...few,
      ...many,
      ...sizes,
      ...(await forgotten(stack, visitor, database)),
    ];
  } finally {
    await database.end();
  }
}

async function asked(auditor: Visitor, past: string): Promise<Figure[]> {
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString();
  const aim = { bound: 200, of: 'p95' } as const;
  return [
    { name: `list of checks of a day, ${past}`, unit: 'ms', ...(await listed(auditor, { from: day(31), before: day(30) })), target: aim },
    { name: `list of checks, one area, red, ${past}`, unit: 'ms', ...(await listed(auditor, { area: 'A', answer: 'red' })), target: aim },
    { name: `audit search, newest, ${past}`, unit: 'ms', ...(await searched(auditor, {})), target: aim },
    { name: `audit search, a rare kind, ${past}`, unit: 'ms', ...(await searched(auditor, { kinds: [RARE] })), target: aim },
    { name: `audit search, a week of last year, ${past}`, unit: 'ms', ...(await searched(auditor, { from: day(200), before: day(193) })), target: aim },
  ]; // prettier-ignore
}

/** Rows of those days back, the oldest first, as they would have come; with plates where they have not had their term, or `named`. */
async function fill(
  database: pg.Client,
  rows: number,
  { from, to }: { from: number; to: number },
  tell: (line: string) => void = () => undefined,
  named = to <= STILL_NAMED,
): Promise<void> {
  for (let done = 0; done < rows; done += BATCH) {
    const count = Math.min(BATCH, rows - done);
    // Row i of a batch lies so many seconds back.
    const age = `(${to} - (${done} + i::double precision * ${count} / $1) / ${rows} * ${to - from}) * 86400`;
    const of = (share: number) => [Math.round((count * share) / 20)];
    await database.query('BEGIN');
    await database.query(
      `WITH new AS (
         INSERT INTO parking_action (id, municipality_id, permit_id, area_id, release, country, plate, display, starts_at, ends_at, state, holds, costs,
                                     started_at, erased_at)
         SELECT uuidv7(make_interval(secs => -age)), 'voorbeeld', p.permit_id, '${AREA}', 1, 'NL', plate, plate, at, at + interval '2 hours', 'settled',
                '[{"amount": "240", "balanceId": "01900000-0000-7000-8000-000000000000"}]',
                '[{"amount": "180", "balanceId": "01900000-0000-7000-8000-000000000000"}]', at, CASE WHEN plate IS NULL THEN now() END
           FROM generate_series(1, $1::int) AS i
           CROSS JOIN LATERAL (SELECT ${age} + 10800 AS age, ${named ? `'PK' || (i * 7919 % 1000000)` : 'NULL'} AS plate) AS a
           CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', now()) - make_interval(secs => age) AS at) AS moment
           JOIN parked p ON p.n = 1 + (i::bigint * 7919 + ${done}) % ${PERMITS}
         RETURNING id, permit_id, plate, starts_at, ends_at
       )
       INSERT INTO parking_right (municipality_id, permit_id, action_id, country, plate, areas, since, until, kind, open, usage_id, known_from)
       SELECT 'voorbeeld', permit_id, id, 'NL', plate, ARRAY['${AREA}'], starts_at, ends_at, 'action', false, 'BEZOEKREG', starts_at FROM new`,
      of(SHARE.actions),
    );
    await database.query(
      `INSERT INTO plate_check (id, municipality_id, officer_id, country, plate, area_id, asked_about, at, active_until, weighed_at)
       SELECT check_id(at), 'voorbeeld', ('01900000-0000-7000-8000-0000000000' || lpad((i % 40)::text, 2, '0'))::uuid, 'NL',
              ${named ? `'PK' || (i * 7919 % 1000000)` : 'NULL'}, (ARRAY['A', 'B'])[1 + i / 10 % 2], at, at,
              CASE WHEN i % 10 > 0 THEN at + interval '1 hour' END, CASE WHEN i % 10 = 0 THEN at END
         FROM generate_series(1, $1::int) AS i
        CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', now()) - make_interval(secs => ${age}) AS at) AS moment`,
      of(SHARE.checks),
    );
    await database.query('SELECT pg_advisory_xact_lock($1)', [SEALING]);
    await database.query(
      `WITH event AS (
         INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, permit_id, data)
         SELECT 'voorbeeld', date_trunc('milliseconds', now()) - make_interval(secs => ${age}),
                CASE WHEN i % 1000 = 0 THEN $3 ELSE ($2::text[])[1 + i % 6] END, 'system', 'parkwerk', p.permit_id,
                jsonb_build_object('actionId', gen_random_uuid(), 'at', now())
           FROM generate_series(1, $1::int) AS i JOIN parked p ON p.n = 1 + (i::bigint * 7919 + ${done}) % ${PERMITS} ORDER BY i
         RETURNING id
       )
       INSERT INTO audit_link (municipality_id, position, event_id, hash)
       SELECT 'voorbeeld', (SELECT coalesce(max(position), 0) FROM audit_link WHERE municipality_id = 'voorbeeld') + row_number() OVER (ORDER BY id), id,
              encode(sha256(id::text::bytea), 'hex') FROM event`,
      [...of(SHARE.events), KINDS, RARE],
    );
    await database.query('COMMIT');
    if ((done / BATCH) % 8 === 0) tell(`${Math.round(done + count)} of ${Math.round(rows)} rows`);
  }
}

/** What a table and its indexes take, months and all. */
async function sizesOf(database: pg.Client): Promise<Figure[]> {
  const { rows } = await database.query<{ name: string; bytes: string; rows: string }>(
    `SELECT t AS name, sum(pg_total_relation_size(oid)) AS bytes, sum(reltuples)::bigint AS rows
       FROM unnest($1::text[]) AS t
       JOIN pg_class ON relkind = 'r' AND (oid = t::regclass OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = t::regclass))
      GROUP BY t ORDER BY t`,
    [TABLES],
  );
  return rows.map(({ name, bytes, rows: count }) => ({
    name: `on disk: ${name}, ${Number(count)} rows, ${Math.round(Number(bytes) / Number(count))} bytes each`,
    unit: 'MiB',
    value: Number(bytes) / 2 ** 20,
  }));
}

/** The job that erases comes by when its hour has come, which the clock of the sandbox lets it. */
async function forgotten(
  { url, pid, dataDir }: RunningStack,
  visitor: Visitor,
  database: pg.Client,
): Promise<Figure[]> {
  await pause(5_000);
  const cpu = cpuOfParts(pid, dataDir, ['postgres']);
  await fetch(new URL('/sandbox/clock', url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: visitor.url },
    body: JSON.stringify({ to: new Date(Date.now() + 61 * 60_000).toISOString() }),
  });
  // By our own clock: that of the business is on its way meanwhile.
  const [ms, run] = await timed(() =>
    until(
      'a month to be erased',
      async () => {
        const { rows } = await database.query<{ actions: number; rights: number; checks: number }>(
          `SELECT (result ->> 'actions')::int AS actions, (result ->> 'rights')::int AS rights,
                (result ->> 'checks')::int AS checks
           FROM job_run WHERE job = 'erasure' AND (result ->> 'actions')::int > 0 ORDER BY finished_at DESC LIMIT 1`,
        );
        return rows[0];
      },
      1_000,
      60 * 60_000,
    ),
  );
  return [
    { name: `erasing a month: ${run.actions} actions, ${run.rights} rights that are over, ${run.checks} checks`, unit: 's', value: ms / 1_000 },
    { name: 'erasing a month: CPU of PostgreSQL', unit: 's', value: (cpuOfParts(pid, dataDir, ['postgres']) - cpu) / 1_000 },
  ]; // prettier-ignore
}
