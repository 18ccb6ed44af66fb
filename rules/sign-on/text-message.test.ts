import { nextMoment } from './end.ts';
import { clockTyped, readTextMessage } from './text-message.ts';

const KL = { country: 'NL', key: 'KL5567', display: 'KL-55-67' };

describe('a text message', () => {
  it.each([
    ['AAN KL-55-67 17:00', { kind: 'on', plate: KL, clock: '17:00' }],
    ['aan kl5567', { kind: 'on', plate: KL, clock: null }],
    ['On kl 55 67 9.30', { kind: 'on', plate: KL, clock: '09:30' }],
    ['AAN NL KL-55-67 17u30', { kind: 'on', plate: KL, clock: '17:30' }],
    ['AAN D M-AB 1234', { kind: 'on', plate: { country: 'D', key: 'MAB1234', display: 'M-AB 1234' }, clock: null }],
    ['AAN B 1-ABC-234 24:00', { kind: 'on', plate: { country: 'B', key: '1ABC234', display: '1-ABC-234' }, clock: '24:00' }],
    ['uit', { kind: 'off', plate: null }],
    ['UIT kl-55-67', { kind: 'off', plate: 'KL5567' }],
    [' status ', { kind: 'status' }],
    ['koppel 123 456', { kind: 'link', code: '123456' }],
    ['ontkoppel', { kind: 'unlink' }],
    ['koppel mij', { kind: 'unclear', about: 'word' }],
    ['hallo', { kind: 'unclear', about: 'word' }],
    ['', { kind: 'unclear', about: 'word' }],
    ['AAN', { kind: 'unclear', about: 'plate' }],
    ['AAN K-1', { kind: 'unclear', about: 'plate' }],
    ['AAN KL-55-67 25:00', { kind: 'unclear', about: 'end' }],
  ])('%s', (text, wish) => {
    expect(readTextMessage(text)).toEqual(wish);
  }); // prettier-ignore
});

describe('an end time', () => {
  it('of four keys is a time of day', () => {
    expect(['1700', '0905', '2400', '2401', '1760', '900'].map(clockTyped)).toEqual([
      '17:00',
      '09:05',
      '24:00',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is the next one: today, or tomorrow when it has passed, and 24:00 is the end of the day', () => {
    const at = (clock: string) => nextMoment(clock, '2026-11-20T15:00:00.000Z', 'Europe/Amsterdam');
    expect(at('17:00')).toBe('2026-11-20T16:00:00.000Z');
    expect(at('16:00')).toBe('2026-11-21T15:00:00.000Z');
    expect(at('24:00')).toBe('2026-11-20T23:00:00.000Z');
  });
});
