import { emailKeyOf } from '../../rules/accounts.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { accountAt, accountOf, type AccountRow } from '../db/stores/accounts.ts';
import { inTransaction, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { replacePassword } from './change-password.ts';
import { type Passwords } from './passwords.ts';
import { mailVerification } from './sign-up.ts';
import { countTry, forgetTries } from './tries.ts';

export type SignInGround = 'sign-in-wrong' | 'sign-in-too-soon' | 'address-not-verified';

export interface SignedIn {
  outcome: 'allow';
  accountId: string;
  /** The password that was right: a session begins only while it still is. */
  passwordHash: string;
}

/** E-mail and password. An unknown address and a wrong password are told the same, after the same time (2PARK-020). */
export async function signIn(
  deps: Deps,
  passwords: Passwords,
  { email, password }: { email: string; password: string },
): Promise<SignedIn | Refusal<SignInGround>> {
  const key = emailKeyOf(email);
  const tooSoon = await countTry(deps, key);
  if (tooSoon) return tooSoon;
  const account = await accountAt(deps.pool, key);
  const right = await passwords.matches(account?.password_hash ?? null, password);
  if (!account?.password_hash || !right) return refuse('sign-in-wrong', {}, 'check-sign-in');
  await forgetTries(deps.pool, deps.vault, key);
  if (account.verified_at !== null) {
    const passwordHash = await keptAnew(
      deps.pool,
      passwords,
      { ...account, password_hash: account.password_hash },
      password,
    );
    return { outcome: 'allow', accountId: account.id, passwordHash };
  }
  await inTransaction(deps.pool, (tx) => mailVerification(tx, deps, account, deps.clock()));
  return refuse('address-not-verified', {}, 'open-mailed-link');
}

/** A password that is kept as none is now, is kept anew by who just proved to know it; gives what is kept of it. */
async function keptAnew(
  db: Db,
  passwords: Passwords,
  account: AccountRow & { password_hash: string },
  password: string,
): Promise<string> {
  const renewed = await passwords.renewed(account.password_hash, password);
  if (renewed === null) return account.password_hash;
  const { rowCount } = await db.query({ ...replacePassword, values: [account.id, renewed, account.password_hash] });
  if (rowCount === 1) return renewed;
  // Another sign-in was first, or it was changed in the meantime: then no session begins on what it was.
  const now = (await accountOf(db, account.id))?.password_hash ?? null;
  return now !== null && (await passwords.matches(now, password)) ? now : account.password_hash;
}
