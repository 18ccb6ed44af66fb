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
  'permit-coupling',
  'permit-coupled-elsewhere',
  'grant-invited',
  'grant-accepted',
  'grant-ended',
  'parking-reminder',
  'parking-still-running',
  'parking-cancelled',
  'balance-low',
  'parking-history',
  'red-check',
  'announcement',
] as const;

export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What browsers are told as well; their sentences lie in `text/` under `push`, shorter, and without a plate or a person. */
export const PUSH_KINDS = [
  'permit-coupled-elsewhere',
  'grant-accepted',
  'grant-ended',
  'parking-reminder',
  'parking-still-running',
  'parking-cancelled',
  'balance-low',
  'red-check',
] as const satisfies readonly MessageKind[];

export type PushKind = (typeof PUSH_KINDS)[number];

export const isPushKind = (kind: MessageKind): kind is PushKind => (PUSH_KINDS as readonly string[]).includes(kind);

/** What somebody must hear: where mail does not arrive, a letter goes in its place (PEERS-021). */
export const MUST_ARRIVE: readonly MessageKind[] = ['renewal-to-confirm', 'renewal-to-pay', 'renewal-reminder'];

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
