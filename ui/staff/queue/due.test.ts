import { termStrip, urgencyOf } from './due.ts';

const term = { status: 'open' as const, targetOn: '2026-11-23', legalOn: '2027-01-11', elapsedPercent: 40 };

describe('how urgent a case is', () => {
  it.each([
    ['2026-11-21', 'in-time'],
    ['2026-11-22', 'tomorrow'],
    ['2026-11-23', 'today'],
    ['2026-11-24', 'late'],
    ['2027-01-11', 'late'],
    ['2027-01-12', 'overdue'],
  ])('on %s it is %s', (today, urgency) => {
    expect(urgencyOf(term, today)).toBe(urgency);
  });

  it('is never late while the applicant is to act', () => {
    expect(urgencyOf({ ...term, status: 'waiting' }, '2027-02-01')).toBe('still');
  });

  it('is drawn as what has passed and what is left, hatched while it stands still, red when it is over', () => {
    expect(termStrip(term, 'in-time')).toEqual({
      segments: [
        { kind: 'past', size: 40 },
        { kind: 'open', size: 60 },
      ],
      now: 40,
    });
    expect(termStrip(term, 'still').segments[0]).toEqual({ kind: 'paused', size: 40 });
    expect(termStrip({ ...term, elapsedPercent: 130 }, 'late')).toEqual({
      segments: [{ kind: 'late', size: 100 }],
      now: 98,
    });
  });
});
