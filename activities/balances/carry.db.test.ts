import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type Interval } from '../../rules/values/moment.ts';
import { inTransaction } from '../db/transaction.ts';
import { importReleases } from '../municipalities/import.ts';
import { startParking, stopParking } from '../parking.ts';
import { openApplication } from '../permit-applications/open.ts';
import { type Deps } from '../ports.ts';
import { accountWith } from '../testing/account.ts';
import { depsOn, ME, NOW as LONG_AGO, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { voorbeeld } from '../testing/voorbeeld.ts';
import { carryBalances } from './carry.ts';
import { openBalances } from './open.ts';
import { chargeTopUp, fillBalance, judgeTopUps } from './top-up.ts';

jest.setTimeout(60_000); // a database of its own takes its time on a busy machine

/** A Wednesday and the New Year's Eve of that year, a Thursday; every minute from nine to nine counts. */
const SPRING = '2026-05-06T08:00:00.000Z';
const EVE = '2026-12-31T19:00:00.000Z';
const NEW_YEAR = '2027-01-01T00:15:00.000Z';
const VALIDITY: Interval = { from: '2026-05-01T00:00:00.000Z', to: '2027-05-01T00:00:00.000Z' };
const [YEAR, FIFTY] = [750 * 60, 50 * 60];

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(8);
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [voorbeeld()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

/** Care at home in zone B, with five carers' plates on it. */
async function careAtHome(): Promise<string> {
  const holderId = await resident(database.pool);
  const [permitId, applicationId] = [randomUUID(), randomUUID()];
  await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId: 'home-care', actor: ME, at: LONG_AGO, key: `open ${applicationId}`,
  }); // prettier-ignore
  await database.pool.query(
    `INSERT INTO permit (id, municipality_id, holder_id, application_id, number, product_id, release, area_id, period_id, price_cents,
                         valid_from, valid_until, issued_at)
     SELECT $1, 'voorbeeld', $2, $3::uuid, 'ZH-' || $3::uuid, 'home-care', max(number), 'B', 'P12M', 0, $4, $5, $4
       FROM release WHERE municipality_id = 'voorbeeld'`,
    [permitId, holderId, applicationId, VALIDITY.from, VALIDITY.to],
  );
  await database.pool.query(
    `INSERT INTO permit_plate (permit_id, position, country, plate, display, since)
     SELECT $1, n, 'NL', 'ZORG' || n, 'ZORG' || n, $2 FROM generate_series(1, 5) AS n`,
    [permitId, VALIDITY.from],
  );
  const product = voorbeeld().products.find(({ id }) => id === 'home-care')!;
  const balances = { permitId, municipalityId: 'voorbeeld', product, validity: VALIDITY, timeZone: 'Europe/Amsterdam' };
  await inTransaction(database.pool, (tx) => openBalances(tx, balances, VALIDITY.from));
  return permitId;
}

const start = (permitId: string, plate: string, more: { at?: string; startsAt?: string; endsAt?: string } = {}) =>
  startParking(deps, {
    permitId, country: 'NL', plate, display: plate, actor: ME, at: SPRING, endsAt: '2026-05-06T09:00:00.000Z', ...more,
  }); // prettier-ignore
const idOf = (started: Awaited<ReturnType<typeof start>>): string => {
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
  return started.id;
};

async function minutes(permitId: string): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ year: string; available: string }>(
    `SELECT to_char(b.period_from, 'YYYY') AS year, b.available FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id
      WHERE pb.permit_id = $1 ORDER BY 1`,
    [permitId],
  );
  return Object.fromEntries(rows.map(({ year, available }) => [year, Number(available)]));
}
/** As if so much had been used up before. */
const leave = (permitId: string, left: number) =>
  database.pool.query(
    `WITH used AS (
       UPDATE balance b SET available = $2::bigint FROM permit_balance pb, balance was
        WHERE pb.permit_id = $1 AND b.id = pb.balance_id AND was.id = b.id AND b.period_from = '2026-01-01'
       RETURNING b.id, was.available - $2::bigint AS amount
     ), entry AS (
       INSERT INTO journal_entry (municipality_id, reason, subject_id, at) VALUES ('voorbeeld', 'used', $1, now()) RETURNING id
     )
     INSERT INTO posting (entry_id, account, ref, unit, amount)
     SELECT entry.id, line.account, line.ref, 'minute', line.sign * used.amount
       FROM entry, used, LATERAL (VALUES ('available', used.id::text, 1), ('income', '8031', -1)) AS line (account, ref, sign)`,
    [permitId, left],
  );
const carry = (at = NEW_YEAR) => carryBalances(deps, at);

describe('care at home', () => {
  it('parks plates of its carers alone, two at a time; a third is refused, also when all come at once [PEERS-028]', async () => {
    const permitId = await careAtHome();
    expect(await start(permitId, 'BUUR1')).toMatchObject({ ground: 'plate-not-on-permit' });
    const started = await Promise.all([1, 2, 3, 4, 5].map((n) => start(permitId, `ZORG${n}`)));
    expect(started.filter(({ outcome }) => outcome === 'started')).toHaveLength(2);
    expect(started.filter((one) => one.outcome === 'refuse').map((one) => one.ground)).toEqual(
      Array.from({ length: 3 }, () => 'too-many-at-once'),
    );
    expect((await minutes(permitId))['2026']).toBe(YEAR - 2 * 60);
    const first = started.find((one) => one.outcome === 'started')!;
    await stopParking(deps, { actionId: idOf(first), actor: ME, at: SPRING });
    const waiting = started.findIndex(({ outcome }) => outcome === 'refuse') + 1;
    expect(await start(permitId, `ZORG${waiting}`)).toMatchObject({ outcome: 'started' });
  });

  it('is for carers and for professionals, each with evidence of its own [PEERS-028]', () => {
    const of = (id: string) => voorbeeld().products.find((product) => product.id === id)!;
    const [carers, professionals] = [of('home-care'), of('care-provider')];
    expect([carers.eligibility.applicants, professionals.eligibility.applicants]).toEqual([['person'], ['business']]);
    expect(carers.evidence[0]!.kinds).toEqual(['care-statement']);
    expect(professionals.evidence[0]!.kinds).toEqual(['care-registration']);
    expect([carers.plates.max, carers.parking!.atOnce]).toEqual([5, 2]);
  });
});

describe('extra hours', () => {
  it('are bought once a year, whoever presses twice [PEERS-014]', async () => {
    const permitId = await careAtHome();
    const accountId = await accountWith(database.pool, permitId);
    const buy = (at: string) =>
      inTransaction(database.pool, async (tx) => {
        const charged = await chargeTopUp(tx, deps, { permitId, optionId: 'fifty-hours', accountId }, at);
        if (charged.outcome !== 'charged') return charged.ground;
        const { book } = await judgeTopUps(tx, deps, [charged.chargeId], at);
        for (const topUp of book) await fillBalance(tx, randomUUID(), 'voorbeeld', topUp, at);
        return book.length;
      });
    expect((await Promise.all([buy(SPRING), buy(SPRING)])).sort()).toEqual([1, 'top-up-maximum-reached']);
    expect(await minutes(permitId)).toEqual({ '2026': YEAR + FIFTY, '2027': YEAR });
    expect(await buy(EVE)).toBe('top-up-maximum-reached');
    expect(await buy(NEW_YEAR)).toBe(1);
    expect(await minutes(permitId)).toEqual({ '2026': YEAR + FIFTY, '2027': YEAR + FIFTY });
  });
});

describe('unused hours', () => {
  it('go on at the change of year, at most fifty, and once however often it is looked at [PEERS-014]', async () => {
    const [much, little] = [await careAtHome(), await careAtHome()];
    await leave(little, 20 * 60);
    await carry(EVE);
    expect([(await minutes(much))['2027'], (await minutes(little))['2027']]).toEqual([YEAR, YEAR]);
    await Promise.all([carry(), carry()]);
    await carry();
    expect(await minutes(much)).toEqual({ '2026': YEAR - FIFTY, '2027': YEAR + FIFTY });
    expect(await minutes(little)).toEqual({ '2026': 0, '2027': YEAR + 20 * 60 });
  });

  it('that come back after the change of year go on too, and the limit stays the limit [PEERS-014]', async () => {
    const permitId = await careAtHome();
    await leave(permitId, FIFTY + 60);
    // The last paid hour of the year, twice.
    const stay = { at: EVE, startsAt: '2026-12-31T19:00:00.000Z', endsAt: '2026-12-31T20:00:00.000Z' };
    const action = idOf(await start(permitId, 'ZORG1', stay));
    const other = idOf(await start(permitId, 'ZORG2', stay));
    expect(await minutes(permitId)).toEqual({ '2026': FIFTY - 60, '2027': YEAR });
    await carry();
    expect(await minutes(permitId)).toEqual({ '2026': 0, '2027': YEAR + FIFTY - 60 });
    // What was said to have stopped at its very beginning is heard of late.
    for (const actionId of [action, other])
      await stopParking(deps, { actionId, actor: ME, at: '2026-12-31T19:00:00.000Z' });
    expect((await minutes(permitId))['2026']).toBe(120);
    await carry();
    expect(await minutes(permitId)).toEqual({ '2026': 60, '2027': YEAR + FIFTY });
    const { rows } = await database.pool.query<{ sum: string }>(
      `SELECT coalesce(sum(amount), 0) AS sum FROM posting WHERE unit = 'minute'`,
    );
    expect(rows[0]!.sum).toBe('0');
    await expect(
      database.pool.query('UPDATE balance_carry SET amount = at_most + 1 WHERE to_balance_id IN (SELECT balance_id FROM permit_balance WHERE permit_id = $1)', [permitId]), // prettier-ignore
    ).rejects.toThrow(/balance_carry_check/);
  });
});
