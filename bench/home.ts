import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { verifyEmail } from './applications.ts';
import { spread, type Figure } from './figures.ts';
import type { RunningStack } from './stack.ts';
import { Visitor } from './visitor.ts';

/** Forty cases: what somebody has who has used the desk for years. */
const PERMITS = 16;
const RENEWALS = 4; // of these permits
const PAST = 6;
const APPLICATIONS = 10;
const LINES = ['resident', 'resident-centre', 'second-resident', 'garage-subscription'];
/** Others in the same lines, and their permits. */
const OTHERS = 2_000;
const ASKED = 60;
/** What the home page asks, all at the same time. */
const PAGE = ['/v1/me', '/v1/me/overview', '/v1/permits'];

/** The home page of the desk for a holder with forty cases: what its server takes, each question and all of them together. */
export async function measureHome({ url, databaseUrl }: RunningStack): Promise<Figure[]> {
  const sanne = await Visitor.signIn(url, 'sanne', 'digid');
  await verifyEmail(sanne, 'thuis@inwoner.example');
  const { holder } = await sanne.ask<{ holder: { id: string } }>('GET', '/v1/me');
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    await fill(database, holder.id);
    await isThere(sanne);
    const bare = await times(() => Promise.all(PAGE.map(() => sanne.ask('GET', '/v1/me'))));
    const baseline = { what: 'as many requests at once that read the session alone', value: spread(bare).value };
    const aim = { bound: 100, of: 'p95' } as const;
    const cases = PERMITS + RENEWALS + PAST + APPLICATIONS + LINES.length;
    const figures: Figure[] = [];
    for (const path of PAGE)
      figures.push({
        name: `home of a holder with ${cases} cases: ${path}`,
        unit: 'ms',
        ...spread(await times(() => sanne.ask('GET', path))),
      });
    const before = await unindexed(database);
    const together = await times(() => Promise.all(PAGE.map((path) => sanne.ask('GET', path))));
    const read = (await unindexed(database)) - before;
    return [
      ...figures,
      {
        name: `home of a holder with ${cases} cases: the whole page`,
        unit: 'ms',
        ...spread(together),
        target: aim,
        baseline,
      },
      { name: 'rows of other people that a page reads past', unit: 'wrong', value: read / ASKED, target: { bound: 0 } },
    ];
  } finally {
    await database.end();
  }
}

async function times(act: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let turn = 0; turn < ASKED; turn += 1) {
    const began = performance.now();
    await act();
    took.push(performance.now() - began);
  }
  return took;
}

/** Rows that were read one after the other, in tables that hold what everybody has: each has to be asked by an index. */
async function unindexed(database: pg.Client): Promise<number> {
  await pause(STATISTICS_MS);
  const { rows } = await database.query<{ read: string }>(
    'SELECT coalesce(sum(seq_tup_read), 0) AS read FROM pg_stat_user_tables WHERE relname = ANY ($1)',
    [TABLES],
  );
  return Number(rows[0]!.read);
}

/** What was filled in is what the page counts; a fast answer to nothing would be no answer. */
async function isThere(visitor: Visitor): Promise<void> {
  const counts = await visitor.ask<Record<string, { count: number }>>('GET', '/v1/me/overview');
  const { items } = await visitor.ask<{ items: unknown[] }>('GET', '/v1/permits');
  const told = [
    counts['permits'],
    counts['renewals'],
    counts['history'],
    counts['applications'],
    counts['waitlist'],
  ].map((line) => line?.count);
  const wanted = [PERMITS, RENEWALS, PAST, APPLICATIONS, LINES.length];
  if (String(told) !== String(wanted) || items.length !== PERMITS)
    throw new Error(`the home page counts ${told.join(', ')} instead of ${wanted.join(', ')}`);
}

const TABLES = ['application', 'holder', 'parking_right', 'permit', 'permit_plate', 'waitlist_entry', 'waitlist_place'];
/** Connections tell what they read at most once a second. */
const STATISTICS_MS = 2_000;

const RELEASE = `(SELECT max(number) FROM release WHERE municipality_id = 'voorbeeld')`;

/** Written down directly, as nobody has the time to apply for all of it. */
async function fill(database: pg.Client, holderId: string): Promise<void> {
  await database.query('BEGIN');
  const run = (text: string, values: unknown[] = []) => database.query(text, values);
  await run(
    `CREATE TEMP TABLE town ON COMMIT DROP AS
       SELECT i, uuidv7() AS application_id, uuidv7() AS permit_id, 'HM' || lpad(i::text, 4, '0') AS plate, i > $2::int AS over,
              date_trunc('day', now() + CASE WHEN i <= $3::int THEN 30 WHEN i <= $2::int THEN 200 ELSE -40 END * interval '1 day') AS ends, $1::uuid AS holder_id
         FROM generate_series(1, $2::int + $4::int) AS i`,
    [holderId, PERMITS, RENEWALS, PAST],
  );
  await run(
    `CREATE TEMP TABLE other ON COMMIT DROP AS SELECT i, uuidv7() AS holder_id, uuidv7() AS entry_id, uuidv7() AS application_id, uuidv7() AS permit_id FROM generate_series(1, $1::int) AS i`,
    [OTHERS],
  );
  for (const text of [
    `INSERT INTO application (id, municipality_id, holder_id, number, product_id, release, status, status_since, opened_at, closed_at)
     SELECT application_id, 'voorbeeld', holder_id, 'Z-' || application_id, 'resident', ${RELEASE}, 'issued', now(), now(), now() FROM town`,
    `INSERT INTO permit (id, municipality_id, holder_id, application_id, number, product_id, release, area_id, period_id, price_cents, status,
                         valid_from, valid_until, issued_at)
     SELECT permit_id, 'voorbeeld', holder_id, application_id, 'BV-' || permit_id, 'resident', ${RELEASE}, 'B', 'P12M', 9000,
            CASE WHEN over THEN 'expired' ELSE 'issued' END, ends - interval '1 year', ends, now() FROM town`,
    `INSERT INTO permit_plate (permit_id, position, country, plate, display, since)
     SELECT permit_id, 1, 'NL', plate, plate, now() - interval '1 day' FROM town`,
    `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id, register_id, registered_at)
     SELECT 'voorbeeld', permit_id, 'NL', plate, ARRAY['B'], ends - interval '1 year', ends, 'permit', 'BEWONERP', plate, now() FROM town`,
    `INSERT INTO holder (id, municipality_id, kind, subject_type, subject_hash, subject_sealed, name, means, created_at)
     SELECT holder_id, 'voorbeeld', 'person', 'pseudo', holder_id::text::bytea, 'x', 'Meting', 'digid', now() FROM other`,
    `INSERT INTO application (id, municipality_id, holder_id, number, product_id, release, status, status_since, opened_at, closed_at)
     SELECT application_id, 'voorbeeld', holder_id, 'Z-' || application_id, 'resident', ${RELEASE}, 'issued', now(), now(), now() FROM other`,
    `INSERT INTO permit (id, municipality_id, holder_id, application_id, number, product_id, release, area_id, period_id, price_cents,
                         valid_from, valid_until, issued_at)
     SELECT permit_id, 'voorbeeld', holder_id, application_id, 'BV-' || permit_id, 'resident', ${RELEASE}, 'B', 'P12M', 9000,
            now(), now() + interval '1 year', now() FROM other`,
    `INSERT INTO permit_plate (permit_id, position, country, plate, display, since)
     SELECT permit_id, 1, 'NL', 'HO' || i, 'HO' || i, now() FROM other`,
    `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id, register_id, registered_at)
     SELECT 'voorbeeld', permit_id, 'NL', 'HO' || i, ARRAY['B'], now(), now() + interval '1 year', 'permit', 'BEWONERP', 'HO' || i, now() FROM other`,
  ])
    await run(text);
  await run(
    `WITH opened AS (
       INSERT INTO renewal (id, municipality_id, holder_id, permit_id, number, release, period_id, price_cents, starts_on, since, until, status,
                            status_since, opened_at)
       SELECT uuidv7(), 'voorbeeld', holder_id, permit_id, 'V-' || permit_id, ${RELEASE}, 'P12M', 9000, ends::date, ends, ends + interval '1 year',
              'awaiting-payment', now(), now() FROM town WHERE i <= $1 RETURNING id, holder_id
     )
     INSERT INTO charge (municipality_id, holder_id, renewal_id, cents, vat_percent, ledger_account, postponable, selected, created_at)
     SELECT 'voorbeeld', holder_id, id, 9000, 0, '8010', true, true, now() FROM opened`,
    [RENEWALS],
  );
  await run(
    `INSERT INTO application (id, municipality_id, holder_id, number, product_id, release, status, status_since, area_id, opened_at)
     SELECT uuidv7(), 'voorbeeld', $1, 'Z-O' || i, 'resident', ${RELEASE}, 'in-review', now(), 'B', now() FROM generate_series(1, $2::int) AS i`,
    [holderId, APPLICATIONS],
  );
  await run(
    `INSERT INTO waitlist_entry (id, municipality_id, holder_id, number, product_id, release, status, status_since, entered_at)
     SELECT entry_id, 'voorbeeld', holder_id, 'W-' || entry_id, ($1::text[])[1 + i % ${LINES.length}], ${RELEASE}, 'waiting', now(), now() - interval '90 days' FROM other`,
    [LINES],
  );
  await run(
    `INSERT INTO waitlist_entry (id, municipality_id, holder_id, number, product_id, release, status, status_since, entered_at)
     SELECT uuidv7(), 'voorbeeld', $1, 'W-' || product, product, ${RELEASE}, 'waiting', now(), now() FROM unnest($2::text[]) AS product`,
    [holderId, LINES],
  );
  await run(
    `INSERT INTO waitlist_place (entry_id, municipality_id, product_id, area_id, entered_at)
     SELECT id, municipality_id, product_id, CASE product_id WHEN 'garage-subscription' THEN 'garage-kade' WHEN 'resident-centre' THEN 'A' ELSE 'B' END, entered_at
       FROM waitlist_entry`,
  );
  await run('COMMIT');
  await run('ANALYZE');
}
