import { createHash, randomInt, randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { LINK_MINUTES, WORK_BITS, isEnoughWork } from '../../rules/accounts.ts';
import { MINUTE_MS, plusMs } from '../../rules/values/moment.ts';
import { importReleases } from '../municipalities/import.ts';
import { createVault } from '../db/vault.ts';
import { type Deps } from '../ports.ts';
import { enterWithKey } from '../sign-on/enter.ts';
import { choosePin, makeCard, revokeKey } from '../sign-on/keys.ts';
import { depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { watched } from '../testing/watched-pool.ts';
import { giveWork } from './challenges.ts';
import { requestReset } from './change-password.ts';
import { mintLink } from './links.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { blockPermitLogin, enterWithPermitLogin, issuePermitLogin } from './permit-logins.ts';
import { signIn } from './sign-in.ts';
import { signUp, signUpByLink } from './sign-up.ts';

jest.setTimeout(60_000); // passwords are slow on purpose

const PASSWORD = 'drie rode fietsen bij de brug';
const WRONG = 'vier groene bussen op het plein';
const CLERK = { kind: 'staff', id: 'clerk', roles: ['clerk'] } as const;

const passwords = createPasswords(createVault(Buffer.alloc(32, 7)));
let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool, {
    businesses: { find: (kvk) => Promise.resolve({ name: `Bedrijf ${kvk}`, address: null }) },
  });
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

interface Work {
  /** What is told, without the ids that differ every time. */
  told: unknown;
  /** Passwords computed, which takes by far the longest. */
  hashes: string[];
  asked: string[];
}

/** What somebody is told, and what was done for it: whoever holds a clock to two of these sees no difference. */
async function workOf(ask: (deps: Deps, passwords: Passwords) => Promise<unknown>): Promise<Work> {
  const hashes: string[] = [];
  const counted: Passwords = {
    ...passwords,
    hash: (password) => (hashes.push('hash'), passwords.hash(password)),
    matches: (kept, password) => (hashes.push('verify'), passwords.matches(kept, password)),
  };
  const { pool, asked } = watched(database.pool);
  const told = await ask({ ...deps, pool }, counted);
  return { told, hashes, asked };
}

const address = () => `${randomUUID()}@inwoner.example`;

async function account(): Promise<string> {
  const email = address();
  const endsAt = plusMs(NOW, LINK_MINUTES.couple * MINUTE_MS);
  const token = await mintLink(deps.pool, deps.vault, { purpose: 'couple', email, endsAt });
  const made = await signUpByLink(deps, passwords, { email, password: PASSWORD, language: 'nl', token });
  if (made.outcome === 'refuse') throw new Error(made.ground);
  return email;
}

async function workDone(): Promise<{ challengeId: string; nonce: string }> {
  const { challengeId, salt } = await giveWork(deps.pool);
  for (let nonce = 0; ; nonce += 1)
    if (isEnoughWork(createHash('sha256').update(`${salt}${nonce}`).digest(), WORK_BITS))
      return { challengeId, nonce: String(nonce) };
}

describe('who signs in with an address and a password', () => {
  const trying = (email: string) => workOf((given, counted) => signIn(given, counted, { email, password: WRONG }));

  it('learns neither by the answer nor by the work behind it whether the address is known', async () => {
    const known = await account();
    const passkeysOnly = await account();
    await database.pool.query('UPDATE account SET password_hash = NULL WHERE email = $1', [passkeysOnly]);
    const unknown = await trying(address());
    expect(unknown.told).toMatchObject({ outcome: 'refuse', ground: 'sign-in-wrong' });
    expect(unknown.hashes).toEqual(['verify']);
    expect(await trying(known)).toEqual(unknown);
    expect(await trying(passkeysOnly)).toEqual(unknown);
  });
});

describe('who asks for an account or a new password', () => {
  it('is told the same, after the same password was computed, whether there is an account or not', async () => {
    for (const ask of [
      async (email: string) => {
        const work = await workDone();
        return workOf((given, counted) => requestReset(given, counted, { email, work }));
      },
      async (email: string) => {
        const work = await workDone();
        return workOf((given, counted) => signUp(given, counted, { email, password: PASSWORD, language: 'nl', work }));
      },
    ]) {
      const [unknown, known] = [await ask(address()), await ask(await account())];
      expect([known.told, known.hashes]).toEqual([unknown.told, unknown.hashes]);
      expect(unknown.hashes).toHaveLength(1);
    }
  });
});

describe('a business that signs in with a user name', () => {
  const trying = (userName: string) =>
    workOf((given, counted) =>
      enterWithPermitLogin(
        given,
        counted,
        { municipalityId: 'voorbeeld', userName, password: WRONG, newPassword: undefined, at: NOW },
        () => Promise.reject(new Error('nobody comes in')),
      ),
    );

  it('learns nothing of whether the name exists or is blocked', async () => {
    const login = async () => {
      const chamberNumber = String(randomInt(10_000_000, 99_999_999));
      const made = await issuePermitLogin(deps, passwords, {
        municipalityId: 'voorbeeld',
        chamberNumber,
        branchNumber: null,
        actor: CLERK,
        at: NOW,
      });
      if (made.outcome !== 'given') throw new Error(made.ground);
      return made;
    };
    const [known, blocked] = [await login(), await login()];
    const { loginId } = blocked;
    await blockPermitLogin(deps, { loginId, municipalityId: 'voorbeeld', actor: CLERK, at: NOW, blocked: true });
    const unknown = await trying('PL-999999');
    expect(unknown.told).toMatchObject({ outcome: 'refuse', ground: 'permit-login-wrong' });
    expect(unknown.hashes).toEqual(['verify']);
    expect(await trying(known.userName)).toEqual(unknown);
    expect(await trying(blocked.userName)).toEqual(unknown);
  });
});

describe('who types a number and a code', () => {
  const trying = (number: string) =>
    workOf((given, counted) =>
      enterWithKey(given, counted, { municipalityId: 'voorbeeld', number, code: '9999', caller: randomUUID() }),
    );

  it('learns nothing of whether the number exists, was revoked, or is a card or a PIN', async () => {
    const own = async () => {
      const { permitId } = await visitorPermit(deps, 500);
      const { rows } = await database.pool.query<{ holder_id: string }>('SELECT holder_id FROM permit WHERE id = $1', [
        permitId,
      ]);
      const holderId = rows[0]!.holder_id;
      return { permitId, holderId, actor: { kind: 'holder', id: holderId } as const, at: NOW };
    };
    const [mine, theirs, before] = [await own(), await own(), await own()];
    const [pin, card, revoked] = [
      await choosePin(deps, passwords, { ...mine, pin: '4071' }),
      await makeCard(deps, passwords, theirs),
      await choosePin(deps, passwords, { ...before, pin: '2580' }),
    ];
    if (pin.outcome !== 'made' || card.outcome !== 'made' || revoked.outcome !== 'made')
      throw new Error(JSON.stringify([pin, card, revoked]));
    await revokeKey(deps, { ...before, keyId: revoked.keyId });
    const unknown = await trying('00000000');
    expect(unknown.told).toMatchObject({ outcome: 'refuse', ground: 'sign-on-wrong' });
    expect(unknown.hashes).toEqual(['verify']);
    expect(await trying(pin.number)).toEqual(unknown);
    expect(await trying(card.number)).toEqual(unknown);
    expect(await trying(revoked.number)).toEqual(unknown);
  });
});
