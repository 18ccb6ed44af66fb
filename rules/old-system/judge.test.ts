import { voorbeeld } from '../../activities/testing/voorbeeld.ts';
import { BROUGHT_KINDS, FILE_OF, type BroughtKind } from './format.ts';
import { differenceOf, judge } from './judge.ts';
import { readSource } from './read.ts';
import { type Books } from './rows.ts';

const content = voorbeeld();
const BOOKS: Books = {
  timeZone: 'Europe/Amsterdam',
  now: '2026-05-01T12:00:00.000Z',
  cameBefore: () => false,
  taken: new Map(),
  plates: [],
  waits: () => false,
};

const SOUND: Record<BroughtKind, string[]> = {
  holder: ['H1;bsn;999900109;Sanne de Boer', 'H2;bsn;999901205;Youssef Amrani'],
  permit: ['P1;H1;resident;B;P12M;2026-01-01;2026-12-31;9000', 'P2;H1;home-care;B;P12M;2026-03-01;2027-02-28;0'],
  plate: ['P1;NL;T-17-KRV', 'P2;NL;12-ABC-3'],
  balance: ['P2;minute;750'],
  favourite: ['P2;NL;9-XYZ-99;Oma', 'P2;B;1-ABC-234;Zorg'],
  waitlist: ['W1;H2;resident;B;2023-04-01'],
};

function judged(changes: Partial<Record<BroughtKind, string[]>>, books: Partial<Books> = {}) {
  const lines = { ...SOUND, ...changes };
  const read = readSource({
    'export.csv': 'version;system;taken-on\n1;Parkeerbalie;2026-04-30\n',
    ...Object.fromEntries(
      BROUGHT_KINDS.map((kind) => [FILE_OF[kind].file, [FILE_OF[kind].needed.join(';'), ...lines[kind]].join('\n')]),
    ),
  });
  if (read.outcome === 'faults') throw new Error(JSON.stringify(read.faults));
  return judge(read.source, content, { ...BOOKS, ...books });
}

const faults = (...args: Parameters<typeof judged>) =>
  judged(...args).rows.flatMap(({ verdict }) =>
    verdict.outcome === 'refused'
      ? [`${verdict.fault.file}:${verdict.fault.line} ${verdict.fault.column ?? ''} ${verdict.fault.code}`]
      : [],
  );

describe('what came from an old system', () => {
  it('is judged row by row, and the difference adds up to what was given [BEYOND-040]', () => {
    const plan = judged({ favourite: [...SOUND.favourite, 'P2;NL;GEENPLAAT;Buur'] });
    expect(plan.permits.map(({ row, product }) => [row.reference, product.id])).toEqual([
      ['P1', 'resident'],
      ['P2', 'home-care'],
    ]);
    const { kinds, sums } = differenceOf(plan.rows);
    expect(kinds).toMatchObject({
      holder: { read: 2, came: 2, refused: 0 },
      permit: { read: 2, came: 2, refused: 0 },
      favourite: { read: 3, came: 2, before: 0, refused: 1 },
      waitlist: { read: 1, came: 1, refused: 0 },
    });
    expect(sums.minute).toEqual({ read: 750, came: 750, before: 0, refused: 0 });
    for (const { read, came, before, refused } of [...Object.values(kinds), ...Object.values(sums)])
      expect(came + before + refused).toBe(read);
  });

  it.each<[string, Partial<Record<BroughtKind, string[]>>, string[]]>([
    ['a product nobody issues', { permit: ['P1;H1;caravan;B;P12M;2026-01-01;2026-12-31;0'], plate: [], balance: [], favourite: [] },
      ['permits.csv:2 product product-unknown']],
    ['a product that needs more than fits', { permit: ['P1;H1;disabled-card;A;P60M;2026-01-01;2026-12-31;0'], plate: [], balance: [], favourite: [] },
      ['permits.csv:2 product product-by-hand']],
    ['an area and a term it does not have', {
      permit: ['P1;H1;resident;A;P12M;2026-01-01;2026-12-31;0', 'P2;H1;resident;B;P9M;2026-01-01;2026-12-31;0'], plate: [], balance: [], favourite: [] },
      ['permits.csv:2 area area-unknown', 'permits.csv:3 period period-unknown']],
    ['days that cannot be', {
      permit: ['P1;H1;visitor;B;P12M;2026-02-30;2026-12-31;0', 'P2;H1;visitor;B;P12M;2026-06-01;2026-05-31;0', 'P3;H1;visitor;B;P12M;2025-01-01;2026-04-30;0'],
      plate: [], balance: ['P1;eurocent;0', 'P2;eurocent;0', 'P3;eurocent;0'], favourite: [] },
      ['permits.csv:2 valid-from date-wrong', 'permits.csv:3 valid-until dates-reversed', 'permits.csv:4 valid-until permit-over',
        ...[2, 3, 4].map((line) => `balances.csv:${line} permit permit-refused`)]],
    ['a plate that cannot be, with the permit that needs it', { plate: ['P1;NL;GEENPLAAT', 'P2;NL;12-ABC-3'] },
      ['permits.csv:2 permit too-few-plates', 'plates.csv:2 plate plate-unfit']],
    ['a permit whose balance nobody told', { balance: [] },
      ['permits.csv:3 permit balance-missing', 'plates.csv:3 permit permit-refused', 'favourites.csv:2 permit permit-refused', 'favourites.csv:3 permit permit-refused']],
    ['an amount, and a unit it does not count in', { balance: ['P2;minute;750', 'P1;minute;10', 'P2;eurocent;-5'] },
      ['balances.csv:3 unit unit-unknown', 'balances.csv:4 amount amount-wrong']],
    ['somebody without a number, and what is theirs', { holder: ['H1;bsn;;Sanne de Boer', 'H2;bsn;999901205;Youssef Amrani'] },
      ['holders.csv:2 identity empty', 'permits.csv:2 holder holder-refused', 'permits.csv:3 holder holder-refused', 'plates.csv:2 permit permit-refused',
        'plates.csv:3 permit permit-refused', 'balances.csv:2 permit permit-refused', 'favourites.csv:2 permit permit-refused', 'favourites.csv:3 permit permit-refused']],
    ['a number that does not exist, and one that is there twice', { holder: ['H1;bsn;999900109;Sanne', 'H2;bsn;999901204;Youssef', 'H3;bsn;999900109;Sanne'], waitlist: [] },
      ['holders.csv:3 identity identity-wrong', 'holders.csv:4 identity twice']],
    ['the same twice', { favourite: ['P2;NL;9-XYZ-99;Oma', 'P2;NL;9XYZ99;Oma'], permit: [...SOUND.permit, SOUND.permit[0]!] },
      ['permits.csv:4 permit twice', 'favourites.csv:3 plate twice']],
    ['what belongs to nothing', { plate: [...SOUND.plate, 'P9;NL;T-17-KRV'], favourite: ['P9;NL;9-XYZ-99;Oma'], waitlist: ['W1;H9;resident;B;2023-04-01'] },
      ['plates.csv:4 permit permit-unknown', 'favourites.csv:2 permit permit-unknown', 'waiting-list.csv:2 holder holder-unknown']],
    ['a name that is too long, and favourites of a product without', { favourite: ['P2;NL;9-XYZ-99;Grootmoeder Oma', 'P1;NL;9-XYZ-99;Oma'] },
      ['favourites.csv:2 name favourite-name-wrong', 'favourites.csv:3 permit favourites-not-offered']],
    ['a place in a line there is not, or since tomorrow', { waitlist: ['W1;H2;visitor;B;2023-04-01', 'W2;H1;resident;B;2026-05-02'] },
      ['waiting-list.csv:2 product no-waiting-list', 'waiting-list.csv:3 since since-wrong']],
  ])('%s does not come over, told with file, line and column [BEYOND-040]', (_what, changes, told) => {
    expect(faults(changes)).toEqual(told);
  }); // prettier-ignore

  it('has one plate on one permit of a product at a time, in the files and in the books [BEYOND-040]', () => {
    const twice = {
      permit: [...SOUND.permit, 'P3;H2;resident;B;P12M;2026-03-01;2027-02-28;9000'],
      plate: [...SOUND.plate, 'P3;NL;T17KRV'],
    };
    expect(faults(twice)).toEqual(['permits.csv:4 permit too-few-plates', 'plates.csv:4 plate plate-overlaps']);
    const here = { productId: 'resident', country: 'NL', key: 'T17KRV', from: '2026-04-01T00:00:00.000Z', to: '2026-06-01T00:00:00.000Z' };
    expect(faults({}, { plates: [here] })).toEqual(['permits.csv:2 permit too-few-plates', 'plates.csv:2 plate plate-overlaps']);
    expect(faults({}, { plates: [{ ...here, productId: 'business' }] })).toEqual([]);
  }); // prettier-ignore

  it('never has more permits of a product in a place than there may be [BEYOND-040]', () => {
    const { ceiling } = content.products.find(({ id }) => id === 'resident')!.places.find(({ area }) => area === 'B')!;
    expect(faults({}, { taken: new Map([['resident B', ceiling! - 1]]) })).toEqual([]);
    expect(faults({}, { taken: new Map([['resident B', ceiling!]]) })).toEqual([
      'permits.csv:2 area product-full',
      'plates.csv:2 permit permit-refused',
    ]);
  });

  it('came over once: a row that did before is said so, and is not judged again [BEYOND-040]', () => {
    const { kinds } = differenceOf(judged({}, { cameBefore: (kind) => kind !== 'favourite', waits: () => true }).rows);
    expect(kinds.permit).toEqual({ read: 2, came: 0, before: 2, refused: 0 });
    expect(kinds.waitlist).toEqual({ read: 1, came: 0, before: 1, refused: 0 });
    expect(kinds.favourite).toEqual({ read: 2, came: 2, before: 0, refused: 0 });
    expect(faults({ plate: [...SOUND.plate, 'P1;NL;9-XYZ-99'] }, { cameBefore: (kind, reference) => kind !== 'plate' || reference !== 'P1 NL 9XYZ99' })).toEqual([
      'plates.csv:4 permit permit-here-already',
    ]);
  }); // prettier-ignore

  it('keeps the order in which people joined the line [BEYOND-040]', () => {
    const waitlist = ['W1;H2;resident;B;2024-01-01', 'W2;H1;resident;B;2023-04-01T09:30'];
    expect(judged({ waitlist }).entries.map(({ row, since }) => [row.reference, since])).toEqual([
      ['W2', '2023-04-01T07:30:00.000Z'],
      ['W1', '2023-12-31T23:00:00.000Z'],
    ]);
    expect(faults({ waitlist: ['W1;H2;resident;B;2024-01-01', 'W2;H2;resident;C;2024-01-01'] })).toEqual([
      'waiting-list.csv:3 holder already-waiting',
    ]);
  });
});
