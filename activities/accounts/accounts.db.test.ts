import { createHash, randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { LINK_MINUTES, WORK_BITS, isEnoughWork } from '../../rules/accounts.ts';
import { MINUTE_MS, plusMs } from '../../rules/values/moment.ts';
import { createVault } from '../db/vault.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { giveWork } from './challenges.ts';
import { changePassword, requestReset, resetPassword } from './change-password.ts';
import { mintLink } from './links.ts';
import { createPasswords } from './passwords.ts';
import { signIn } from './sign-in.ts';
import { signUp, signUpByLink } from './sign-up.ts';
import { countTry, forgetTries } from './tries.ts';

// Passwords and work are slow on purpose, and more so on a busy machine.
jest.setTimeout(60_000);

const PASSWORD = 'drie rode fietsen bij de brug';
const OTHER = 'vier groene bussen op het plein';

const passwords = createPasswords(createVault(Buffer.alloc(32, 7)));
let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

const address = () => `${randomUUID()}@inwoner.example`;
const asked = (email: string, password = PASSWORD) => ({ email, password, language: 'nl' as const });

async function workDone(): Promise<{ challengeId: string; nonce: string }> {
  const { challengeId, salt } = await giveWork(deps.pool);
  for (let nonce = 0; ; nonce += 1)
    if (isEnoughWork(createHash('sha256').update(`${salt}${nonce}`).digest(), WORK_BITS))
      return { challengeId, nonce: String(nonce) };
}

const coupling = (email: string) =>
  mintLink(deps.pool, deps.vault, {
    purpose: 'couple',
    email,
    endsAt: plusMs(NOW, LINK_MINUTES.couple * MINUTE_MS),
  });

/** An account whose address is proved, with a password. */
async function account(email = address()): Promise<{ email: string; accountId: string }> {
  const made = await signUpByLink(deps, passwords, { ...asked(email), token: await coupling(email) });
  if (made.outcome === 'refuse') throw new Error(made.ground);
  return { email, accountId: made.accountId };
}

async function session(accountId: string): Promise<string> {
  const { rows } = await deps.pool.query<{ id: string }>(
    `INSERT INTO account_session (token_hash, account_id, device, remembered, ends_at)
     VALUES ($1, $2, 'Firefox', false, now() + interval '1 hour') RETURNING id`,
    [Buffer.from(randomUUID()), accountId],
  );
  return rows[0]!.id;
}

const sessionsOf = (accountId: string) => count(deps.pool, 'account_session WHERE account_id = $1', [accountId]);
const mailsOf = (accountId: string, kind: string) =>
  count(deps.pool, 'message WHERE account_id = $1 AND kind = $2', [accountId, kind]);

async function resetToken(email: string): Promise<string> {
  await requestReset(deps, passwords, { email, work: await workDone() });
  const { rows } = await deps.pool.query<{ link: string }>(
    `SELECT private ->> 'link' AS link FROM message WHERE recipient = $1 AND kind = 'password-reset' ORDER BY id DESC LIMIT 1`,
    [email],
  );
  return new URL(rows[0]!.link).hash.slice(1);
}

describe('one address', () => {
  it('gets one account, however many ask for it at once', async () => {
    const email = address();
    const works = await Promise.all(Array.from({ length: 5 }, workDone));
    const all = await Promise.all(
      works.map((work, index) => signUp(deps, passwords, { ...asked(index % 2 ? email.toUpperCase() : email), work })),
    );
    expect(all).toEqual(Array(5).fill(undefined));
    expect(await count(deps.pool, 'account WHERE email_key = $1', [email])).toBe(1);
  });

  it('with a mailed link is signed in at once, and the link still does what it was made for [2PARK-011]', async () => {
    const email = address();
    const token = await coupling(email);
    const elsewhere = await signUpByLink(deps, passwords, { ...asked(address()), token });
    expect(elsewhere).toMatchObject({ ground: 'link-other-address' });
    expect(await signUpByLink(deps, passwords, { ...asked(email.toUpperCase()), token })).toMatchObject({
      outcome: 'allow',
    });
    expect(await signUpByLink(deps, passwords, { ...asked(email, OTHER), token })).toMatchObject({
      ground: 'account-exists',
    });
    expect(await signIn(deps, passwords, { email, password: PASSWORD })).toMatchObject({ outcome: 'allow' });
    expect(await count(deps.pool, 'account_link WHERE email = $1 AND used_at IS NULL', [email])).toBe(1);
  });

  it('belongs to whoever has its mailbox, also when somebody else was there first', async () => {
    const email = address();
    await signUp(deps, passwords, { ...asked(email, OTHER), work: await workDone() });
    await signUpByLink(deps, passwords, { ...asked(email), token: await coupling(email) });
    expect(await signIn(deps, passwords, { email, password: OTHER })).toMatchObject({ ground: 'sign-in-wrong' });
    expect(await signIn(deps, passwords, { email, password: PASSWORD })).toMatchObject({ outcome: 'allow' });
  });
});

describe('a password that is kept as before its secret salt', () => {
  it('is right as well, and kept anew by whoever signs in with it, also twice at once', async () => {
    const { email, accountId } = await account();
    const kept = async () =>
      (await deps.pool.query<{ hash: string }>('SELECT password_hash AS hash FROM account WHERE id = $1', [accountId]))
        .rows[0]!.hash;
    await deps.pool.query('UPDATE account SET password_hash = $2 WHERE id = $1', [accountId, await hash(PASSWORD)]);
    const both = await Promise.all([1, 2].map(() => signIn(deps, passwords, { email, password: PASSWORD })));
    const passwordHash = await kept();
    expect(await passwords.renewed(passwordHash, PASSWORD)).toBeNull();
    for (const signedIn of both) expect(signedIn).toMatchObject({ outcome: 'allow', accountId, passwordHash });
    expect(await signIn(deps, passwords, { email, password: PASSWORD })).toMatchObject({ passwordHash });
    expect(await signIn(deps, passwords, { email, password: OTHER })).toMatchObject({ ground: 'sign-in-wrong' });
  });
});

describe('tries at a password', () => {
  it('are counted one by one, however many come at once [2PARK-020]', async () => {
    const email = address();
    const all = await Promise.all(Array.from({ length: 20 }, () => countTry(deps, email)));
    expect(all.filter((refused) => refused === undefined)).toHaveLength(5);
    await forgetTries(deps.pool, deps.vault, email);
    expect(await countTry(deps, email)).toBeUndefined();
  });

  it('are kept without the address', async () => {
    const email = address();
    await countTry(deps, email);
    const { rows } = await deps.pool.query<{ all: string }>(
      `SELECT string_agg(encode(email_hash, 'escape'), ' ') AS all FROM sign_in_failure`,
    );
    expect(rows[0]!.all).not.toContain('inwoner');
  });
});

describe('a new password', () => {
  it('by link signs out every device, ends the other links and is told once [2PARK-021]', async () => {
    const { email, accountId } = await account();
    await Promise.all([session(accountId), session(accountId)]);
    const token = await resetToken(email);
    const both = await Promise.all(
      [OTHER, 'weer een ander wachtwoord'].map((password) => resetPassword(deps, passwords, { token, password })),
    );
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['allow', 'refuse']);
    expect(both).toContainEqual(expect.objectContaining({ ground: 'link-used' }));
    expect(await sessionsOf(accountId)).toBe(0);
    expect(await mailsOf(accountId, 'password-changed')).toBe(1);
    expect(await signIn(deps, passwords, { email, password: PASSWORD })).toMatchObject({ ground: 'sign-in-wrong' });
  });

  it('is asked for as often as somebody likes, and mailed once a minute; nobody is mailed who has no account', async () => {
    const { email, accountId } = await account();
    await requestReset(deps, passwords, { email, work: await workDone() });
    await requestReset(deps, passwords, { email, work: await workDone() });
    expect(await mailsOf(accountId, 'password-reset')).toBe(1);
    const nobody = address();
    expect(await requestReset(deps, passwords, { email: nobody, work: await workDone() })).toBeUndefined();
    expect(await count(deps.pool, 'message WHERE recipient = $1', [nobody])).toBe(0);
  });

  it('that is refused leaves the link to be used with a better one', async () => {
    const { email } = await account();
    const token = await resetToken(email);
    expect(await resetPassword(deps, passwords, { token, password: 'te kort' })).toMatchObject({
      ground: 'password-too-short',
    });
    expect(await resetPassword(deps, passwords, { token, password: OTHER })).toMatchObject({ outcome: 'allow' });
  });

  it('by who knows the old one keeps the device in hand, and two at once change it once', async () => {
    const { accountId } = await account();
    const [sessionId] = await Promise.all([session(accountId), session(accountId)]);
    const change = (password: string) =>
      changePassword(deps, passwords, { accountId, sessionId: sessionId, current: PASSWORD, password });
    expect(
      await changePassword(deps, passwords, { accountId, sessionId: sessionId, current: OTHER, password: OTHER }),
    ).toMatchObject({
      ground: 'password-wrong',
    });
    const both = await Promise.all([change(OTHER), change('weer een ander wachtwoord')]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['allow', 'refuse']);
    expect(await sessionsOf(accountId)).toBe(1);
    expect(await mailsOf(accountId, 'password-changed')).toBe(1);
  });
});
