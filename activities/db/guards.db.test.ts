import { randomUUID } from 'node:crypto';
import { paymentReceived } from '../../rules/balances.ts';
import { depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { openDataSource } from './data-source.ts';
import { book } from './stores/ledger.ts';
import { inTransaction, isClash, once } from './transaction.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await depsOn(database.pool);
});
afterAll(() => database.drop());

const run = (statement: string, values: unknown[] = []) => database.pool.query(statement, values);

describe('the books', () => {
  const lines = [{ cents: 9000, vatPercent: 21, ledgerAccount: '8010' }];
  const booked = (subject: string) =>
    inTransaction(database.pool, (tx) =>
      book(tx, 'voorbeeld', subject, 'payment-received', paymentReceived(subject, lines, 0), NOW),
    );

  it('take an entry that sums to zero', async () => {
    const subject = randomUUID();
    await booked(subject);
    const { rows } = await run(
      'SELECT sum(amount)::int AS sum, count(*)::int AS lines FROM posting JOIN journal_entry j ON j.id = entry_id WHERE j.subject_id = $1',
      [subject],
    );
    expect(rows).toEqual([{ sum: 0, lines: 3 }]);
  });

  it('refuse one that is a cent off, in whatever unit', async () => {
    const off = [
      { account: 'clearing', ref: 'a', unit: 'eurocent', amount: 100 },
      { account: 'income', ref: 'b', unit: 'eurocent', amount: -99 },
    ] as const;
    await expect(
      inTransaction(database.pool, (tx) => book(tx, 'voorbeeld', randomUUID(), 'test', off as never, NOW)),
    ).rejects.toThrow(/does not sum to zero/);
    const mixed = [
      { account: 'clearing', ref: 'a', unit: 'eurocent', amount: 60 },
      { account: 'income', ref: 'b', unit: 'minute', amount: -60 },
    ] as const;
    await expect(
      inTransaction(database.pool, (tx) => book(tx, 'voorbeeld', randomUUID(), 'test', mixed as never, NOW)),
    ).rejects.toThrow(/does not sum to zero/);
  });

  it('book one effect once', async () => {
    const subject = randomUUID();
    const results = await Promise.allSettled([booked(subject), booked(subject), booked(subject)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.flatMap((one) => (one.status === 'rejected' ? [isClash(one.reason)] : []))).toEqual([true, true]);
  });

  it.each(['posting', 'journal_entry', 'release', 'audit_event'])('are never rewritten: %s', async (table) => {
    await expect(run(`DELETE FROM ${table}`)).rejects.toThrow(/never changed/);
    const column = { posting: 'amount', journal_entry: 'reason', release: 'sha256', audit_event: 'kind' }[table];
    await expect(run(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toThrow(/never changed/);
  });
});

describe('one plate of one permit', () => {
  const permit = randomUUID();
  const right = (since: string, until: string, open = true) =>
    run(
      `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id, open)
       VALUES ('voorbeeld', $1, 'NL', '12ABC3', '{B}', $2, $3, 'permit', 'X', $4)`,
      [permit, since, until, open],
    );

  it('has one open right at a time; the next begins where it ends', async () => {
    await right('2026-01-01T00:00Z', '2026-02-01T00:00Z');
    await expect(right('2026-01-31T23:59Z', '2026-03-01T00:00Z')).rejects.toThrow(/one_right_per_plate/);
    await right('2026-02-01T00:00Z', '2026-03-01T00:00Z');
    await right('2026-01-15T00:00Z', '2026-02-15T00:00Z', false);
  });
});

describe('a step with a key', () => {
  it('is taken once by two at the same moment, and both get its result', async () => {
    let taken = 0;
    const step = () =>
      inTransaction(database.pool, (tx) => once(tx, 'the step', () => Promise.resolve({ serial: (taken += 1) })));
    expect(await Promise.all([step(), step(), step()])).toEqual([{ serial: 1 }, { serial: 1 }, { serial: 1 }]);
  });

  it('is not taken by a repetition that begins before the first has ended', async () => {
    let goOn = (): void => undefined;
    let slow: Promise<string> | undefined;
    await new Promise<void>((begun) => {
      slow = inTransaction(database.pool, (tx) =>
        once(tx, 'the slow step', async () => {
          begun();
          await new Promise<void>((resolve) => (goOn = resolve));
          return 'first';
        }),
      );
    });
    const again = inTransaction(database.pool, (tx) => once(tx, 'the slow step', () => Promise.resolve('second')));
    goOn();
    expect(await Promise.all([slow, again])).toEqual(['first', 'first']);
  });

  it('that fails leaves nothing behind', async () => {
    const failing = inTransaction(database.pool, (tx) =>
      once(tx, 'the failing step', () => Promise.reject(new Error('no'))),
    );
    await expect(failing).rejects.toThrow('no');
    await expect(
      inTransaction(database.pool, (tx) => once(tx, 'the failing step', () => Promise.resolve('yes'))),
    ).resolves.toBe('yes');
  });
});

describe('the schema', () => {
  it('is brought up to date once, and not again', async () => {
    const orm = await openDataSource(database.url, 1);
    expect(await orm.runMigrations()).toEqual([]);
    await orm.destroy();
  });

  it('has every column the lists ask for', async () => {
    const orm = await openDataSource(database.url, 1);
    const { rows } = await run(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    const known = new Set((rows as { name: string }[]).map(({ name }) => name));
    const asked = orm.entityMetadatas.flatMap(({ tableName, columns }) =>
      columns.map(({ databaseName }) => `${tableName}.${databaseName}`),
    );
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
    expect(asked.length).toBeGreaterThan(40);
    await orm.destroy();
  });
});
