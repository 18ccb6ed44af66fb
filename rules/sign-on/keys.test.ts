import { decideEntryTry, decidePin, lockedMinutes, pinFrom } from './keys.ts';

const NOW = '2026-11-20T10:00:00.000Z';
const ago = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();

describe('a PIN', () => {
  it.each(['0000', '1111', '1234', '9876', '8901'])('%s is among the first that others try', (pin) => {
    expect(decidePin(pin)).toMatchObject({ ground: 'pin-too-easy' });
  });
  it.each(['123', '12345', '12a4', ''])('%p is not four digits', (pin) => {
    expect(decidePin(pin)).toMatchObject({ ground: 'pin-not-digits' });
  });
  it.each(['4071', '1123', '2580'])('%s will do', (pin) => {
    expect(decidePin(pin)).toEqual({ outcome: 'allow' });
  });
});

describe('a PIN we draw', () => {
  it('has four digits, also with noughts in front, and is none of those that are tried first', () => {
    expect([37, 4071].map(pinFrom)).toEqual(['0037', '4071']);
    expect([0, 1234, 7777].map(pinFrom)).toEqual([undefined, undefined, undefined]);
  });
});

describe('wrong codes', () => {
  it('cost nothing four times; the fifth locks for a quarter of an hour, and each further one twice as long, up to a day [PEERS-010]', () => {
    expect([1, 4, 5, 6, 7, 20].map(lockedMinutes)).toEqual([0, 0, 15, 30, 60, 1440]);
    expect(decideEntryTry({ tries: 4, lastAt: ago(0) }, NOW)).toEqual({ outcome: 'allow', tries: 5 });
    expect(decideEntryTry({ tries: 5, lastAt: ago(14) }, NOW)).toMatchObject({
      ground: 'sign-on-locked',
      steps: [{ values: { minutes: 1 } }],
    });
    expect(decideEntryTry({ tries: 5, lastAt: ago(15) }, NOW)).toEqual({ outcome: 'allow', tries: 6 });
  });

  it('are forgotten after two days', () => {
    expect(decideEntryTry({ tries: 9, lastAt: ago(2 * 24 * 60) }, NOW)).toEqual({ outcome: 'allow', tries: 1 });
  });
});
