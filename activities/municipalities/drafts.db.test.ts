import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { quoteParking } from '../quotes.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { colleague, inTheNameOf, type Colleague } from '../testing/staff.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import {
  approveDraft,
  changeDraft,
  rejectDraft,
  startDraft,
  submitDraft,
  takeBackDraft,
  type DraftTerms,
} from './drafts.ts';
import { importReleases } from './import.ts';

jest.setTimeout(30_000);

let database: TestDatabase;
let deps: Deps;
let anna: Colleague;
let bob: Colleague;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [paidRoundTheClock()], '2026-01-02T00:00:00.000Z');
  [anna, bob] = await Promise.all([colleague(database.pool, 'operator'), colleague(database.pool, 'operator')]);
});
afterAll(() => database.drop());

/** Visitors pay a cent a minute, day and night. */
function paidRoundTheClock(): ReleaseContent {
  const content = withVisitorScheme();
  const frames = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', fare: 'visitors' }];
  const regulations = content.tariffs.regulations.map((one) => (one.id === 'visitors' ? { ...one, frames } : one));
  return { ...content, tariffs: { ...content.tariffs, regulations } };
}

const TERMS: DraftTerms = { title: 'Bezoek duurder', article: 'artikel 7', articleUrl: null, validOn: null };
const FARE = ['tariffs', 'fares', 'visitors', 'parts', '0', 'euros'];

/** A draft of Anna with another price for visitors, not submitted yet. */
async function draft(euros: string, more: Partial<DraftTerms> = {}, base?: number, restores = false): Promise<string> {
  const id = randomUUID();
  const from = base ?? (await newest());
  const started = await startDraft(deps, { id, ...inTheNameOf(anna), ...TERMS, ...more, base: from, restores }, NOW);
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
  if (restores) return id;
  const changed = await changeDraft(
    deps,
    { id, ...inTheNameOf(anna), version: 1, values: [{ path: FARE, value: euros }] },
    NOW,
  );
  if (changed.outcome !== 'changed') throw new Error(JSON.stringify(changed));
  return id;
}

async function newest(): Promise<number> {
  const { rows } = await database.pool.query<{ number: number }>(
    `SELECT max(number) AS number FROM release WHERE municipality_id = 'voorbeeld'`,
  );
  return rows[0]!.number;
}

const submit = (id: string, at = NOW) => submitDraft(deps, { id, ...inTheNameOf(anna) }, at);
const approve = (id: string, actor = bob, at = NOW) => approveDraft(deps, { id, ...inTheNameOf(actor) }, at);
const centsOf = async (permitId: string, at: string, startsAt: string, endsAt: string) => {
  const quoted = await quoteParking(deps, { permitId, country: 'NL', plate: 'KK123B', startsAt, endsAt, at });
  if (quoted.outcome !== 'quoted') throw new Error(JSON.stringify(quoted));
  return quoted.price.cents;
};

it('a new tariff holds from midnight exactly, by the wall clock, without anything being started again [BEYOND-022]', async () => {
  const { permitId } = await visitorPermit(deps, 100_000);
  const id = await draft('0.02', { validOn: '2026-06-01' });
  expect(await submit(id)).toEqual({ outcome: 'submitted' });
  expect(await approve(id)).toMatchObject({ outcome: 'approved', release: 3, validFrom: '2026-05-31T22:00:00.000Z' });
  const [before, midnight] = ['2026-05-31T21:59:59.000Z', '2026-05-31T22:00:00.000Z'];
  expect(await centsOf(permitId, before, before, '2026-05-31T22:29:59.000Z')).toBe(31);
  expect(await centsOf(permitId, midnight, midnight, '2026-05-31T22:30:00.000Z')).toBe(60);
  // What is planned is priced by the release of its own day.
  expect(await centsOf(permitId, NOW, '2026-05-31T12:00:00.000Z', '2026-05-31T13:00:00.000Z')).toBe(60);
  expect(await centsOf(permitId, NOW, '2026-06-01T12:00:00.000Z', '2026-06-01T13:00:00.000Z')).toBe(120);
});

it('nobody approves what they wrote, and the books refuse it as well [BEYOND-022]', async () => {
  const id = await draft('0.03');
  await submit(id);
  expect(await approve(id, anna)).toMatchObject({ outcome: 'refuse', ground: 'own-work' });
  const byHerself = `UPDATE release_draft SET status = 'approved', decided_by = written_by, decided_at = now() WHERE id = $1`;
  await expect(database.pool.query(byHerself, [id])).rejects.toThrow(/release_approved_by_another/);
  const unapproved = `INSERT INTO release (municipality_id, number, valid_from, content, sha256, imported_at, draft_id)
    SELECT municipality_id, 99, now(), '{}', sha256, now(), id FROM release_draft WHERE id = $1`;
  await expect(database.pool.query(unapproved, [id])).rejects.toThrow(/was not approved/);
  expect(await approveDraft(deps, { id, ...inTheNameOf(bob), municipalityId: 'deventer' }, NOW)).toMatchObject({
    ground: 'not-found',
  });
  expect(await rejectDraft(deps, { id, ...inTheNameOf(bob), reason: 'Te duur' }, NOW)).toEqual({ outcome: 'rejected' });
  expect(await approve(id)).toMatchObject({ ground: 'draft-closed' });
});

it('what was submitted stays as it is, until its writer takes it back', async () => {
  const id = await draft('0.03');
  await submit(id);
  const again = { id, ...inTheNameOf(anna), version: 2, values: [{ path: FARE, value: '0.04' }] };
  expect(await changeDraft(deps, again, NOW)).toMatchObject({ ground: 'draft-closed' });
  await expect(database.pool.query(`UPDATE release_draft SET files = '{}' WHERE id = $1`, [id])).rejects.toThrow(
    /stays as it is/,
  );
  expect(await takeBackDraft(deps, { id, ...inTheNameOf(bob), to: 'draft' }, NOW)).toMatchObject({
    ground: 'draft-of-colleague',
  });
  expect(await takeBackDraft(deps, { id, ...inTheNameOf(anna), to: 'draft' }, NOW)).toEqual({ outcome: 'taken-back' });
  expect(await changeDraft(deps, again, NOW)).toMatchObject({ ground: 'draft-changed' });
  expect(await changeDraft(deps, { ...again, version: 3 }, NOW)).toEqual({ outcome: 'changed' });
  expect(await takeBackDraft(deps, { id, ...inTheNameOf(anna), to: 'withdrawn' }, NOW)).toEqual({
    outcome: 'taken-back',
  });
});

it('what is wrong, of a day that began, or no different, is not submitted', async () => {
  const wrong = await draft('twee');
  expect(await submit(wrong)).toMatchObject({ ground: 'release-faulty', steps: [{ values: { faults: 1 } }] });
  const late = await draft('0.03', { validOn: '2026-05-01' });
  expect(await submit(late)).toMatchObject({ ground: 'release-day-passed' });
  expect(await submit(await draft('0.02'))).toMatchObject({ ground: 'release-same' });
  // A product that was issued keeps its name.
  const gone = await draft('0.03');
  const files = { name: 'products.yaml', text: 'evidence: []\nproducts: []\n' } as const;
  await changeDraft(deps, { id: gone, ...inTheNameOf(anna), version: 2, file: files }, NOW);
  expect(await submit(gone)).toMatchObject({ ground: 'release-faulty' });
});

it('of two submitted beside each other the second is looked at again, and two approvals at once give one winner', async () => {
  const [one, two] = [await draft('0.05', { validOn: '2026-07-01' }), await draft('0.06', { validOn: '2026-07-01' })];
  await submit(one);
  await submit(two);
  const outcomes = await Promise.all([approve(one), approve(two)]);
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['approved', 'refuse']);
  expect(outcomes.find(({ outcome }) => outcome === 'refuse')).toMatchObject({ ground: 'release-outdated' });
});

it('an earlier release is put back by two people, and holds at once [BEYOND-022]', async () => {
  const id = await draft('', { title: 'Terug naar de oude prijs' }, 2, true);
  expect(
    await changeDraft(deps, { id, ...inTheNameOf(anna), version: 1, values: [{ path: FARE, value: '9' }] }, NOW),
  ).toMatchObject({ ground: 'restores-unchanged' });
  await submit(id);
  const later = '2026-06-02T10:00:00.000Z';
  expect(await approve(id, anna, later)).toMatchObject({ ground: 'own-work' });
  expect(await approve(id, bob, later)).toMatchObject({ outcome: 'approved', validFrom: later });
  const inForce = await deps.releases.inForce('voorbeeld', later);
  expect(inForce.content).toEqual((await deps.releases.numbered('voorbeeld', 2)).content);
  const steps = `audit_event WHERE data->>'draftId' = $1 AND kind IN ('release-drafted', 'release-submitted', 'release-approved')`;
  expect(await count(database.pool, steps, [id])).toBe(3);
});

it('what comes with a new version of the program is a proposal where staff makes releases, once', async () => {
  const other = paidRoundTheClock();
  other.products.forEach((product) => Object.assign(product, { vatPercent: 9 }));
  expect(await importReleases(database.pool, [paidRoundTheClock()], NOW)).toBe(0);
  expect(await importReleases(database.pool, [other], NOW)).toBe(0);
  expect(await importReleases(database.pool, [other], NOW)).toBe(0);
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM release_draft WHERE written_by IS NULL');
  expect(rows).toHaveLength(1);
  expect(await approve(rows[0]!.id, anna, '2026-06-03T00:00:00.000Z')).toMatchObject({ outcome: 'approved' });
});
