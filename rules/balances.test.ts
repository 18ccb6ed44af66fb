import fc from 'fast-check';
import {
  chargedBack,
  isBalanced,
  issued,
  paymentReceived,
  refundReturned,
  refundSent,
  transactionKind,
  type Entry,
} from './balances.ts';

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

  it('for euros on a balance is earned by nobody yet: the balance is owed to its holder', () => {
    const toBalance = { balanceId: 'b-1', unit: 'eurocent', amount: 1_000 } as const;
    expect(paymentReceived('pay-1', [{ cents: 1_000, vatPercent: 21, ledgerAccount: '8040', toBalance }], 0)).toEqual([
      { account: 'clearing', ref: 'pay-1', unit: 'eurocent', amount: 1_000 },
      { account: 'available', ref: 'b-1', unit: 'eurocent', amount: -1_000 },
    ]);
  });

  it('for minutes is a sale, and the minutes come into being beside it, in their own unit', () => {
    const toBalance = { balanceId: 'b-1', unit: 'minute', amount: 600 } as const;
    const entry = paymentReceived('pay-1', [{ cents: 363, vatPercent: 21, ledgerAccount: '4430', toBalance }], 0);
    expect(entry).toEqual([
      { account: 'clearing', ref: 'pay-1', unit: 'eurocent', amount: 363 },
      { account: 'income', ref: '4430', unit: 'eurocent', amount: -300 },
      { account: 'vat', ref: '21', unit: 'eurocent', amount: -63 },
      { account: 'issued', ref: '4430', unit: 'minute', amount: 600 },
      { account: 'available', ref: 'b-1', unit: 'minute', amount: -600 },
    ]);
    expect(isBalanced(entry)).toBe(true);
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

describe('what a period begins with', () => {
  it('comes into being on its balance; nothing of nothing', () => {
    expect(isBalanced(issued({ balanceId: 'b-1', unit: 'minute', amount: 5_400 }, '7023'))).toBe(true);
    expect(issued({ balanceId: 'b-1', unit: 'eurocent', amount: 0 }, '7023')).toEqual([]);
  });
});

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

describe('a debit the bank took back', () => {
  const sold = { vatPercent: 21, ledgerAccount: '8040', balanceId: 'b-1' };

  it('is a claim on the payer, less what is still there of what was bought with it [PEERS-020]', () => {
    const entry = chargedBack('pay-1', 1_000, { ...sold, unit: 'eurocent', amount: 400, cents: 400 });
    expect(isBalanced(entry)).toBe(true);
    expect(entry).toEqual([
      { account: 'claims', ref: 'pay-1', unit: 'eurocent', amount: 600 },
      { account: 'clearing', ref: 'pay-1', unit: 'eurocent', amount: -1_000 },
      { account: 'available', ref: 'b-1', unit: 'eurocent', amount: 400 },
    ]);
  });

  it('undoes the sale of the minutes that go back, with their VAT', () => {
    const entry = chargedBack('pay-1', 242, { ...sold, unit: 'minute', amount: 60, cents: 121 });
    expect(isBalanced(entry)).toBe(true);
    expect([amountOn(entry, 'income'), amountOn(entry, 'vat'), amountOn(entry, 'claims')]).toEqual([100, 21, 121]);
    expect([amountOn(entry, 'available'), amountOn(entry, 'issued')]).toEqual([60, -60]);
  });

  it('that comes after all leaves nothing claimed', () => {
    expect(amountOn([...chargedBack('pay-1', 900), ...chargedBack('pay-1', -900)], 'claims')).toBe(0);
  });
});

describe('a change of a balance', () => {
  it.each([
    ['issued', 'issued'],
    ['payment-received', 'top-up'],
    ['hold 1', 'hold'],
    ['hold 3', 'hold'],
    ['settle', 'settle'],
    ['grant', 'grant'],
    ['grant-returned', 'grant-returned'],
    ['charged-back 1000', 'charged-back'],
    ['something of a later version', 'other'],
  ])('booked as %s is a %s', (reason, kind) => {
    expect(transactionKind(reason)).toBe(kind);
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
