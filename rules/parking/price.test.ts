import fc from 'fast-check';
import { epoch, instant, MINUTE_MS, type Interval } from '../values/moment.ts';
import { stayOf } from './open-data.ts';
import { priceOfStay } from './price.ts';
import { type AreaTariff, type FarePart, type TimeFrame } from './tariff.ts';

const ALWAYS = { from: null, until: null };
const frame = (day: number | string, from: number, to: number, fareId: string | null = 'F'): TimeFrame => ({
  ...ALWAYS, regulationId: 'R', day, fromMinute: from * 60, toMinute: to * 60, fareId,
}); // prettier-ignore
const part = (amount: string, stepMinutes: number, from = 0, to: number | null = null): FarePart => ({
  ...ALWAYS, fareId: 'F', fromMinute: from, toMinute: to, amount, stepMinutes,
}); // prettier-ignore

/** Nine to nine on every day but Sunday, three euros an hour by the minute. */
const city = (more: Partial<AreaTariff> = {}): AreaTariff => ({
  timeZone: 'Europe/Amsterdam',
  holidays: [],
  dayMaximumCents: null,
  links: [{ ...ALWAYS, regulationId: 'R' }],
  regulations: [{ ...ALWAYS, id: 'R', base: true }],
  frames: [1, 2, 3, 4, 5, 6].map((day) => frame(day, 9, 21)),
  fares: [{ ...ALWAYS, id: 'F' }],
  parts: [part('0.05', 1)],
  ...more,
});

/** A stay by the wall clock of Amsterdam. 2026-05-06 is a Wednesday. */
const stay = (start: string, end: string): Interval =>
  stayOf({ stay: { start, end }, timezone: 'Europe/Amsterdam' } as never);
const cents = (start: string, end: string, tariff = city()) => priceOfStay(stay(start, end), tariff).cents;
const story = (start: string, end: string, tariff = city()) =>
  priceOfStay(stay(start, end), tariff).lines.map(({ kind, minutes, cents: cost }) => [kind, minutes, cost]);

describe('what a stay costs', () => {
  it('is only what lies in paid time, whatever start and end are', () => {
    expect(story('2026-05-06T18:00', '2026-05-06T23:59:59')).toEqual([
      ['paid', 180, 900],
      ['free', 180, 0],
    ]);
  });

  it('is nothing at night, and nothing for a stay that ends when paid time begins', () => {
    expect(story('2026-05-06T22:00', '2026-05-07T09:00')).toEqual([['free', 660, 0]]);
    expect(story('2026-05-06T10:00', '2026-05-06T10:00')).toEqual([]);
  });

  it('counts each calendar day by its own frames', () => {
    expect(story('2026-05-09T20:00', '2026-05-11T10:00')).toEqual([
      ['paid', 60, 300],
      ['free', 2160, 0],
      ['paid', 60, 300],
    ]);
  });

  it('is the same until 23:59:59 as until midnight where every started minute counts', () => {
    const night = city({ frames: [frame(3, 0, 24), frame(4, 0, 24)] });
    expect(cents('2026-05-06T22:00', '2026-05-06T23:59:59', night)).toBe(600);
    expect(cents('2026-05-06T22:00', '2026-05-07T00:00', night)).toBe(600);
  });

  it('charges every started step, counted from the start of the piece', () => {
    const hourly = city({ parts: [part('3', 60)] });
    expect(cents('2026-05-06T10:20', '2026-05-06T11:20', hourly)).toBe(300);
    expect(cents('2026-05-06T10:20', '2026-05-06T11:21', hourly)).toBe(600);
  });

  it('knows free first minutes, block prices and fares that change as time goes by', () => {
    const parts = [part('0', 30, 0, 30), part('1.72', 150, 30, 180), part('2.5', 60, 180)];
    expect(cents('2026-05-06T10:00', '2026-05-06T10:30', city({ parts }))).toBe(0);
    expect(cents('2026-05-06T10:00', '2026-05-06T10:31', city({ parts }))).toBe(172);
    expect(cents('2026-05-06T10:00', '2026-05-06T13:00', city({ parts }))).toBe(172);
    expect(cents('2026-05-06T10:00', '2026-05-06T14:01', city({ parts }))).toBe(172 + 500);
  });

  it('sums exact amounts and rounds a line once', () => {
    const third = city({ parts: [part('0.003333', 1)] });
    expect(cents('2026-05-06T10:00', '2026-05-06T13:00', third)).toBe(60); // 59.994
    expect(cents('2026-05-06T10:00', '2026-05-06T10:01', third)).toBe(0);
  });

  it('stops at the maximum of the day, and begins anew the next', () => {
    const capped = city({ dayMaximumCents: 1000, frames: [frame(3, 0, 24), frame(4, 0, 24)] });
    expect(story('2026-05-06T20:00', '2026-05-07T02:00', capped)).toEqual([
      ['paid', 200, 1000],
      ['cap', 40, 0],
      ['paid', 120, 600],
    ]);
  });

  it('lasts what it lasts on the days the clock changes', () => {
    const night = city({ frames: [frame(7, 0, 6)] });
    expect(cents('2026-03-29T00:00', '2026-03-29T06:00', night)).toBe(5 * 300);
    expect(cents('2026-10-25T00:00', '2026-10-25T06:00', night)).toBe(7 * 300);
  });

  it('is that of Sunday on a holiday, unless special days are told; those count on no other date', () => {
    const holidays = ['2026-05-14'];
    expect(cents('2026-05-14T10:00', '2026-05-14T11:00', city({ holidays }))).toBe(0);
    const sundays = [...city().frames, frame(7, 9, 21)];
    expect(cents('2026-05-14T10:00', '2026-05-14T11:00', city({ holidays, frames: sundays }))).toBe(300);
    const special = [...sundays, frame('FEESTDAG', 12, 13)];
    expect(cents('2026-05-14T10:00', '2026-05-14T14:00', city({ holidays, frames: special }))).toBe(300);
    expect(cents('2026-05-13T10:00', '2026-05-13T14:00', city({ holidays, frames: special }))).toBe(1200);
  });

  it('changes with the version that is in force, also at a midnight inside the stay', () => {
    const until = { from: null, until: '2026-05-07' };
    const from = { from: '2026-05-07', until: null };
    const tariff = city({
      frames: [frame(3, 0, 24), frame(4, 0, 24)],
      parts: [{ ...part('0.05', 1), ...until }, { ...part('0.10', 1), ...from }], // prettier-ignore
    });
    expect(story('2026-05-06T23:00', '2026-05-07T01:00', tariff)).toEqual([
      ['paid', 60, 300],
      ['paid', 60, 600],
    ]);
    const overlapping = city({ parts: [part('0.05', 1), { ...part('0.10', 1), from: '2026-05-06', until: null }] });
    expect(cents('2026-05-06T10:00', '2026-05-06T11:00', overlapping)).toBe(600);
  });

  it('prefers the regulation that holds for everybody over an additional one', () => {
    const tariff = city({
      links: [{ ...ALWAYS, regulationId: 'DAY' }, { ...ALWAYS, from: '2020-01-01', regulationId: 'R' }],
      regulations: [{ ...ALWAYS, id: 'R', base: true }, { ...ALWAYS, id: 'DAY', base: false }],
    }); // prettier-ignore
    expect(cents('2026-05-06T10:00', '2026-05-06T11:00', tariff)).toBe(300);
  });
});

describe('for every stay and tariff', () => {
  const first = Date.parse('2026-03-20T00:00:00.000Z');
  const moment = fc.integer({ min: 0, max: 240 * 60 * 24 }).map((minute) => first + minute * MINUTE_MS);
  const anyStay = fc
    .tuple(moment, fc.integer({ min: 0, max: 4 * 24 * 60 }))
    .map(([from, minutes]): Interval => ({ from: instant(from), to: instant(from + minutes * MINUTE_MS) }));
  const anyTariff = fc
    .record({
      step: fc.constantFrom(1, 10, 15, 60),
      amount: fc.constantFrom('0.05', '1', '2.4', '0.033333'),
      cap: fc.option(fc.integer({ min: 0, max: 3000 })),
      opens: fc.integer({ min: 0, max: 12 }),
      closes: fc.integer({ min: 13, max: 24 }),
    })
    .map(
      ({ step, amount, cap, opens, closes }) =>
      city({ dayMaximumCents: cap, parts: [part(amount, step)], frames: [1, 2, 3, 4, 5, 6, 7].map((day) => frame(day, opens, closes)) }), // prettier-ignore
    );

  it('lines tile the stay and add up', () => {
    fc.assert(
      fc.property(anyStay, anyTariff, (interval, tariff) => {
        const { cents: total, lines } = priceOfStay(interval, tariff);
        let at = interval.from;
        for (const line of lines) {
          expect(line.from).toBe(at);
          expect(epoch(line.to)).toBeGreaterThan(epoch(line.from));
          at = line.to;
        }
        expect(at).toBe(interval.to);
        expect(lines.reduce((sum, line) => sum + line.cents, 0)).toBe(total);
      }),
      { numRuns: 150 },
    );
  });

  it('staying longer never costs less', () => {
    fc.assert(
      fc.property(anyStay, anyTariff, fc.integer({ min: 1, max: 600 }), ({ from, to }, tariff, more) => {
        const longer = instant(epoch(to) + more * MINUTE_MS);
        expect(priceOfStay({ from, to: longer }, tariff).cents).toBeGreaterThanOrEqual(priceOfStay({ from, to }, tariff).cents);
      }),
      { numRuns: 150 },
    ); // prettier-ignore
  });

  it('two stays cost what one costs, where every minute has the same price and no day a maximum', () => {
    fc.assert(
      fc.property(anyStay, fc.integer({ min: 0, max: 2000 }), ({ from, to }, minutes) => {
        const middle = instant(Math.min(epoch(to), epoch(from) + minutes * MINUTE_MS));
        const tariff = city();
        const whole = priceOfStay({ from, to }, tariff).cents;
        expect(priceOfStay({ from, to: middle }, tariff).cents + priceOfStay({ from: middle, to }, tariff).cents).toBe(whole);
      }),
      { numRuns: 150 },
    ); // prettier-ignore
  });

  it('no day costs more than its maximum', () => {
    fc.assert(
      fc.property(anyTariff, fc.integer({ min: 0, max: 200 }), (tariff, day) => {
        const from = `2026-0${1 + (day % 9)}-1${day % 10}`;
        const price = priceOfStay(stay(`${from}T00:00`, `${from}T24:00`.replace('T24:00', 'T23:59:59')), tariff);
        expect(price.cents).toBeLessThanOrEqual(tariff.dayMaximumCents ?? Infinity);
      }),
    );
  });
});
