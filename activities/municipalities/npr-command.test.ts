import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { temporaryFolder } from '../../embedded/testing/folder.ts';
import { priceOfStay } from '../../rules/parking/price.ts';
import { tariffIn } from '../../rules/parking/municipal-tariff.ts';
import { main } from './npr-command.ts';
import { readFolder } from './read-folder.ts';

const NOW = new Date('2026-05-01T12:00:00Z');
const manager = { areamanagerid: '9901' };
const ring = '5.25 52.53, 5.26 52.53, 5.26 52.54, 5.25 52.53';

/** Downloads as the site gives them: one as JSON, the rest as CSV in capitals. */
function downloads(folder: string): void {
  writeFileSync(join(folder, 'adw6-9hsg.json'), JSON.stringify([
    { ...manager, areaid: 'A901', areadesc: 'Havenkwartier', usageid: 'STRAAT' },
    { ...manager, areaid: 'A902', areadesc: 'Zonder tekening', usageid: 'STRAAT' },
  ])); // prettier-ignore
  const csv = (name: string, ...lines: string[]) => writeFileSync(join(folder, `Open_Data_Parkeren__${name}_20260501.csv`), lines.join('\n'));
  csv('GEOMETRIE_GEBIED', 'AreaManagerId,AreaId,AreaGeometryAsText', `9901,A901,"POLYGON ((${ring}))"`);
  csv('GEBIED_REGELING', 'AreaManagerId,AreaId,UsageId,RegulationId', '9901,A901,STRAAT,R1');
  csv('REGELING', 'AreaManagerId;RegulationId;RegulationType', '9901;R1;B');
  csv('TIJDVAK', 'AreaManagerId,RegulationId,DayTimeFrame,StartTimeTimeFrame,EndTimeTimeFrame,FareCalculationCode', '9901,R1,WOENSDAG,900,1800,T1');
  csv('TARIEFBEREKENING', 'AreaManagerId,FareCalculationCode', '9901,T1');
  csv('TARIEFDEEL', 'AreaManagerId,FareCalculationCode,StartDurationFarePart,EndDurationFarePart,AmountFarePart,StepSizeFarePart', '9901,T1,0,999999,2.5,60');
  writeFileSync(join(folder, 'lees-mij.txt'), 'hallo');
} // prettier-ignore

describe('taking over the national register', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  let said: string;
  let told: string;
  beforeEach(() => {
    said = '';
    told = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
      told += String(text);
      return true;
    });
  });
  afterEach(() => jest.restoreAllMocks());

  const town = (name: string): { root: string; files: string } => {
    const [root, files] = [join(folder.path, name, 'municipalities'), join(folder.path, name, 'downloads')];
    cpSync(new URL('../../municipalities/voorbeeld', import.meta.url).pathname, join(root, 'voorbeeld'), {
      recursive: true,
    });
    mkdirSync(files);
    downloads(files);
    return { root, files };
  };

  it('adds its areas, prices a stay there by its rows, and says what it left aside', () => {
    const { root, files } = town('whole');
    expect(main([files], root, NOW)).toBe(0);
    expect(said).toMatch(/voorbeeld: 1 areas added, 0 drawn anew/);
    expect(said).toMatch(/gebieden: 1 have no drawing \(A902\)/);
    expect(said).toMatch(/left aside: lees-mij.txt/);

    const read = readFolder(join(root, 'voorbeeld'));
    if (read.outcome !== 'read') throw new Error(JSON.stringify(read.faults));
    const stay = { from: '2026-05-06T08:00:00.000Z', to: '2026-05-06T11:00:00.000Z' };
    expect(priceOfStay(stay, tariffIn(read.content, 'a901', 'STRAAT', stay)).cents).toBe(750);
  });

  it('done again changes nothing, and a new drawing keeps the name the municipality gave', () => {
    const { root, files } = town('again');
    main([files], root, NOW);
    const areas = join(root, 'voorbeeld', 'areas.geojson');
    const first = readFileSync(areas, 'utf8');
    expect(main([files], root, NOW)).toBe(0);
    expect(readFileSync(areas, 'utf8')).toBe(first);
    expect(said).toMatch(/0 areas added, 1 drawn anew/);
  });

  it('names the tables that are missing, the file that cannot be read, and rows of nobody here', () => {
    const { root, files } = town('wrong');
    writeFileSync(join(files, 'adw6-9hsg.json'), '{"error": true}');
    expect(main([files], root, NOW)).toBe(1);
    expect(told).toMatch(/adw6-9hsg.json cannot be read: it is no list of rows/);
    expect(main([join(files, 'nergens')], root, NOW)).toBe(1);
    const empty = join(folder.path, 'empty');
    mkdirSync(empty);
    expect(main([empty], root, NOW)).toBe(1);
    expect(told).toMatch(/These tables are missing: gebied \(adw6-9hsg\)/);
    expect(main([], root, NOW)).toBe(1);
    expect(told).toMatch(/Give the folder with the downloaded files/);
  });
});
