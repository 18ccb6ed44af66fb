import { decideFineAnswer, decideFineReport, fineKey, reportableFrom } from './decide.ts';
import { FINE_REPORT_MOVES, isReportOver, mayMoveReport, STATUS_AFTER } from './status.ts';

describe('a report of a wrong fine [PEERS-043]', () => {
  it('is taken of a fine of today up to thirteen weeks ago', () => {
    expect(decideFineReport('2026-05-01', '2026-05-01')).toEqual({ outcome: 'allow' });
    expect(decideFineReport(reportableFrom('2026-05-01'), '2026-05-01')).toEqual({ outcome: 'allow' });
    expect(decideFineReport('2026-01-29', '2026-05-01')).toMatchObject({ ground: 'fine-too-old' });
    expect(decideFineReport('2026-05-02', '2026-05-01')).toMatchObject({ ground: 'fine-in-future' });
  });

  it('is about the same fine however its number is typed', () => {
    expect(fineKey(' ab 12-34')).toBe(fineKey('AB1234'));
  });

  it('is over with any answer, and can be withdrawn until then (R13)', () => {
    for (const status of Object.values(STATUS_AFTER)) {
      expect(isReportOver(status)).toBe(true);
      expect(mayMoveReport(status, 'withdraw')).toMatchObject({ ground: 'move-not-allowed' });
    }
    expect(Object.keys(FINE_REPORT_MOVES['with-staff'])).toContain('withdraw');
    expect(mayMoveReport('with-staff', 'withdraw')).toEqual({ outcome: 'allow' });
  });

  it('is answered by who took it in hand and had no part in making it, and by nobody else', () => {
    const task = { status: 'open' as const, claimedBy: 'me', ownWork: false };
    expect(decideFineAnswer(task, 'me')).toEqual({ outcome: 'allow' });
    expect(decideFineAnswer(task, 'colleague')).toMatchObject({ ground: 'task-of-someone-else' });
    expect(decideFineAnswer({ ...task, claimedBy: null }, 'me')).toMatchObject({ ground: 'task-not-claimed' });
    expect(decideFineAnswer({ ...task, ownWork: true }, 'me')).toMatchObject({ ground: 'own-work' });
  });
});
