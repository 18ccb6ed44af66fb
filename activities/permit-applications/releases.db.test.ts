import { randomUUID } from 'node:crypto';
import { type Product } from '../../rules/municipalities/product.ts';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { importReleases } from '../municipalities/import.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, ME, NOW, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { voorbeeld } from '../testing/voorbeeld.ts';
import { confirmApplication } from './confirm.ts';
import { openApplication } from './open.ts';
import { issueAfterPayment } from './time.ts';

const LATER = '2026-05-03T10:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
let released = Date.parse('2026-05-02T00:00:00.000Z');
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

/** From the second of May on the product is like this. */
async function inForce(change: (product: Product & { places: { ceiling: number | null }[] }) => void): Promise<void> {
  const content: ReleaseContent = voorbeeld();
  change(content.products.find(({ id }) => id === 'resident') as Parameters<typeof change>[0]);
  await importReleases(database.pool, [content], new Date((released += 1_000)).toISOString());
}

const open = async (at: string) => {
  const applicationId = randomUUID();
  const holderId = await resident(database.pool);
  const opened = await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId: 'resident', actor: ME, at, key: `open ${applicationId}`,
  }); // prettier-ignore
  return { applicationId, opened };
};

/** Everything is filled in; only the declaration is missing. */
async function filledIn(at = NOW): Promise<string> {
  const { applicationId, opened } = await open(at);
  if (opened.outcome !== 'changed') throw new Error(opened.ground);
  await database.pool.query(
    `INSERT INTO application_plate (application_id, position, country, plate, display, keeper) VALUES ($1, 1, 'NL', $2, $2, 'own')`,
    [applicationId, applicationId.slice(0, 6).toUpperCase()],
  );
  await database.pool.query(
    `UPDATE application SET area_id = 'B', starts_on = '2026-05-05', period_id = 'P12M', plates_confirmed = true WHERE id = $1`,
    [applicationId],
  );
  return applicationId;
}

const confirm = (applicationId: string) =>
  confirmApplication(deps, {
    applicationId, actor: ME, at: LATER, key: randomUUID(), declarationVersion: '1', language: 'nl',
  }); // prettier-ignore
const charged = async (applicationId: string): Promise<number[]> => {
  const { rows } = await database.pool.query<{ cents: string }>('SELECT cents FROM charge WHERE application_id = $1', [
    applicationId,
  ]);
  return rows.map(({ cents }) => Number(cents));
};
const priceNow = () =>
  voorbeeld()
    .products.find(({ id }) => id === 'resident')!
    .places.find(({ area }) => area === 'B')!.prices['P12M']!;

describe('an application that is open while the data change', () => {
  it('keeps the price it was opened with; who applies after the change pays the new one', async () => {
    const before = await filledIn();
    const dearer = priceNow() + 500;
    await inForce(({ places }) => {
      for (const { prices } of places) Object.assign(prices, { P12M: dearer });
    });
    const after = await filledIn(LATER);
    for (const applicationId of [before, after])
      expect(await confirm(applicationId)).toMatchObject({ outcome: 'changed', state: { status: 'awaiting-payment' } });
    expect(await charged(before)).toEqual([priceNow()]);
    expect(await charged(after)).toEqual([dearer]);
    const { rows } = await database.pool.query<{ release: number }>(
      'SELECT release FROM decision WHERE application_id = ANY ($1) ORDER BY release',
      [[before, after]],
    );
    expect(new Set(rows.map(({ release }) => release)).size).toBe(2);
  });

  it('can be finished when its product is withdrawn; nobody opens a new one', async () => {
    const before = await filledIn();
    await inForce((product) => {
      product.withdrawn = true;
    });
    expect((await open(LATER)).opened).toMatchObject({ outcome: 'refuse', ground: 'product-withdrawn' });
    expect(await confirm(before)).toMatchObject({ outcome: 'changed', state: { status: 'awaiting-payment' } });
    await issueAfterPayment(deps, { applicationId: before, at: LATER, key: randomUUID() });
    expect(await count(database.pool, 'permit WHERE application_id = $1', [before])).toBe(1);
  });

  it('finds no place when the ceiling is lowered below what is issued, and what is issued stays', async () => {
    const before = await filledIn();
    const issued = () => count(database.pool, `permit WHERE status = 'issued'`);
    const had = await issued();
    await inForce(({ places }) => {
      for (const place of places) place.ceiling = 0;
    });
    expect(await confirm(before)).toMatchObject({ outcome: 'refuse', ground: 'location-full' });
    expect(await charged(before)).toEqual([]);
    expect(await issued()).toBe(had);
  });
});
