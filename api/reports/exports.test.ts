import { inflateRawSync } from 'node:zlib';
import { tableOf } from '../../rules/bookkeeping/report.ts';
import { csvOf } from './csv.ts';
import { xlsxOf } from './xlsx.ts';

const table = tableOf(
  'income',
  [
    { id: 'account', kind: 'text' },
    { id: 'net', kind: 'cents' },
    { id: 'actions', kind: 'count' },
  ],
  [
    ['8010', 12_345, 3],
    ['Zone "B", <kade> & haven', -5, 4],
    ['=SUM(A1)', 0, 0],
  ],
);
const TITLES = ['Grootboek', 'Netto', 'Acties'];

/** The files of an archive, by name, as the directory at its end tells. */
function unzip(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const count = archive.readUInt16LE(archive.length - 12);
  let at = archive.readUInt32LE(archive.length - 6);
  for (let n = 0; n < count; n += 1) {
    const [packed, nameLength, from] = [
      archive.readUInt32LE(at + 20),
      archive.readUInt16LE(at + 28),
      archive.readUInt32LE(at + 42),
    ];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const begin = from + 30 + archive.readUInt16LE(from + 26);
    files.set(name, inflateRawSync(archive.subarray(begin, begin + packed)).toString());
    at += 46 + nameLength;
  }
  return files;
}

describe('the exports of a report [PEERS-039]', () => {
  it('as text hold the rows and totals of the page, and no formula', () => {
    expect(csvOf(table, TITLES, 'Totaal')).toBe(
      [
        'Grootboek,Netto,Acties',
        '8010,123.45,3',
        '"Zone ""B"", <kade> & haven",-0.05,4',
        "'=SUM(A1),0.00,0",
        'Totaal,123.40,7',
        '',
      ].join('\r\n'),
    );
  });

  it('as a workbook hold the same, numbers as numbers', () => {
    const files = unzip(xlsxOf(table, TITLES, 'Totaal', 'Inkomsten: 2026'));
    const sheet = files.get('xl/worksheets/sheet1.xml')!;
    expect(sheet).toContain('<c r="B5"><v>123.40</v></c><c r="C5"><v>7</v></c>');
    expect(sheet).toContain('Zone &quot;B&quot;, &lt;kade&gt; &amp; haven');
    expect(files.get('xl/workbook.xml')).toContain('name="Inkomsten  2026"');
    expect([...files.keys()]).toHaveLength(5);
  });
});
