import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { brokenLink } from './audit-chain.ts';
import { storeDocument } from './db/stores/documents.ts';
import { checkPlate } from './enforcement.ts';
import { erase } from './erasure.ts';
import { runJob } from './jobs.ts';
import { importReleases } from './municipalities/import.ts';
import { startParking, stopParking } from './parking.ts';
import { type Deps, type WorkerDeps } from './ports.ts';
import { count, depsOn, ME } from './testing/case.ts';
import { linkAll } from './testing/chain.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { readAll } from './testing/everything.ts';
import { visitorPermit, withVisitorScheme } from './testing/visitor-scheme.ts';

jest.setTimeout(60_000);

/** A Wednesday in Voorbeeldstad, ten in the morning by the wall clock. */
const NOW = '2026-05-06T08:00:00.000Z';
const STOPPED = '2026-05-06T08:20:00.000Z';
const LAST_MOMENT = '2026-08-04T21:59:59.999Z';
const ERASED = '2026-08-04T22:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(4);
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

const started = async (permitId: string, plate: string, endsAt = '2026-05-06T09:00:00.000Z', at = NOW) => {
  const command = { permitId, country: 'NL', plate, display: `${plate.slice(0, 2)}-${plate.slice(2)}`, endsAt, at };
  const result = await startParking(deps, { ...command, actor: ME });
  if (result.outcome !== 'started') throw new Error(JSON.stringify(result));
  return result.id;
};

const check = (plate: string, at: string, askedAt = at) =>
  checkPlate(
    { pool: database.pool, clock: () => askedAt },
    { municipalityId: 'voorbeeld', officerId: randomUUID(), country: 'NL', plate, areaId: 'B', at },
  );

/** An action that was corrected and is over, and everything else that names its plate. */
async function past(plate: string): Promise<{ permitId: string; balanceId: string; actionId: string }> {
  const permit = await visitorPermit(deps, 500);
  const actionId = await started(permit.permitId, plate);
  await stopParking(deps, { actionId, actor: ME, at: STOPPED });
  await database.pool.query('UPDATE parking_action SET earlier_plate = $2 WHERE id = $1', [actionId, `${plate}OLD`]);
  await database.pool.query(
    `INSERT INTO audit_personal (event_id, salt, value)
     SELECT id, 'salt', $2 FROM audit_event WHERE kind = 'parking-started' AND data ->> 'actionId' = $1`,
    [actionId, JSON.stringify({ plate })],
  );
  await database.pool.query(
    `INSERT INTO permit_grant (id, municipality_id, permit_id, email, email_key, country, plate, display, status, invited_at, ended_at)
     VALUES (gen_random_uuid(), 'voorbeeld', $1, 'opa@gast.example', $2, 'NL', $3, $3, 'ended', $4, $4)`,
    [permit.permitId, randomUUID(), plate, NOW],
  );
  await database.pool.query(
    `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, open, usage_id)
     VALUES ('voorbeeld', $1, 'NL', $2, '{B}', $3, $4, 'temporary', false, 'X')`,
    [permit.permitId, plate, NOW, STOPPED],
  );
  await check(plate, NOW);
  return { ...permit, actionId };
}

/** What must come out the same, whoever was parked. */
async function books(): Promise<unknown> {
  const { rows } = await database.pool.query(
    `SELECT (SELECT count(*) FROM parking_action) AS actions, (SELECT sum((c ->> 'amount')::int) FROM parking_action, jsonb_array_elements(costs) c) AS costs,
            (SELECT count(*) FROM parking_right) AS rights, (SELECT count(*) FROM plate_check) AS checks,
            (SELECT count(*) FROM permit_grant) AS grants, (SELECT sum(amount) FROM posting WHERE amount > 0) AS posted,
            (SELECT sum(available) FROM balance) AS available, (SELECT sum(held) FROM balance) AS held,
            (SELECT count(*) FROM audit_event WHERE kind <> 'records-erased') AS events, (SELECT min(since) FROM parking_right) AS since`,
  );
  return rows[0];
}

const naming = async (plate: string) => (await readAll(database.pool)).filter(({ text }) => text.includes(plate));

describe('thirteen weeks after an action', () => {
  it('no row of any table says its plate, and every sum and count is what it was [2PARK-104]', async () => {
    const { actionId } = await past('ZX417K');
    const before = await books();
    await erase(deps, LAST_MOMENT);
    expect((await naming('ZX417K')).length).toBeGreaterThan(4);

    expect(await erase(deps, ERASED)).toMatchObject({
      actions: 1,
      rights: 1,
      checks: 1,
      grants: 1,
      bankAccounts: 0,
      refundFiles: 0,
    });
    expect(await naming('ZX417K')).toEqual([]);
    expect(await naming('ZX-417K')).toEqual([]);
    expect(await books()).toEqual(before);
    const { rows } = await database.pool.query('SELECT plate, erased_at FROM parking_action WHERE id = $1', [actionId]);
    expect(rows).toEqual([{ plate: null, erased_at: new Date(ERASED) }]);
  });

  it('a second run finds nothing, and two at once empty each row once', async () => {
    for (const plate of ['RUN1AA', 'RUN2AA', 'RUN3AA']) await past(plate);
    const runs = await Promise.all([erase(deps, ERASED), erase(deps, ERASED)]);
    expect(runs[0].actions + runs[1].actions).toBe(3);
    expect(await erase(deps, ERASED)).toMatchObject({
      actions: 0,
      rights: 0,
      checks: 0,
      grants: 0,
      bankAccounts: 0,
      refundFiles: 0,
    });
    expect(await naming('RUN2AA')).toEqual([]);
  });

  it('what runs, is planned or ended later keeps its plate, also under the same permit', async () => {
    const { permitId } = await past('OLD11A');
    const later = await started(permitId, 'NEW11A', '2026-05-07T09:00:00.000Z', '2026-05-07T07:00:00.000Z');
    await erase(deps, ERASED);
    expect(await naming('OLD11A')).toEqual([]);
    const { rows } = await database.pool.query('SELECT plate FROM parking_right WHERE action_id = $1', [later]);
    expect(rows).toEqual([{ plate: 'NEW11A' }]);
    await stopParking(deps, { actionId: later, actor: ME, at: '2026-05-07T08:00:00.000Z' });
  });

  it('emptied rights clash with nothing and are in no answer: the same plate parks again and is green', async () => {
    const { permitId } = await past('AGAIN1');
    await past('AGAIN1');
    await erase(deps, ERASED);
    const at = '2026-08-05T08:00:00.000Z';
    await started(permitId, 'AGAIN1', '2026-08-05T09:00:00.000Z', at);
    expect(await check('AGAIN1', at)).toMatchObject({ verdict: 'green' });
    expect(await check('AGAIN1', '2026-05-06T08:10:00.000Z', at)).toMatchObject({ verdict: 'red' });
    expect(await count(database.pool, `parking_right WHERE permit_id = $1`, [permitId])).toBe(3);
  });

  it('goes by the thousands, and each run leaves a report of numbers and nothing else', async () => {
    await database.pool.query(
      `INSERT INTO plate_check (municipality_id, officer_id, country, plate, area_id, asked_about, at)
       SELECT 'voorbeeld', gen_random_uuid(), 'NL', 'MANY' || n, 'B', $1, $1 FROM generate_series(1, 2500) n`,
      [NOW],
    );
    await runJob(deps as WorkerDeps, { job: 'erasure', at: ERASED, key: 'job-erasure:1' });
    expect(await naming('MANY')).toEqual([]);
    const { rows } = await database.pool.query('SELECT job, result FROM job_run');
    expect(rows).toMatchObject([{ job: 'erasure', result: { actions: 0, rights: 0, checks: 2501, grants: 0 } }]);
  });

  it('leaves a line in the log of deletions for what went, which says how much of what and nothing of whom', async () => {
    const lines = async () => {
      const { rows } = await database.pool.query<{ what: string; count: number; text: string }>(
        `SELECT data ->> 'what' AS what, sum((data ->> 'count')::int)::int AS count, string_agg(row_to_json(e)::text, '') AS text
           FROM audit_event e WHERE kind = 'records-erased' AND municipality_id = 'voorbeeld' GROUP BY 1`,
      );
      return new Map(rows.map(({ what, count: gone, text }) => [what, { gone, text }]));
    };
    await past('LOGS11');
    const before = await lines();
    const erased = await erase(deps, ERASED);
    expect(erased).toMatchObject({ actions: 1, rights: 1, checks: 1, grants: 1 });
    const after = await lines();
    for (const [what, gone] of Object.entries(erased))
      expect((after.get(what)?.gone ?? 0) - (before.get(what)?.gone ?? 0)).toBe(gone);
    expect([...after.values()].some(({ text }) => text.includes('LOGS11'))).toBe(false);

    await erase(deps, ERASED);
    expect(await lines()).toEqual(after);
    await linkAll(database.pool);
    expect(await brokenLink(database.pool, 'voorbeeld')).toBeUndefined();
  });

  it('takes the bytes and the name of a file that was taken back, a month after, and leaves the one that counts', async () => {
    const { permitId } = await visitorPermit(deps, 500);
    const { rows } = await database.pool.query<{ holder_id: string }>('SELECT holder_id FROM permit WHERE id = $1', [
      permitId,
    ]);
    const stored = (fileName: string) =>
      storeDocument(database.pool, deps.vault, {
        municipalityId: 'voorbeeld', holderId: rows[0]!.holder_id, applicationId: null, permitId, origin: 'upload', kind: 'lease',
        requirementId: null, fileName, mediaType: 'application/pdf', content: Buffer.from('private'), at: NOW,
      }); // prettier-ignore
    const [taken, counts] = [await stored('taken-back.pdf'), await stored('counts.pdf')];
    await database.pool.query('UPDATE document SET removed_at = $2 WHERE id = $1', [taken, NOW]);
    expect(await erase(deps, '2026-06-06T07:59:59.999Z')).toMatchObject({ removedFiles: 0 });
    expect(await erase(deps, '2026-06-06T08:00:00.000Z')).toMatchObject({ removedFiles: 1 });
    expect(await erase(deps, '2026-06-06T08:00:00.000Z')).toMatchObject({ removedFiles: 0 });
    expect(await naming('taken-back.pdf')).toEqual([]);
    expect(await count(database.pool, 'document_chunk WHERE document_id = $1', [taken])).toBe(0);
    expect(await count(database.pool, 'document_chunk WHERE document_id = $1', [counts])).toBe(1);
  });

  it('goes by the term of the municipality: one that keeps checks six weeks empties them after six weeks', async () => {
    await past('SHORT1');
    const short = withVisitorScheme();
    const content = { ...short, municipality: { ...short.municipality, retention: { checks: 42 } } };
    const release = { municipalityId: 'voorbeeld', number: 9, validFrom: NOW, content };
    const releases = { ...deps.releases, all: () => Promise.resolve([release]) };
    const sixWeeks = '2026-06-16T22:00:00.000Z';
    expect(await erase(deps, sixWeeks)).toMatchObject({ checks: 0 });
    expect(await erase({ ...deps, releases }, sixWeeks)).toMatchObject({ checks: 1, actions: 0 });
    expect(await erase(deps, ERASED)).toMatchObject({ checks: 0, actions: 1 });
  });

  it('is found by its own index, and the index of checks holds no emptied row', async () => {
    const { rows } = await database.pool.query<{ index: string; where: string }>(
      `SELECT indexrelid::regclass::text AS index, pg_get_expr(indpred, indrelid) AS where FROM pg_index
        WHERE indexrelid::regclass::text IN ('parking_right_check', 'parking_action_to_erase', 'parking_right_to_erase', 'plate_check_to_erase')`,
    );
    expect(rows).toHaveLength(4);
    for (const { where } of rows) expect(where).toContain('plate IS NOT NULL');
  });
});
