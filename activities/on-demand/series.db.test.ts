import { randomUUID } from 'node:crypto';
import { importReleases } from '../municipalities/import.ts';
import { stopParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { antwerpen, belgian, consented, withEuros, type Consented } from '../testing/on-demand.ts';
import { bookSeries, cancelSeries, previewSeries, type BookSeries } from './series.ts';

/** A Wednesday, ten in the morning. */
const NOW = '2026-05-06T08:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(6);
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [antwerpen()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

async function resident(euros: number): Promise<Consented> {
  const lien = await consented(deps, await belgian(database.pool, '2000'), NOW);
  await withEuros(database.pool, lien.permits['visitor']!, euros);
  return lien;
}
const wish = (lien: Consented, more: Partial<BookSeries> = {}): BookSeries => ({
  permitId: lien.permits['visitor']!, accountId: lien.accountId, municipalityId: 'antwerpen', weekdays: [1], from: '2026-05-11', until: '2026-06-01',
  startTime: '10:00', endTime: '12:00', plate: { country: 'B', key: '1ABC234', display: '1-ABC-234' }, only: 'all',
  actor: { kind: 'account', id: lien.accountId }, at: NOW, key: randomUUID(), ...more,
}); // prettier-ignore
const open = (lien: Consented) =>
  count(database.pool, `parking_action WHERE permit_id = '${lien.permits['visitor']!}' AND state = 'open'`);
const purse = async (lien: Consented) =>
  (await database.pool.query<{ available: number }>(
    `SELECT b.available::int AS available FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id WHERE pb.permit_id = $1 AND b.unit = 'eurocent'`,
    [lien.permits['visitor']],
  )).rows[0]!.available; // prettier-ignore

describe('booking a series', () => {
  it('books every date under one number, over a holiday for free, once however often it is asked [POM-025]', async () => {
    const lien = await resident(10_000);
    // Whit Monday lies among them: a Monday of nothing to pay.
    const command = wish(lien);
    const booked = await bookSeries(deps, command);
    expect(booked).toMatchObject({ outcome: 'booked', number: expect.stringMatching(/^R-\d+$/), refused: [] });
    expect(await bookSeries(deps, command)).toEqual(booked);
    expect(await open(lien)).toBe(4);
    expect(await purse(lien)).toBe(10_000 - 3 * 144);
    const preview = await previewSeries(deps, {
      ...command,
      from: '2026-05-25',
      until: '2026-05-25',
      startTime: '13:00',
      endTime: '14:00',
    });
    expect(preview).toMatchObject({
      dates: [{ date: '2026-05-25', holiday: true, decision: { outcome: 'allow', price: { cents: 0 } } }],
    });
  });

  it('books none when one of them cannot be and all were asked; the others when those will do [POM-025]', async () => {
    // Enough for two of three.
    const lien = await resident(300);
    const three = { from: '2026-06-08', until: '2026-06-22' };
    expect(await bookSeries(deps, wish(lien, three))).toMatchObject({ ground: 'series-clash' });
    expect([await open(lien), await purse(lien)]).toEqual([0, 300]);
    expect(await bookSeries(deps, wish(lien, { ...three, only: 'possible' }))).toMatchObject({
      outcome: 'booked', booked: [{ date: '2026-06-08' }, { date: '2026-06-15' }], refused: [{ date: '2026-06-22', ground: 'balance-too-small' }],
    }); // prettier-ignore
    expect([await open(lien), await purse(lien)]).toEqual([2, 12]);
  });

  it('is never booked twice over by two who press at once [POM-025]', async () => {
    const lien = await resident(10_000);
    const both = await Promise.all([bookSeries(deps, wish(lien)), bookSeries(deps, wish(lien))]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['booked', 'refuse']);
    expect(await open(lien)).toBe(4);
  });

  it('leaves the others when one is cancelled, and takes all that have not begun back together [POM-025]', async () => {
    const lien = await resident(10_000);
    const booked = await bookSeries(deps, wish(lien));
    if (booked.outcome !== 'booked') throw new Error(JSON.stringify(booked));
    const actor = { kind: 'account' as const, id: lien.accountId };
    await stopParking(deps, { actionId: booked.booked[1]!.actionId, actor, at: NOW, planned: true });
    expect(await open(lien)).toBe(3);
    const other = await resident(0);
    const cancel = { seriesId: booked.seriesId, actor, at: NOW };
    expect(await cancelSeries(deps, { ...cancel, accountId: other.accountId })).toBeUndefined();
    expect(await cancelSeries(deps, { ...cancel, accountId: lien.accountId })).toBe(3);
    expect([await open(lien), await purse(lien)]).toEqual([0, 10_000]);
  });
});
