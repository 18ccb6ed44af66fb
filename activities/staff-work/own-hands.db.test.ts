import { randomUUID } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { claim, lockTask, openTask } from '../db/stores/tasks.ts';
import { inTransaction } from '../db/transaction.ts';
import { openApplication } from '../permit-applications/open.ts';
import { type Deps } from '../ports.ts';
import { depsOn, NOW, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { colleague } from '../testing/staff.ts';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

/** An application that waits for staff, filed by its holder alone or with somebody of staff at the counter. */
async function inReview(helper: string | null): Promise<string> {
  const holderId = await resident(database.pool);
  const applicationId = randomUUID();
  const actor: Actor = {
    kind: 'holder',
    id: holderId,
    ...(helper && { through: { staffId: helper, channel: 'counter' } }),
  };
  await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId: 'resident', actor, at: NOW, key: `open ${applicationId}`,
  }); // prettier-ignore
  const terms = { targetOn: '2026-05-08', legalOn: '2026-06-26' };
  await inTransaction(database.pool, (tx) =>
    openTask(tx, { municipalityId: 'voorbeeld', about: { applicationId }, kind: 'review-application', ...terms }, NOW),
  );
  return applicationId;
}

const taken = (applicationId: string, staffId: string) =>
  inTransaction(database.pool, (tx) => claim(tx, applicationId, staffId, NOW));
const decided = (applicationId: string, staffId: string) =>
  database.pool.query(
    `INSERT INTO decision (id, municipality_id, application_id, decided_by, staff_id, result, steps, facts, release, at)
     VALUES ($1, 'voorbeeld', $2, 'staff', $3, 'approve', '[]', '{}', 1, $4)`,
    [randomUUID(), applicationId, staffId, NOW],
  );

describe('a case that was filed at the counter', () => {
  it('is refused to whoever filed it, and taken in hand by a colleague [PEERS-035]', async () => {
    const [helper, other] = [
      (await colleague(database.pool, 'clerk')).id,
      (await colleague(database.pool, 'clerk')).id,
    ];
    const applicationId = await inReview(helper);
    expect(await taken(applicationId, helper)).toMatchObject({ ground: 'own-work' });
    expect(await taken(applicationId, other)).toBeUndefined();
    await expect(decided(applicationId, other)).resolves.toBeDefined();
  });

  it('is kept from them by the database itself, whatever a program forgets', async () => {
    const helper = (await colleague(database.pool, 'clerk')).id;
    const applicationId = await inReview(helper);
    await expect(
      database.pool.query('UPDATE task SET claimed_by = $2, claimed_at = $3 WHERE application_id = $1', [
        applicationId,
        helper,
        NOW,
      ]),
    ).rejects.toThrow('does not take it in hand');
    await expect(decided(applicationId, helper)).rejects.toThrow('does not take it');
  });

  it('is taken from their hands when they help while they have it', async () => {
    const helper = (await colleague(database.pool, 'clerk')).id;
    const applicationId = await inReview(null);
    expect(await taken(applicationId, helper)).toBeUndefined();
    await database.pool.query(
      `INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, application_id, data)
       VALUES ('voorbeeld', $1, 'document-received', 'staff', $2, $3, '{"onBehalf": "counter"}')`,
      [NOW, helper, applicationId],
    );
    const task = await inTransaction(database.pool, (tx) => lockTask(tx, applicationId, helper));
    expect(task).toMatchObject({ claimedBy: helper, ownWork: true });
    await expect(decided(applicationId, helper)).rejects.toThrow('does not take it');
  });

  it('that nobody helped with is anybody’s', async () => {
    const anybody = (await colleague(database.pool, 'clerk')).id;
    expect(await taken(await inReview(null), anybody)).toBeUndefined();
  });
});
