import { civilDayAt, formatsIn } from './format.ts';

const nl = formatsIn('nl');
const en = formatsIn('en');
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('how a letter or mail writes', () => {
  it('money: two decimals, nothing that breaks over a line', () => {
    expect(nl.money(945)).toBe('€\u00a09,45');
    expect(en.money(945)).toBe('€9.45');
    expect(plain(nl.money(123_456))).toBe('€ 1.234,56');
    expect(plain(nl.money(-280))).toBe('− € 2,80');
  });

  it('a day in full, in its own language', () => {
    expect(nl.day('2026-11-20')).toBe('20 november 2026');
    expect(en.day('2026-11-20')).toBe('20 November 2026');
    expect(nl.day('2028-02-29')).toBe('29 februari 2028');
  });

  it('a moment by the clock of the municipality, in summer and in winter', () => {
    expect(plain(nl.moment('2026-11-20T13:15:00.000Z'))).toBe('20 november 2026, 14.15 uur');
    expect(en.moment('2026-07-14T22:30:00.000Z')).toBe('15 July 2026, 00:30');
    expect(civilDayAt('2026-07-14T22:30:00.000Z')).toBe('2026-07-15');
  });

  it('both times of the hour that comes twice when the clock goes back', () => {
    expect(nl.clock('2026-10-25T00:30:00.000Z')).toBe('02:30:00');
    expect(nl.clock('2026-10-25T01:30:00.000Z')).toBe('02:30:00');
  });
});
