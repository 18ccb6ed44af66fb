import { randomUUID } from 'node:crypto';
import { MOST_TOKENS } from '../../rules/account-tokens.ts';
import { DAY_MS, MINUTE_MS, plusMs } from '../../rules/values/moment.ts';
import { type Deps } from '../ports.ts';
import { tidy } from '../housekeeping.ts';
import { depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { accountOfToken, endToken, endTokens, makeToken, tokensOf } from './tokens.ts';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

async function account(): Promise<string> {
  const [id, email] = [randomUUID(), `${randomUUID()}@inwoner.example`];
  await deps.pool.query(
    'INSERT INTO account (id, email, email_key, verified_at, created_at) VALUES ($1, $2, $2, $3, $3)',
    [id, email, NOW],
  );
  return id;
}

async function token(accountId: string, days: 30 | 365 = 30): Promise<{ id: string; token: string }> {
  const made = await makeToken(deps, { accountId, name: 'Huis', scopes: ['park', 'read'], days }, NOW);
  if (made.outcome === 'refuse') throw new Error(made.ground);
  return made;
}

describe('a token of an account', () => {
  it('is kept as a hash, says whose it is and what it may, and its owner is mailed [PEERS-040]', async () => {
    const accountId = await account();
    const made = await token(accountId);
    expect(await accountOfToken(deps, made.token, NOW)).toEqual({
      id: made.id, accountId, language: 'nl', scopes: ['read', 'park'],
    }); // prettier-ignore
    const { rows } = await deps.pool.query<{ row: string }>(
      'SELECT t::text AS row FROM account_token t WHERE id = $1',
      [made.id],
    );
    expect(rows[0]!.row).not.toContain(made.token.slice(4));
    const mails = await deps.pool.query(`SELECT FROM message WHERE account_id = $1 AND kind = 'token-made'`, [
      accountId,
    ]);
    expect(mails.rowCount).toBe(1);
  });

  it('does nothing after its last day, once it was taken back, or when it is nearly right [PEERS-040]', async () => {
    const accountId = await account();
    const [early, late] = [await token(accountId, 30), await token(accountId, 365)];
    const afterAMonth = plusMs(NOW, 30 * DAY_MS);
    expect(await accountOfToken(deps, early.token, plusMs(afterAMonth, -1))).toBeDefined();
    expect(await accountOfToken(deps, early.token, afterAMonth)).toBeUndefined();
    expect(await accountOfToken(deps, `${late.token}x`, NOW)).toBeUndefined();
    expect(await accountOfToken(deps, late.token.slice(4), NOW)).toBeUndefined();
    expect(await endToken(deps.pool, { accountId: await account(), id: late.id }, NOW)).toBe(false);
    expect(await endToken(deps.pool, { accountId, id: late.id }, NOW)).toBe(true);
    expect(await accountOfToken(deps, late.token, NOW)).toBeUndefined();
    expect(await endToken(deps.pool, { accountId, id: late.id }, NOW)).toBe(false);
  });

  it('says when it was used last, by the minute [PEERS-040]', async () => {
    const accountId = await account();
    const made = await token(accountId);
    const used = async () => (await tokensOf(deps.pool, accountId, NOW))[0]!.usedAt;
    expect(await used()).toBeNull();
    await accountOfToken(deps, made.token, NOW);
    await accountOfToken(deps, made.token, plusMs(NOW, MINUTE_MS - 1));
    expect(await used()).toBe(NOW);
    await accountOfToken(deps, made.token, plusMs(NOW, MINUTE_MS));
    expect(await used()).toBe(plusMs(NOW, MINUTE_MS));
  });

  it('is one of so many at most, also when several are made in the same moment [PEERS-040]', async () => {
    const accountId = await account();
    const wish = { accountId, name: 'Huis', scopes: ['read'], days: 90 } as const;
    const made = await Promise.all(Array.from({ length: MOST_TOKENS + 3 }, () => makeToken(deps, wish, NOW)));
    expect(made.filter(({ outcome }) => outcome === 'given')).toHaveLength(MOST_TOKENS);
    expect(made.find(({ outcome }) => outcome === 'refuse')).toMatchObject({ ground: 'too-many-tokens' });
    await endTokens(deps.pool, accountId, NOW);
    expect(await tokensOf(deps.pool, accountId, NOW)).toEqual([]);
    expect(await makeToken(deps, wish, NOW)).toMatchObject({ outcome: 'given' });
  });

  it('is forgotten thirteen weeks after it ended [PEERS-040]', async () => {
    const accountId = await account();
    const { id } = await token(accountId);
    await endToken(deps.pool, { accountId, id }, NOW);
    const left = async () => (await deps.pool.query('SELECT FROM account_token WHERE id = $1', [id])).rowCount;
    await tidy(deps, plusMs(NOW, 90 * DAY_MS));
    expect(await left()).toBe(1);
    await tidy(deps, plusMs(NOW, 91 * DAY_MS));
    expect(await left()).toBe(0);
  });
});
