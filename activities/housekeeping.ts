import { erasedUpTo, termOf, type RecordClass } from '../rules/retention.ts';
import { type Instant } from '../rules/values/moment.ts';
import { statement, type Statement } from './db/transaction.ts';
import { type WorkerDeps } from './ports.ts';

/** So many rows a time: what others wait for is never locked for long. */
const BATCH = 1_000;

/**
 * Deletes what has had its use and may say something about a person: ended sign-ins, expired codes and links, answers kept for a repetition, input no
 * process took, reports from outside. What a municipality keeps of people and cases has terms of its own (erasure.ts).
 */
export async function tidy(
  { pool, log }: Pick<WorkerDeps, 'pool' | 'log'>,
  at: Instant,
): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  for (const { what, remove, term } of overAndDone(at)) {
    let gone = 0;
    let found: number;
    do {
      found = (await pool.query({ ...remove, values: [term, BATCH] })).rowCount ?? 0;
      gone += found;
    } while (found === BATCH);
    removed[what] = gone;
  }
  log.info({ removed }, 'what was over has been deleted');
  return removed;
}

/** Of no municipality, or the same in all: how somebody comes in, and what passes through. */
const EVERYWHERE = { timeZone: 'UTC' };
/** Sign-ins and requests live on real time, which is the database's own; a code on business time. */
const real = (of: RecordClass) => termOf(of, {});

const overAndDone = (at: Instant): { what: string; remove: Statement; term: number | Instant }[] => {
  const business = (of: RecordClass) => erasedUpTo(of, EVERYWHERE, at);
  return [
    { what: 'sessions', remove: removeSessions, term: real('signIns') },
    { what: 'loginAttempts', remove: removeLoginAttempts, term: real('signIns') },
    { what: 'accountSessions', remove: removeAccountSessions, term: real('signIns') },
    { what: 'challenges', remove: removeChallenges, term: real('signIns') },
    { what: 'signInFailures', remove: removeSignInFailures, term: real('signInFailures') },
    { what: 'accountLinks', remove: removeAccountLinks, term: business('accountLinks') },
    { what: 'unverifiedAccounts', remove: removeUnverified, term: business('unverifiedAccounts') },
    { what: 'accountTokens', remove: removeTokens, term: business('accountTokens') },
    { what: 'emailCodes', remove: removeEmailCodes, term: business('emailCodes') },
    { what: 'answers', remove: removeAnswers, term: real('answers') },
    { what: 'typedInputs', remove: removeTypedInputs, term: real('typedInputs') },
    { what: 'deliveredEvents', remove: removeDelivered, term: real('deliveredEvents') },
    { what: 'outsideReports', remove: removeOutsideReports, term: real('outsideReports') },
  ];
};

const removal = (name: string, table: string, over: string): Statement =>
  statement(name, `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${over} LIMIT $2))`);

const removeSessions = removal('remove-ended-sessions', 'session', 'ends_at < now() - make_interval(hours => $1)');
const removeLoginAttempts = removal(
  'remove-login-attempts',
  'login_attempt',
  'ends_at < now() - make_interval(hours => $1)',
);
/** Where a browser takes notices goes with its session. */
const removeAccountSessions = removal(
  'remove-ended-account-sessions',
  'account_session',
  'ends_at < now() - make_interval(hours => $1)',
);
const removeChallenges = removal('remove-challenges', 'challenge', 'ends_at < now() - make_interval(hours => $1)');
const removeSignInFailures = removal(
  'remove-sign-in-failures',
  'sign_in_failure',
  'last_at < now() - make_interval(hours => $1)',
);
const removeAccountLinks = removal('remove-account-links', 'account_link', 'ends_at <= $1');
const removeUnverified = removal(
  'remove-unverified-accounts',
  'account',
  'verified_at IS NULL AND created_at <= $1::timestamptz',
);
const removeTokens = removal('remove-account-tokens', 'account_token', 'least(ends_at, ended_at) <= $1::timestamptz');
const removeEmailCodes = removal('remove-email-codes', 'email_code', 'ends_at <= $1');
const removeAnswers = removal('remove-answers', 'answer_given', 'claimed_at < now() - make_interval(hours => $1)');
const removeTypedInputs = removal('remove-typed-inputs', 'command_input', 'at < now() - make_interval(days => $1)');
const removeDelivered = removal(
  'remove-delivered-events',
  'event_delivery',
  "status IN ('delivered', 'skipped') AND tried_at < now() - make_interval(days => $1)",
);
const removeOutsideReports = removal(
  'remove-outside-reports',
  'inbound_event',
  'received_at < now() - make_interval(days => $1)',
);
