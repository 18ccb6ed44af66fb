import { jest } from '@jest/globals';
import { sealAudit } from './audit-chain.ts';
import { record } from './db/stores/audit.ts';
import { inTransaction } from './db/transaction.ts';
import { writeDeliveries } from './outgoing-events/send.ts';
import { subscribe } from './outgoing-events/subscriptions.ts';
import { depsOn, ME, NOW } from './testing/case.ts';
import { linkAll } from './testing/chain.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { explained } from './testing/explained.ts';
import { colleague, inTheNameOf } from './testing/staff.ts';

jest.setTimeout(60_000);

const PAST = 30_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const deps = await depsOn(database.pool);
  const asked = { ...inTheNameOf(await colleague(database.pool, 'operator')), name: 'somebody', url: 'https://events.example/' };
  await subscribe(deps, { ...asked, kinds: ['permit-issued'] }, { plain: true }, NOW);
  await linkAll(database.pool);
  await database.pool.query(
    `WITH event AS (
       INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, data)
       SELECT 'voorbeeld', now(), 'job-run', 'system', 'parkwerk', '{}' FROM generate_series(1, $1) RETURNING id
     )
     INSERT INTO audit_link (municipality_id, position, event_id, hash)
     SELECT 'voorbeeld', (SELECT coalesce(max(position), 0) FROM audit_link) + row_number() OVER (ORDER BY id), id, 'x' FROM event`,
    [PAST],
  );
  await inTransaction(database.pool, (tx) =>
    record(tx, NOW, ME, { municipalityId: 'voorbeeld' }, { kind: 'application-opened', data: { productId: 'resident', release: 1 } }),
  );
  await database.pool.query('VACUUM ANALYZE audit_event, audit_link');
}); // prettier-ignore
afterAll(() => database.drop());

/** They are done every second: how long it takes must not grow with what has ever happened. */
describe('however much has happened', () => {
  const plansOf = async (work: (pool: TestDatabase['pool']) => Promise<unknown>) => {
    const { pool, plans } = explained(database.pool);
    await work(pool);
    const onTheChain = (await plans()).filter((plan) => plan.includes('audit_link'));
    for (const plan of onTheChain) expect(plan).not.toMatch(/Seq Scan on audit_(link|event)/);
    return onTheChain;
  };

  it('linking what is new reads the end of the chain only', async () => {
    expect(await plansOf(sealAudit)).toContainEqual(expect.stringMatching(/Index Cond: \(event_id > /));
  });

  it('telling other systems reads the end of the chain only', async () => {
    const writing = (await plansOf((pool) => writeDeliveries({ pool }))).filter((plan) =>
      plan.includes('Insert on event_delivery'),
    );
    expect(writing).toHaveLength(1);
    expect(writing[0]).toMatch(/Index Cond: .*"?position"? > /);
    expect(writing[0]).not.toMatch(/Sort Key: l\."?position"?/);
  });
});
