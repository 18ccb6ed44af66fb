import { readDate } from './typed-date.ts';
import { readTime } from './typed-time.ts';

describe('a date as people write it', () => {
  it.each([
    ['23-11-2026', '2026-11-23'],
    ['23/11/26', '2026-11-23'],
    ['23.11.2026', '2026-11-23'],
    ['3 4 2027', '2027-04-03'],
    ['23 november 2026', '2026-11-23'],
    ['maandag 23 november 2026', '2026-11-23'],
    ['23 Nov. 2026', '2026-11-23'],
    ['1 maart 2027', '2027-03-01'],
    ['1 mrt 2027', '2027-03-01'],
    ['5 May 2027', '2027-05-05'],
    ['5 oktober 2027', '2027-10-05'],
    ['2026-11-23', '2026-11-23'],
  ])('%s is %s', (text, date) => expect(readDate(text, '2026-11-19')).toBe(date));

  it('without a year is the first such day from today on', () => {
    expect(readDate('19 nov', '2026-11-19')).toBe('2026-11-19');
    expect(readDate('18-11', '2026-11-19')).toBe('2027-11-18');
    expect(readDate('29-2', '2026-11-19')).toBe('2028-02-29');
  });

  it.each(['', '31-2-2027', '32-1-2027', '1-13-2027', 'morgen', '20261123', '1 foo 2027'])('%j is none', (text) => {
    expect(readDate(text, '2026-11-19')).toBeUndefined();
  });
});

describe('a time as people write it', () => {
  it.each([
    ['2230', '22:30'],
    ['22.30', '22:30'],
    ['22:30', '22:30'],
    ['22.30 uur', '22:30'],
    ['930', '09:30'],
    ['9', '09:00'],
    ['14', '14:00'],
    ['9u', '09:00'],
    ['0015', '00:15'],
  ])('%s is %s', (text, time) => expect(readTime(text)).toBe(time));

  it.each(['', '24.00', '12.60', '12345', 'twaalf', '1.2.3'])('%j is none', (text) =>
    expect(readTime(text)).toBeUndefined(),
  );
});
