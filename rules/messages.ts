import { type ApplicationStatus } from './permit-applications/status.ts';

export type { Language } from './values/language.ts';

/** E-mails, by the event that causes them. Their sentences lie in `text/` under `mail`. */
export const MESSAGE_KINDS = [
  'email-code',
  'email-changed-old',
  'email-changed-new',
  'documents-asked',
  'documents-reminder',
  'documents-approved',
  'new-document-asked',
  'payment-reminder',
  'permit-issued',
  'application-rejected',
  'application-lapsed',
  'permit-ended',
  'permit-blocked',
  'permit-unblocked',
  'permit-expired',
  'plate-changed',
  'plate-change-documents',
  'plate-change-payment',
  'plate-change-rejected',
  'plate-change-lapsed',
  'register-notice',
  'fine-report-received',
  'fine-report-answered',
  'fine-report-late',
  'fine-passed-on',
  'pass-posted',
  'permit-expired-renewable',
  'permit-renewed',
  'renewal-to-confirm',
  'renewal-to-pay',
  'renewal-reminder',
  'renewal-lapsed',
  'payment-refunded',
  'mandate-valid',
  'mandate-ended',
  'debit-charged-back',
  'top-up-debit-announced',
  'top-up-debited',
  'top-up-debit-failed',
  'renewal-debit-announced',
  'renewal-debit-failed',
  'waitlist-joined',
  'waitlist-offered',
  'waitlist-reminder',
  'waitlist-lapsed',
  'waitlist-closed',
  'refund-account-asked',
  'refund-approved',
  'refund-refused',
  'refund-paid',
  'refund-late',
  'account-verify',
  'account-exists',
  'password-reset',
  'password-changed',
  'passkey-added',
  'token-made',
  'permit-coupling',
  'permit-coupled-elsewhere',
  'grant-invited',
  'grant-accepted',
  'grant-started',
  'grant-ended',
  'grant-manager-made',
  'grant-manager-first',
  'guest-asks',
  'sign-on-number',
  'sign-on-pin',
  'parking-reminder',
  'parking-still-running',
  'parking-cancelled',
  'parking-stop-forgiven',
  'parking-stop-refused',
  'balance-low',
  'parking-history',
  'parking-statement',
  'red-check',
  'outage-relief',
  'misuse-question',
  'announcement',
  'street-notice',
] as const;

export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What browsers are told as well; their sentences lie in `text/` under `push`, shorter, and without a plate or a person. */
export const PUSH_KINDS = [
  'permit-coupled-elsewhere',
  'grant-accepted',
  'grant-started',
  'grant-ended',
  'guest-asks',
  'parking-reminder',
  'parking-still-running',
  'parking-cancelled',
  'balance-low',
  'red-check',
  'street-notice',
] as const satisfies readonly MessageKind[];

export type PushKind = (typeof PUSH_KINDS)[number];

export const isPushKind = (kind: MessageKind): kind is PushKind => (PUSH_KINDS as readonly string[]).includes(kind);

/** What somebody must hear: where mail does not arrive, a letter goes in its place (PEERS-021). */
export const MUST_ARRIVE: readonly MessageKind[] = ['renewal-to-confirm', 'renewal-to-pay', 'renewal-reminder'];

/** Asked for on paper, in an envelope each: a number and its PIN never lie in one (meldnummer en pincode). */
export const ALWAYS_ON_PAPER: readonly MessageKind[] = ['sign-on-number', 'sign-on-pin'];

/**
 * What becomes of a mail that reaches nobody at the desk: it goes on paper itself; the letter that was written with it does; or nothing,
 * because it is of use at once or never, or is not for somebody with a postal address.
 */
export function onPaper(kind: MessageKind): 'itself' | 'letter' | 'never' {
  switch (kind) {
    case 'documents-asked':
    case 'documents-reminder':
    case 'documents-approved':
    case 'new-document-asked':
    case 'payment-reminder':
    case 'application-lapsed':
    case 'permit-expired':
    case 'permit-expired-renewable':
    case 'plate-change-documents':
    case 'plate-change-payment':
    case 'plate-change-lapsed':
    case 'register-notice':
    case 'fine-report-received':
    case 'fine-report-answered':
    case 'fine-report-late':
    case 'pass-posted':
    case 'renewal-lapsed':
    case 'payment-refunded':
    case 'mandate-valid':
    case 'mandate-ended':
    case 'debit-charged-back':
    case 'renewal-debit-announced':
    case 'renewal-debit-failed':
    case 'waitlist-joined':
    case 'waitlist-offered':
    case 'waitlist-reminder':
    case 'waitlist-lapsed':
    case 'waitlist-closed':
    case 'refund-account-asked':
    case 'refund-refused':
    case 'refund-paid':
    case 'refund-late':
    case 'announcement':
    case 'misuse-question':
    case 'sign-on-number':
    case 'sign-on-pin':
      return 'itself';
    case 'permit-issued':
    case 'application-rejected':
    case 'permit-ended':
    case 'permit-blocked':
    case 'permit-unblocked':
    case 'plate-changed':
    case 'plate-change-rejected':
    case 'permit-renewed':
    case 'refund-approved':
      return 'letter';
    // A letter of their own takes the place of these (see `MUST_ARRIVE`).
    case 'renewal-to-confirm':
    case 'renewal-to-pay':
    case 'renewal-reminder':
    case 'email-code':
    case 'email-changed-old':
    case 'email-changed-new':
    case 'top-up-debit-announced':
    case 'top-up-debited':
    case 'top-up-debit-failed':
    case 'account-verify':
    case 'account-exists':
    case 'password-reset':
    case 'password-changed':
    case 'passkey-added':
    case 'token-made':
    case 'permit-coupling':
    case 'permit-coupled-elsewhere':
    case 'grant-invited':
    case 'grant-accepted':
    case 'grant-started':
    case 'grant-ended':
    case 'grant-manager-made':
    case 'grant-manager-first':
    case 'guest-asks':
    case 'parking-reminder':
    case 'parking-still-running':
    case 'parking-cancelled':
    case 'parking-stop-forgiven':
    case 'parking-stop-refused':
    case 'balance-low':
    case 'parking-history':
    case 'parking-statement':
    case 'outage-relief':
    // Who asked for it asked for a mail.
    case 'street-notice':
    // To an authority, which is no person at the desk.
    case 'fine-passed-on':
    case 'red-check':
      return 'never';
    default:
      return kind satisfies never;
  }
}

/** What an applicant is reminded of; null where nothing is asked of them. After approval the same mail tells again what is left to do. */
export function reminderIn(status: ApplicationStatus): MessageKind | null {
  switch (status) {
    case 'awaiting-documents':
    case 'rejected-new-document':
      return 'documents-reminder';
    case 'documents-approved':
      return 'documents-approved';
    case 'awaiting-payment':
      return 'payment-reminder';
    case 'draft':
    case 'awaiting-confirmation':
    case 'in-review':
    case 'rejected':
    case 'issued':
    case 'withdrawn':
    case 'lapsed':
    case 'closed-rejected':
      return null;
    default:
      return status satisfies never;
  }
}
