import {
  decidePassword,
  decideTry,
  emailKeyOf,
  FREE_TRIES,
  isEnoughWork,
  PASSWORD_LENGTH,
  passwordStrength,
  waitAfter,
} from './accounts.ts';
import { plusMs } from './values/moment.ts';

const NOW = '2026-11-21T10:00:00.000Z';
const ago = (seconds: number) => plusMs(NOW, -seconds * 1_000);

describe('a password', () => {
  const groundOf = (password: string, breached = false, email = 'sanne.de.boer@inwoner.example') => {
    const decision = decidePassword(password, { email, breached });
    return decision.outcome === 'refuse' ? decision.ground : null;
  };

  it('has twelve characters or more, of any kind [2PARK-011]', () => {
    expect(groundOf('x'.repeat(PASSWORD_LENGTH - 1))).toBe('password-too-short');
    expect(groundOf('twaalf tekens')).toBeNull();
    expect(groundOf('............')).toBeNull();
    expect(groundOf('пароль и ключ')).toBeNull();
  });

  it('is counted in the characters people see', () => {
    expect(groundOf('🚲'.repeat(11))).toBe('password-too-short');
    expect(groundOf('🚲'.repeat(12))).toBeNull();
  });

  it('is not one that is tried first', () => {
    expect(groundOf('wachtwoord123', true)).toBe('password-breached');
  });

  it.each([
    ['sanne.de.boer@inwoner.example', 'password-like-address'],
    ['Sanne.De.Boer1', 'password-like-address'],
    ['sanne.de.boer rijdt graag met de fiets', null],
  ])('is not the address with little around it: %s', (password, ground) => {
    expect(groundOf(password)).toBe(ground);
  });

  it('may hold a short name by chance', () => {
    expect(groundOf('een bank in het park', false, 'an@inwoner.example')).toBeNull();
  });
});

describe('how hard a password is to guess', () => {
  it.each([
    ['', 'short'],
    ['drie fiets', 'short'],
    ['aaaaaaaaaaaaaaaa', 'weak'],
    ['1234567890123', 'weak'],
    ['Wachtwoord2026!', 'weak'],
    ['welkomwelkomwelkom', 'weak'],
    ['abcabcabcabcabc', 'weak'],
    ['fietsenbrug7', 'fair'],
    ['drie rode fietsen bij de brug', 'strong'],
    ['пароль и ключ под ковром', 'strong'],
  ])('%s is %s', (password, strength) => {
    expect(passwordStrength(password)).toBe(strength);
  });

  it('is advice: what is weak may be chosen all the same', () => {
    expect(decidePassword('Wachtwoord2026!', { email: null, breached: false })).toEqual({ outcome: 'allow' });
  });
});

describe('a try to sign in', () => {
  const after = (tries: number, seconds: number) => decideTry({ tries, lastAt: ago(seconds) }, NOW);

  it('is free five times, and waits from the sixth on [2PARK-020]', () => {
    for (let tries = 1; tries < FREE_TRIES; tries += 1)
      expect(after(tries, 0)).toEqual({ outcome: 'allow', tries: tries + 1 });
    expect(after(FREE_TRIES, 0)).toMatchObject({ ground: 'sign-in-too-soon', steps: [{ values: { seconds: 5 } }] });
    expect(after(FREE_TRIES, 5)).toEqual({ outcome: 'allow', tries: 6 });
  });

  it('waits twice as long each time, up to a quarter of an hour', () => {
    expect([5, 6, 7, 8].map(waitAfter)).toEqual([5, 10, 20, 40]);
    expect([13, 100, 5_000].map(waitAfter)).toEqual([900, 900, 900]);
    expect(after(30, 899)).toMatchObject({ steps: [{ values: { seconds: 1 } }] });
    expect(after(30, 900)).toEqual({ outcome: 'allow', tries: 31 });
  });

  it('starts afresh after a day without one', () => {
    expect(after(30, 24 * 60 * 60)).toEqual({ outcome: 'allow', tries: 1 });
  });
});

describe('work', () => {
  it.each([
    ['0000ff', 16, true],
    ['0001ff', 16, false],
    ['00007f', 17, true],
    ['000080', 17, false],
    ['000000', 23, true],
    ['0000', 16, false],
  ])('%s begins with %i zeros: %s', (hex, bits, enough) => {
    expect(isEnoughWork(Buffer.from(hex, 'hex'), bits)).toBe(enough);
  });
});

describe('an address', () => {
  it('is the same one however it is typed', () => {
    expect(emailKeyOf(' Sanne@Inwoner.Example ')).toBe('sanne@inwoner.example');
  });
});
