import { decideStatement, matchLines, referencesIn, type OpenItem, type Statement } from './statement.ts';

const IBAN = 'NL91ABNA0417164300';
const line = (cents: number, ...references: string[]) => ({
  cents,
  bookedOn: '2026-11-20',
  bankReference: null,
  references,
});
const statement = (more: Partial<Statement> = {}): Statement => ({
  id: '324',
  iban: IBAN,
  openingCents: 100_000,
  closingCents: 95_500,
  from: '2026-11-20',
  until: '2026-11-20',
  statedLines: 2,
  lines: [line(4_500), line(-9_000)],
  ...more,
});

describe('a bank statement [BEYOND-020]', () => {
  it('is taken when it is ours and adds up', () => {
    expect(decideStatement(statement(), IBAN)).toEqual({ outcome: 'allow' });
    expect(decideStatement(statement({ statedLines: null }), IBAN)).toEqual({ outcome: 'allow' });
  });

  it('with wrong totals is refused whole, with what is wrong', () => {
    expect(decideStatement(statement({ closingCents: 95_600 }), IBAN)).toMatchObject({
      ground: 'statement-totals-differ',
      steps: [{ values: { openingCents: 100_000, linesCents: -4_500, closingCents: 95_600, differenceCents: 100 } }],
    });
    expect(decideStatement(statement({ statedLines: 3 }), IBAN)).toMatchObject({
      ground: 'statement-count-differs',
      steps: [{ values: { stated: 3, found: 2 } }],
    });
  });

  it('of another account is refused, also where a municipality has none', () => {
    expect(decideStatement(statement(), 'NL02ABNA0123456789')).toMatchObject({ ground: 'statement-other-account' });
    expect(decideStatement(statement(), null)).toMatchObject({ ground: 'statement-other-account' });
  });
});

describe('matching a statement with the books [BEYOND-020]', () => {
  const item = (id: string, kind: OpenItem['kind'], reference: string, cents: number): OpenItem => ({
    id,
    kind,
    reference,
    cents,
  });

  it('reads our own numbers out of what a line says, and nothing else', () => {
    expect(referencesIn('Terugbetaling terug-2026-00012 aan S. de Boer, NL91ABNA0417164300')).toEqual([
      'TERUG-2026-00012',
    ]);
    expect(referencesIn('BETAAL-2026-00001 BETAAL-2026-00001')).toEqual(['BETAAL-2026-00001']);
    expect(referencesIn('huur november')).toEqual([]);
  });

  it('pairs by number and amount, each once, and leaves the rest on both sides', () => {
    const lines = [
      line(-4_500, 'TERUG-2026-00012'),
      line(-4_500, 'TERUG-2026-00012'),
      line(-9_100, 'BETAAL-2026-00001'),
      line(700),
    ];
    const items = [
      item('a', 'refund', 'TERUG-2026-00012', -4_500),
      item('b', 'refund-file', 'BETAAL-2026-00001', -9_000),
    ];
    expect(matchLines(lines, items)).toEqual([{ line: lines[0], item: items[0] }]);
  });
});
