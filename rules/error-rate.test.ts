import { FEWEST_CHECKS, percentOf, shownOf } from './error-rate.ts';

describe('the public error rate of a month [BEYOND-026]', () => {
  it('is what was counted: each cause, their sum, and its share of the checks', () => {
    const counted = { month: '2026-05', checks: 400, wrong: { 'registered-late': 2, other: 1 }, withoutCheck: 1 };
    expect(shownOf(counted)).toEqual({
      month: '2026-05',
      few: false,
      checks: 400,
      wrong: 3,
      percent: 0.75,
      causes: [
        { cause: 'registered-late', count: 2 },
        { cause: 'other', count: 1 },
      ],
      withoutCheck: 1,
    });
  });

  it('says nothing of a month in which somebody could know themselves', () => {
    const few = { month: '2026-05', checks: FEWEST_CHECKS - 1, wrong: { other: 1 }, withoutCheck: 1 };
    expect(shownOf(few)).toEqual({ month: '2026-05', few: true });
    expect(shownOf({ ...few, checks: FEWEST_CHECKS })).toMatchObject({ few: false, wrong: 1, percent: 5 });
  });

  it('has a share also where nothing was checked', () => {
    expect(percentOf(0, 0)).toBe(0);
    expect(percentOf(1, 3)).toBe(33.33);
  });
});
