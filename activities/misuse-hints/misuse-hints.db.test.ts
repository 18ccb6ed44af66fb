import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type MisuseHintTerms } from '../../rules/municipalities/municipality.ts';
import { erase } from '../erasure.ts';
import { runJob } from '../jobs.ts';
import { importReleases } from '../municipalities/import.ts';
import { type Deps, type WorkerDeps } from '../ports.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { colleague, inTheNameOf, type Colleague } from '../testing/staff.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { findMisuse } from './find.ts';
import { askHolder, putAside } from './review.ts';

jest.setTimeout(60_000);

const RULES: MisuseHintTerms = {
  days: 30,
  manyCars: { products: ['visitor'], cars: 3, from: '09:00', to: '17:00' },
  sharedCar: { products: ['visitor'], households: 3 },
  temporaryAgain: { products: ['resident-centre'], times: 3 },
};
/** A Tuesday, ten in the morning by the wall clock; `NOW` is the Friday after it. */
const TUESDAY = '2026-04-28T08:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
let senior: Colleague;
beforeAll(async () => {
  database = await openTestDatabase(6);
  deps = await depsOn(database.pool);
  await switchedTo(RULES, '2026-01-02T00:00:00.000Z');
  senior = await colleague(database.pool, 'senior');
});
afterAll(() => database.drop());
beforeEach(() =>
  database.pool.query('TRUNCATE misuse_hint, hint_review, hint_tally; DELETE FROM parking_action; DELETE FROM job_run'),
);

async function switchedTo(misuseHints: MisuseHintTerms | null, from: string): Promise<void> {
  const content = withVisitorScheme();
  const municipality = { ...content.municipality, misuseHints };
  await importReleases(database.pool, [{ ...content, municipality }], from);
}

const stay = (permitId: string, plate: string, startsAt = TUESDAY, minutes = 60) =>
  database.pool.query(
    `INSERT INTO parking_action (municipality_id, permit_id, area_id, release, country, plate, display, starts_at, ends_at, state, holds, costs, started_at)
     SELECT municipality_id, id, area_id, release, 'NL', $2, $2, $3, $3::timestamptz + make_interval(mins => $4), 'settled', '[]', '[]', $3
       FROM permit WHERE id = $1`,
    [permitId, plate, startsAt, minutes],
  );
const stays = async (permitId: string, plates: readonly string[], startsAt?: string) => {
  for (const plate of plates) await stay(permitId, plate, startsAt);
};
const THREE = ['CAR001', 'CAR002', 'CAR003'];
const found = (at = NOW) => findMisuse(deps, at);
const hints = async () => {
  const { rows } = await database.pool.query<{ id: string; permit_id: string; rule: string; counted: number; stays: number }>(
    'SELECT id, permit_id, rule, counted, stays FROM misuse_hint ORDER BY rule, permit_id',
  );
  return rows;
}; // prettier-ignore
const visitors = async () => (await visitorPermit(deps, 0)).permitId;
/** A hint at many cars on a permit of its own. */
async function hinted(): Promise<{ id: string; permitId: string }> {
  const permitId = await visitors();
  await stays(permitId, THREE);
  await found();
  const [hint] = (await hints()).filter((one) => one.permit_id === permitId);
  return { id: hint!.id, permitId };
}
const review = (id: string, actor = senior) => ({ id, ...inTheNameOf(actor) });

describe('the nightly look for patterns', () => {
  it('keeps the rule and its count for a person to look at, without a plate, and changes nothing else [BEYOND-031]', async () => {
    const [many, few] = [await visitors(), await visitors()];
    await stays(many, [...THREE, 'CAR003']);
    await stays(few, ['CAR004', 'CAR005']);
    const before = await count(database.pool, 'message');
    await runJob(deps as WorkerDeps, { job: 'misuse-hints', at: NOW, key: 'job-misuse-hints:1' });
    expect(await hints()).toMatchObject([{ permit_id: many, rule: 'many-cars', counted: 3, stays: 4 }]);
    const { rows: runs } = await database.pool.query(`SELECT result FROM job_run WHERE job = 'misuse-hints'`);
    expect(runs).toEqual([{ result: { hintRules: 3, hintsFound: 1 } }]);
    const { rows: kept } = await database.pool.query<{ text: string }>('SELECT h::text AS text FROM misuse_hint h');
    expect(kept[0]!.text).not.toContain('CAR00');
    expect(await count(database.pool, 'message')).toBe(before);
    expect(await count(database.pool, `permit WHERE id = $1 AND status = 'issued' AND blocked_at IS NULL`, [many])).toBe(1);
    expect(await count(database.pool, `audit_event WHERE kind = 'hint-found' AND permit_id IS NULL AND holder_id IS NULL`)).toBe(1);

    expect(await found()).toEqual({ hintRules: 3, hintsFound: 0 });
    expect(await hints()).toHaveLength(1);
    expect(await count(database.pool, `hint_tally WHERE rule = 'many-cars' AND year = 2026 AND found = 1`)).toBe(1);
  }); // prettier-ignore

  it('finds one car with several households, and one car again and again in the place of another [BEYOND-031]', async () => {
    const households = [await visitors(), await visitors(), await visitors()];
    for (const permitId of households) await stay(permitId, 'SHARED');
    const { permitId: resident } = await residentPermit(deps, 'resident-centre', ['OWN001']);
    await stays(resident, ['LOAN01', 'LOAN01', 'LOAN01', 'LOAN02']);
    await found();
    expect(await hints()).toMatchObject([
      ...[...households].sort().map((permit_id) => ({ permit_id, rule: 'shared-car', counted: 3, stays: 3 })),
      { permit_id: resident, rule: 'temporary-again', counted: 3, stays: 3 },
    ]);
  });

  it('leaves out what is longer ago, was taken back, or was on a permit of a business or one that is over', async () => {
    const [old, takenBack, business, over] = [await visitors(), await visitors(), await visitors(), await visitors()];
    await stays(old, ['OLD001', 'OLD002', 'OLD003'], '2026-03-31T08:00:00.000Z');
    for (const plate of ['OFF001', 'OFF002', 'OFF003']) await stay(takenBack, plate, TUESDAY, 0);
    await stays(business, ['BIZ001', 'BIZ002', 'BIZ003']);
    await stays(over, ['END001', 'END002', 'END003']);
    const ofHolder = 'WHERE id = (SELECT holder_id FROM permit WHERE id = $1)';
    await database.pool.query(`UPDATE holder SET kind = 'business' ${ofHolder}`, [business]);
    await database.pool.query(`UPDATE permit SET valid_until = $2 WHERE id = $1`, [over, TUESDAY]);
    await found();
    expect(await hints()).toEqual([]);
  });

  it('finds each once when two look at the same time', async () => {
    await stays(await visitors(), THREE);
    const runs = await Promise.all([found(), found(), found()]);
    expect(runs.reduce((sum, { hintsFound }) => sum + hintsFound, 0)).toBe(1);
    expect(await hints()).toHaveLength(1);
  });

  it('looks for nothing where a municipality has no rules [BEYOND-031]', async () => {
    await stays(await visitors(), THREE);
    await switchedTo(null, '2026-05-02T00:00:00.000Z');
    expect(await found('2026-05-02T08:00:00.000Z')).toEqual({ hintRules: 0, hintsFound: 0 });
    expect(await hints()).toEqual([]);
  });
});

describe('a person who looks at a hint', () => {
  it('deletes it when nothing is wrong: only a count is left, and the same stays are not found again [BEYOND-031]', async () => {
    const { id, permitId } = await hinted();
    expect(await putAside(deps, review(id), NOW)).toEqual({ outcome: 'reviewed' });
    expect(await hints()).toEqual([]);
    expect(await putAside(deps, review(id), NOW)).toMatchObject({ outcome: 'refuse', ground: 'not-found' });
    expect(await count(database.pool, `hint_tally WHERE found = 1 AND put_aside = 1 AND asked = 0`)).toBe(1);
    expect(
      await count(database.pool, `audit_event WHERE kind = 'hint-put-aside' AND data ->> 'hintId' = $1 AND permit_id IS NULL AND holder_id IS NULL`, [id]),
    ).toBe(1);
    const tomorrow = '2026-05-01T20:00:00.000Z';
    expect(await found(tomorrow)).toMatchObject({ hintsFound: 0 });
    await stays(permitId, THREE, '2026-05-01T12:30:00.000Z');
    expect(await found(tomorrow)).toMatchObject({ hintsFound: 1 });
  }); // prettier-ignore

  it('asks the holder for a word, once, in a mail that says what was counted; the permit stays as it is [BEYOND-031]', async () => {
    const { id, permitId } = await hinted();
    const answers = await Promise.all([askHolder(deps, review(id), NOW), askHolder(deps, review(id), NOW)]);
    expect(answers.map((said) => ('ground' in said ? said.ground : said.outcome)).sort()).toEqual(['hint-asked', 'reviewed']);
    const { rows } = await database.pool.query(`SELECT recipient, private FROM message WHERE kind = 'misuse-question' AND permit_id = $1`, [permitId]);
    expect(rows).toEqual([
      { recipient: 'sanne@inwoner.example', private: { hint: { rule: 'many-cars', counted: 3, days: 30 } } },
    ]);
    expect(await count(database.pool, `permit WHERE id = $1 AND status = 'issued' AND blocked_at IS NULL`, [permitId])).toBe(1);
    expect(await count(database.pool, `audit_event WHERE kind = 'hint-asked' AND permit_id = $1`, [permitId])).toBe(1);
    expect(await putAside(deps, review(id), NOW)).toEqual({ outcome: 'reviewed' });
    expect(await count(database.pool, `hint_tally WHERE found = 1 AND put_aside = 1 AND asked = 1`)).toBe(1);
  }); // prettier-ignore

  it('never sees one of another municipality', async () => {
    const { id } = await hinted();
    const elsewhere = { ...review(id), municipalityId: 'deventer' };
    expect(await putAside(deps, elsewhere, NOW)).toMatchObject({ ground: 'not-found' });
    expect(await askHolder(deps, elsewhere, NOW)).toMatchObject({ ground: 'not-found' });
    expect(await askHolder(deps, { ...review(id), id: randomUUID() }, NOW)).toMatchObject({ ground: 'not-found' });
    expect(await hints()).toHaveLength(1);
  });
});

it('what nobody looks at vanishes by itself, and so does that something was put aside [BEYOND-031]', async () => {
  const [kept, aside] = [await hinted(), await hinted()];
  await putAside(deps, review(aside.id), NOW);
  await askHolder(deps, review(kept.id), '2026-05-05T12:00:00.000Z');
  expect(await erase(deps as WorkerDeps, '2026-06-11T21:59:59.999Z')).toMatchObject({ hints: 0, hintReviews: 0 });
  expect(await erase(deps as WorkerDeps, '2026-06-11T22:00:00.000Z')).toMatchObject({ hints: 0, hintReviews: 1 });
  expect(await erase(deps as WorkerDeps, '2026-06-15T22:00:00.000Z')).toMatchObject({ hints: 1, hintReviews: 0 });
  expect(await hints()).toEqual([]);
  expect(await count(database.pool, 'hint_tally WHERE found = 2 AND put_aside = 1')).toBe(1);
});
