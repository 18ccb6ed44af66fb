import type { BadgeKind } from '../components/note.tsx';

/** Statuses of an application as staff speaks of them: on the applicant's own screen others are to act. */
const BADGES = {
  draft: 'us',
  'awaiting-documents': 'us',
  'awaiting-confirmation': 'us',
  'in-review': 'us',
  rejected: 'bad',
  'rejected-new-document': 'bad',
  'documents-approved': 'us',
  'awaiting-payment': 'us',
  issued: 'ok',
  withdrawn: 'off',
  lapsed: 'off',
  'closed-rejected': 'bad',
} as const satisfies Record<string, BadgeKind>;

export type CaseStatus = keyof typeof BADGES;

export const isCaseStatus = (status: string): status is CaseStatus => Object.hasOwn(BADGES, status);

export const badgeOf = (status: CaseStatus): BadgeKind => BADGES[status];
