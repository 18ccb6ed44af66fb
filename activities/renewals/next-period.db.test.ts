import { jest } from '@jest/globals';
import { type Instant } from '../../rules/values/moment.ts';
import { importReleases } from '../municipalities/import.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, ME } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { isGreenAt, residentPermit } from '../testing/resident-permit.ts';
import { visitorPermit } from '../testing/visitor-scheme.ts';
import { voorbeeld } from '../testing/voorbeeld.ts';
import { startParking, stopParking } from '../parking.ts';
import { confirmRenewal, renewAfterPayment } from './acts.ts';
import { prepareRenewals } from './season.ts';

jest.setTimeout(60_000);

const END = '2026-12-31T23:00:00.000Z';
const SEASON = '2026-11-20T03:00:00.000Z';
const LATER = '2026-12-01T12:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  // Visitors of Voorbeeldstad, as they would be with ten hours a quarter.
  const content = voorbeeld();
  const balances = [{ unit: 'minute', period: 'quarter', allowance: 600 } as const];
  const products = content.products.map((product) =>
    product.id === 'visitor' && product.parking
      ? { ...product, parking: { ...product.parking, balances, topUp: null } }
      : product,
  );
  await importReleases(database.pool, [{ ...content, products }], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

async function renewed(permitId: string, at: Instant = LATER): Promise<void> {
  await prepareRenewals(deps, SEASON);
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM renewal WHERE permit_id = $1', [permitId]);
  const renewalId = rows[0]!.id;
  const confirmed = await confirmRenewal(deps, { renewalId, actor: ME, at, key: `confirm ${renewalId}` });
  expect(confirmed).toMatchObject({ outcome: 'changed' });
  const done = await renewAfterPayment(deps, { renewalId, at, key: `renew ${renewalId}` });
  expect(done).toMatchObject({ outcome: 'changed', state: { status: 'renewed' } });
}

describe('the next period of a permit', () => {
  it('brings the balances of its quarters, each with what a quarter begins with, and adds none to one that is there [PORTAL-086]', async () => {
    const { permitId } = await visitorPermit(deps, 0);
    await database.pool.query('DELETE FROM permit_balance WHERE permit_id = $1', [permitId]);
    await database.pool.query('UPDATE permit SET valid_until = $2 WHERE id = $1', [permitId, END]);
    await prepareRenewals(deps, SEASON);
    const { rows } = await database.pool.query<{ day: string; available: string }>(
      `SELECT b.period_from::text AS day, b.available FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id
        WHERE pb.permit_id = $1 AND b.unit = 'minute' ORDER BY b.period_from`,
      [permitId],
    );
    expect(rows.map(({ day, available }) => [day, Number(available)])).toEqual(
      ['2027-01-01', '2027-04-01', '2027-07-01', '2027-10-01'].map((day) => [day, 600]),
    );
  });

  it('counts while a temporary plate does and after it, and the plate of the permit rests meanwhile as before', async () => {
    const { permitId } = await residentPermit(deps, 'resident-centre', ['NP0001'], {
      from: '2025-12-31T23:00:00.000Z',
      to: END,
    });
    const holder = `(SELECT holder_id FROM permit WHERE id = $1)`;
    // In zone A, where this permit is valid.
    await database.pool.query(
      `UPDATE holder SET address = (SELECT jsonb_set(address, '{postcode}', '"4301 SA"') FROM holder WHERE id = ${holder}) WHERE id = ${holder}`,
      [permitId],
    );
    const started = await startParking(deps, {
      permitId, country: 'NL', plate: 'NP0002', display: 'NP-0002', endsAt: '2026-11-25T12:00:00.000Z', actor: ME, at: '2026-11-21T12:00:00.000Z',
    }); // prettier-ignore
    if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
    await renewed(permitId, '2026-11-22T12:00:00.000Z');
    const green = (plate: string, at: Instant) => isGreenAt(deps, plate, 'A', at);
    expect(await green('NP0001', '2026-11-23T12:00:00.000Z')).toBe(false);
    expect(await green('NP0002', '2026-11-23T12:00:00.000Z')).toBe(true);
    await stopParking(deps, { actionId: started.id, actor: ME, at: '2026-11-24T12:00:00.000Z' });
    for (const at of ['2026-11-24T12:00:00.000Z', END, '2027-12-31T22:59:59.999Z'])
      expect([at, await green('NP0001', at)]).toEqual([at, true]);
    expect(await green('NP0001', '2027-12-31T23:00:00.000Z')).toBe(false);
    expect(await count(database.pool, 'parking_right WHERE permit_id = $1 AND open', [permitId])).toBeGreaterThan(0);
  });

  it('of a permit for Mondays counts on its Mondays alone, and so does the time in which it is decided [PEERS-022]', async () => {
    const { permitId } = await residentPermit(deps, 'resident', ['NP0003'], {
      from: '2025-12-31T23:00:00.000Z',
      to: END,
    });
    await database.pool.query(`UPDATE permit SET weekdays = '{1}' WHERE id = $1`, [permitId]);
    await renewed(permitId);
    for (const [at, expected] of [
      ['2027-01-04T12:00:00.000Z', true], // a Monday
      ['2027-01-05T12:00:00.000Z', false],
      ['2027-06-07T12:00:00.000Z', true],
    ] as const)
      expect([at, await isGreenAt(deps, 'NP0003', 'B', at)]).toEqual([at, expected]);
  });
});
