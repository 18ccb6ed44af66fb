import { voorbeeld } from '../testing/voorbeeld.ts';
import { depsOn, NOW, readyToPay, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { inTransaction } from '../db/transaction.ts';
import { importReleases } from '../municipalities/import.ts';
import { type Deps } from '../ports.ts';
import { placesTaken, releasePlace, claimPlace } from './places.ts';
import { readDossier } from './dossier.ts';

let database: TestDatabase;
let deps: Deps;

beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  const small = voorbeeld();
  const place = small.products.find(({ id }) => id === 'resident')!.places.find(({ area }) => area === 'B')!;
  place.ceiling = 3;
  await importReleases(database.pool, [small], '2026-02-01T00:00:00.000Z');
});
afterAll(() => database.drop());

const taken = async (): Promise<number> => {
  const { rows } = await database.pool.query<{ taken: number }>(`SELECT taken FROM place_count WHERE area_id = 'B'`);
  return rows[0]?.taken ?? 0;
};

describe('the last places of an area', () => {
  let got: string[];

  it('go to as many as there are, however many ask at once [PORTAL-033]', async () => {
    const holders = await Promise.all(Array.from({ length: 12 }, () => resident(database.pool)));
    const asked = await Promise.allSettled(holders.map((holder) => readyToPay(deps, holder)));
    got = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value.applicationId] : []));
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : []));
    expect(got).toHaveLength(3);
    expect(new Set(refused)).toEqual(new Set(['no place left']));
    expect(await taken()).toBe(3);
  });

  it('are not asked for twice by who has one', async () => {
    await inTransaction(database.pool, async (tx) => {
      const dossier = (await readDossier(tx, deps, got[0]!, NOW))!;
      expect(await claimPlace(tx, deps, dossier, NOW)).toBe(true);
      expect(await placesTaken(tx, dossier)).toBe(2);
    });
    expect(await taken()).toBe(3);
  });

  it('come back once, and go to the next', async () => {
    const giveBack = () => inTransaction(database.pool, (tx) => releasePlace(tx, got[0]!, NOW));
    await Promise.all([giveBack(), giveBack(), giveBack()]);
    expect(await taken()).toBe(2);
    await readyToPay(deps, await resident(database.pool));
    expect(await taken()).toBe(3);
    await expect(readyToPay(deps, await resident(database.pool))).rejects.toThrow('no place left');
  });
});
