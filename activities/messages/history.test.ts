import { releaseOf, texts, voorbeeld } from '../testing/voorbeeld.ts';
import { historyFile, historyTable, type History } from './history.ts';

const { content } = releaseOf(voorbeeld());
const say = (language: 'nl' | 'en') => texts.in(language, content);
const plain = (rows: string[][]) => rows.map((cells) => cells.map((cell) => cell.replaceAll('\u00a0', ' ')));

const actions: History = {
  tab: 'actions',
  timeZone: 'Europe/Amsterdam',
  rows: [
    { from: '2026-05-06T08:00:00.000Z', until: '2026-05-06T09:00:00.000Z', plate: '8-KLM-42', byGrantee: true, amounts: [{ unit: 'minute', amount: 60 }, { unit: 'eurocent', amount: 72 }] },
    { from: '2026-01-04T09:00:00.000Z', until: '2026-01-04T10:00:00.000Z', plate: null, byGrantee: false, amounts: [] },
  ],
}; // prettier-ignore
const transactions: History = {
  tab: 'transactions',
  timeZone: 'Europe/Amsterdam',
  rows: [
    { at: '2026-05-06T08:00:00.000Z', kind: 'hold', unit: 'eurocent', change: -60 },
    { at: '2026-05-05T08:00:00.000Z', kind: 'top-up', unit: 'eurocent', change: 1_000 },
    { at: '2026-05-04T08:00:00.000Z', kind: 'issued', unit: 'minute', change: 5_400 },
  ],
};

describe('a mailed history [2PARK-103]', () => {
  it('tells each action with its plate, times and cost; what was erased is said to be', () => {
    const { columns, rows } = historyTable(actions, 'nl', say('nl'));
    expect(columns).toEqual(['Kenteken', 'Begin', 'Einde', 'Kosten']);
    expect(plain(rows)).toEqual([
      ['8-KLM-42, door een gemachtigde', '6 mei 2026, 10.00 uur', '6 mei 2026, 11.00 uur', '1 uur, € 0,72'],
      ['gewist', '4 januari 2026, 10.00 uur', '4 januari 2026, 11.00 uur', 'gratis'],
    ]);
  });

  it('has the same as a file: a line per amount, with the wall clock and numbers a spreadsheet adds up', () => {
    const { fileName, mediaType, content: file } = historyFile(actions, 'en', say('en'));
    expect([fileName, mediaType]).toEqual(['parking-actions.csv', 'text/csv; charset=utf-8']);
    expect(file).toBe(
      '\uFEFFLicence plate,Start,End,Amount,Unit\r\n' +
        '8-KLM-42,2026-05-06 10:00:00,2026-05-06 11:00:00,60,minutes\r\n' +
        '8-KLM-42,2026-05-06 10:00:00,2026-05-06 11:00:00,0.72,euro\r\n' +
        ',2026-01-04 10:00:00,2026-01-04 11:00:00,0,\r\n',
    );
  });

  it('tells each change of a balance, up or down, in its own unit [2PARK-032, 2PARK-101]', () => {
    expect(plain(historyTable(transactions, 'en', say('en')).rows)).toEqual([
      ['6 May 2026, 10:00', 'Set aside', '− €0.60'],
      ['5 May 2026, 10:00', 'Topped up', '+ €10.00'],
      ['4 May 2026, 10:00', 'Allowance', '+ 90 hours'],
    ]);
    expect(historyFile(transactions, 'nl', say('nl')).content).toContain(
      '2026-05-06 10:00:00,Gereserveerd,-0.60,euro\r\n',
    );
  });
});
