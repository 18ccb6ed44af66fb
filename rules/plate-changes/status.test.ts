import { plateChangeDeadlines } from './deadlines.ts';
import { actionsOf, isOver, mayMove, PLATE_CHANGE_STATUSES, type Moments } from './status.ts';

const facts = {
  terms: {
    draftDays: 30, documentReminderDays: [7], documentDays: 28, paymentReminderDays: [14], paymentDays: 30, decisionDays: 56,
    targetWorkingDays: 5,
  },
  objectionWeeks: 6,
  calendar: { country: 'NL', extraHolidays: [] },
  timeZone: 'Europe/Amsterdam',
  since: '2026-11-20T09:00:00.000Z',
  receivedAt: null,
  pausedDays: 0,
} as const; // prettier-ignore
const moments: Moments = {
  effectiveAt: '2026-12-01T23:00:00.000Z',
  overlapUntil: '2026-12-02T23:00:00.000Z',
  backAt: null,
};

describe('a change of plate', () => {
  it('knows only the moves that are listed (R13)', () => {
    expect(mayMove('awaiting-confirmation', 'confirm').outcome).toBe('allow');
    expect(mayMove('in-review', 'confirm')).toMatchObject({ ground: 'move-not-allowed', steps: [{ values: { status: 'in-review' } }] }); // prettier-ignore
    expect(mayMove('withdrawn', 'pay').outcome).toBe('refuse');
    expect(mayMove('changed', 'withdraw').outcome).toBe('refuse');
  });

  it('waits as an application does, then for its own moments', () => {
    const kinds = (status: Parameters<typeof plateChangeDeadlines>[0], own: Moments | null = moments) =>
      plateChangeDeadlines(status, facts, own).map(({ kind }) => kind);
    expect(kinds('awaiting-documents')).toEqual(['remind', 'lapse']);
    expect(kinds('awaiting-payment')).toEqual(['remind', 'lapse']);
    expect(kinds('in-review')).toEqual(['target', 'legal-term']);
    expect(kinds('scheduled')).toEqual(['take-effect']);
    expect(kinds('scheduled', null)).toEqual([]);
    expect(kinds('changed')).toEqual(['end-overlap']);
    expect(kinds('changed', { ...moments, overlapUntil: null, backAt: '2026-12-09T23:00:00.000Z' })).toEqual(['give-back']); // prettier-ignore
    expect(kinds('rejected')).toEqual([]);
  });

  it('is over when nothing is left to happen', () => {
    expect(isOver('changed', [])).toBe(true);
    expect(isOver('changed', [{ kind: 'end-overlap', at: moments.overlapUntil! }])).toBe(false);
    expect(PLATE_CHANGE_STATUSES.filter((status) => isOver(status, []))).toEqual([
      'changed', 'returned', 'rejected', 'withdrawn', 'lapsed',
    ]); // prettier-ignore
  });

  it('gives its holder the buttons of its state', () => {
    const plain = { temporary: false };
    expect(Object.fromEntries(PLATE_CHANGE_STATUSES.map((status) => [status, actionsOf(status, plain)]))).toEqual({
      'awaiting-documents': ['continue', 'withdraw'],
      'awaiting-confirmation': ['continue', 'withdraw'],
      'in-review': ['withdraw'],
      'awaiting-payment': ['to-cart', 'withdraw'],
      scheduled: ['withdraw'],
      changed: [],
      returned: [],
      rejected: [],
      withdrawn: [],
      lapsed: [],
    });
    expect(actionsOf('changed', { temporary: true })).toEqual(['give-back']);
  });
});
