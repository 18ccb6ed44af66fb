import { MESSAGE_KINDS, reminderIn } from './messages.ts';
import { deadlinesOf } from './permit-applications/deadlines.ts';
import { APPLICATION_STATUSES, type ApplicationStatus } from './permit-applications/status.ts';
import { municipality } from './testing/town.ts';

describe('what an applicant is reminded of', () => {
  it.each<[ApplicationStatus, string]>([
    ['awaiting-documents', 'documents-reminder'],
    ['rejected-new-document', 'documents-reminder'],
    ['documents-approved', 'documents-approved'],
    ['awaiting-payment', 'payment-reminder'],
  ])('in %s is told by %s', (status, kind) => {
    expect(reminderIn(status)).toBe(kind);
    expect(MESSAGE_KINDS).toContain(kind);
  });

  it.each(APPLICATION_STATUSES)('exists in %s exactly when time reminds there', (status) => {
    const deadlines = deadlinesOf(status, {
      terms: municipality().terms,
      objectionWeeks: 6,
      calendar: { country: 'NL', extraHolidays: [] },
      timeZone: 'Europe/Amsterdam',
      since: '2026-11-20T12:00:00.000Z',
      receivedAt: null,
      pausedDays: 0,
    });
    expect(deadlines.some(({ kind }) => kind === 'remind')).toBe(reminderIn(status) !== null);
  });
});
