import { type Language } from '../../rules/messages.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { stopParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { openOnDemand } from './open.ts';

/** What is asked leave for: what a booking, its receipt and its reminders need, and nothing else (POM-003). */
export const SHARES = ['name', 'address', 'email', 'profile'] as const;

/** What the login told of somebody, kept only with their leave. */
export interface Profile {
  email: string | null;
  profileId: string | null;
}

export interface ConsentCommand {
  municipalityId: string;
  holderId: string;
  language: Language;
  at: Instant;
}

type ConsentDeps = Pick<Deps, 'pool' | 'releases' | 'log' | 'clock'>;

/**
 * Keeps that somebody gave leave, in the transaction that first knows them: the account they park with, their number, and what is
 * offered to them (toestemming geven). Giving it twice is giving it once.
 */
export async function giveConsent(
  tx: Db,
  deps: ConsentDeps,
  { municipalityId, holderId, language, at }: ConsentCommand,
  { email, profileId }: Profile,
): Promise<{ accountId: string }> {
  await tx.query({ ...lockHolder, values: [holderId] });
  const { rows: given } = await tx.query<{ id: string }>({ ...addConsent, values: [municipalityId, holderId, SHARES, at] });
  const { rows } = await tx.query<{ number: number }>({ ...readNumber, values: [holderId] });
  const number = rows[0]?.number ?? (await nextNumber(tx, municipalityId, 'profile'));
  await tx.query({ ...keepProfile, values: [holderId, municipalityId, number, profileId] });
  const { rows: accounts } = await tx.query<{ id: string }>({
    ...keepAccount,
    values: [holderId, email ?? '', `holder:${holderId}`, language, at],
  });
  const accountId = accounts[0]!.id;
  if (given[0]) {
    const data = { consentId: given[0].id, shares: [...SHARES] };
    await record(tx, at, { kind: 'holder', id: holderId }, { municipalityId, holderId }, { kind: 'consent-given', data });
  }
  await openOnDemand(tx, deps, { municipalityId, holderId, accountId }, at);
  return { accountId };
} // prettier-ignore

/** Whose consent is in force, known by the hash of the subject of their login; undefined for who has not given any. */
export async function consentOf(
  db: Db,
  municipalityId: string,
  subjectType: string,
  subjectHash: Buffer,
): Promise<string | undefined> {
  const { rows } = await db.query<{ holder_id: string }>({
    ...findConsent,
    values: [municipalityId, subjectType, subjectHash],
  });
  return rows[0]?.holder_id;
}

/**
 * Takes leave back (toestemming intrekken, POM-004). From this moment nothing new can be done: sessions end, the permits are out of
 * reach, what was planned is taken back with its money. What runs goes on to its end, which its own process sees to. What was shared is
 * forgotten at once; what is on the balance stays theirs.
 */
export async function withdrawConsent(
  deps: ConsentDeps,
  { municipalityId, accountId, at }: { municipalityId: string; accountId: string; at: Instant },
): Promise<boolean> {
  return inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<{ id: string; holder_id: string }>({
      ...endConsent,
      values: [accountId, municipalityId, at],
    });
    const [ended] = rows;
    if (!ended) return false;
    const { id: consentId, holder_id: holderId } = ended;
    const actor = { kind: 'holder' as const, id: holderId };
    const { rows: planned } = await tx.query<{ id: string }>({ ...findPlanned, values: [accountId, at] });
    for (const { id: actionId } of planned)
      await stopParking({ ...deps, pool: tx }, { actionId, actor, at, planned: true });
    await tx.query({ ...closeAccess, values: [accountId, at] });
    await tx.query({ ...endSessions, values: [accountId] });
    await tx.query({ ...forgetShared, values: [holderId] });
    const data = { consentId, cancelled: planned.length };
    await record(tx, at, actor, { municipalityId, holderId }, { kind: 'consent-withdrawn', data });
    return true;
  });
}

const lockHolder = statement('lock-holder-of-consent', 'SELECT FROM holder WHERE id = $1 FOR UPDATE');
const addConsent = statement(
  'add-consent',
  `INSERT INTO consent (municipality_id, holder_id, shares, given_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (holder_id) WHERE withdrawn_at IS NULL DO NOTHING RETURNING id`,
);
const readNumber = statement('read-profile-number', 'SELECT number FROM parking_profile WHERE holder_id = $1');
const keepProfile = statement(
  'keep-parking-profile',
  `INSERT INTO parking_profile (holder_id, municipality_id, number, profile_id) VALUES ($1, $2, $3, $4)
   ON CONFLICT (holder_id) DO UPDATE SET profile_id = excluded.profile_id`,
);
// No address could ever be typed that equals this key: signing in with a password does not lead here.
const keepAccount = statement(
  'keep-account-of-holder',
  `INSERT INTO account (holder_id, email, email_key, verified_at, language, created_at) VALUES ($1, $2, $3, $5, $4, $5)
   ON CONFLICT (holder_id) DO UPDATE SET email = excluded.email RETURNING id`,
);
const findConsent = statement(
  'find-consent',
  `SELECT c.holder_id FROM holder h JOIN consent c ON c.holder_id = h.id AND c.withdrawn_at IS NULL
    WHERE h.municipality_id = $1 AND h.subject_type = $2 AND h.subject_hash = $3`,
);
const endConsent = statement(
  'end-consent',
  `UPDATE consent c SET withdrawn_at = $3 FROM account a
    WHERE a.id = $1 AND c.holder_id = a.holder_id AND c.municipality_id = $2 AND c.withdrawn_at IS NULL
   RETURNING c.id, c.holder_id`,
);
const findPlanned = statement(
  'find-planned-of-account',
  `SELECT a.id FROM coupling c JOIN parking_action a ON a.permit_id = c.permit_id
    WHERE c.account_id = $1 AND c.removed_at IS NULL AND a.state = 'open' AND a.starts_at > $2 ORDER BY a.id`,
);
const closeAccess = statement(
  'close-access-of-account',
  'UPDATE coupling SET removed_at = $2 WHERE account_id = $1 AND removed_at IS NULL',
);
const endSessions = statement(
  'end-sessions-of-account',
  'WITH feed AS (DELETE FROM calendar_feed WHERE account_id = $1) DELETE FROM account_session WHERE account_id = $1',
);
// Name and address are kept of who uses the desk for anything else: that rests on the law, not on leave.
const forgetShared = statement(
  'forget-what-was-shared',
  `WITH profile AS (
     UPDATE parking_profile SET profile_id = NULL WHERE holder_id = $1
   ), account AS (
     UPDATE account SET email = '' WHERE holder_id = $1
   )
   UPDATE holder h SET name = '', address = NULL
    WHERE h.id = $1 AND NOT EXISTS (SELECT FROM application a WHERE a.holder_id = h.id AND a.declared_at IS NOT NULL)`,
);
