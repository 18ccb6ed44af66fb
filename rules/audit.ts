import { type VerdictKind } from './review.ts';
import { type KeyKind } from './sign-on/keys.ts';
import { type StaffRole } from './staff.ts';

/**
 * Everything worth recording, a payload each. Payloads hold ids, codes, counts and moments; what is personal goes in the erasable row
 * beside the event. The list is closed: an event that is not here cannot be recorded.
 */
export interface AuditEvents {
  'signed-in': { means: string; level: string | null };
  'signed-out': Record<string, never>;
  'email-code-sent': Record<string, never>;
  'email-verified': { first: boolean };
  'permit-login-issued': { loginId: string };
  'permit-login-reset': { loginId: string };
  'permit-login-blocked': { loginId: string; blocked: boolean };
  'permit-login-password-changed': { loginId: string };
  'consent-given': { consentId: string; shares: string[] };
  'consent-withdrawn': { consentId: string; cancelled: number };
  'settings-changed': { language: string; theme: string };
  'application-opened': { productId: string; release: number };
  'application-answered': { steps: string[] };
  'keeper-asked': { plate: number; answer: string };
  'document-received': { documentId: string; kind: string; bytes: number; sha256: string };
  'document-removed': { documentId: string };
  'document-read': { documentId: string };
  'documents-submitted': Record<string, never>;
  'application-declared': { declarationVersion: string; language: string };
  'application-decided': { decisionId: string; by: 'rule' | 'staff'; result: string; traceId: string };
  'application-withdrawn': { from: string };
  'application-lapsed': { from: string };
  'application-closed': { status: string };
  'reminder-sent': { status: string };
  'term-reached': { kind: string };
  'task-claimed': Record<string, never>;
  'task-released': Record<string, never>;
  'task-decided': { verdict: VerdictKind; ground: string | null };
  'person-shown': Record<string, never>;
  'charge-created': { chargeId: string; cents: number };
  'payment-started': { paymentId: string; cents: number; charges: number };
  'payment-changed': { paymentId: string; status: string };
  'payment-received': { paymentId: string; cents: number };
  'invoice-issued': { invoiceId: string; number: string };
  'balance-topped-up': { paymentId: string; unit: string; amount: number };
  'balance-carried': { unit: string; amount: number };
  'payment-charged-back': { paymentId: string; cents: number };
  'mandate-given': { mandateId: string; renewals: boolean };
  'mandate-changed': { mandateId: string; renewals: boolean };
  'mandate-ended': { mandateId: string; status: string };
  'mandate-valid': { mandateId: string };
  'debit-announced': { renewalId: string; on: string; cents: number };
  'debit-started': { paymentId: string; mandateId: string; cents: number };
  'debit-failed': { paymentId: string; cents: number };
  'top-up-automated': { permitId: string; optionId: string; threshold: number };
  'top-up-by-hand-again': { permitId: string; ground: string };
  'refund-owed': { refundId: string; cents: number; reason: string; route: string };
  'refund-account-given': Record<string, never>;
  'refund-approved': { refundId: string; cents: number };
  'refund-refused': { refundId: string; ground: string };
  'refund-sent': { paymentId: string; cents: number; reason: string };
  'plate-change-opened': { plateChangeId: string; act: string };
  'plate-change-confirmed': { plateChangeId: string; feeCents: number };
  'plate-change-decided': { plateChangeId: string; verdict: VerdictKind; ground: string | null; traceId: string };
  'plate-change-settled': { plateChangeId: string; effectiveAt: string };
  'plate-change-effective': { plateChangeId: string; at: string };
  'plate-change-ended': { plateChangeId: string; status: string };
  'register-notice-received': { noticeId: string; kind: string };
  'register-notice-answered': { noticeId: string; answer: string };
  'register-notice-settled': { noticeId: string; outcome: string };
  /** An officer says that the system was wrong about a check of their own. */
  'check-found-wrong': { checkId: string; cause: string };
  'fine-report-opened': { reportId: string };
  'fine-report-answered': { reportId: string; outcome: string; reason: string | null };
  'fine-report-withdrawn': { reportId: string };
  'refund-paid': { refundId: string; cents: number };
  'refund-returned': { refundId: string; cents: number };
  'refund-late': { refundId: string; days: number };
  'refund-file-made': { fileId: string; refunds: number; cents: number; sha256: string };
  'refund-file-released': { fileId: string };
  'provisional-cover': { until: string; rights: number };
  'provisional-cover-ended': { outcome: string };
  'permit-issued': { permitId: string; release: number; from: string; until: string };
  /** An old system was read: how many rows there were, and what became of them. */
  'old-system-read': { runId: string; forReal: boolean; read: number; came: number; refused: number };
  'person-came-over': { runId: string };
  'permit-came-over': { permitId: string; runId: string; from: string; until: string };
  'favourite-came-over': { permitId: string; runId: string };
  'waitlist-came-over': { entryId: string; runId: string; since: string };
  /** Somebody read what came over of theirs, and put the card away. */
  'came-over-read': Record<string, never>;
  'permit-succeeded': { permitId: string; at: string };
  'permit-ended': { permitId: string; at: string; ground: string };
  'permit-expired': { permitId: string };
  'permit-blocked': { permitId: string; ground: string };
  'permit-unblocked': { permitId: string };
  'voucher-activated': { rightId: string; from: string; until: string };
  'pass-ordered': { passId: string; dueOn: string };
  'pass-made': { passId: string };
  'pass-posted': { passId: string };
  'pass-blocked': { passId: string };
  'waitlist-joined': { entryId: string; productId: string; areas: string[] };
  'waitlist-locations-chosen': { entryId: string; areas: string[] };
  'waitlist-offered': { entryId: string; area: string; until: string };
  'waitlist-passed': { entryId: string; area: string; ground: string };
  'waitlist-skipped': { entryId: string; area: string };
  'waitlist-reminded': { entryId: string };
  'waitlist-accepted': { entryId: string; applicationId: string };
  'waitlist-withdrawn': { entryId: string; from: string };
  'waitlist-lapsed': { entryId: string; area: string };
  'waitlist-closed': { entryId: string };
  'permit-renewed': { renewalId: string; from: string; until: string };
  'renewal-opened': { renewalId: string; release: number; from: string; until: string; cents: number };
  'renewal-confirmed': { renewalId: string; keptUntil: string | null };
  'renewal-withdrawn': { renewalId: string; from: string };
  'renewal-lapsed': { renewalId: string; from: string };
  'renewal-closed': { renewalId: string; from: string };
  'sign-on-key-made': { keyId: string; kind: KeyKind };
  'sign-on-key-revoked': { keyId: string; kind: KeyKind };
  'phone-linked': { phoneId: string };
  'phone-unlinked': { phoneId: string };
  'active-plate-changed': { rightId: string; since: string };
  'permit-coupled': { permitId: string; moved: boolean };
  'grant-invited': { grantId: string; unit: string | null; amount: number | null };
  'grant-accepted': { grantId: string };
  'grant-paused': { grantId: string };
  'grant-resumed': { grantId: string };
  'grant-manager-changed': { grantId: string; manager: boolean };
  'grant-ended': { grantId: string; ground: string; unit: string | null; returned: number };
  'guest-pass-made': { passId: string; payer: string; consent: string; uses: number; until: string };
  'guest-pass-revoked': { passId: string };
  'guest-visit-asked': { visitId: string; passId: string };
  'guest-visit-answered': { visitId: string; answer: string };
  'guest-visit-charged': { visitId: string; chargeId: string; cents: number };
  'parking-started': { actionId: string; from: string; until: string };
  'parking-extended': { actionId: string; until: string };
  'parking-corrected': { actionId: string };
  'parking-ended': { actionId: string; at: string };
  'right-registered': { rightId: string; registerId: string };
  'right-revoked': { rightId: string };
  'red-check-told': { checkId: string; ground: string };
  'letter-stored': { letter: string; documentId: string };
  'message-sent': { message: string };
  'message-bounced': { message: string; status: string };
  'put-on-paper': { what: string; ground: string };
  'post-batch-made': { batchId: string; letters: number };
  'post-batch-read': { batchId: string };
  'post-batch-sent': { batchId: string };
  'letter-posted': { batchId: string; what: string };
  'case-read': { view: string };
  /** Somebody asked which cases a plate was in; what plate is not kept. */
  /** An auditor had the case replayed and computed again, or took its dossier along. */
  'case-checked': { checkId: string; check: 'replay' | 'dossier' };
  /** An auditor asked what a check of some plate would have answered. */
  'past-asked': { areaId: string; at: string; verdict: string };
  /** An auditor read the checks of officers, plates and all. */
  'checks-listed': { checks: number };
  'plate-searched': { at: string; cases: number };
  'statement-imported': { statementId: string; lines: number; sha256: string };
  'announcement-written': { announcementId: string };
  'announcement-released': { announcementId: string; recipients: number };
  'announcement-withdrawn': { announcementId: string };
  /** A visit that comes back every week was put on the roster of a permit, or taken off (BEYOND-012). */
  'visit-plan-added': { planId: string };
  'visit-plan-removed': { planId: string; takenBack: number };
  /** Somebody wants to hear of what changes on the street, or not any more. */
  'street-notices-chosen': { wanted: boolean };
  'outage-recorded': { outageId: string; part: string; beganAt: string };
  'outage-ended': { outageId: string; endedAt: string };
  'outage-withdrawn': { outageId: string };
  'relief-proposed': { reliefId: string; outageId: string };
  'relief-granted': { reliefId: string; unit: string; amount: number };
  'relief-refused': { reliefId: string };
  'forgotten-stop-told': { actionId: string; forgottenId: string; leftAt: string };
  'forgotten-stop-forgiven': { actionId: string; forgottenId: string; leftAt: string };
  'forgotten-stop-refused': { actionId: string; forgottenId: string; ground: string };
  'second-look-given': { lookId: string; outcome: string; reason: string | null };
  /** Found or put aside, it names no permit and nobody: nothing is left of whom it was about. */
  'hint-found': { hintId: string; rule: string };
  'hint-put-aside': { hintId: string; rule: string };
  'hint-asked': { hintId: string; rule: string };
  'person-found': { by: string };
  'person-added': { means: string };
  'note-added': { noteId: string };
  'acting-began': { channel: Channel };
  'acting-ended': Record<string, never>;
  /** What had its term was emptied or deleted, so many, up to the moment it was last of use. */
  'records-erased': { what: string; count: number; upTo: string };
  'release-imported': { release: number; sha256: string };
  'provider-admitted': { providerId: string; scopes: string[] };
  'provider-key-made': { providerId: string; keyId: string };
  'provider-stopped': { providerId: string; stopped: boolean };
  'third-party-right-registered': { rightId: string; areaId: string; from: string; until: string; release: number };
  'third-party-right-changed': { rightId: string; until: string };
  'third-party-right-ended': { rightId: string; at: string };
  'event-subscription-made': { subscriptionId: string; kinds: string[] };
  'event-subscription-changed': { subscriptionId: string; act: string; deliveries: number };
  'event-delivery-changed': { subscriptionId: string; deliveryId: string; act: string };
  'payment-difference-explained': { differenceId: string; explanation: string };
  'payment-difference-booked': { differenceId: string; paymentId: string };
  'release-drafted': { draftId: string; base: number };
  'release-draft-changed': { draftId: string; version: number };
  'release-submitted': { draftId: string; sha256: string };
  'release-approved': { draftId: string; release: number; validFrom: string; sha256: string };
  'release-rejected': { draftId: string };
  'release-withdrawn': { draftId: string };
  'simulation-asked': { simulationId: string; draftId: string; baseline: number };
  'incident-retried': { incidentId: string; kind: string };
  'incident-assigned': { incidentId: string; kind: string; staffId: string | null; role: string | null };
  /** Money is at stake: a second person must say so too. */
  'incident-finish-asked': { incidentId: string; kind: string; outcome: string };
  'incident-opened': { incidentId: string; kind: string };
  'incident-closed': { incidentId: string; kind: string; outcome: string };
}

export type AuditKind = keyof AuditEvents;

/** How somebody reached the member of staff who acts for them (aan de balie, aan de telefoon). */
export type Channel = 'counter' | 'phone';

/** Staff that does what a citizen could do, on their behalf: it is recorded as theirs, for the citizen (namens). */
export interface Through {
  staffId: string;
  channel: Channel;
}

/** Who did it: a citizen at the desk, somebody in the parking app or with a number and code, somebody of staff, another app, or the system itself. */
export type Actor =
  | { kind: 'holder'; id: string; through?: Through | undefined }
  | { kind: 'account'; id: string }
  /** Somebody who knows a number and its code, or has a linked telephone: whoever that is, it counts for that permit alone. */
  | { kind: 'key'; id: string }
  | { kind: 'staff'; id: string; roles: readonly StaffRole[] }
  | { kind: 'provider'; id: string }
  | { kind: 'system'; id: string };

/** Who of staff had a hand in it, whoever it was for: nobody approves what they set in motion themselves. */
export function staffBehind(actor: Actor): string | null {
  if (actor.kind === 'staff') return actor.id;
  return actor.kind === 'holder' ? (actor.through?.staffId ?? null) : null;
}

export type AuditEvent<Kind extends AuditKind = AuditKind> = {
  [K in Kind]: { kind: K; data: AuditEvents[K] };
}[Kind];
