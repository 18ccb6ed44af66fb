import { courseOf, scaleOf } from './course.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const euros = (available: number, period: { from: string; lastDay: string } | null = null) => ({
  unit: 'eurocent',
  available,
  period,
});
const change = (at: string, amount: number, more: object = {}) => ({
  at,
  kind: amount > 0 ? 'top-up' : 'hold',
  unit: 'eurocent',
  change: amount,
  ...more,
});

describe('the course of a balance', () => {
  it('goes back from what it is now, change by change [2PARK-101]', () => {
    const changes = [
      change('2026-11-19T10:00:00.000Z', 140, { kind: 'settle' }),
      change('2026-11-19T09:00:00.000Z', -700),
      change('2026-11-10T09:00:00.000Z', 5000),
      change('2026-11-06T09:00:00.000Z', -280),
    ];
    expect(courseOf(euros(4260), changes, NOW)).toEqual([
      { at: '2026-11-06T09:00:00.000Z', amount: -180, rise: null },
      { at: '2026-11-10T09:00:00.000Z', amount: 4820, rise: 5000 },
      { at: '2026-11-19T09:00:00.000Z', amount: 4120, rise: null },
      { at: '2026-11-19T10:00:00.000Z', amount: 4260, rise: null },
      { at: NOW, amount: 4260, rise: null },
    ]);
  });

  it('takes what happened in one moment together, and leaves other units and periods out', () => {
    const quarter = { from: '2026-10-01', lastDay: '2026-12-31' };
    const changes = [
      change('2026-11-19T10:00:00.000Z', 300, { period: quarter }),
      change('2026-11-19T10:00:00.000Z', -500, { period: quarter }),
      change('2026-11-18T10:00:00.000Z', -90, { unit: 'minute', period: quarter }),
      change('2026-08-18T10:00:00.000Z', -90, { period: { from: '2026-07-01', lastDay: '2026-09-30' } }),
    ];
    expect(courseOf(euros(800, quarter), changes, NOW)).toEqual([
      { at: '2026-11-19T10:00:00.000Z', amount: 800, rise: 300 },
      { at: NOW, amount: 800, rise: null },
    ]);
  });

  it('is nothing while nothing has changed', () => {
    expect(courseOf(euros(0), [], NOW)).toEqual([]);
  });

  it.each([
    [0, 1],
    [95, 100],
    [4260, 6000],
    [6000, 6000],
    [6001, 8000],
    [12_000, 20_000],
  ])('of at most %i is drawn up to %i', (amount, end) => {
    expect(scaleOf([{ at: NOW, amount, rise: null }])).toBe(end);
  });
});
