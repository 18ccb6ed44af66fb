import pg from 'pg';
import { spread, type Figure } from './figures.ts';
import { measureReplays } from './replay.ts';
import { Visitor } from './visitor.ts';
import type { RunningStack } from './stack.ts';

const EVENTS = 1_000_000;
const OF_ONE_CASE = 500;
const ASKED = 60;
/** Common and rare ones: a rare kind is where a search without the right index reads everything. */
export const KINDS = [
  'parking-started',
  'parking-ended',
  'message-sent',
  'payment-received',
  'right-registered',
  'case-read',
];
export const RARE = 'permit-ended';
const SEARCH = '/v1/staff/audit-events/_search';
const CHECKS = '/v1/staff/checks/_search';

interface Page {
  items: { id: string }[];
  nextCursor: string | null;
}

/** What an auditor asks while a million events lie there: searches by kind and moment, page after page, and the story of one case. */
export async function measureAudit(stack: RunningStack): Promise<Figure[]> {
  const { url, databaseUrl } = stack;
  const replays = await measureReplays(stack); // first, while the books are small: it measures replaying, and no tables
  const auditor = await Visitor.signIn(url, 'auditor', 'staff');
  const sanne = await Visitor.signIn(url, 'sanne', 'digid');
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const caseId = await fill(database, await holderOf(database, sanne));
    await fillChecks(database);
    const bare = await times(() => database.query('SELECT 1'));
    const baseline = { what: 'SELECT 1 on the same PostgreSQL', value: spread(bare).value };
    const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString();
    const aim = { bound: 200, of: 'p95' } as const;
    return [
      { name: 'audit search, 1M events: newest of all kinds', unit: 'ms', ...(await searched(auditor, {})), target: aim, baseline },
      { name: 'audit search, 1M events: a rare kind', unit: 'ms', ...(await searched(auditor, { kinds: [RARE] })), target: aim, baseline },
      { name: 'audit search, 1M events: one week of last year', unit: 'ms', ...(await searched(auditor, { from: day(200), before: day(193) })), target: aim, baseline },
      { name: 'audit search, 1M events: pages one after the other', unit: 'ms', ...(await paged(auditor)), target: aim, baseline },
      { name: `timeline of a case with ${OF_ONE_CASE} events`, unit: 'ms', ...(await told(auditor, caseId)), target: { bound: 150 }, baseline },
      { name: 'list of checks, 1M checks: newest', unit: 'ms', ...(await listed(auditor, {})), target: aim, baseline },
      { name: 'list of checks, 1M checks: one area, red', unit: 'ms', ...(await listed(auditor, { area: 'A', answer: 'red' })), target: aim, baseline },
      { name: 'list of checks, 1M checks: an area where nobody checked', unit: 'ms', ...(await listed(auditor, { area: 'nowhere' }, 0)), target: aim, baseline },
      replays,
    ]; // prettier-ignore
  } finally {
    await database.end();
  }
}

async function times(act: (turn: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let turn = 0; turn < ASKED; turn += 1) {
    const began = performance.now();
    await act(turn);
    took.push(performance.now() - began);
  }
  return took;
}

export const searched = async (auditor: Visitor, question: object) =>
  spread(
    await times(async () => {
      const { items } = await auditor.ask<Page>('POST', SEARCH, question);
      if (items.length === 0) throw new Error(`nothing was found by ${JSON.stringify(question)}`);
    }),
  );

export const listed = async (auditor: Visitor, question: object, expected = 25) =>
  spread(
    await times(async () => {
      const { items } = await auditor.ask<Page>('POST', CHECKS, question);
      if (items.length !== expected) throw new Error(`${items.length} checks by ${JSON.stringify(question)}`);
    }),
  );

async function paged(auditor: Visitor) {
  let cursor: string | null = null;
  const seen = new Set<string>();
  const took = await times(async () => {
    const page: Page = await auditor.ask<Page>('POST', SEARCH, cursor === null ? {} : { cursor });
    for (const { id } of page.items) seen.add(id);
    cursor = page.nextCursor;
  });
  if (seen.size !== ASKED * 25) throw new Error(`${ASKED} pages told ${seen.size} events`);
  return spread(took);
}

async function told(auditor: Visitor, caseId: string) {
  return spread(
    await times(async () => {
      const { items } = await auditor.ask<Page>('GET', `/v1/staff/cases/${caseId}/timeline`);
      if (items.length < OF_ONE_CASE) throw new Error(`the timeline has ${items.length} events`);
    }),
  );
}

async function holderOf(database: pg.Client, visitor: Visitor): Promise<string> {
  await visitor.ask('GET', '/v1/me');
  const { rows } = await database.query<{ id: string }>('SELECT id FROM holder ORDER BY created_at DESC LIMIT 1');
  return rows[0]!.id;
}

/** Events of a year, and a case of somebody who was busy. */
async function fill(database: pg.Client, holderId: string): Promise<string> {
  await database.query(
    `INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, application_id, permit_id, data)
     SELECT 'voorbeeld', date_trunc('milliseconds', now()) - i * interval '31 seconds',
            CASE WHEN i % 20000 = 0 THEN $2 ELSE ($1::text[])[1 + i % 6] END, 'system', 'parkwerk', gen_random_uuid(), gen_random_uuid(),
            jsonb_build_object('actionId', gen_random_uuid(), 'at', now())
       FROM generate_series(1, ${EVENTS}) AS i`,
    [KINDS, RARE],
  );
  const { rows } = await database.query<{ id: string }>(
    `INSERT INTO application (id, municipality_id, holder_id, number, product_id, release, status, status_since, opened_at)
     SELECT gen_random_uuid(), 'voorbeeld', $1, 'Z-0', 'resident', max(number), 'draft', now(), now() FROM release WHERE municipality_id = 'voorbeeld'
     RETURNING id`,
    [holderId],
  );
  const { id } = rows[0]!;
  await database.query(
    `INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, holder_id, application_id, data)
     SELECT 'voorbeeld', now(), 'application-answered', 'holder', $1::text, $1::uuid, $2::uuid, '{"steps": ["plates"]}' FROM generate_series(1, ${OF_ONE_CASE})`,
    [holderId, id],
  );
  await database.query('VACUUM (ANALYZE) audit_event');
  await database.query('CHECKPOINT');
  return id;
}

/** Checks of a year, one in ten of them red. */
async function fillChecks(database: pg.Client): Promise<void> {
  await database.query(
    `INSERT INTO plate_check (id, municipality_id, officer_id, country, plate, area_id, asked_about, at, active_until)
     SELECT check_id(at), 'voorbeeld', gen_random_uuid(), 'NL', NULL, (ARRAY['A', 'B'])[1 + i % 2], at, at, CASE WHEN i % 10 > 0 THEN at + interval '1 hour' END
       FROM generate_series(1, ${EVENTS}) AS i, LATERAL (SELECT now() - i * interval '31 seconds' AS at) AS moment`,
  );
  await database.query('VACUUM (ANALYZE) plate_check');
  await database.query('CHECKPOINT');
}
