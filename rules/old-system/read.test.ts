import { readCsv } from './csv.ts';
import { BROUGHT_KINDS, EXPORT_FILE, FILE_OF } from './format.ts';
import { readIdentity } from './identity.ts';
import { readSource } from './read.ts';

const empty = (): Record<string, string> => ({
  'export.csv': 'version;system;taken-on\n1;Parkeerbalie;2026-04-30\n',
  ...Object.fromEntries(BROUGHT_KINDS.map((kind) => [FILE_OF[kind].file, `${FILE_OF[kind].needed.join(';')}\n`])),
});
const faultsIn = (texts: Record<string, string>) => {
  const read = readSource(texts);
  return read.outcome === 'faults' ? read.faults.map(({ code, file, line, column }) => [code, file, line, column]) : [];
};

describe('files of an old system', () => {
  it('are read with commas or semicolons, quotes, and lines of any program', () => {
    const records = [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', 'x;y "z"'] },
      { line: 4, cells: ['2', ''] },
    ];
    expect(readCsv('\uFEFFa;b\r\n 1 ;"x;y ""z"""\r\n\r\n2;\r\n')).toEqual({ outcome: 'read', records });
    expect(readCsv('a,b\n1,"x;y ""z"""\n\n2,')).toEqual({ outcome: 'read', records });
    expect(readCsv('a;b\n1;"two\nlines"\n2;y')).toEqual({
      outcome: 'read',
      records: [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', 'two\nlines'] },
        { line: 4, cells: ['2', 'y'] },
      ],
    });
    expect(readCsv('a;b\n1;"never closed')).toEqual({ outcome: 'quote-open', line: 2 });
  });

  it('say where they cannot be understood, all faults at once, by file, line and column [BEYOND-040]', () => {
    expect(readSource(empty())).toMatchObject({
      outcome: 'read',
      source: { system: 'Parkeerbalie', takenOn: '2026-04-30' },
    });
    const texts = empty();
    delete texts['plates.csv'];
    texts['fines.csv'] = 'fine\n';
    texts['favourites.csv'] = 'permit;country;plate;name;iban\nP1;NL;T-17-KRV;Oma;\n';
    texts['permits.csv'] = 'permit;holder\nP1;H1\n';
    texts['balances.csv'] = 'permit;unit;amount\nP1;minute\n';
    expect(faultsIn(texts)).toEqual([
      ['file-unknown', 'fines.csv', 1, null],
      ...['product', 'area', 'period', 'valid-from', 'valid-until', 'paid-cents'].map((column) => [
        'column-missing',
        'permits.csv',
        1,
        column,
      ]),
      ['file-missing', 'plates.csv', 1, null],
      ['cells-wrong', 'balances.csv', 2, null],
      ['column-unknown', 'favourites.csv', 1, 'iban'],
    ]);
  });

  it('of another version, or without the day they were made, are not read', () => {
    const about = (row: string) => faultsIn({ ...empty(), 'export.csv': `${EXPORT_FILE.needed.join(';')}\n${row}` });
    expect(about('2;Parkeerbalie;2026-04-30')).toEqual([['version-unknown', 'export.csv', 2, 'version']]);
    expect(about('1;Parkeerbalie;30-04-2026')).toEqual([['export-incomplete', 'export.csv', 2, 'taken-on']]);
    expect(about('1;;2026-04-30')).toEqual([['export-incomplete', 'export.csv', 2, 'system']]);
    expect(about('')).toEqual([['one-row', 'export.csv', 1, null]]);
    expect(about('1;A;2026-04-30\n1;B;2026-04-30')).toEqual([['one-row', 'export.csv', 3, null]]);
  });
});

it.each([
  ['bsn', '999900109', '999900109'],
  ['bsn', '9999.00.109', '999900109'],
  ['bsn', '999900108', undefined],
  ['bsn', '000000000', undefined],
  ['kvk', '90001231', '90001231'],
  ['kvk', '90001231/000012345678', '90001231/000012345678'],
  ['kvk', '9000123', undefined],
  ['rrn', '85.07.30-033.28', '85073003328'],
  ['rrn', '85073003329', undefined],
] as const)('a number to sign in with is checked: %s %s [BEYOND-040]', (type, typed, value) => {
  expect(readIdentity(type, typed)).toBe(value);
});
