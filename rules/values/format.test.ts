import { civilDayAt, formatsIn } from './format.ts';

const nl = formatsIn('nl');
const en = formatsIn('en');
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('money', () => {
  it('has two decimals, the euro sign in front, and nothing that breaks over a line', () => {
    expect(nl.money(945)).toBe('€\u00a09,45');
    expect(en.money(945)).toBe('€9.45');
    expect(plain(nl.money(0))).toBe('€ 0,00');
    expect(plain(nl.money(123456))).toBe('€ 1.234,56');
    expect(en.money(123456)).toBe('€1,234.56');
  });

  it('keeps a minus apart from the amount', () => {
    expect(plain(nl.money(-280))).toBe('− € 2,80');
    expect(plain(en.money(-280))).toBe('− €2.80');
  });
});

describe('days', () => {
  it('are written as people say them', () => {
    expect(nl.day('2026-11-20')).toBe('20 november 2026');
    expect(en.day('2026-11-20')).toBe('20 November 2026');
    expect(nl.weekday('2026-11-20', '2026-11-01')).toBe('vrijdag 20 november');
    expect(nl.weekday('2027-01-01', '2026-11-01')).toBe('vrijdag 1 januari 2027');
    expect(en.weekday('2026-11-20')).toBe('Friday 20 November');
    expect(nl.shortDay('2026-11-20')).toBe('20 nov');
    expect(nl.month('2026-11-20')).toBe('november 2026');
    expect(nl.day('2028-02-29')).toBe('29 februari 2028');
  });

  it('are words when they are near', () => {
    expect(nl.dayInWords('2026-11-20', '2026-11-20')).toBe('vandaag');
    expect(nl.dayInWords('2026-11-21', '2026-11-20')).toBe('morgen');
    expect(nl.dayInWords('2026-11-19', '2026-11-20')).toBe('gisteren');
    expect(en.dayInWords('2026-11-21', '2026-11-20')).toBe('tomorrow');
    expect(nl.dayInWords('2026-11-22', '2026-11-20')).toBe('zondag 22 november');
  });

  it('are those of the municipality, wherever the device is', () => {
    expect(civilDayAt('2026-07-14T22:30:00.000Z')).toBe('2026-07-15');
    expect(civilDayAt('2026-11-14T22:30:00.000Z')).toBe('2026-11-14');
    expect(nl.day('2026-07-14T22:30:00.000Z')).toBe('15 juli 2026');
  });
});

describe('times', () => {
  it('have a point in Dutch and a colon in English; seconds always have colons', () => {
    expect(nl.time('2026-11-20T13:15:00.000Z')).toBe('14.15');
    expect(plain(nl.timeInWords('2026-11-20T13:15:00.000Z'))).toBe('14.15 uur');
    expect(en.timeInWords('2026-11-20T13:15:00.000Z')).toBe('14:15');
    expect([nl.wallClock('14:15'), en.wallClock('14:15')]).toEqual(['14.15', '14:15']);
    expect(nl.clock('2026-11-20T13:03:12.000Z')).toBe('14:03:12');
    expect(nl.time('2026-11-20T23:00:00.000Z')).toBe('00.00');
  });

  it('are by the clock of the municipality, in summer and in winter, and in the hour that comes twice', () => {
    expect(plain(nl.moment('2026-11-20T13:15:00.000Z'))).toBe('20 november 2026, 14.15 uur');
    expect(en.moment('2026-07-14T22:30:00.000Z')).toBe('15 July 2026, 00:30');
    expect(nl.clock('2026-10-25T00:30:00.000Z')).toBe('02:30:00');
    expect(nl.clock('2026-10-25T01:30:00.000Z')).toBe('02:30:00');
  });

  it('left are short for the eye and whole for the ear', () => {
    expect(plain(nl.duration(225))).toBe('3 u 45 min');
    expect(plain(en.duration(225))).toBe('3 h 45 min');
    expect(plain(nl.duration(60))).toBe('1 u');
    expect(plain(nl.duration(0))).toBe('0 min');
    expect(plain(nl.durationInWords(225))).toBe('3 uur en 45 minuten');
    expect(plain(en.durationInWords(61))).toBe('1 hour and 1 minute');
  });
});

describe('sizes of files', () => {
  it('are in kB and MB', () => {
    expect(plain(nl.fileSize(412_300))).toBe('412 kB');
    expect(plain(nl.fileSize(14_200_000))).toBe('14,2 MB');
    expect(plain(nl.fileSize(10))).toBe('1 kB');
  });
});
