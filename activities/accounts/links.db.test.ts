import { randomUUID } from 'node:crypto';
import { LINK_MINUTES } from '../../rules/accounts.ts';
import { MINUTE_MS, plusMs } from '../../rules/values/moment.ts';
import { inTransaction } from '../db/transaction.ts';
import { depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { type Deps } from '../ports.ts';
import { addressOfLink, mintLink, readLink, useLink } from './links.ts';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

const later = (minutes: number) => plusMs(NOW, minutes * MINUTE_MS);
const mint = () =>
  mintLink(deps.pool, deps.vault, {
    purpose: 'reset',
    email: 'sanne@inwoner.example',
    endsAt: later(LINK_MINUTES.reset),
  });
const use = (token: string, at = NOW) =>
  inTransaction(deps.pool, (tx) => useLink(tx, deps.vault, token, ['verify', 'reset'], at));

describe('a mailed link', () => {
  it('works once, whoever else tries at the same moment [2PARK-021]', async () => {
    const token = await mint();
    const tries = await Promise.all(Array.from({ length: 6 }, () => use(token)));
    expect(tries.filter(({ outcome }) => outcome === 'allow')).toHaveLength(1);
    expect(tries.filter((tried) => tried.outcome === 'refuse' && tried.ground === 'link-used')).toHaveLength(5);
  });

  it('works again when what it was used for did not happen', async () => {
    const token = await mint();
    await inTransaction(deps.pool, async (tx) => {
      await useLink(tx, deps.vault, token, 'reset', NOW);
      throw new Error('the password could not be kept');
    }).catch((error: unknown) => expect(String(error)).toContain('could not be kept'));
    expect(await use(token)).toMatchObject({ outcome: 'allow', link: { email: 'sanne@inwoner.example' } });
  });

  it('may be looked at without being used up', async () => {
    const token = await mint();
    const look = () => readLink(deps.pool, deps.vault, token, 'reset', NOW);
    expect([(await look()).outcome, (await look()).outcome, (await use(token)).outcome]).toEqual([
      'allow',
      'allow',
      'allow',
    ]);
    expect(await look()).toMatchObject({ ground: 'link-used' });
  });

  it('is over at its end, and not a moment before', async () => {
    const token = await mint();
    expect(await use(token, later(60))).toMatchObject({ ground: 'link-expired' });
    expect(await use(token, plusMs(later(60), -1))).toMatchObject({ outcome: 'allow' });
  });

  it('serves its own purpose only, and one nobody made is unknown', async () => {
    const token = await mint();
    expect(await readLink(deps.pool, deps.vault, token, 'couple', NOW)).toMatchObject({ ground: 'link-unknown' });
    expect(await use(randomUUID())).toMatchObject({ ground: 'link-unknown' });
  });

  it('lies in the database as a hash, and goes to no server with the address of its page', async () => {
    const token = await mint();
    const { rows } = await deps.pool.query<{ all: string }>(
      'SELECT string_agg(l::text, $1) AS all FROM account_link l',
      [''],
    );
    expect(rows[0]!.all).not.toContain(token);
    const url = new URL(addressOfLink('https://parkeren.example', 'reset', token));
    expect([url.pathname, url.search, url.hash]).toEqual(['/parking/new-password', '', `#${token}`]);
  });
});
