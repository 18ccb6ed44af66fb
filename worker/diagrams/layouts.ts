import { type CaseKind } from '../../rules/processes.ts';

/** How a process is laid out: from left to right where it stands open, and below that how it can end. */
export interface Layout {
  /** Left to right. Whoever acts next there: a person, or somebody outside such as a bank, a register or the clock. */
  row: readonly [status: string, waitsFor: 'person' | 'outside' | 'end'][];
  /** Ends below the row, each under the column of this number. */
  below: readonly [status: string, column: number][];
}

export const LAYOUTS: Record<CaseKind, Layout> = {
  'permit-application': {
    row: [
      ['draft', 'person'],
      ['awaiting-documents', 'person'],
      ['awaiting-confirmation', 'person'],
      ['in-review', 'person'],
      ['rejected-new-document', 'person'],
      ['documents-approved', 'person'],
      ['rejected', 'outside'],
      ['awaiting-payment', 'person'],
      ['issued', 'end'],
    ],
    below: [
      ['lapsed', 2],
      ['withdrawn', 4],
      ['closed-rejected', 6],
    ],
  },
  permit: {
    row: [
      ['issued', 'outside'],
      ['expired', 'outside'],
    ],
    below: [['ended', 0]],
  },
  renewal: {
    row: [
      ['awaiting-confirmation', 'person'],
      ['awaiting-payment', 'person'],
      ['renewed', 'end'],
    ],
    below: [
      ['lapsed', 0],
      ['withdrawn', 1],
    ],
  },
  'waitlist-entry': {
    row: [
      ['waiting', 'outside'],
      ['offered', 'person'],
      ['accepted', 'end'],
    ],
    below: [
      ['closed', 0],
      ['withdrawn', 1],
      ['lapsed', 2],
    ],
  },
  'plate-change': {
    row: [
      ['awaiting-documents', 'person'],
      ['awaiting-confirmation', 'person'],
      ['in-review', 'person'],
      ['awaiting-payment', 'person'],
      ['scheduled', 'outside'],
      ['changed', 'outside'],
      ['returned', 'end'],
    ],
    below: [
      ['withdrawn', 1],
      ['rejected', 2],
      ['lapsed', 3],
    ],
  },
  refund: {
    row: [
      ['due', 'person'],
      ['awaiting-approval', 'person'],
      ['approved', 'outside'],
      ['sent', 'outside'],
      ['paid', 'outside'],
      ['returned', 'person'],
    ],
    below: [['refused', 0.5]],
  },
  payment: {
    row: [
      ['starting', 'outside'],
      ['open', 'person'],
      ['pending', 'outside'],
      ['abandoned', 'outside'],
      ['canceled', 'outside'],
      ['expired', 'outside'],
      ['failed', 'outside'],
      ['paid', 'end'],
    ],
    below: [],
  },
  mandate: {
    row: [
      ['requested', 'outside'],
      ['valid', 'outside'],
      ['lapsed', 'end'],
    ],
    below: [
      ['refused', 0],
      ['revoked', 1],
    ],
  },
  grant: {
    row: [
      ['invited', 'person'],
      ['accepted', 'person'],
      ['ended', 'end'],
    ],
    below: [],
  },
  'parking-action': {
    row: [
      ['open', 'person'],
      ['settled', 'end'],
    ],
    below: [],
  },
  'register-notice': {
    row: [
      ['asked', 'person'],
      ['with-staff', 'person'],
      ['settled', 'end'],
    ],
    below: [],
  },
  'fine-report': {
    row: [
      ['with-staff', 'person'],
      ['put-right', 'end'],
    ],
    below: [
      ['withdrawn', 0],
      ['refused', 1],
      ['passed-on', 2],
    ],
  },
};
