import { randomBytes, randomUUID } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { decidePassword, type PasswordGround } from '../../rules/accounts.ts';
import {
  decideEntry,
  firstPassword,
  userNameKey,
  userNameOf,
  type PermitLoginGround,
} from '../../rules/permit-logins.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { inTransaction, isClash, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { type Passwords } from './passwords.ts';
import { countTry, forgetTries } from './tries.ts';

/** As a means of signing in, in the audit trail and in the session. */
export const PERMIT_LOGIN = 'permit-login';

export interface IssueLogin {
  municipalityId: string;
  /** Number of the business in the business register, and of its establishment where it has more. */
  chamberNumber: string;
  branchNumber: string | null;
  actor: Actor;
  at: Instant;
}

/** The password is told once, to be handed over; only its hash is kept. */
export type LoginGiven = { outcome: 'given'; loginId: string; userName: string; password: string };

/** A user name for a business that cannot use eHerkenning: for the same holder, so that both lead to the same products (LOKET-003). */
export async function issuePermitLogin(
  deps: Deps,
  passwords: Passwords,
  { municipalityId, chamberNumber, branchNumber, actor, at }: IssueLogin,
): Promise<LoginGiven | Refusal<PermitLoginGround>> {
  const { content } = await deps.releases.inForce(municipalityId, at);
  if (!content.municipality.login.permitLogin) return refuse('permit-login-not-offered', {}, 'counter');
  const business = await deps.businesses.find(chamberNumber, branchNumber);
  if (!business) return refuse('business-unknown', {}, 'look-again');
  const subject = branchNumber === null ? chamberNumber : `${chamberNumber}/${branchNumber}`;
  const password = newPassword();
  const passwordHash = await passwords.hash(password);
  const loginId = randomUUID();
  try {
    return await inTransaction(deps.pool, async (tx): Promise<LoginGiven> => {
      const { rows } = await tx.query<{ id: string }>({
        ...keepBusiness,
        values: [
          municipalityId, deps.vault.fingerprint('subject', `kvk:${subject}`), deps.vault.seal(Buffer.from(subject)), business.name,
          business.address ? JSON.stringify(business.address) : null, PERMIT_LOGIN, at,
        ], // prettier-ignore
      });
      const holderId = rows[0]!.id;
      const userName = userNameOf(await nextNumber(tx, municipalityId, 'PL'));
      await tx.query({ ...addLogin, values: [loginId, municipalityId, holderId, userName, passwordHash, at] });
      await record(tx, at, actor, { municipalityId, holderId }, { kind: 'permit-login-issued', data: { loginId } });
      return { outcome: 'given', loginId, userName, password };
    });
  } catch (error) {
    if (isClash(error)) return refuse('permit-login-exists', {}, 'reset-instead');
    throw error;
  }
}

interface OwnLogin {
  loginId: string;
  municipalityId: string;
  actor: Actor;
  at: Instant;
}

/** A new password for who lost theirs; whoever is signed in with the old one is signed out. */
export async function resetPermitLogin(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  passwords: Passwords,
  { loginId, municipalityId, actor, at }: OwnLogin,
): Promise<LoginGiven | Refusal<'not-found'>> {
  const password = newPassword();
  const passwordHash = await passwords.hash(password);
  return inTransaction(pool, async (tx): Promise<LoginGiven | Refusal<'not-found'>> => {
    const { rows } = await tx.query<ChangedLogin>({ ...giveNew, values: [loginId, municipalityId, passwordHash, at] });
    const [login] = rows;
    if (!login) return refuse('not-found');
    await signOut(tx, login.holder_id);
    await forgetTries(tx, vault, tryKey(municipalityId, login.user_name));
    const subject = { municipalityId, holderId: login.holder_id };
    await record(tx, at, actor, subject, { kind: 'permit-login-reset', data: { loginId } });
    return { outcome: 'given', loginId, userName: login.user_name, password };
  });
}

/** Blocked, nobody comes in with it any more and who is in is put out; unblocked, the password is what it was. */
export function blockPermitLogin(
  { pool }: Pick<Deps, 'pool'>,
  { loginId, municipalityId, actor, at, blocked }: OwnLogin & { blocked: boolean },
): Promise<{ outcome: 'changed' } | Refusal<'not-found'>> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<ChangedLogin>({
      ...setBlocked,
      values: [loginId, municipalityId, blocked ? at : null],
    });
    const [login] = rows;
    if (!login) return refuse('not-found');
    if (blocked) await signOut(tx, login.holder_id);
    const subject = { municipalityId, holderId: login.holder_id };
    await record(tx, at, actor, subject, { kind: 'permit-login-blocked', data: { loginId, blocked } });
    return { outcome: 'changed' as const };
  });
}

export interface PermitEntry {
  municipalityId: string;
  userName: string;
  password: string;
  /** Chosen at the first use, or after a reset. */
  newPassword: string | undefined;
  at: Instant;
}

/** Opens the session of this holder in the transaction in which the password was found right. */
export type OpenSession = (tx: Db, holderId: string) => Promise<void>;

/** User name and password. An unknown name and a wrong password are told the same, after the same time, and both slow the next try down. */
export async function enterWithPermitLogin(
  deps: Pick<Deps, 'pool' | 'vault'>,
  passwords: Passwords,
  { municipalityId, userName, password, newPassword: wanted, at }: PermitEntry,
  openSession: OpenSession,
): Promise<{ outcome: 'allow' } | Refusal<PermitLoginGround | PasswordGround | 'sign-in-too-soon'>> {
  const name = userNameKey(userName);
  const tooSoon = await countTry(deps, tryKey(municipalityId, name));
  if (tooSoon) return tooSoon;
  const { rows } = await deps.pool.query<LoginRow>({ ...findLogin, values: [municipalityId, name] });
  const [login] = rows;
  const right = await passwords.matches(login?.password_hash ?? null, password);
  if (!login || !right) return refuse('permit-login-wrong', {}, 'check-sign-in');
  await forgetTries(deps.pool, deps.vault, tryKey(municipalityId, name));
  const entry = decideEntry({
    blocked: login.blocked_at !== null,
    mustChange: login.must_change,
    choosesNew: wanted !== undefined,
  });
  if (isRefusal(entry)) return entry;
  const refused = wanted === undefined ? undefined : refusedNew(passwords, { name, old: password, wanted });
  if (refused) return refused;
  const newHash = wanted === undefined ? null : await passwords.hash(wanted);
  const renewed = wanted === undefined ? await passwords.renewed(login.password_hash, password) : null;
  return inTransaction(deps.pool, async (tx) => {
    // Reset or blocked while it was looked at: then it does not count any more.
    const { rowCount } = await tx.query({ ...holdLogin, values: [login.id, login.password_hash] });
    if (rowCount !== 1) return refuse('permit-login-wrong', {}, 'check-sign-in');
    const { holder_id: holderId } = login;
    const actor = { kind: 'holder' as const, id: holderId };
    const subject = { municipalityId, holderId };
    if (newHash !== null) {
      await tx.query({ ...setPassword, values: [login.id, newHash, at] });
      await signOut(tx, holderId);
      await record(tx, at, actor, subject, { kind: 'permit-login-password-changed', data: { loginId: login.id } });
    }
    if (renewed !== null) await tx.query({ ...keepAnew, values: [login.id, renewed] });
    await tx.query({ ...signedInBy, values: [holderId, PERMIT_LOGIN] });
    await openSession(tx, holderId);
    await record(tx, at, actor, subject, { kind: 'signed-in', data: { means: PERMIT_LOGIN, level: null } });
    return { outcome: 'allow' as const };
  });
}

/** May this be the password of a user name? As any password, and never the one that was given out. */
function refusedNew(
  passwords: Passwords,
  { name, old, wanted }: { name: string; old: string; wanted: string },
): Refusal<PasswordGround | PermitLoginGround> | undefined {
  if (wanted === old) return refuse('password-unchanged', {}, 'other-password');
  if (wanted.toUpperCase().includes(name)) return refuse('password-like-name', {}, 'other-password');
  const decision = decidePassword(wanted, { email: null, breached: passwords.isBreached(wanted) });
  return isRefusal(decision) ? decision : undefined;
}

const newPassword = (): string => firstPassword(randomBytes(20));

const tryKey = (municipalityId: string, userName: string): string => `${PERMIT_LOGIN} ${municipalityId} ${userName}`;

/** Sessions begun with the user name; those begun otherwise have nothing to do with its password. */
async function signOut(tx: Db, holderId: string): Promise<void> {
  await tx.query({ ...endSessions, values: [holderId, PERMIT_LOGIN] });
}

interface ChangedLogin {
  holder_id: string;
  user_name: string;
}

interface LoginRow extends ChangedLogin {
  id: string;
  password_hash: string;
  must_change: boolean;
  blocked_at: Date | null;
}

const keepBusiness = statement(
  'keep-business',
  `INSERT INTO holder (municipality_id, kind, subject_type, subject_hash, subject_sealed, name, address, details_at, means, created_at)
   VALUES ($1, 'business', 'kvk', $2, $3, $4, $5, $7, $6, $7)
   ON CONFLICT (municipality_id, subject_type, subject_hash)
   DO UPDATE SET name = excluded.name, address = excluded.address, details_at = excluded.details_at
   RETURNING id`,
);
const addLogin = statement(
  'add-permit-login',
  `INSERT INTO permit_login (id, municipality_id, holder_id, user_name, password_hash, issued_at, password_set_at)
   VALUES ($1, $2, $3, $4, $5, $6, $6)`,
);
const giveNew = statement(
  'reset-permit-login',
  `UPDATE permit_login SET password_hash = $3, must_change = true, password_set_at = $4 WHERE id = $1 AND municipality_id = $2
   RETURNING holder_id, user_name`,
);
const setBlocked = statement(
  'block-permit-login',
  `UPDATE permit_login SET blocked_at = CASE WHEN $3::timestamptz IS NULL THEN NULL ELSE coalesce(blocked_at, $3) END
    WHERE id = $1 AND municipality_id = $2 RETURNING holder_id, user_name`,
);
const findLogin = statement(
  'find-permit-login',
  `SELECT id, holder_id, user_name, password_hash, must_change, blocked_at FROM permit_login
    WHERE municipality_id = $1 AND user_name = $2`,
);
const holdLogin = statement(
  'hold-permit-login',
  'SELECT FROM permit_login WHERE id = $1 AND password_hash = $2 AND blocked_at IS NULL FOR UPDATE',
);
const setPassword = statement(
  'set-permit-login-password',
  'UPDATE permit_login SET password_hash = $2, must_change = false, password_set_at = $3 WHERE id = $1',
);
const keepAnew = statement(
  'keep-permit-login-password-anew',
  'UPDATE permit_login SET password_hash = $2 WHERE id = $1',
);
const signedInBy = statement('holder-signed-in-by', 'UPDATE holder SET means = $2, level = NULL WHERE id = $1');
const endSessions = statement('end-permit-login-sessions', 'DELETE FROM session WHERE holder_id = $1 AND means = $2');
