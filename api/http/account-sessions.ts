import { randomBytes } from 'node:crypto';
import { type Request, type Response } from 'express';
import { statement, type Db } from '../../activities/db/transaction.ts';
import { type Vault } from '../../activities/db/vault.ts';
import { type Language } from '../../rules/messages.ts';
import { type Account } from './caller.ts';
import { siteCookie } from './cookies.ts';

/** Without being remembered: over after a quarter of an hour of nothing, and after half a day (2PARK-023). */
export const IDLE_MINUTES = 15;
const LONGEST_HOURS = 12;
/** A device that is remembered, until it is taken off the list (2PARK-022). */
const REMEMBERED_DAYS = 90;
/** How long a session that was found is believed without asking again: a screen asks several things at once. */
const BELIEVED_MS = 3_000;

export interface NewAccountSession {
  accountId: string;
  /** What its owner knows the device by. */
  device: string;
  remember: boolean;
  /** Begins only while this is still the password of the account; without one, signing in did not rest on it. */
  passwordHash?: string;
}

export interface AccountSessions {
  /** Signs a browser in, in place of whoever was; undefined when the password was changed a moment ago. */
  open(res: Response, session: NewAccountSession): Promise<Account | undefined>;
  find(req: Request): Promise<Account | undefined>;
  close(res: Response, account: Account): Promise<void>;
  /** Signs a device of an account out from elsewhere; false when it has no such device. */
  end(accountId: string, sessionId: string): Promise<boolean>;
  /** What is believed of an account's sessions is no longer true: ask the database next time. */
  forget(accountId: string): void;
}

/** Sessions of the parking app: beside those of the desk, with a cookie of their own. They run on real time. */
export function createAccountSessions(db: Db, vault: Vault, { secure }: { secure: boolean }): AccountSessions {
  const believed = new Map<string, { account: Account; until: number }>();
  const cookie = siteCookie('parkwerk_account', { secure });
  const hashOf = (token: string) => vault.fingerprint('token', token);
  return {
    async open(res, { accountId, device, remember, passwordHash }) {
      const token = randomBytes(32).toString('base64url');
      const hours = remember ? REMEMBERED_DAYS * 24 : LONGEST_HOURS;
      const { rows } = await db.query<{ id: string; language: Language }>({
        ...addSession,
        values: [hashOf(token), accountId, device, remember, hours, passwordHash ?? null],
      });
      const opened = rows[0];
      if (!opened) return undefined;
      const before = await this.find(res.req);
      if (before) await this.end(before.id, before.sessionId);
      cookie.set(res, token, remember ? hours * 3_600_000 : undefined);
      return { kind: 'account', id: accountId, language: opened.language, sessionId: opened.id };
    },

    async find(req) {
      const token = cookie.of(req);
      if (token === undefined) return undefined;
      const known = believed.get(token);
      if (known && known.until > Date.now()) return known.account;
      believed.delete(token);
      const { rows } = await db.query<{ id: string; account_id: string; language: Language }>({
        ...touchSession,
        values: [hashOf(token), IDLE_MINUTES],
      });
      const found = rows[0];
      if (!found) return undefined;
      const account: Account = {
        kind: 'account',
        id: found.account_id,
        language: found.language,
        sessionId: found.id,
      };
      if (believed.size > 5_000) believed.clear();
      believed.set(token, { account, until: Date.now() + BELIEVED_MS });
      return account;
    },

    async close(res, { id, sessionId }) {
      cookie.clear(res);
      await this.end(id, sessionId);
    },

    async end(accountId, sessionId) {
      this.forget(accountId);
      const { rowCount } = await db.query({ ...endSession, values: [sessionId, accountId] });
      return rowCount === 1;
    },

    forget(accountId) {
      for (const [token, { account }] of believed) if (account.id === accountId) believed.delete(token);
    },
  };
}

/** Waits for a change of the password that is under way: a session on the old one would outlive it. */
const addSession = statement(
  'add-account-session',
  `WITH owner AS (
     SELECT id, language FROM account WHERE id = $2 AND ($6::text IS NULL OR password_hash = $6) FOR SHARE
   ), added AS (
     INSERT INTO account_session (token_hash, account_id, device, remembered, ends_at)
     SELECT $1, id, $3, $4, now() + make_interval(hours => $5) FROM owner
     RETURNING id
   )
   SELECT added.id, owner.language FROM added, owner`,
);
const touchSession = statement(
  'touch-account-session',
  `WITH found AS (
     UPDATE account_session SET seen_at = now()
      WHERE token_hash = $1 AND ends_at > now() AND (remembered OR seen_at > now() - make_interval(mins => $2))
     RETURNING id, account_id
   )
   SELECT f.id, f.account_id, a.language FROM found f JOIN account a ON a.id = f.account_id`,
);
const endSession = statement('end-account-session', 'DELETE FROM account_session WHERE id = $1 AND account_id = $2');
