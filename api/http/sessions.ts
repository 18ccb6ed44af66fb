import { randomBytes } from 'node:crypto';
import { type Request, type Response } from 'express';
import { statement, type Db } from '../../activities/db/transaction.ts';
import { type Vault } from '../../activities/db/vault.ts';
import { isStaffRole, mayDo } from '../../rules/staff.ts';
import { type Channel } from '../../rules/audit.ts';
import { type Language } from '../../rules/messages.ts';
import { type Caller } from './caller.ts';
import { siteCookie } from './cookies.ts';

const IDLE_MINUTES = 30;
const LONGEST_HOURS = 12;

/** How long a session that was found is believed without asking again: an officer scans many plates a minute. */
const BELIEVED_MS = 3_000;

export interface NewSession {
  municipalityId: string;
  holderId: string | null;
  staffId: string | null;
  means: string;
  idToken: string | null;
}

export interface Sessions {
  /** The name of what it lies in. */
  cookie: string;
  /** Within a transaction `tx` is given: then there is a session when what else it did is committed. */
  open(res: Response, session: NewSession, tx?: Db): Promise<void>;
  find(req: Request): Promise<Caller | undefined>;
  /** Ends it; gives the identity provider's token, so that its session can end as well. */
  close(res: Response, caller: Caller): Promise<string | null>;
  /** What is believed of a session is no longer true: ask the database next time. */
  forget(caller: Caller): void;
}

/** Sessions lie on the server; the browser holds a random token, the database its hash. They run on real time. */
export function createSessions(db: Db, vault: Vault, { secure }: { secure: boolean }): Sessions {
  const believed = new Map<string, { caller: Caller; until: number }>();
  const cookie = siteCookie('parkwerk_session', { secure });
  const hashOf = (token: string) => vault.fingerprint('token', token);

  return {
    cookie: cookie.name,
    async open(res, { municipalityId, holderId, staffId, means, idToken }, tx = db) {
      const token = randomBytes(32).toString('base64url');
      const sealed = idToken === null ? null : vault.seal(Buffer.from(idToken));
      await tx.query({
        ...addSession,
        values: [hashOf(token), municipalityId, holderId, staffId, means, sealed, LONGEST_HOURS],
      });
      cookie.set(res, token);
    },

    async find(req) {
      const token = cookie.of(req);
      if (token === undefined) return undefined;
      const known = believed.get(token);
      if (known && known.until > Date.now()) return known.caller;
      believed.delete(token);
      const { rows } = await db.query<SessionRow>({ ...touchSession, values: [hashOf(token), IDLE_MINUTES] });
      const caller = rows[0] && callerOf(rows[0], hashOf(token));
      if (caller && keeps(caller)) {
        if (believed.size > 5_000) believed.clear();
        believed.set(token, { caller, until: Date.now() + BELIEVED_MS });
      }
      return caller;
    },

    async close(res, caller) {
      this.forget(caller);
      cookie.clear(res);
      const { rows } = await db.query<{ id_token_sealed: Buffer | null }>({
        ...endSession,
        values: [caller.sessionHash],
      });
      const sealed = rows[0]?.id_token_sealed;
      return sealed ? vault.open(sealed).toString() : null;
    },

    forget(caller) {
      for (const [token, known] of believed)
        if (known.caller.sessionHash.equals(caller.sessionHash)) believed.delete(token);
    },
  };
}

/**
 * Whom somebody acts for is asked each time: nothing is ever done for the person before. So is an address that is not verified: the code
 * may be entered at another API at this moment.
 */
const keeps = (caller: Caller): boolean =>
  caller.kind === 'staff' ? !mayDo(caller.roles, 'act-for') : caller.emailVerified;

interface SessionRow {
  municipality_id: string;
  holder_id: string | null;
  staff_id: string | null;
  language: Language;
  email_verified: boolean;
  roles: string[] | null;
  acting_for: string | null;
  acting_channel: Channel | null;
  acting_language: Language | null;
}

function callerOf(row: SessionRow, sessionHash: Buffer): Caller {
  const { municipality_id: municipalityId, language } = row;
  if (row.staff_id !== null) {
    return {
      kind: 'staff',
      id: row.staff_id,
      municipalityId,
      language,
      roles: (row.roles ?? []).filter(isStaffRole),
      sessionHash,
      actsFor: row.acting_for
        ? { holderId: row.acting_for, channel: row.acting_channel!, language: row.acting_language! }
        : null,
    };
  }
  return {
    kind: 'holder',
    id: row.holder_id!,
    municipalityId,
    language,
    emailVerified: row.email_verified,
    sessionHash,
  };
}

const addSession = statement(
  'add-session',
  `INSERT INTO session (token_hash, municipality_id, holder_id, staff_id, means, id_token_sealed, ends_at)
   VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(hours => $7))`,
);
const touchSession = statement(
  'touch-session',
  `WITH found AS (
     UPDATE session SET seen_at = now()
      WHERE token_hash = $1 AND ends_at > now() AND seen_at > now() - make_interval(mins => $2)
     RETURNING municipality_id, holder_id, staff_id, acting_for, acting_channel
   )
   SELECT f.municipality_id, f.holder_id, f.staff_id, coalesce(h.language, s.language) AS language,
          h.email_verified_at IS NOT NULL AS email_verified, s.roles, f.acting_for, f.acting_channel, y.language AS acting_language
     FROM found f LEFT JOIN holder h ON h.id = f.holder_id LEFT JOIN staff_member s ON s.id = f.staff_id
     LEFT JOIN holder y ON y.id = f.acting_for`,
);
const endSession = statement('end-session', 'DELETE FROM session WHERE token_hash = $1 RETURNING id_token_sealed');
