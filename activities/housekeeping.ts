import { TRY_DAYS } from '../rules/outages.ts';
import { DAY_MS, plusMs, type Instant } from '../rules/values/moment.ts';
import { statement, type Statement } from './db/transaction.ts';
import { type WorkerDeps } from './ports.ts';

/** A step that was accepted while the worker or the database was away for a weekend must still find what somebody typed. */
const TYPED_INPUT_DAYS = 7;
/** A payer who asks about a payment, and a provider's statement of a month, can still be followed back to what was told. */
const TOLD_FROM_OUTSIDE_DAYS = 31;
/** As long as the published interface promises the same answer for the same `Idempotency-Key`. */
const ANSWER_HOURS = 24;
/** So long somebody who opens an old mail is told that its time is over, and not that there never was such a link. */
const DEAD_LINK_DAYS = 31;
/** An address nobody proved to be theirs is not kept. */
const UNVERIFIED_DAYS = 31;
/** As long as the plates it parked: so long somebody may ask which program that was. */
const DEAD_TOKEN_DAYS = 91;
/** Wrong passwords of yesterday slow nobody down any more. */
const FAILURE_HOURS = 24;
/** An auditor who wants it later asks anew; what was taken along is theirs. */
const CASE_CHECK_DAYS = 7;
/** Who asks whether something was sent, asks soon; what was not sent stays. */
const DELIVERED_DAYS = 31;
/** Long enough to save it and send it along; it can be asked for again. */
const BUNDLE_DAYS = 7;
/** So many rows a time: what others wait for is never locked for long. */
const BATCH = 1_000;

/**
 * Deletes what has had its use and may say something about a person: ended sign-ins, expired codes and links, answers kept for a repetition, input no
 * process took, reports from outside. Cases, decisions, documents, the ledger and the audit trail have terms of their own.
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

/** Sign-ins and requests live on real time, which is the database's own; a code on business time. */
const overAndDone = (at: Instant): { what: string; remove: Statement; term: unknown }[] => [
  { what: 'sessions', remove: removeSessions, term: 0 },
  { what: 'loginAttempts', remove: removeLoginAttempts, term: 0 },
  { what: 'accountSessions', remove: removeAccountSessions, term: 0 },
  { what: 'challenges', remove: removeChallenges, term: 0 },
  { what: 'signInFailures', remove: removeSignInFailures, term: FAILURE_HOURS },
  { what: 'accountLinks', remove: removeAccountLinks, term: plusMs(at, -DEAD_LINK_DAYS * DAY_MS) },
  { what: 'unverifiedAccounts', remove: removeUnverified, term: plusMs(at, -UNVERIFIED_DAYS * DAY_MS) },
  { what: 'accountTokens', remove: removeTokens, term: plusMs(at, -DEAD_TOKEN_DAYS * DAY_MS) },
  { what: 'emailCodes', remove: removeEmailCodes, term: at },
  { what: 'answers', remove: removeAnswers, term: ANSWER_HOURS },
  { what: 'typedInputs', remove: removeTypedInputs, term: TYPED_INPUT_DAYS },
  { what: 'caseChecks', remove: removeCaseChecks, term: plusMs(at, -CASE_CHECK_DAYS * DAY_MS) },
  { what: 'deliveredEvents', remove: removeDelivered, term: DELIVERED_DAYS },
  { what: 'bundles', remove: removeBundles, term: plusMs(at, -BUNDLE_DAYS * DAY_MS) },
  { what: 'failedTries', remove: removeFailedTries, term: plusMs(at, -TRY_DAYS * DAY_MS) },
  { what: 'outsideReports', remove: removeOutsideReports, term: TOLD_FROM_OUTSIDE_DAYS },
];

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
const removeCaseChecks = removal('remove-case-checks', 'case_check', 'asked_at <= $1');
const removeDelivered = removal(
  'remove-delivered-events',
  'event_delivery',
  "status IN ('delivered', 'skipped') AND tried_at < now() - make_interval(days => $1)",
);
const removeBundles = removal('remove-objection-bundles', 'objection_bundle', 'asked_at <= $1::timestamptz');
/** One inside an outage is kept as long as the plates of that time. */
const removeFailedTries = removal(
  'remove-failed-tries',
  'failed_try',
  'at <= $1::timestamptz AND NOT EXISTS (SELECT FROM hit_try h WHERE h.id = failed_try.id)',
);
const removeOutsideReports = removal(
  'remove-outside-reports',
  'inbound_event',
  'received_at < now() - make_interval(days => $1)',
);
