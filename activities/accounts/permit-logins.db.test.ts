import { randomInt } from 'node:crypto';
import { jest } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { FREE_TRIES } from '../../rules/accounts.ts';
import { type Db } from '../db/transaction.ts';
import { createVault } from '../db/vault.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { createPasswords } from './passwords.ts';
import {
  blockPermitLogin,
  enterWithPermitLogin,
  issuePermitLogin,
  PERMIT_LOGIN,
  resetPermitLogin,
} from './permit-logins.ts';

jest.setTimeout(60_000); // passwords are slow on purpose

const OWN = 'zeven grijze duiven op het dak';
const CLERK = { kind: 'staff', id: 'clerk', roles: ['clerk'] } as const;

const passwords = createPasswords(createVault(Buffer.alloc(32, 7)));
let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool, {
    businesses: {
      find: (kvk) => Promise.resolve(kvk === '00000000' ? null : { name: `Bedrijf ${kvk}`, address: null }),
    },
  });
});
afterAll(() => database.drop());

const anyNumber = () => String(randomInt(10_000_000, 99_999_999));
const issue = (chamberNumber = anyNumber(), branchNumber: string | null = null) =>
  issuePermitLogin(deps, passwords, {
    municipalityId: 'voorbeeld',
    chamberNumber,
    branchNumber,
    actor: CLERK,
    at: NOW,
  });

async function given(chamberNumber?: string) {
  const said = await issue(chamberNumber);
  if (said.outcome !== 'given') throw new Error(said.ground);
  return said;
}

/** As the API opens it, without the browser. */
const openSession = async (tx: Db, holderId: string): Promise<void> => {
  await tx.query(
    `INSERT INTO session (token_hash, municipality_id, holder_id, means, ends_at) VALUES (gen_random_uuid()::text::bytea, 'voorbeeld', $1, $2, now() + interval '1 hour')`,
    [holderId, PERMIT_LOGIN],
  );
};
const enter = (userName: string, password: string, newPassword?: string, municipalityId = 'voorbeeld') =>
  enterWithPermitLogin(deps, passwords, { municipalityId, userName, password, newPassword, at: NOW }, openSession);
const sessionsOf = (loginId: string) =>
  count(database.pool, 'session WHERE holder_id = (SELECT holder_id FROM permit_login WHERE id = $1)', [loginId]);
const own = (loginId: string, municipalityId = 'voorbeeld') => ({ loginId, municipalityId, actor: CLERK, at: NOW });

describe('a user name of the municipality [LOKET-003]', () => {
  it('belongs to the business that eHerkenning knows by the same number, so both reach the same products', async () => {
    const chamberNumber = anyNumber();
    await database.pool.query(
      `INSERT INTO holder (municipality_id, kind, subject_type, subject_hash, subject_sealed, name, means, created_at)
       VALUES ('voorbeeld', 'business', 'kvk', $1, 'x', 'Bakkerij', 'eherkenning', $2)`,
      [deps.vault.fingerprint('subject', `kvk:${chamberNumber}`), NOW],
    );
    const { loginId } = await given(chamberNumber);
    const holders = `holder WHERE subject_hash = $1 AND id = (SELECT holder_id FROM permit_login WHERE id = $2)`;
    expect(
      await count(database.pool, holders, [deps.vault.fingerprint('subject', `kvk:${chamberNumber}`), loginId]),
    ).toBe(1);
  });

  it('asks for a password of one’s own at the first use, and works with that one afterwards', async () => {
    const { userName, password, loginId } = await given();
    expect(await enter(userName, password)).toMatchObject({ ground: 'password-change-needed' });
    expect(await sessionsOf(loginId)).toBe(0);
    expect(await enter(userName, password, password)).toMatchObject({ ground: 'password-unchanged' });
    expect(await enter(userName, password, 'kort')).toMatchObject({ ground: 'password-too-short' });
    expect(await enter(userName, password, `mijn naam is ${userName}`)).toMatchObject({ ground: 'password-like-name' });
    expect(await enter(userName.toLowerCase(), password, OWN)).toEqual({ outcome: 'allow' });
    expect(await sessionsOf(loginId)).toBe(1);
    expect(await enter(userName, password)).toMatchObject({ ground: 'permit-login-wrong' });
    expect(await enter(` ${userName} `, OWN)).toEqual({ outcome: 'allow' });
  });

  it('is told nobody: an unknown name and a wrong password read the same, here and in another municipality', async () => {
    const { userName, password } = await given();
    const wrong = await enter(userName, 'een ander wachtwoord');
    expect(wrong).toEqual(await enter('PL-999999', 'een ander wachtwoord'));
    expect(await enter(userName, password, OWN, 'deventer')).toEqual(wrong);
  });

  it('waits longer after each wrong password, also for who then knows the right one', async () => {
    const { userName, password } = await given();
    for (let round = 0; round < FREE_TRIES; round += 1)
      expect(await enter(userName, 'mis')).toMatchObject({ ground: 'permit-login-wrong' });
    expect(await enter(userName, password, OWN)).toMatchObject({ ground: 'sign-in-too-soon' });
  });

  it('is given once per business, and only to one that exists', async () => {
    const chamberNumber = anyNumber();
    const both = await Promise.all([issue(chamberNumber), issue(chamberNumber)]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['given', 'refuse']);
    expect(await issue(chamberNumber)).toMatchObject({ ground: 'permit-login-exists' });
    expect((await issue(chamberNumber, '000012345678')).outcome).toBe('given'); // an establishment is a holder of its own
    expect(await issue('00000000')).toMatchObject({ ground: 'business-unknown' });
  });

  it('gets a new password from staff, which ends the old one and who is signed in with it', async () => {
    const { userName, password, loginId } = await given();
    await enter(userName, password, OWN);
    const again = await resetPermitLogin(deps, passwords, own(loginId));
    if (again.outcome !== 'given') throw new Error(again.ground);
    expect(await sessionsOf(loginId)).toBe(0);
    expect(await enter(userName, OWN)).toMatchObject({ ground: 'permit-login-wrong' });
    expect(await enter(userName, again.password)).toMatchObject({ ground: 'password-change-needed' });
  });

  it('is blocked at once, and comes back with its password', async () => {
    const { userName, password, loginId } = await given();
    await enter(userName, password, OWN);
    await blockPermitLogin(deps, { ...own(loginId), blocked: true });
    expect(await sessionsOf(loginId)).toBe(0);
    expect(await enter(userName, OWN)).toMatchObject({ ground: 'permit-login-blocked' });
    expect(await enter(userName, 'mis')).toMatchObject({ ground: 'permit-login-wrong' });
    await blockPermitLogin(deps, { ...own(loginId), blocked: false });
    expect(await enter(userName, OWN)).toEqual({ outcome: 'allow' });
  });

  it('that is blocked while somebody comes in leaves nobody inside', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { userName, password, loginId } = await given();
      await enter(userName, password, OWN);
      await Promise.all([enter(userName, OWN), blockPermitLogin(deps, { ...own(loginId), blocked: true })]);
      expect(await sessionsOf(loginId)).toBe(0);
    }
  });

  it('that is kept as before its secret salt comes in as well, and is kept anew', async () => {
    const { userName, password, loginId } = await given();
    await enter(userName, password, OWN);
    const set = 'UPDATE permit_login SET password_hash = $2 WHERE id = $1';
    await database.pool.query(set, [loginId, await hash(OWN)]);
    expect(await enter(userName, OWN)).toEqual({ outcome: 'allow' });
    const { rows } = await database.pool.query<{ hash: string }>(
      'SELECT password_hash AS hash FROM permit_login WHERE id = $1',
      [loginId],
    );
    expect(await passwords.renewed(rows[0]!.hash, OWN)).toBeNull();
    expect(await enter(userName, OWN)).toEqual({ outcome: 'allow' });
  });

  it('of another municipality is nothing to staff, and no password is readable anywhere', async () => {
    const { password, loginId } = await given();
    expect(await resetPermitLogin(deps, passwords, own(loginId, 'deventer'))).toMatchObject({ ground: 'not-found' });
    expect(await blockPermitLogin(deps, { ...own(loginId, 'deventer'), blocked: true })).toMatchObject({
      ground: 'not-found',
    });
    const { rows } = await database.pool.query<{ hash: string }>(
      'SELECT password_hash AS hash FROM permit_login WHERE id = $1',
      [loginId],
    );
    expect(rows[0]!.hash).toMatch(/^[0-9a-f]{8}\$argon2id\$/);
    expect(await count(database.pool, 'audit_event WHERE data::text LIKE $1', [`%${password}%`])).toBe(0);
  });
});
