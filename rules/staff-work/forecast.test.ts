import { forecastWorkload, type WorkloadFacts } from './forecast.ts';

/** Friday 20 November 2026: twenty working days lie in the four weeks before. */
const facts = (more: Partial<WorkloadFacts> = {}): WorkloadFacts => ({
  today: '2026-11-20',
  calendar: { country: 'NL', extraHolidays: [] },
  targets: [],
  arrived: 40,
  decided: 20,
  ...more,
});

describe('the forecast of the work [BEYOND-029]', () => {
  it('counts working days only, and grows by what comes in more than is decided', () => {
    const { days, arrivesPerDay, decidedPerDay } = forecastWorkload(facts());
    expect([arrivesPerDay, decidedPerDay]).toEqual([2, 1]);
    expect(days).toHaveLength(10);
    expect(days[0]).toEqual({ day: '2026-11-23', due: 0, open: 1 });
    expect(days.at(-1)).toEqual({ day: '2026-12-04', due: 0, open: 10 });
  });

  it('says what must be decided on which day', () => {
    const targets = ['2026-11-24', '2026-11-24', '2026-11-27'];
    expect(forecastWorkload(facts({ targets })).days.map(({ due }) => due)).toEqual([0, 2, 0, 0, 1, 0, 0, 0, 0, 0]);
  });

  it('says how many will be too late at this pace, the most urgent first', () => {
    // One a day: Monday, Tuesday, Wednesday; the third is too late on Tuesday.
    const targets = ['2026-11-23', '2026-11-24', '2026-11-24'];
    expect(forecastWorkload(facts({ targets })).late).toBe(1);
    expect(forecastWorkload(facts({ targets, decided: 60 })).late).toBe(0);
    expect(forecastWorkload(facts({ targets: ['2026-11-19'], decided: 60 })).late).toBe(1);
  });

  it('of a desk that decides nothing is that everything will be late', () => {
    expect(forecastWorkload(facts({ targets: ['2030-01-01'], decided: 0 })).late).toBe(1);
    expect(forecastWorkload(facts({ arrived: 0, decided: 200 })).days.every(({ open }) => open === 0)).toBe(true);
  });
});
