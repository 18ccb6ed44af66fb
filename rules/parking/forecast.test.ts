import { lastsUntil, type Use } from './forecast.ts';

const use = (more: Partial<Use> = {}): Use => ({
  available: 1_000,
  used: 1_400,
  firstUse: '2026-01-01',
  today: '2026-09-01',
  lastDay: null,
  ...more,
});

describe('how long a balance lasts [BEYOND-035]', () => {
  it('is told from the use of the last four weeks', () => {
    // Fourteen euros in four weeks is fifty cents a day: ten euros are twenty days.
    expect(lastsUntil(use())).toBe('2026-09-21');
    expect(lastsUntil(use({ available: 49 }))).toBe('2026-09-01');
  });

  it('looks at fewer days when it has not been used for long, and says nothing in the first week', () => {
    expect(lastsUntil(use({ firstUse: '2026-08-18', used: 700 }))).toBe('2026-09-21');
    expect(lastsUntil(use({ firstUse: '2026-08-25', used: 350 }))).toBe('2026-09-21');
    expect(lastsUntil(use({ firstUse: '2026-08-26', used: 350 }))).toBeNull();
    expect(lastsUntil(use({ firstUse: null, used: 0 }))).toBeNull();
  });

  it('is not said of what is empty, not used, lasts for more than a year or as long as its period', () => {
    expect(lastsUntil(use({ available: 0 }))).toBeNull();
    expect(lastsUntil(use({ used: 0 }))).toBeNull();
    expect(lastsUntil(use({ used: 1 }))).toBeNull();
    expect(lastsUntil(use({ lastDay: '2026-09-21' }))).toBeNull();
    expect(lastsUntil(use({ lastDay: '2026-09-30' }))).toBe('2026-09-21');
  });
});
