import { splitVat, sum, type Cents } from './values/money.ts';

/** What the books count: money, minutes or actions (eenheid). Postings of different units never meet. */
export type Unit = 'eurocent' | 'minute' | 'action';

/**
 * An account of the ledger. `available` and `held` belong to a balance; the others are shared by a whole municipality and keep no
 * running total, because its row would be the one lock every payment in town waits for.
 */
export type AccountKind = 'available' | 'held' | 'income' | 'vat' | 'clearing' | 'refunds-payable';

export interface Posting {
  account: AccountKind;
  /** Balance id, ledger account of the product, VAT rate or payment id, by kind. */
  ref: string;
  unit: Unit;
  /** Debit is positive, credit negative. */
  amount: number;
}

/** Postings that sum to zero per unit (journaalpost); the database refuses anything else. */
export type Entry = readonly Posting[];

/** Money came in for these charges: owed by the provider until it pays out, earned by the municipality, VAT set apart. */
export function paymentReceived(
  paymentId: string,
  lines: readonly { cents: Cents; vatPercent: number; ledgerAccount: string }[],
  refundableCents: Cents,
): Entry {
  const received = sum(lines.map(({ cents }) => cents)) + refundableCents;
  const earned = lines.flatMap(({ cents, vatPercent, ledgerAccount }) => {
    const { net, vat } = splitVat(cents, vatPercent);
    return [credit('income', ledgerAccount, net), credit('vat', String(vatPercent), vat)];
  });
  return merged([
    debit('clearing', paymentId, received),
    ...earned,
    credit('refunds-payable', paymentId, refundableCents),
  ]);
}

/** Money went back to the payer through the provider. */
export const refundSent = (paymentId: string, cents: Cents): Entry =>
  merged([debit('refunds-payable', paymentId, cents), credit('clearing', paymentId, cents)]);

/** A refund came back after all, for instance because the payer's account is closed: owed again. */
export const refundReturned = (paymentId: string, cents: Cents): Entry =>
  merged([debit('clearing', paymentId, cents), credit('refunds-payable', paymentId, cents)]);

export const isBalanced = (entry: Entry): boolean =>
  [...new Set(entry.map(({ unit }) => unit))].every(
    (unit) => sum(entry.filter((posting) => posting.unit === unit).map(({ amount }) => amount)) === 0,
  );

const debit = (account: AccountKind, ref: string, cents: Cents): Posting => ({
  account,
  ref,
  unit: 'eurocent',
  amount: cents,
});
const credit = (account: AccountKind, ref: string, cents: Cents): Posting => ({
  account,
  ref,
  unit: 'eurocent',
  amount: -cents,
});

/** One posting per account; amounts of nothing are left out. */
function merged(postings: Posting[]): Entry {
  const byAccount = new Map<string, Posting>();
  for (const posting of postings) {
    const key = `${posting.account} ${posting.ref} ${posting.unit}`;
    const known = byAccount.get(key);
    byAccount.set(key, known ? { ...known, amount: known.amount + posting.amount } : posting);
  }
  return [...byAccount.values()].filter(({ amount }) => amount !== 0);
}
