import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { MunicipalDataError, readFolders } from './import.ts';
import { readFolder, type PlacedFault } from './read-folder.ts';

const SHIPPED = new URL('../../municipalities', import.meta.url).pathname;
const towns = readdirSync(SHIPPED, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const RING = [
  [5.2, 52.5],
  [5.3, 52.5],
  [5.3, 52.6],
  [5.2, 52.5],
];

const root = mkdtempSync(join(tmpdir(), 'parkwerk-data-'));
afterAll(() => rmSync(root, { recursive: true }));

const folder = join(root, 'voorbeeld');
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(SHIPPED, 'voorbeeld'), folder, { recursive: true });
  writeFileSync(join(folder, 'areas.geojson'), smallMap);
});

/** The same zones on a map that is quicker to read: a zone per line. */
const smallMap = `{ "type": "FeatureCollection", "features": [
${['A', 'B', 'C', 'D', 'garage-kade', 'garage-station'].map(zone).join(',\n')}
] }
`;

function zone(id: string): string {
  const properties = {
    kind: id.startsWith('garage') ? 'garage' : 'zone',
    id,
    name: `Zone ${id}`,
    registerId: `VBS_${id}`.slice(0, 10),
  };
  return JSON.stringify({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [RING] } });
}

type FileName =
  'municipality.yaml' | 'products.yaml' | 'addresses.yaml' | 'areas.geojson' | 'tariffs.yaml' | 'texts.yaml';

/** Changes the first place where `from` stands; answers with its line. */
function mend(file: FileName, from: string, to: string): number {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf(from);
  if (at < 0) throw new Error(`${from} is not in ${file}`);
  writeFileSync(path, text.slice(0, at) + to + text.slice(at + from.length));
  return text.slice(0, at).split('\n').length;
}

/** What is told, as `file:line message`. */
function told(): string[] {
  const read = readFolder(folder);
  return read.outcome === 'read' ? [] : read.faults.map(asText);
}
const asText = ({ file, line, message }: PlacedFault) => `${basename(file)}:${line} ${message}`;

describe('the municipalities that are shipped', () => {
  it.each(towns)('%s is right', (name) => {
    const read = readFolder(join(SHIPPED, name));
    expect(read.outcome === 'faults' ? read.faults.map(asText) : []).toEqual([]);
  });

  it('are four, each under its own name, and each says that its data are invented', () => {
    const contents = readFolders(SHIPPED);
    expect(contents.map(({ municipality }) => municipality.id).sort()).toEqual([
      'antwerpen',
      'assen',
      'deventer',
      'voorbeeld',
    ]);
    expect(contents.map(({ municipality }) => municipality.id)).toEqual(towns);
    expect(contents.every(({ municipality }) => municipality.demonstration)).toBe(true);
  });

  it('have areas with their parts and a map to draw them on', () => {
    const read = readFolder(join(SHIPPED, 'voorbeeld'));
    const content = read.outcome === 'read' ? read.content : undefined;
    expect(content?.areas.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D', 'garage-kade', 'garage-station']);
    expect(content?.areas.filter(({ kind }) => kind === 'garage')).toHaveLength(2);
    expect(content?.areas[0]?.polygons[0]?.[0]?.[0]).toEqual([5.278863, 52.545]);
    expect(new Set(content?.backdrop.map(({ kind }) => kind))).toEqual(
      new Set(['land', 'water', 'green', 'street', 'rail']),
    );
    expect(
      content?.backdrop.every(({ kind, shape }) => (kind === 'street' || kind === 'rail') === (shape === 'line')),
    ).toBe(true);
  });
});

describe('a fault in municipal data', () => {
  it.each<[string, FileName, string, string, string | RegExp]>([
    [
      'a field nobody knows',
      'municipality.yaml',
      'name: Voorbeeldstad',
      'naam: Voorbeeldstad',
      'naam: there is no such field',
    ],
    ['a country that is none', 'municipality.yaml', 'country: NL', 'country: DE', /country: Invalid option/],
    [
      'a rule for hints that one visit more or less would decide on',
      'municipality.yaml',
      'households: 4',
      'households: 2',
      /misuseHints\.sharedCar\.households: Too small/,
    ],
    [
      'a rule for hints that looks back longer than hints are kept',
      'municipality.yaml',
      'days: 30\n  manyCars',
      'days: 42\n  manyCars',
      /misuseHints\.days: Too big/,
    ],
    [
      'a time zone that does not exist',
      'municipality.yaml',
      'Europe/Amsterdam',
      'Europe/Utrecht',
      'timeZone: a time zone such as Europe/Amsterdam',
    ],
    [
      'a holiday that is no day',
      'municipality.yaml',
      'extraHolidays: []',
      'extraHolidays: [2026-02-30]',
      'extraHolidays.0: a day such as 2026-12-31',
    ],
    [
      'a phone line that cannot be dialled',
      'municipality.yaml',
      '+31880000001',
      '088 000 0001',
      /contact.line: as it is dialled/,
    ],
    [
      'a sentence in one language',
      'municipality.yaml',
      'en: Parking Bye-law of Voorbeeldstad 2026',
      'de: Parkordnung',
      /ordinance.en: Invalid input/,
    ],
    [
      'a price with a fraction',
      'products.yaml',
      'P12M: 9000',
      'P12M: 90.5',
      'products.0.places.0.prices.P12M: whole cents',
    ],
    ['a negative price', 'products.yaml', 'P12M: 9000', 'P12M: -1', /products.0.places.0.prices.P12M: Too small/],
    [
      'a prefix in small letters',
      'products.yaml',
      'numberPrefix: BV',
      'numberPrefix: bv',
      'products.0.numberPrefix: one to four capitals',
    ],
    [
      'a step that does not exist',
      'products.yaml',
      'steps: [location, start-date',
      'steps: [place, start-date',
      /steps.0: Invalid option/,
    ],
    [
      'a postcode that is none',
      'addresses.yaml',
      'postcode: 4301 SA',
      'postcode: SA',
      /addresses.0.postcode: Too small/,
    ],
    [
      'a field that is missing',
      'addresses.yaml',
      'houseNumber: 21',
      'huisnummer: 21',
      /ownPlaces.0.houseNumber: Invalid input/,
    ],
    ['a point that is not on earth', 'areas.geojson', '[5.2,52.5]', '[5216823,52.5]', /coordinates.0.0.0: Too big/],
    ['an area without a name', 'areas.geojson', '"name":"Zone A",', '', /properties.name: Invalid input/],
    [
      'a renewal of what is bought per weekday',
      'products.yaml',
      'weekdays: [1, 2, 3, 4, 5]',
      'renewal: { needsConfirmation: false, mayWithdraw: true }\n    weekdays: [1, 2, 3, 4, 5]',
      'weekday: what is bought per weekday is bought again, not renewed',
    ],
    [
      'a renewal of vouchers',
      'products.yaml',
      'voucher: { counts: [5, 10, 25], days: 7 }',
      'renewal: { needsConfirmation: false, mayWithdraw: true }\n    voucher: { counts: [5, 10, 25], days: 7 }',
      'week-vouchers: vouchers are bought again, not renewed',
    ],
    [
      'a bank file that is kept shorter than the books',
      'municipality.yaml',
      'refundFiles: 7',
      'refundFiles: 5',
      /7 to 10 book-years/,
    ],
    [
      'a term of keeping that is not for a municipality to choose',
      'municipality.yaml',
      'refundFiles: 7',
      'mandates: 7',
      /mandates/,
    ],
  ])('is told with file, line and field: %s', (_what, file, from, to, message) => {
    const line = mend(file, from, to);
    expect(told()).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^${file}:${line} .*${typeof message === 'string' ? message.replace(/[.+]/g, '\\$&') : message.source}`,
        ),
      ),
    );
  });

  it.each<[string, FileName, string, string, string]>([
    ['an area that does not exist', 'addresses.yaml', '{ area: B,', '{ area: Q,', 'there is no area Q'],
    [
      'a place of a product in no area',
      'products.yaml',
      '{ area: D, ceiling: 700',
      '{ area: Q, ceiling: 700',
      'resident: there is no area Q',
    ],
    [
      'a kind of evidence that does not exist',
      'products.yaml',
      'kinds: [care-statement]',
      'kinds: [care-note]',
      'carer: there is no kind of evidence care-note',
    ],
    ['a ring that is open', 'areas.geojson', '[5.2,52.5]]]', '[5.3,52.5]]]', 'a ring ends where it began'],
  ])('is told when it is written well and cannot be meant: %s', (_what, file, from, to, message) => {
    mend(file, from, to);
    expect(told()).toEqual([expect.stringContaining(message)]);
    expect(told()[0]).toMatch(new RegExp(`^${file}:\\d+ `));
  });

  it('of meaning stands on the line of its value, not on that of its product', () => {
    const line = mend('products.yaml', '{ area: D, ceiling: 700', '{ area: Q, ceiling: 700');
    expect(told()[0]).toMatch(new RegExp(`^products.yaml:${line} `));
  });

  it('in the writing itself is told with the line where reading stopped', () => {
    const line = mend('municipality.yaml', 'country: NL', 'country: [NL');
    expect(told()).not.toEqual([]);
    expect(Number(/^municipality\.yaml:(\d+)/.exec(told()[0]!)?.[1])).toBeGreaterThanOrEqual(line);
  });

  it('is a key that stands there twice: which one was meant?', () => {
    mend('municipality.yaml', 'country: NL', 'country: NL\ncountry: BE');
    expect(told()).toEqual([expect.stringMatching(/^municipality\.yaml:5 Map keys must be unique/)]);
  });

  it('is a file that is missing; texts of its own are not needed', () => {
    unlinkSync(join(folder, 'addresses.yaml'));
    expect(told()).toEqual(['addresses.yaml:1 this file is missing']);
  });

  it('is told together with all the others, file by file', () => {
    mend('municipality.yaml', 'country: NL', 'country: DE');
    mend('municipality.yaml', 'weeks: 6', 'weeks: zes');
    mend('products.yaml', 'numberPrefix: BV', 'numberPrefix: bv');
    unlinkSync(join(folder, 'areas.geojson'));
    expect(told().map((line) => line.replace(/:\d+ .*/, ''))).toEqual([
      'municipality.yaml',
      'municipality.yaml',
      'products.yaml',
      'areas.geojson',
    ]);
  });
});

describe('texts of its own', () => {
  it('are read where there are any', () => {
    writeFileSync(join(folder, 'texts.yaml'), 'nl:\n  mail.closing: Hartelijke groet,\nen: {}\n');
    const read = readFolder(folder);
    expect(read).toMatchObject({ content: { texts: { nl: { 'mail.closing': 'Hartelijke groet,' }, en: {} } } });
  });

  it('are told when they are not text', () => {
    writeFileSync(join(folder, 'texts.yaml'), 'nl:\n  mail.closing: [1]\nen: {}\n');
    expect(told()).toEqual([expect.stringMatching(/^texts\.yaml:2 nl\.mail\.closing: /)]);
  });
});

describe('several municipalities', () => {
  it('are refused together, with all faults of all of them in one message', () => {
    cpSync(folder, join(root, 'tweede'), { recursive: true });
    mend('municipality.yaml', 'country: NL', 'country: DE');
    unlinkSync(join(root, 'tweede', 'products.yaml'));
    const read = () => readFolders(root);
    expect(read).toThrow(MunicipalDataError);
    expect(read).toThrow(
      /^The municipal data are not right:\n {2}- .*tweede.products\.yaml:1 this file is missing\n {2}- .*voorbeeld.municipality\.yaml:4/,
    );
    rmSync(join(root, 'tweede'), { recursive: true });
  });
});
