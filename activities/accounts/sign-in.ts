import { emailKeyOf } from '../../rules/accounts.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { accountAt } from '../db/stores/accounts.ts';
import { inTransaction } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
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
  if (account.verified_at !== null)
    return { outcome: 'allow', accountId: account.id, passwordHash: account.password_hash };
  await inTransaction(deps.pool, (tx) => mailVerification(tx, deps, account, deps.clock()));
  return refuse('address-not-verified', {}, 'open-mailed-link');
}
