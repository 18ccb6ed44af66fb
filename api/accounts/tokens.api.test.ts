import { jest } from '@jest/globals';
import { TOKEN_OPERATIONS, TOKEN_REQUESTS_A_MINUTE, type TokenScope } from '../../rules/account-tokens.ts';
import { type z } from 'zod';
import { appUser, coupledPermit, filled, type AppUser } from '../testing/app-users.ts';
import { type Browser } from '../testing/browser.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import { type ActionPage, type FavouriteView, type ParkingPermitList, type StartedView } from '../parking/shapes.ts';
import { type TokenList, type TokenMade } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
let owner: AppUser;
let permitId: string;
beforeAll(async () => {
  system = await sharedSystem();
  owner = await appUser(system);
  permitId = await coupledPermit(system, owner, 'willem', 'visitor');
  await filled(system, permitId, 5_000);
});

const at = workingDayAhead();
/** A program has no page of ours and no cookie. */
const ELSEWHERE = { headers: { origin: 'http://huis.example' } };

async function program(scopes: TokenScope[], of = owner): Promise<{ id: string; browser: Browser }> {
  const made = await of.browser.ask<TokenMade>('POST', '/v1/account/tokens', { name: 'Huis', scopes, days: 90 });
  const browser = system.browser();
  browser.authorization = `Bearer ${made.token}`;
  return { id: made.id, browser };
}

const permits = (browser: Browser) =>
  browser.ask<z.infer<typeof ParkingPermitList>>('GET', '/v1/parking/permits').then(({ items }) => items);

describe('a program with a token', () => {
  it('starts, extends, lists and stops parking as its owner would, from anywhere, and the trail tells it apart [PEERS-040]', async () => {
    const { id: tokenId, browser } = await program(['park', 'read']);
    const wish = { permitId, ...dutch(), startsAt: at('10:00'), endsAt: at('11:00') };
    const started = await browser.ask<z.infer<typeof StartedView>>('POST', '/v1/parking/actions', wish, ELSEWHERE);
    const path = `/v1/parking/actions/${started.id}`;
    await browser.ask('PATCH', path, { endsAt: at('12:00') }, ELSEWHERE);
    const { items } = await browser.ask<z.infer<typeof ActionPage>>('GET', `/v1/parking/actions?permitId=${permitId}`);
    expect(items).toEqual([expect.objectContaining({ id: started.id, endsAt: at('12:00'), state: 'planned' })]);
    expect((await permits(browser))[0]).toMatchObject({ id: permitId, planned: 1, balances: [] });
    expect((await browser.call('DELETE', path, undefined, ELSEWHERE)).status).toBe(204);
    const actors = await system.rows(
      `SELECT DISTINCT kind, actor_kind, actor_id FROM audit_event WHERE data ->> 'actionId' = '${started.id}' ORDER BY kind`,
    );
    expect(actors).toEqual(
      ['parking-ended', 'parking-extended', 'parking-started'].map((kind) => ({
        kind,
        actor_kind: 'key',
        actor_id: tokenId,
      })),
    );
  });

  it('keeps favourites and reads balances where it may [PEERS-040]', async () => {
    const { browser } = await program(['favourites', 'balance']);
    const favourites = `/v1/parking/permits/${permitId}/favourites`;
    const kept = await browser.ask<z.infer<typeof FavouriteView>>(
      'POST',
      favourites,
      { plate: '12-ab-34', country: 'NL', name: 'Oma' },
      ELSEWHERE,
    );
    expect((await browser.call('DELETE', `${favourites}/${kept.id}`, undefined, ELSEWHERE)).status).toBe(204);
    expect((await permits(browser))[0]!.balances).toEqual([expect.objectContaining({ available: 5_000 })]);
    expect(await browser.call('GET', `/v1/parking/permits/${permitId}/transactions`)).toMatchObject({ status: 200 });
  });

  it('is refused everything its owner did not tick [PEERS-040]', async () => {
    const { browser } = await program(['read']);
    const wish = { permitId, ...dutch(), startsAt: at('10:00'), endsAt: at('11:00') };
    for (const [method, path, body] of [
      ['POST', '/v1/parking/actions', wish],
      ['POST', '/v1/parking/quotes', wish],
      ['GET', `/v1/parking/permits/${permitId}/favourites`, undefined],
      ['GET', `/v1/parking/permits/${permitId}/transactions`, undefined],
    ] as const) {
      const { status, body: problem, headers } = await browser.call<{ code: string }>(method, path, body);
      expect([path, status, problem.code]).toEqual([path, 403, 'token-scope-missing']);
      expect(headers.get('www-authenticate')).toContain('insufficient_scope');
    }
  });

  it('reaches nothing else of the app, however many scopes it has, and not even with a session beside it [PEERS-040]', async () => {
    const closed = Object.entries(system.contract.document.paths)
      .flatMap(([path, operations]) =>
        Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
      )
      .filter(({ operation }) => operation['x-may'] === 'account' && !JSON.stringify(operation).includes('"token":['));
    expect(closed.length).toBeGreaterThan(30);
    const all: TokenScope[] = ['read', 'park', 'favourites', 'balance'];
    const withSession = system.browser();
    withSession.setCookie('parkwerk_account', owner.browser.cookie('parkwerk_account')!);
    for (const [index, { method, path }] of closed.entries()) {
      // One token may not ask for all of them within a minute.
      if (index % 30 === 0) withSession.authorization = (await program(all)).browser.authorization;
      const alone = system.browser();
      alone.authorization = withSession.authorization;
      for (const who of [alone, withSession]) {
        const address = `/v1${path.replace(/\{\w+\}/g, permitId)}`;
        const { status, body } = await who.call<{ code: string }>(method, address, method === 'GET' ? undefined : {});
        expect([method, path, status, body.code]).toEqual([method, path, 403, 'not-for-programs']);
      }
    }
    withSession.setCookie('parkwerk_account', '');
    expect((await withSession.refused('GET', '/v1/me')).status).toBe(401);
  });

  it('sees nothing of others, and nothing once it was taken back [PEERS-040]', async () => {
    const stranger = await appUser(system);
    const { id, browser } = await program(['read', 'park', 'favourites', 'balance'], stranger);
    expect(await permits(browser)).toEqual([]);
    expect(await browser.refused('GET', `/v1/parking/permits/${permitId}`)).toMatchObject({ code: 'not-found' });
    expect((await owner.browser.call('DELETE', `/v1/account/tokens/${id}`)).status).toBe(404);
    expect((await stranger.browser.call('DELETE', `/v1/account/tokens/${id}`)).status).toBe(204);
    expect(await browser.refused('GET', '/v1/parking/permits')).toMatchObject({ status: 401, code: 'token-unknown' });
    expect(await stranger.browser.ask<TokenList>('GET', '/v1/account/tokens')).toEqual({ items: [] });
  });

  it('is told when to try again when it asks too often [PEERS-040]', async () => {
    const { browser } = await program(['read']);
    let refused = await browser.call<{ code: string }>('GET', '/v1/parking/actions?limit=1');
    // It may have begun at the end of a minute: then the next one counts anew.
    for (let asked = 0; asked < 3 * TOKEN_REQUESTS_A_MINUTE && refused.status === 200; asked += 1)
      refused = await browser.call('GET', '/v1/parking/actions?limit=1');
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-requests']);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
  });

  it('finds in the description which operations take it, with which scope, the same as the page for its maker says [PEERS-040]', () => {
    const { paths } = system.contract.document as unknown as {
      paths: Record<string, Record<string, { security?: { token?: string[] }[] }>>;
    };
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { security = [] }]) => {
        const scopes = security.flatMap(({ token = [] }) => token);
        return scopes.length === 0 ? [] : [{ method: method.toUpperCase(), path: `/v1${path}`, scopes }];
      }),
    );
    expect(described).toHaveLength(TOKEN_OPERATIONS.length);
    expect(described).toEqual(expect.arrayContaining([...TOKEN_OPERATIONS]));
  });
});
