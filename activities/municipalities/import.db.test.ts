import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { voorbeeld } from '../testing/voorbeeld.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { importReleases, MunicipalDataError, readFolders } from './import.ts';
import { storedReleases, UnknownMunicipality } from './releases.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

const JANUARY = '2026-01-01T00:00:00.000Z';
const LATER = '2026-06-01T00:00:00.000Z';
const MARCH = '2026-03-01T00:00:00.000Z';

describe('municipal data', () => {
  it('of all municipalities that are shipped come into force', async () => {
    const contents = readFolders(new URL('../../municipalities', import.meta.url).pathname);
    expect(await importReleases(database.pool, contents, JANUARY)).toBe(contents.length);
    const all = await storedReleases(database.pool).all(JANUARY);
    expect(all.map(({ municipalityId }) => municipalityId).sort()).toEqual([
      'antwerpen', 'assen', 'deventer', 'voorbeeld',
    ]); // prettier-ignore
    expect(all.find(({ municipalityId }) => municipalityId === 'voorbeeld')!.content).toEqual(voorbeeld());
  });

  it('that did not change make no new release', async () => {
    expect(await importReleases(database.pool, [voorbeeld()], MARCH)).toBe(0);
  });

  it('that did change become the next release; before its day, the old one holds', async () => {
    const dearer = voorbeeld();
    Object.assign(dearer.products[0]!.places[0]!.prices, { P12M: 9100 });
    expect(await importReleases(database.pool, [dearer], MARCH)).toBe(1);
    const releases = storedReleases(database.pool);
    expect(await releases.inForce('voorbeeld', '2026-02-28T23:59:59.999Z')).toMatchObject({ number: 1 });
    expect(await releases.inForce('voorbeeld', MARCH)).toMatchObject({ number: 2, content: dearer });
    expect((await releases.numbered('voorbeeld', 1)).content).toEqual(voorbeeld());
  });

  it('with a fault are refused with file and line, and what was in force stays in force', async () => {
    const root = mkdtempSync(join(tmpdir(), 'parkwerk-import-'));
    cpSync(new URL('../../municipalities', import.meta.url).pathname, root, { recursive: true });
    const file = join(root, 'voorbeeld', 'products.yaml');
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('numberPrefix: BV'));
    writeFileSync(file, lines.with(line, '    numberPrefix: bv').join('\n'));
    const before = await storedReleases(database.pool).all(LATER);
    // Nothing of any municipality is imported: reading comes first, and refuses all of it.
    const importAll = async () => importReleases(database.pool, readFolders(root), LATER);
    await expect(importAll()).rejects.toThrow(new RegExp(`voorbeeld.products\\.yaml:${line + 1} .*numberPrefix`));
    expect(await storedReleases(database.pool).all(LATER)).toEqual(before);
    rmSync(root, { recursive: true });
  });

  it('of a municipality nobody knows are not there, which is said', async () => {
    await expect(storedReleases(database.pool).inForce('nergens', MARCH)).rejects.toThrow(UnknownMunicipality);
    expect(() => readFolders(new URL('../../rules', import.meta.url).pathname)).toThrow(MunicipalDataError);
  });
});
