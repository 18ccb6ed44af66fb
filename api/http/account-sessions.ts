import { randomBytes } from 'node:crypto';
import { type Request, type Response } from 'express';
import { statement, type Db } from '../../activities/db/transaction.ts';
import { type Vault } from '../../activities/db/vault.ts';
import { type Language } from '../../rules/messages.ts';
import { type Account } from './caller.ts';
import { cookieOf } from './sessions.ts';

const COOKIE = 'parkwerk_account';
/** Without being remembered: over after a quarter of an hour of nothing, and after a day (2PARK-022). */
export const IDLE_MINUTES = 15;
const LONGEST_HOURS = 12;
/** A device that is remembered, until it is taken off the list (2PARK-021). */
const REMEMBERED_DAYS = 365;

export interface AccountSessions {
  open(res: Response, session: { accountId: string; device: string; remember: boolean }): Promise<void>;
  find(req: Request): Promise<Account | undefined>;
  close(res: Response, account: Account): Promise<void>;
}

/** Sessions of the parking app: beside those of the desk, with a cookie of their own. They run on real time. */
export function createAccountSessions(db: Db, vault: Vault, { secure }: { secure: boolean }): AccountSessions {
  const cookie = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
  const hashOf = (token: string) => vault.fingerprint('token', token);
  return {
    async open(res, { accountId, device, remember }) {
      const token = randomBytes(32).toString('base64url');
      const hours = remember ? REMEMBERED_DAYS * 24 : LONGEST_HOURS;
      await db.query({ ...addSession, values: [hashOf(token), accountId, device, remember, hours] });
      res.cookie(COOKIE, token, remember ? { ...cookie, maxAge: hours * 3_600_000 } : cookie);
    },

    async find(req) {
      const token = cookieOf(req, COOKIE);
      if (token === undefined) return undefined;
      const { rows } = await db.query<{ id: string; account_id: string; language: Language }>({
        ...touchSession,
        values: [hashOf(token), IDLE_MINUTES],
      });
      const found = rows[0];
      return found && { kind: 'account', id: found.account_id, language: found.language, sessionId: found.id };
    },

    async close(res, { sessionId }) {
      res.clearCookie(COOKIE, cookie);
      await db.query({ ...endSession, values: [sessionId] });
    },
  };
}

const addSession = statement(
  'add-account-session',
  `INSERT INTO account_session (token_hash, account_id, device, remembered, ends_at)
   VALUES ($1, $2, $3, $4, now() + make_interval(hours => $5))`,
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
const endSession = statement('end-account-session', 'DELETE FROM account_session WHERE id = $1');
