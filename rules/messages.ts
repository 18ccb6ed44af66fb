/** E-mails, by the event that causes them. Their sentences lie in `text/` under `mail`. */
export const MESSAGE_KINDS = [
  'email-code',
  'documents-asked',
  'documents-reminder',
  'documents-approved',
  'new-document-asked',
  'payment-reminder',
  'permit-issued',
  'application-rejected',
  'application-lapsed',
  'permit-ended',
  'permit-expired',
  'payment-refunded',
] as const;

export type MessageKind = (typeof MESSAGE_KINDS)[number];

export type Language = 'nl' | 'en';
