import { at } from './testing/town.ts';
import { decidePlan, dueVisits, MOST_PLANNED } from './visit-plan.ts';

const where = { timeZone: 'Europe/Amsterdam', calendar: { country: 'NL', extraHolidays: [] } } as const;
const mondays = { weekday: 1, startTime: '09:00', endTime: '10:30' };

describe('a roster of visits', () => {
  it('reaches a week ahead, and no visit that has begun [BEYOND-012]', () => {
    const monday = '2026-06-01';
    expect(dueVisits(mondays, monday, at('2026-06-01T08:59'), where)).toEqual([
      { date: monday, stay: { from: at('2026-06-01T09:00'), to: at('2026-06-01T10:30') } },
      { date: '2026-06-08', stay: { from: at('2026-06-08T09:00'), to: at('2026-06-08T10:30') } },
    ]);
    expect(dueVisits(mondays, monday, at('2026-06-01T09:00'), where).map(({ date }) => date)).toEqual(['2026-06-08']);
    expect(dueVisits(mondays, '2026-06-02', at('2026-06-02T12:00'), where).map(({ date }) => date)).toEqual([
      '2026-06-08',
    ]);
  });

  it('has nobody come on a holiday [BEYOND-012]', () => {
    const whitMonday = '2026-05-25';
    expect(dueVisits(mondays, '2026-05-22', at('2026-05-22T12:00'), where)).toEqual([{ date: whitMonday, stay: null }]);
  });

  it('keeps to the clock on the wall when the clocks change, and may go past midnight [BEYOND-012]', () => {
    const night = { weekday: 7, startTime: '22:00', endTime: '07:00' };
    expect(dueVisits(night, '2026-10-20', at('2026-10-20T12:00'), where)).toEqual([
      { date: '2026-10-25', stay: { from: at('2026-10-25T22:00'), to: at('2026-10-26T07:00') } },
    ]);
    const sunday = { weekday: 7, startTime: '09:00', endTime: '10:00' };
    expect(dueVisits(sunday, '2026-10-18', at('2026-10-18T08:00'), where).map(({ stay }) => stay?.from)).toEqual([
      '2026-10-18T07:00:00.000Z', '2026-10-25T08:00:00.000Z',
    ]); // prettier-ignore
  });

  const twice = { startTime: '09:00', endTime: '10:00', weekdays: [1, 2] };
  const free = { dayEnd: 'none', longestMinutes: null } as const;

  it('holds so many visits a week, none of which ends when it begins [BEYOND-012]', () => {
    expect(decidePlan(twice, free, MOST_PLANNED - 2)).toEqual({ outcome: 'allow' });
    expect(decidePlan(twice, free, MOST_PLANNED - 1)).toMatchObject({ ground: 'visits-too-many' });
    expect(decidePlan({ ...twice, endTime: '09:00' }, free, 0)).toMatchObject({ ground: 'visit-same-time' });
  });

  it('holds no visit that could be booked on no day [BEYOND-012]', () => {
    const night = { ...twice, startTime: '22:00', endTime: '07:00' };
    const until = (latest: string) => ({ ground: 'visit-past-latest', steps: [{ values: { latest } }] });
    expect(decidePlan(night, free, 0)).toEqual({ outcome: 'allow' });
    for (const dayEnd of ['midnight', 'paid-time'] as const)
      expect(decidePlan(night, { ...free, dayEnd }, 0)).toMatchObject(until('24:00'));
    expect(decidePlan({ ...night, endTime: '00:00' }, { ...free, dayEnd: 'midnight' }, 0)).toEqual({
      outcome: 'allow',
    });
    expect(decidePlan(night, { ...free, longestMinutes: 540 }, 0)).toEqual({ outcome: 'allow' });
    expect(decidePlan(night, { ...free, longestMinutes: 539 }, 0)).toMatchObject(until('06:59'));
    expect(decidePlan(twice, { ...free, longestMinutes: 45 }, 0)).toMatchObject(until('09:45'));
  });
});
