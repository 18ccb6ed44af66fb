import { splitVat, sum, type Cents } from './values/money.ts';
import { type Unit } from './values/unit.ts';

/**
 * An account of the ledger. `available` and `held` belong to a balance; the others are shared by a whole municipality and keep no
 * running total, because its row would be the one lock every payment in town waits for. `issued` is the other side of what came into being
 * on balances without anybody paying that amount: what a period begins with, and minutes or actions that were bought. `claims` is what
 * payers owe whose bank took a debit back; `old-system` what a municipality still held for its permits when it changed systems.
 */
export type AccountKind =
  | 'available'
  | 'held'
  | 'income'
  | 'vat'
  | 'clearing'
  | 'refunds-payable'
  | 'issued'
  | 'bank'
  | 'claims'
  | 'old-system';

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

/** What a charge was for, once it is paid. */
export interface PaidLine {
  cents: Cents;
  vatPercent: number;
  ledgerAccount: string;
  /** Given when it fills a balance; euros on it are not earned before they are used. */
  toBalance?: HeldAmount | undefined;
}

/** Money came in for these charges: owed by the provider until it pays out, earned by the municipality, VAT set apart. */
export function paymentReceived(paymentId: string, lines: readonly PaidLine[], refundableCents: Cents): Entry {
  const received = sum(lines.map(({ cents }) => cents)) + refundableCents;
  const earned = lines.flatMap(({ cents, vatPercent, ledgerAccount, toBalance }) => {
    if (toBalance?.unit === 'eurocent') return [credit('available', toBalance.balanceId, toBalance.amount)];
    const { net, vat } = splitVat(cents, vatPercent);
    const sold = [credit('income', ledgerAccount, net), credit('vat', String(vatPercent), vat)];
    return toBalance ? [...sold, ...issued(toBalance, ledgerAccount)] : sold;
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
export const refundReturned = (paymentId: string, cents: Cents): Entry => reversed(refundSent(paymentId, cents));

/** Part of what was earned is owed back, with its VAT: a permit ended early, or the case was withdrawn. */
export function refundOwed(
  paymentId: string,
  { cents, vatPercent, ledgerAccount }: Pick<PaidLine, 'cents' | 'vatPercent' | 'ledgerAccount'>,
): Entry {
  const { net, vat } = splitVat(cents, vatPercent);
  return merged([
    debit('income', ledgerAccount, net),
    debit('vat', String(vatPercent), vat),
    credit('refunds-payable', paymentId, cents),
  ]);
}

/** Money left our own account in a file for the bank. */
export const refundTransferred = (paymentId: string, fileId: string, cents: Cents): Entry =>
  merged([debit('refunds-payable', paymentId, cents), credit('bank', fileId, cents)]);

/**
 * A bank took a debit back (storno): the provider pays so much less out, and the payer owes it; negative when that was undone. What was
 * bought with it and is still on the balance goes, and is claimed no longer.
 */
export function chargedBack(
  paymentId: string,
  cents: Cents,
  goods: (HeldAmount & Pick<PaidLine, 'cents' | 'vatPercent' | 'ledgerAccount'>) | null = null,
): Entry {
  const claimed = [debit('claims', paymentId, cents), credit('clearing', paymentId, cents)];
  return merged(goods ? [...claimed, credit('claims', paymentId, goods.cents), ...unsold(goods)] : claimed);
}

function unsold(goods: HeldAmount & Pick<PaidLine, 'cents' | 'vatPercent' | 'ledgerAccount'>): Posting[] {
  const { balanceId, unit, amount, cents, vatPercent, ledgerAccount } = goods;
  if (unit === 'eurocent') return [debit('available', balanceId, cents)];
  const { net, vat } = splitVat(cents, vatPercent);
  const gone = reversed(issued({ balanceId, unit, amount }, ledgerAccount));
  return [...gone, debit('income', ledgerAccount, net), debit('vat', String(vatPercent), vat)];
}

/** What was booked is taken back by the opposite. */
export const reversed = (entry: Entry): Entry => entry.map((posting) => ({ ...posting, amount: -posting.amount }));

/** So much on, or of, one balance. */
export interface HeldAmount {
  balanceId: string;
  unit: Unit;
  amount: number;
}

/** What a period begins with, or what was bought of it, comes to be on a balance. */
export const issued = ({ balanceId, unit, amount }: HeldAmount, ledgerAccount: string): Entry =>
  amount === 0
    ? []
    : [
        { account: 'issued', ref: ledgerAccount, unit, amount },
        { account: 'available', ref: balanceId, unit, amount: -amount },
      ];

/** What was left of a balance in the system of before is on it here, against one account of that run (openingsbalans). */
export const broughtOver = ({ balanceId, unit, amount }: HeldAmount, runId: string): Entry =>
  amount === 0
    ? []
    : [
        { account: 'old-system', ref: runId, unit, amount },
        { account: 'available', ref: balanceId, unit, amount: -amount },
      ];

/** Set aside on balances: nobody else can spend it, nobody has earned it yet. */
export const held = (holds: readonly HeldAmount[]): Entry =>
  holds
    .filter(({ amount }) => amount !== 0)
    .flatMap(({ balanceId: ref, unit, amount }) => [
      { account: 'available' as const, ref, unit, amount },
      { account: 'held' as const, ref, unit, amount: -amount },
    ]);

/** An action is over: what it cost is earned, VAT set apart, and the rest is free again, where it came from or where it belongs by now. */
export function settled(
  parts: readonly { balanceId: string; unit: Unit; cost: number; back: number; returnsTo: string }[],
  { vatPercent, ledgerAccount }: { vatPercent: number; ledgerAccount: string },
): Entry {
  return merged(
    parts.flatMap(({ balanceId: ref, unit, cost, back, returnsTo }) => {
      const { net, vat } = unit === 'eurocent' ? splitVat(cost, vatPercent) : { net: cost, vat: 0 };
      return [
        { account: 'held' as const, ref, unit, amount: cost + back },
        { account: 'income' as const, ref: ledgerAccount, unit, amount: -net },
        { account: 'vat' as const, ref: String(vatPercent), unit, amount: -vat },
        { account: 'available' as const, ref: returnsTo, unit, amount: -back },
      ];
    }),
  );
}

/**
 * Given to somebody who was hit by an outage: what an action cost goes back and was not earned after all, or it is a gift, which nobody
 * paid for.
 */
export function relieved(
  { balanceId, unit, amount }: HeldAmount,
  { vatPercent, ledgerAccount }: { vatPercent: number; ledgerAccount: string },
  ofAction: boolean,
): Entry {
  if (!ofAction) return issued({ balanceId, unit, amount }, ledgerAccount);
  const { net, vat } = unit === 'eurocent' ? splitVat(amount, vatPercent) : { net: amount, vat: 0 };
  return merged([
    { account: 'income', ref: ledgerAccount, unit, amount: net },
    { account: 'vat', ref: String(vatPercent), unit, amount: vat },
    { account: 'available', ref: balanceId, unit, amount: -amount },
  ]);
}

/** Somebody left earlier than they stopped: the books become as if they had stopped then, and what they paid too much is theirs again. */
export function forgiven(
  parts: readonly { balanceId: string; unit: Unit; cost: number; back: number; returnsTo: string }[],
  { vatPercent, ledgerAccount }: { vatPercent: number; ledgerAccount: string },
): Entry {
  const earned = (unit: Unit, amount: number) =>
    unit === 'eurocent' ? splitVat(amount, vatPercent) : { net: amount, vat: 0 };
  return merged(
    parts.flatMap(({ unit, cost, back, returnsTo }) => {
      const [before, after] = [earned(unit, cost + back), earned(unit, cost)];
      return [
        { account: 'income' as const, ref: ledgerAccount, unit, amount: before.net - after.net },
        { account: 'vat' as const, ref: String(vatPercent), unit, amount: before.vat - after.vat },
        { account: 'available' as const, ref: returnsTo, unit, amount: -back },
      ];
    }),
  );
}

/** A part of one balance becomes another's: a grant is given, or its rest comes back. */
export const moved = (from: string, to: string, unit: Unit, amount: number): Entry => [
  { account: 'available', ref: from, unit, amount },
  { account: 'available', ref: to, unit, amount: -amount },
];

/** What a change of a balance is called for whose balance it is (mutatie, 2PARK-101). */
export type TransactionKind =
  | 'issued'
  | 'opening'
  | 'carried'
  | 'top-up'
  | 'hold'
  | 'settle'
  | 'grant'
  | 'grant-returned'
  | 'charged-back'
  | 'forgiven'
  | 'other';

/** From the reason of its journal entry: holds are numbered, because an action that gets a later end has several. */
export function transactionKind(reason: string): TransactionKind {
  if (reason.startsWith('hold')) return 'hold';
  // A renewed permit begins its next period with something, too.
  if (reason.startsWith('issued')) return 'issued';
  // Stays of the last period that end early add to it, each with an entry of its own.
  if (reason.startsWith('carried')) return 'carried';
  // A bank can take a part, and give it back again: each is told by what it adds up to.
  if (reason.startsWith('charged-back')) return 'charged-back';
  return KINDS[reason] ?? 'other';
}

const KINDS: Record<string, TransactionKind> = {
  issued: 'issued',
  opening: 'opening',
  'payment-received': 'top-up',
  settle: 'settle',
  grant: 'grant',
  'grant-returned': 'grant-returned',
  forgiven: 'forgiven',
};

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
