import { decideEntry, firstPassword, userNameKey, userNameOf } from './permit-logins.ts';

describe('a municipal user name [LOKET-003]', () => {
  it('is the same however it is typed', () => {
    expect(userNameOf(12)).toBe('PL-000012');
    expect(userNameKey(' pl-000012 ')).toBe(userNameOf(12));
  });

  it('comes with a password that can be read out: groups of four, nothing that looks like something else', () => {
    for (let seed = 0; seed < 256; seed += 1) {
      const password = firstPassword(Uint8Array.from({ length: 24 }, (_, index) => (seed * 7 + index * 31) % 256));
      expect(password).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){4}$/);
      expect(password).not.toMatch(/[01OIL]/);
    }
  });
});

describe('who gave the right password [LOKET-003]', () => {
  const login = { blocked: false, mustChange: false, choosesNew: false };
  it('comes in', () => expect(decideEntry(login).outcome).toBe('allow'));
  it('chooses another first when it is the one staff gave out', () => {
    expect(decideEntry({ ...login, mustChange: true })).toMatchObject({ ground: 'password-change-needed' });
    expect(decideEntry({ ...login, mustChange: true, choosesNew: true }).outcome).toBe('allow');
  });
  it('stays out when the login is blocked, with a new password too', () => {
    expect(decideEntry({ ...login, blocked: true })).toMatchObject({ ground: 'permit-login-blocked' });
    expect(decideEntry({ blocked: true, mustChange: true, choosesNew: true })).toMatchObject({
      ground: 'permit-login-blocked',
    });
  });
});
