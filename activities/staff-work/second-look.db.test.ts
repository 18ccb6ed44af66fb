import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { isSampled } from '../../rules/staff-work/second-look.ts';
import { inTransaction } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { depsOn, NOW, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { colleague } from '../testing/staff.ts';
import { giveSecondLook, sampleDecision } from './second-look.ts';

jest.setTimeout(30_000);

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

/** Decisions of one permit, rejected by this person, drawn with a seed. */
async function decide(staffId: string, count: number, sampling: { percent: number; seed: string }): Promise<string[]> {
  const { permitId } = await residentPermit(deps, 'resident', []);
  const ids = Array.from({ length: count }, () => randomUUID());
  const { rows } = await database.pool.query<{ application_id: string }>(
    'SELECT application_id FROM permit WHERE id = $1',
    [permitId],
  );
  const applicationId = rows[0]!.application_id;
  await inTransaction(database.pool, async (tx) => {
    for (const id of ids) {
      await tx.query(
        `INSERT INTO decision (id, municipality_id, application_id, decided_by, staff_id, result, steps, facts, release, at)
         VALUES ($1, 'voorbeeld', $2, 'staff', $3, 'reject', '[]', '{}', 1, $4)`,
        [id, applicationId, staffId, NOW],
      );
      const actor = { kind: 'staff', id: staffId, roles: ['senior'] } as const;
      const decided = {
        municipalityId: 'voorbeeld',
        applicationId,
        decisionId: id,
        by: 'staff',
        result: 'reject',
        actor,
      } as const;
      await sampleDecision(tx, sampling, decided, NOW);
    }
  });
  return ids;
}

const lookOf = async (decisionId: string): Promise<string> =>
  (await database.pool.query<{ id: string }>('SELECT id FROM second_look WHERE decision_id = $1', [decisionId]))
    .rows[0]!.id;

const give = (id: string, staffId: string, municipalityId = 'voorbeeld') =>
  giveSecondLook(
    deps,
    { id, municipalityId, actor: { kind: 'staff', id: staffId, roles: ['senior'] }, outcome: 'agree', reason: null, note: null },
    NOW,
  ); // prettier-ignore

it('what was picked is what anybody draws again from the seed [BEYOND-030]', async () => {
  const sampling = { percent: 30, seed: 'proef' };
  const ids = await decide((await colleague(database.pool, 'senior')).id, 60, sampling);
  const { rows } = await database.pool.query<{ decision_id: string }>(
    'SELECT decision_id FROM second_look WHERE decision_id = ANY ($1::uuid[])',
    [ids],
  );
  expect(rows.map((row) => row.decision_id).sort()).toEqual(ids.filter((id) => isSampled(id, sampling)).sort());
});

it('nobody looks at their own work, and everything is looked at once; the database keeps it so [BEYOND-030]', async () => {
  const [anna, bob] = [(await colleague(database.pool, 'senior')).id, (await colleague(database.pool, 'senior')).id];
  const [decision] = await decide(anna, 1, { percent: 100, seed: 'alles' });
  const id = await lookOf(decision!);
  expect(await give(id, anna)).toMatchObject({ ground: 'own-work' });
  await expect(
    database.pool.query(`UPDATE second_look SET outcome = 'agree', looked_by = $2, looked_at = now() WHERE id = $1`, [
      id,
      anna,
    ]),
  ).rejects.toThrow('second_look_by_another');
  expect(await give(id, bob, 'deventer')).toMatchObject({ ground: 'not-found' });
  expect(await give(id, bob)).toEqual({ outcome: 'allow' });
  expect(await give(id, (await colleague(database.pool, 'senior')).id)).toMatchObject({ ground: 'looked-at-already' });
});

it('an application filled in at the counter counts as the work of whoever acted', async () => {
  const anna = (await colleague(database.pool, 'senior')).id;
  const holderId = await resident(database.pool);
  const [decision] = await decide(anna, 1, { percent: 0, seed: 'niets' });
  const { rows } = await database.pool.query<{ application_id: string }>(
    'SELECT application_id FROM decision WHERE id = $1',
    [decision],
  );
  const actor = { kind: 'holder', id: holderId, through: { staffId: anna, channel: 'counter' } } as const;
  const decided = {
    municipalityId: 'voorbeeld',
    applicationId: rows[0]!.application_id,
    decisionId: decision!,
    by: 'rule',
    result: 'allow',
    actor,
  } as const;
  await inTransaction(database.pool, (tx) => sampleDecision(tx, { percent: 100, seed: 'alles' }, decided, NOW));
  expect(await give(await lookOf(decision!), anna)).toMatchObject({ ground: 'own-work' });
});
