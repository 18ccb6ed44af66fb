import { jest } from '@jest/globals';
import { depsOn, ME, NOW } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { brokenLink, sealAudit } from './audit-chain.ts';
import { record } from './db/stores/audit.ts';
import { inTransaction } from './db/transaction.ts';

jest.setTimeout(60_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await depsOn(database.pool);
});
afterAll(() => database.drop());

const note = (productId: string, personal?: Record<string, unknown>) =>
  inTransaction(database.pool, (tx) =>
    record(tx, NOW, ME, { municipalityId: 'voorbeeld' }, { kind: 'application-opened', data: { productId, release: 1 } }, personal),
  ); // prettier-ignore

async function sealAll(): Promise<void> {
  for (let more = 1; more > 0;) more = await sealAudit(database.pool);
}

/**
 * Seals until so many are left. A transaction in any database of this server holds back what is newer, and other tests have theirs;
 * this test is over when they are.
 */
async function sealUntil(left: number): Promise<void> {
  do await sealAll();
  while ((await unsealed()) > left);
}

const unsealed = async (): Promise<number> => {
  const { rows } = await database.pool.query(
    'SELECT FROM audit_event e WHERE NOT EXISTS (SELECT FROM audit_link l WHERE l.event_id = e.id)',
  );
  return rows.length;
};

describe('the chain of what happened', () => {
  it('links every event once, in order, also when several seal at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => note(`p${n}`)));
    await Promise.all([sealAll(), sealAll(), sealAll()]);
    await sealUntil(0);
    const { rows } = await database.pool.query<{ position: string; event_id: string }>(
      `SELECT position, event_id FROM audit_link WHERE municipality_id = 'voorbeeld' ORDER BY position`,
    );
    expect(rows.map(({ position }) => Number(position))).toEqual(rows.map((_, index) => index + 1));
    expect(rows.map(({ event_id }) => Number(event_id))).toEqual([...rows.map(({ event_id }) => Number(event_id))].sort((a, b) => a - b)); // prettier-ignore
    expect(await brokenLink(database.pool, 'voorbeeld')).toBeUndefined();
  });

  it('waits for an event whose transaction is still under way, so that nothing is linked past it', async () => {
    const slow = await database.pool.connect();
    await slow.query('BEGIN');
    await record(slow, NOW, ME, { municipalityId: 'voorbeeld' }, { kind: 'application-opened', data: { productId: 'slow', release: 1 } }); // prettier-ignore
    await note('fast');
    await sealUntil(1);
    expect(await unsealed()).toBe(1);
    await slow.query('COMMIT');
    slow.release();
    await sealUntil(0);
    expect(await brokenLink(database.pool, 'voorbeeld')).toBeUndefined();
  });

  it('forgets a person without breaking', async () => {
    await note('personal', { plate: '12-ABC-3' });
    await sealUntil(0);
    expect((await database.pool.query('DELETE FROM audit_personal')).rowCount).toBe(1);
    expect(await brokenLink(database.pool, 'voorbeeld')).toBeUndefined();
  });

  it('names the first event somebody rewrote behind the back of the database', async () => {
    const { rows } = await database.pool.query<{ id: string }>(
      'SELECT id FROM audit_event ORDER BY id OFFSET 10 LIMIT 1',
    );
    await database.pool.query('ALTER TABLE audit_event DISABLE TRIGGER audit_is_final');
    await database.pool.query(`UPDATE audit_event SET data = '{"productId": "another", "release": 1}' WHERE id = $1`, [
      rows[0]!.id,
    ]);
    await database.pool.query('ALTER TABLE audit_event ENABLE TRIGGER audit_is_final');
    expect(await brokenLink(database.pool, 'voorbeeld')).toBe(rows[0]!.id);
  });
});
