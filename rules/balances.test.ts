import fc from 'fast-check';
import { isBalanced, paymentReceived, refundReturned, refundSent, type Entry } from './balances.ts';

const amountOn = (entry: Entry, account: string, ref?: string) =>
  entry
    .filter((posting) => posting.account === account && (ref === undefined || posting.ref === ref))
    .reduce((total, { amount }) => total + amount, 0);

describe('a payment in the books', () => {
  it('is owed by the provider, earned per product, with its VAT apart', () => {
    const entry = paymentReceived(
      'pay-1',
      [
        { cents: 9_000, vatPercent: 0, ledgerAccount: '8010' },
        { cents: 12_100, vatPercent: 21, ledgerAccount: '8040' },
      ],
      0,
    );
    expect(entry).toEqual([
      { account: 'clearing', ref: 'pay-1', unit: 'eurocent', amount: 21_100 },
      { account: 'income', ref: '8010', unit: 'eurocent', amount: -9_000 },
      { account: 'income', ref: '8040', unit: 'eurocent', amount: -10_000 },
      { account: 'vat', ref: '21', unit: 'eurocent', amount: -2_100 },
    ]);
  });

  it('adds up what goes to the same account, and leaves out what is nothing', () => {
    const line = { cents: 4_500, vatPercent: 0, ledgerAccount: '8010' };
    const entry = paymentReceived('pay-1', [line, line, { ...line, cents: 0 }], 0);
    expect(amountOn(entry, 'income', '8010')).toBe(-9_000);
    expect(entry).toHaveLength(2);
  });

  it('sets apart what must go back', () => {
    const entry = paymentReceived('pay-1', [{ cents: 9_000, vatPercent: 0, ledgerAccount: '8010' }], 2_550);
    expect(amountOn(entry, 'clearing')).toBe(11_550);
    expect(amountOn(entry, 'refunds-payable', 'pay-1')).toBe(-2_550);
  });
});

const cents = fc.nat(1_000_000);
const lines = fc.array(
  fc.record({
    cents,
    vatPercent: fc.constantFrom(0, 6, 9, 21),
    ledgerAccount: fc.constantFrom('8010', '8011', '8020'),
  }),
  { maxLength: 6 },
);

describe('every entry', () => {
  it('sums to zero, whatever was paid and however much of it goes back', () => {
    fc.assert(
      fc.property(lines, cents, (paid, refundable) => {
        const entry = paymentReceived('pay-1', paid, refundable);
        expect(isBalanced(entry)).toBe(true);
        const earned = paid.reduce((total, line) => total + line.cents, 0);
        expect(amountOn(entry, 'clearing')).toBe(earned + refundable);
        expect(amountOn(entry, 'income') + amountOn(entry, 'vat') + earned).toBe(0);
      }),
    );
  });

  it('of a refund that came back undoes the one that sent it', () => {
    fc.assert(
      fc.property(cents, (amount) => {
        const both = [...refundSent('pay-1', amount), ...refundReturned('pay-1', amount)];
        expect(isBalanced(refundSent('pay-1', amount))).toBe(true);
        expect(amountOn(both, 'clearing')).toBe(0);
        expect(amountOn(both, 'refunds-payable')).toBe(0);
      }),
    );
  });
});

describe('whether an entry balances', () => {
  it('is asked per unit: cents do not make up for minutes', () => {
    const posting = { account: 'held', ref: 'b', amount: 60 } as const;
    expect(isBalanced([])).toBe(true);
    expect(
      isBalanced([
        { ...posting, unit: 'minute' },
        { ...posting, unit: 'eurocent', amount: -60 },
      ]),
    ).toBe(false);
    expect(
      isBalanced([
        { ...posting, unit: 'minute' },
        { ...posting, unit: 'minute', amount: -60 },
      ]),
    ).toBe(true);
  });
});
