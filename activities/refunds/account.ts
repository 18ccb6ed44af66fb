import { maskIban } from '../../rules/values/iban.ts';
import { type Actor } from '../../rules/audit.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type BankAccount } from '../../rules/refunds/credit-transfer.ts';
import { type Deps } from '../ports.ts';

export interface GivenAccount extends BankAccount {
  municipalityId: string;
  holderId: string;
}

/** Keeps where money of a holder goes back to, sealed; the last one given counts (rekeningnummer, PORTAL-074). */
export function keepAccount(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  { municipalityId, holderId, iban, name }: GivenAccount,
  actor: Actor,
  at: Instant,
): Promise<void> {
  return inTransaction(pool, async (tx) => {
    await tx.query({ ...keep, values: [holderId, vault.seal(Buffer.from(iban)), vault.seal(Buffer.from(name)), at] });
    await record(tx, at, actor, { municipalityId, holderId }, { kind: 'refund-account-given', data: {} });
  });
}

/** The account as its owner may see it: enough to know it by; null when none is known. */
export async function maskedAccount(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  holderId: string,
): Promise<{ iban: string; name: string } | null> {
  const account = await readAccount(pool, vault, holderId);
  return account && { iban: maskIban(account.iban), name: account.name };
}

export async function readAccount(db: Db, vault: Deps['vault'], holderId: string): Promise<BankAccount | null> {
  const { rows } = await db.query<{ iban_sealed: Buffer; name_sealed: Buffer }>({ ...read, values: [holderId] });
  const [row] = rows;
  return row ? { iban: vault.open(row.iban_sealed).toString(), name: vault.open(row.name_sealed).toString() } : null;
}

/** Money came back from it, or its owner wants it gone. */
export async function forgetAccount(db: Db, holderId: string): Promise<void> {
  await db.query({ ...forget, values: [holderId] });
}

const keep = statement(
  'keep-bank-account',
  `INSERT INTO bank_account (holder_id, iban_sealed, name_sealed, given_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (holder_id) DO UPDATE SET iban_sealed = excluded.iban_sealed, name_sealed = excluded.name_sealed, given_at = excluded.given_at`,
);
const read = statement('read-bank-account', 'SELECT iban_sealed, name_sealed FROM bank_account WHERE holder_id = $1');
const forget = statement('forget-bank-account', 'DELETE FROM bank_account WHERE holder_id = $1');
