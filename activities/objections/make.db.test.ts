import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { verifyDossier, type SealedDossier } from '../audit/seal.ts';
import { checkPlate } from '../enforcement.ts';
import { renderLetter } from '../letters/page.ts';
import { importReleases } from '../municipalities/import.ts';
import { type Deps } from '../ports.ts';
import { accountWith } from '../testing/account.ts';
import { depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { readPdf } from '../testing/pdf.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { makeBundle } from './make.ts';

jest.setTimeout(60_000);

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

const RECEIPT = { rightId: randomUUID(), code: 'abc123', link: 'http://localhost/verify#signed.text.key' };

async function bundle(columns: { permitId: string; holderId?: string; accountId?: string; actionId?: string }, language = 'nl') {
  const id = randomUUID();
  const { permitId, holderId = null, accountId = null, actionId = null } = columns;
  await database.pool.query(
    `INSERT INTO objection_bundle (id, municipality_id, permit_id, holder_id, account_id, action_id, language, receipts, asked_at)
     VALUES ($1, 'voorbeeld', $2, $3, $4, $5, $6, $7, $8)`,
    [id, permitId, holderId, accountId, actionId, language, JSON.stringify([RECEIPT]), NOW],
  );
  await makeBundle({ ...deps, print: renderLetter }, { bundleId: id });
  const { rows } = await database.pool.query<{ dossier: Buffer; pdf: Buffer }>('SELECT dossier, pdf FROM objection_bundle WHERE id = $1', [id]);
  const { dossier, pdf } = rows[0]!;
  return { sealed: JSON.parse(dossier.toString()) as SealedDossier, pdf };
} // prettier-ignore

const textOf = async (pdf: Buffer): Promise<string> => JSON.stringify(await readPdf(pdf));

/** A stay of two hours in zone B under a visitor permit, which the national register knew after two seconds. */
async function stay() {
  const { permitId, balanceId } = await visitorPermit(deps, 1_000);
  const accountId = await accountWith(database.pool, permitId);
  const { rows } = await database.pool.query<{ id: string }>(
    `INSERT INTO parking_action (municipality_id, permit_id, area_id, release, country, plate, display, starts_at, ends_at, state, holds, costs, started_at, account_id)
     SELECT 'voorbeeld', $1, 'B', release, 'NL', 'K51FTN', 'K-51-FTN', '2026-05-01T08:00:00Z', '2026-05-01T10:00:00Z', 'settled', '[]', $2,
            '2026-05-01T08:00:00Z', $3 FROM permit WHERE id = $1 RETURNING id`,
    [permitId, JSON.stringify([{ balanceId, amount: 120 }]), accountId],
  );
  const actionId = rows[0]!.id;
  await database.pool.query(
    `INSERT INTO parking_right (municipality_id, permit_id, action_id, country, plate, areas, since, until, kind, usage_id, open, register_id, registered_at, known_from)
     VALUES ('voorbeeld', $1, $2, 'NL', 'K51FTN', '{B}', '2026-05-01T08:00:00Z', '2026-05-01T10:00:00Z', 'action', 'BEZOEKREG', false, 'NPR-77',
             '2026-05-01T08:00:02Z', '2026-05-01T08:00:00Z')`,
    [permitId, actionId],
  );
  return { permitId, accountId, actionId };
}

describe('the bundle to object with', () => {
  it('of a stay holds its session, receipts, register times, rules, price and map, and proves itself offline [BEYOND-028]', async () => {
    const { permitId, accountId, actionId } = await stay();
    await checkPlate(
      { pool: database.pool, clock: () => NOW },
      { municipalityId: 'voorbeeld', officerId: randomUUID(), country: 'NL', plate: 'K51FTN', areaId: 'B', at: '2026-05-01T09:00:00.000Z' },
    );
    const { sealed, pdf } = await bundle({ permitId, accountId, actionId });
    expect(verifyDossier(sealed, pdf).findings).toEqual([]);
    expect(sealed.parts).toMatchObject({
      about: { plate: 'K-51-FTN', actionId, areaId: 'B', from: '2026-05-01T08:00:00.000Z' },
      register: [{ register_id: 'NPR-77', registered_at: '2026-05-01T08:00:02.000Z' }],
      receipts: [RECEIPT],
      rules: { release: 2, ordinance: { en: 'Parking Bye-law of Voorbeeldstad 2026' } },
      checks: [{ green: true, area_id: 'B' }],
      map: { geometry: { type: 'MultiPolygon' } },
    });
    expect((sealed.parts['price'] as { lines: unknown[] }).lines.length).toBeGreaterThan(0);
    const said = await textOf(pdf);
    for (const words of ['K-51-FTN', 'NPR-77', 'abc123', 'Parkeerverordening Voorbeeldstad 2026', 'Bezwaar maken'])
      expect(said).toContain(words);
  });

  it('is told to be false when a word of it is changed, or when another PDF lies beside it', async () => {
    const { sealed, pdf } = await bundle(await stay());
    const tampered = JSON.parse(JSON.stringify(sealed)) as SealedDossier;
    (tampered.parts['about'] as { plate: string }).plate = 'X-99-XXB';
    expect(verifyDossier(tampered, pdf).findings).toEqual([{ kind: 'changed', part: 'about' }]);
    expect(verifyDossier(sealed, Buffer.from('another')).findings).toEqual([{ kind: 'other-pdf', part: 'pdf' }]);
  });

  it('of a permit is written in the language of who asked, and made once', async () => {
    const { permitId, holderId } = await residentPermit(deps, 'resident', ['K51FTN']);
    const { sealed, pdf } = await bundle({ permitId, holderId }, 'en');
    expect(verifyDossier(sealed, pdf).findings).toEqual([]);
    expect(sealed.parts).toMatchObject({ about: { actionId: null, plate: 'K51FTN' }, price: null });
    expect(await textOf(pdf)).toContain('Where it counts');
  });

  it('leaves out the plate once that is erased, and whoever of staff had a hand in it', async () => {
    const of = await stay();
    await database.pool.query(
      `UPDATE parking_action SET plate = NULL, display = NULL WHERE id = $1`, [of.actionId],
    );
    const { sealed, pdf } = await bundle(of);
    expect(sealed.parts).toMatchObject({ about: { plate: null, country: null } });
    expect(sealed.events.every(({ actor_kind }) => actor_kind !== 'staff')).toBe(true);
    expect(await textOf(pdf)).toContain('gewist na dertien weken');
  });
}); // prettier-ignore
