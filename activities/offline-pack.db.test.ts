import { randomUUID } from 'node:crypto';
import { plateKey } from '../rules/values/plate.ts';
import { type OfflinePack } from '../rules/offline-pack.ts';
import { createSigner, type Signed } from './db/signing.ts';
import { createVault } from './db/vault.ts';
import { importReleases } from './municipalities/import.ts';
import { keepOfflineChecks, makePack } from './offline-pack.ts';
import { type Deps } from './ports.ts';
import { depsOn, NOW } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { lockFor } from './testing/device.ts';
import { residentPermit } from './testing/resident-permit.ts';
import { voorbeeld } from './testing/voorbeeld.ts';

const signer = createSigner(createVault(Buffer.alloc(32, 7)));
const officer = { id: randomUUID(), municipalityId: 'voorbeeld' };

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(4);
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

const made = async (): Promise<Signed> => {
  const pack = await makePack(deps, signer, 'voorbeeld');
  if (!pack) throw new Error('no list was made');
  return pack;
};
const check = (more: object = {}) => ({
  plate: 'K51FTN',
  country: 'NL',
  area: 'B',
  at: NOW,
  verdict: 'green',
  ...more,
});
const minutesBefore = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
const keptAs = async (id: string) => {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    'SELECT officer_id, plate, asked_about, at, offline_verdict, active_until IS NOT NULL AS active FROM plate_check WHERE offline_id = $1',
    [id],
  );
  return rows;
};

describe('the list for devices without connection', () => {
  it('holds no plate that anybody could read, ends after the minutes of the municipality, and has a key of its own each time [BEYOND-025]', async () => {
    for (const plate of ['K51FTN', '627HX3']) await residentPermit(deps, 'resident', [plate]);
    const [one, two] = [await made(), await made()];
    const [pack, again] = [one, two].map(({ payload }) => JSON.parse(payload) as OfflinePack) as [
      OfflinePack,
      OfflinePack,
    ];
    const read = Buffer.from(pack.entries, 'base64').toString('latin1') + one.payload;
    for (const plate of ['K51FTN', '627HX3', 'K-51-FTN']) expect(plateKey(read)).not.toContain(plateKey(plate));
    expect(pack).toMatchObject({ municipality: 'voorbeeld', madeAt: NOW, goodUntil: '2026-05-01T12:15:00.000Z' });
    expect(Buffer.from(pack.entries, 'base64')).toHaveLength(2 * 16);
    expect(again.hashKey).not.toBe(pack.hashKey);
    expect(again.entries).not.toBe(pack.entries);
  });

  it('is not made where the municipality does not offer it', async () => {
    const content = voorbeeld();
    const without = { ...content, municipality: { ...content.municipality, id: 'elders', enforcement: null } };
    await importReleases(database.pool, [without], '2026-01-02T00:00:00.000Z');
    expect(await makePack(deps, signer, 'elders')).toBeNull();
  });
});

describe('a check that was made without connection', () => {
  it('is kept once, of the moment it was made, with what the officer saw and what the books say [BEYOND-025]', async () => {
    await residentPermit(deps, 'resident', ['P77PPP']);
    const box = lockFor(signer.boxKey, check({ plate: 'p-77-ppp', at: minutesBefore(30), verdict: 'red' }));
    expect(JSON.stringify(box)).not.toContain('P77PPP');
    expect(await keepOfflineChecks(deps, signer, officer, [box, box])).toEqual({ kept: 2, refused: [] });
    await Promise.all([1, 2, 3].map(() => keepOfflineChecks(deps, signer, officer, [box])));
    expect(await keptAs(box.id)).toEqual([
      {
        officer_id: officer.id,
        plate: 'P77PPP',
        asked_about: new Date(minutesBefore(30)),
        at: new Date(NOW),
        offline_verdict: 'red',
        active: true,
      },
    ]);
  });

  it('is refused by its number when it was not locked for us, was altered, is of elsewhere, or is a week old', async () => {
    const good = lockFor(signer.boxKey, check());
    const stranger = lockFor(createSigner(createVault(Buffer.alloc(32, 8))).boxKey, check());
    const altered = { ...good, id: randomUUID(), locked: `${good.locked.slice(0, -4)}AAAA` };
    const boxes = [
      stranger,
      altered,
      lockFor(signer.boxKey, check({ area: 'Z' })),
      lockFor(signer.boxKey, check({ at: minutesBefore(7 * 24 * 60 + 1) })),
      lockFor(signer.boxKey, check({ at: minutesBefore(-5) })),
      lockFor(signer.boxKey, { ...check(), name: 'x' }),
      { ...good, id: randomUUID(), key: 'AAAA' },
    ];
    const { kept, refused } = await keepOfflineChecks(deps, signer, officer, [good, ...boxes]);
    expect({ kept, refused }).toEqual({ kept: 1, refused: boxes.map(({ id }) => id) });
    for (const { id } of boxes) expect(await keptAs(id)).toEqual([]);
  });
});
