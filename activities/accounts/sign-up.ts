import { emailKeyOf, LINK_MINUTES, type LinkGround, type PasswordGround } from '../../rules/accounts.ts';
import { type Language } from '../../rules/values/language.ts';
import { MINUTE_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { accountAt, dropLinks, mailAccount, wasJustMailed, type AccountRow } from '../db/stores/accounts.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { takeWork } from './challenges.ts';
import { addressOfLink, mintLink, readLink, useLink } from './links.ts';
import { refusedPassword, type Passwords } from './passwords.ts';

export interface NewAccount {
  email: string;
  password: string;
  language: Language;
}

export type SignUpGround =
  PasswordGround | LinkGround | 'link-other-address' | 'account-exists' | 'work-missing' | 'work-not-done';

/**
 * Makes an account and mails a link to prove its address. Whoever asks learns nothing of who has one: its owner is told instead, and the
 * answer takes as long. What an unverified account was made with stays: nobody gives it another password without its mailbox.
 */
export async function signUp(
  deps: Deps,
  passwords: Passwords,
  asked: NewAccount & { work: { challengeId: string; nonce: string } | undefined },
): Promise<Refusal<SignUpGround> | undefined> {
  const refused = refusedPassword(passwords, asked, asked.password) ?? (await takeWork(deps.pool, asked.work));
  if (refused) return refused;
  const hash = await passwords.hash(asked.password);
  const at = deps.clock();
  await inTransaction(deps.pool, async (tx) => {
    const key = emailKeyOf(asked.email);
    await tx.query({ ...addAccount, values: [asked.email.trim(), key, hash, asked.language, at] });
    const account = (await accountAt(tx, key))!;
    if (account.verified_at === null) return mailVerification(tx, deps, account, at);
    if (await wasJustMailed(tx, account.id, 'account-exists', at)) return;
    await mailAccount(tx, account, 'account-exists', at);
  });
  return undefined;
}

/** Makes an account with a link that was mailed to its address, which is thereby proved. The link goes on to serve what it was made for. */
export async function signUpByLink(
  deps: Deps,
  passwords: Passwords,
  asked: NewAccount & { token: string },
): Promise<{ outcome: 'allow'; accountId: string } | Refusal<SignUpGround>> {
  const at = deps.clock();
  const found = await readLink(deps.pool, deps.vault, asked.token, ['couple', 'grant'], at);
  if (isRefusal(found)) return found;
  const key = emailKeyOf(asked.email);
  if (emailKeyOf(found.link.email ?? '') !== key) return refuse('link-other-address', {}, 'use-mailed-address');
  const refused = refusedPassword(passwords, asked, asked.password);
  if (refused) return refused;
  const hash = await passwords.hash(asked.password);
  return inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>({
      ...addVerified,
      values: [asked.email.trim(), key, hash, asked.language, at],
    });
    const accountId = rows[0]?.id;
    if (accountId === undefined) return refuse('account-exists', {}, 'sign-in');
    // Whoever made it before without the mailbox has no part in it.
    await dropLinks(tx, accountId, 'verify');
    return { outcome: 'allow', accountId };
  });
}

/** The address is theirs: mail sent there was opened. */
export async function verifyAddress(deps: Deps, token: string): Promise<Refusal<LinkGround> | undefined> {
  const at = deps.clock();
  return inTransaction(deps.pool, async (tx) => {
    const used = await useLink(tx, deps.vault, token, 'verify', at);
    if (isRefusal(used)) return used;
    await tx.query({ ...setVerified, values: [used.link.accountId, at] });
    return undefined;
  });
}

/** A fresh link; the one before no longer works. */
export async function mailVerification(
  tx: Db,
  { vault, publicUrl }: Pick<Deps, 'vault' | 'publicUrl'>,
  account: AccountRow,
  at: Instant,
): Promise<void> {
  if (await wasJustMailed(tx, account.id, 'account-verify', at)) return;
  await dropLinks(tx, account.id, 'verify');
  const endsAt = plusMs(at, LINK_MINUTES.verify * MINUTE_MS);
  const token = await mintLink(tx, vault, { purpose: 'verify', accountId: account.id, email: account.email, endsAt });
  await mailAccount(tx, account, 'account-verify', at, { link: addressOfLink(publicUrl, 'verify', token) });
}

const addAccount = statement(
  'add-account',
  `INSERT INTO account (email, email_key, password_hash, language, created_at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (email_key) DO NOTHING`,
);
const addVerified = statement(
  'add-verified-account',
  `INSERT INTO account AS a (email, email_key, password_hash, language, created_at, verified_at) VALUES ($1, $2, $3, $4, $5, $5)
   ON CONFLICT (email_key) DO UPDATE SET password_hash = excluded.password_hash, language = excluded.language, verified_at = excluded.verified_at
   WHERE a.verified_at IS NULL
   RETURNING id`,
);
const setVerified = statement(
  'verify-account',
  'UPDATE account SET verified_at = coalesce(verified_at, $2), bounced_at = NULL WHERE id = $1',
);
