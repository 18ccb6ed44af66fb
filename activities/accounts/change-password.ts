import { emailKeyOf, LINK_MINUTES, type LinkGround, type PasswordGround } from '../../rules/accounts.ts';
import { MINUTE_MS, plusMs } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { accountAt, accountOf, dropLinks, mailAccount, wasJustMailed, type AccountRow } from '../db/stores/accounts.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { takeWork } from './challenges.ts';
import { addressOfLink, mintLink, readLink, useLink } from './links.ts';
import { refusedPassword, type Passwords } from './passwords.ts';
import { endTokens } from './tokens.ts';
import { countTry, forgetTries } from './tries.ts';

/** Mails a link to choose a new password to whoever has an account; what is answered, and when, is the same for who has none (2PARK-021). */
export async function requestReset(
  deps: Deps,
  passwords: Passwords,
  { email, work }: { email: string; work: { challengeId: string; nonce: string } },
): Promise<Refusal<'work-missing' | 'work-not-done'> | undefined> {
  const refused = await takeWork(deps.pool, work);
  if (refused) return refused;
  const at = deps.clock();
  // So much dearer than a mail that nobody can tell by the clock whether there was one.
  await passwords.matches(null, email);
  const account = await accountAt(deps.pool, emailKeyOf(email));
  if (!account) return undefined;
  await inTransaction(deps.pool, async (tx) => {
    if (await wasJustMailed(tx, account.id, 'password-reset', at)) return;
    await dropLinks(tx, account.id, 'reset');
    const endsAt = plusMs(at, LINK_MINUTES.reset * MINUTE_MS);
    const token = await mintLink(tx, deps.vault, {
      purpose: 'reset',
      accountId: account.id,
      email: account.email,
      endsAt,
    });
    await mailAccount(tx, account, 'password-reset', at, { link: addressOfLink(deps.publicUrl, 'reset', token) });
  });
  return undefined;
}

export type Changed = { outcome: 'allow'; accountId: string };

/** A new password by a mailed link. It proves the address too, and signs everybody out. */
export async function resetPassword(
  deps: Deps,
  passwords: Passwords,
  { token, password }: { token: string; password: string },
): Promise<Changed | Refusal<LinkGround | PasswordGround>> {
  const at = deps.clock();
  const found = await readLink(deps.pool, deps.vault, token, 'reset', at);
  if (isRefusal(found)) return found;
  const { accountId } = found.link;
  const account = accountId === null ? undefined : await accountOf(deps.pool, accountId);
  if (!account) return refuse('link-unknown', {}, 'new-link');
  const refused = refusedPassword(passwords, account, password);
  if (refused) return refused;
  const hash = await passwords.hash(password);
  return inTransaction(deps.pool, async (tx) => {
    const used = await useLink(tx, deps.vault, token, 'reset', at);
    if (isRefusal(used)) return used;
    await tx.query({ ...setPassword, values: [account.id, hash, at] });
    await afterChange(tx, deps, account, null);
    return { outcome: 'allow', accountId: account.id };
  });
}

/** A new password by who knows the old one; everybody else who is signed in as them is signed out. */
export async function changePassword(
  deps: Deps,
  passwords: Passwords,
  asked: { accountId: string; sessionId: string; current: string; password: string },
): Promise<Changed | Refusal<PasswordGround | 'password-wrong' | 'sign-in-too-soon'>> {
  const account = (await accountOf(deps.pool, asked.accountId))!;
  const refused = refusedPassword(passwords, account, asked.password);
  if (refused) return refused;
  const key = emailKeyOf(account.email);
  const tooSoon = await countTry(deps, key);
  if (tooSoon) return tooSoon;
  if (!(await passwords.matches(account.password_hash, asked.current)))
    return refuse('password-wrong', {}, 'check-sign-in');
  const hash = await passwords.hash(asked.password);
  return inTransaction(deps.pool, async (tx) => {
    const { rowCount } = await tx.query({ ...replacePassword, values: [account.id, hash, account.password_hash] });
    // Changed or reset elsewhere in the meantime: then this was not their password any more.
    if (rowCount !== 1) return refuse('password-wrong', {}, 'check-sign-in');
    await afterChange(tx, deps, account, asked.sessionId);
    return { outcome: 'allow', accountId: account.id };
  });
}

/** Sessions, tokens and open links of before are over, and its owner is told at the address. */
async function afterChange(
  tx: Db,
  { vault, clock }: Pick<Deps, 'vault' | 'clock'>,
  account: AccountRow,
  staying: string | null,
): Promise<void> {
  await tx.query({ ...endSessions, values: [account.id, staying] });
  await endTokens(tx, account.id, clock());
  await dropLinks(tx, account.id, 'reset');
  await forgetTries(tx, vault, emailKeyOf(account.email));
  await mailAccount(tx, account, 'password-changed', clock());
}

const setPassword = statement(
  'set-password',
  'UPDATE account SET password_hash = $2, verified_at = coalesce(verified_at, $3), bounced_at = NULL WHERE id = $1',
);
export const replacePassword = statement(
  'replace-password',
  'UPDATE account SET password_hash = $2 WHERE id = $1 AND password_hash = $3',
);
const endSessions = statement(
  'end-account-sessions',
  'DELETE FROM account_session WHERE account_id = $1 AND id IS DISTINCT FROM $2::uuid',
);
