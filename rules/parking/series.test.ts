import { datesOf, planSeries, type SeriesWish } from './series.ts';
import { at, facts, purse, stay, tariff, terms } from './testing/town.ts';

const car = { country: 'NL', plate: '12ABC3' };
const wish = (more: Partial<SeriesWish> = {}): SeriesWish => ({
  weekdays: [3], from: '2026-05-06', until: '2026-05-27', startTime: '10:00', endTime: '12:00', ...more,
}); // prettier-ignore
const dates = (more: Partial<SeriesWish> = {}) => {
  const found = datesOf(wish(more), 'Europe/Amsterdam');
  if (found.outcome === 'refuse') throw new Error(found.ground);
  return found.dates;
};
const plan = (more: Partial<SeriesWish>, given: Parameters<typeof facts>[0] = {}) =>
  planSeries(dates(more), car, facts(given), at('2026-05-05T12:00'));

describe('a series', () => {
  it('is the same stay on its weekdays until the last date, that one included [POM-025]', () => {
    expect(dates().map(({ date }) => date)).toEqual(['2026-05-06', '2026-05-13', '2026-05-20', '2026-05-27']);
    expect(dates({ weekdays: [1, 3], until: '2026-05-13' }).map(({ date }) => date)).toEqual([
      '2026-05-06',
      '2026-05-11',
      '2026-05-13',
    ]);
    expect(dates({ startTime: '22:00', endTime: '01:00', until: '2026-05-06' })[0]!.stay).toEqual(
      stay('2026-05-06T22:00', '2026-05-07T01:00'),
    );
  });

  it('has at most twenty-six dates, and at least one [POM-025]', () => {
    expect(dates({ until: '2026-10-28' })).toHaveLength(26);
    expect(datesOf(wish({ until: '2026-11-04' }), 'Europe/Amsterdam')).toMatchObject({ ground: 'series-too-long' });
    expect(datesOf(wish({ until: '2026-05-05' }), 'Europe/Amsterdam')).toMatchObject({ ground: 'series-empty' });
    expect(datesOf(wish({ weekdays: [] }), 'Europe/Amsterdam')).toMatchObject({ ground: 'series-empty' });
  });

  it('keeps to the wall clock over the change of clocks, in spring and in autumn [POM-025]', () => {
    const sundays = (from: string, until: string, startTime = '10:00', endTime = '12:00') =>
      dates({ weekdays: [7], from, until, startTime, endTime }).map((one) => one.stay);
    expect(sundays('2026-03-22', '2026-03-29')).toEqual([
      stay('2026-03-22T10:00', '2026-03-22T12:00'),
      stay('2026-03-29T10:00', '2026-03-29T12:00'),
    ]);
    expect(sundays('2026-10-25', '2026-11-01').map(({ from }) => from)).toEqual([
      '2026-10-25T09:00:00.000Z',
      '2026-11-01T09:00:00.000Z',
    ]);
    // Half past two does not exist that night: it begins when the clock has jumped, and ends as asked.
    expect(sundays('2026-03-29', '2026-03-29', '02:30', '04:00')).toEqual([
      { from: '2026-03-29T01:30:00.000Z', to: '2026-03-29T02:00:00.000Z' },
    ]);
  });

  it('tells of each date what it costs, what falls on a holiday and what cannot be [BEYOND-036]', () => {
    const open = [{ id: 'x', ...car, ...stay('2026-05-13T11:00', '2026-05-13T13:00') }];
    const planned = plan({}, { tariff: tariff({ holidays: ['2026-05-20'] }), open });
    expect(
      planned.map(({ date, holiday, decision }) => [
        date,
        holiday,
        decision.outcome === 'allow' ? decision.price.cents : decision.ground,
      ]),
    ).toEqual([
      ['2026-05-06', false, 600],
      ['2026-05-13', false, 'plate-already-parked'],
      ['2026-05-20', true, 0],
      ['2026-05-27', false, 600],
    ]);
  });

  it('uses up each quarter by itself as its dates go by, and what is refused takes nothing [POM-025, POM-026]', () => {
    const quarter = (from: string, until: string, available: number) =>
      purse(available, { id: from, unit: 'minute', period: { from, until } });
    const balances = [quarter('2026-04-01', '2026-07-01', 240), quarter('2026-07-01', '2026-10-01', 5400)];
    const planned = plan({ from: '2026-06-10', until: '2026-07-01' }, { balances });
    expect(
      planned.map(({ date, decision }) => [date, decision.outcome === 'allow' ? decision.holds : decision.ground]),
    ).toEqual([
      ['2026-06-10', [{ balanceId: '2026-04-01', amount: 120 }]],
      ['2026-06-17', [{ balanceId: '2026-04-01', amount: 120 }]],
      ['2026-06-24', 'balance-empty'],
      ['2026-07-01', [{ balanceId: '2026-07-01', amount: 120 }]],
    ]);
  });

  it('counts the paid time of a visit over its own dates [POM-023, POM-025]', () => {
    const visitor = terms({ visit: { paidMinutes: 180, pauseMinutes: 15 }, dayEnd: 'none', longestMinutes: 2880 });
    // Seven to nine in the evening, and again the next morning from nine to eleven: one visit of four hours.
    const evening = plan(
      { weekdays: [3], until: '2026-05-06', startTime: '19:00', endTime: '21:00' },
      { terms: visitor, visits: [] },
    );
    expect(evening[0]!.decision.outcome).toBe('allow');
    const daily = plan(
      { weekdays: [3, 4], until: '2026-05-07', startTime: '19:00', endTime: '10:00' },
      { terms: visitor, visits: [] },
    );
    expect(daily.map(({ decision }) => decision.outcome)).toEqual(['allow', 'allow']);
  });
});
