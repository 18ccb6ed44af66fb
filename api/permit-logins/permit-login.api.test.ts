import { jest } from '@jest/globals';
import { type Me } from '../me/shapes.ts';
import { type OfferedProduct } from '../products/shapes.ts';
import { citizen, staff } from '../testing/people.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type LoginGiven, type PermitLogin } from './shapes.ts';

jest.setTimeout(60_000);

const BAKERY = { chamberNumber: '90001231', branchNumber: '000090001231' };
const OWN = 'zeven grijze duiven op het dak';

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

it('a business reaches the same products with a user name of the municipality as with eHerkenning [LOKET-003]', async () => {
  const [bakery, clerk] = [await citizen(system, 'bakkerij'), await staff(system, 'clerk')];
  const { login, password } = await clerk.ask<LoginGiven>('POST', '/v1/staff/permit-logins', BAKERY);
  expect(await clerk.refused('POST', '/v1/staff/permit-logins', BAKERY)).toMatchObject({ code: 'permit-login-exists' });
  expect(await clerk.ask<PermitLogin>('POST', '/v1/staff/permit-logins/_find', BAKERY)).toEqual(login);

  const visitor = system.browser();
  const entry = { municipality: 'voorbeeld', userName: login.userName.toLowerCase(), password };
  expect(await visitor.refused('POST', '/v1/permit-sessions', entry)).toMatchObject({ code: 'password-change-needed' });
  expect(await visitor.refused('POST', '/v1/permit-sessions', { ...entry, municipality: 'assen' })).toMatchObject({
    code: 'permit-login-not-offered',
  });
  await visitor.ask('POST', '/v1/permit-sessions', { ...entry, newPassword: OWN });

  const [mine, theirs] = [await visitor.ask<Me>('GET', '/v1/me'), await bakery.ask<Me>('GET', '/v1/me')];
  expect(mine.holder).toMatchObject({ id: theirs.holder!.id, kind: 'business', means: { nl: 'Permit login' } });
  const offered = async (browser: typeof visitor) =>
    (await browser.ask<{ items: OfferedProduct[] }>('GET', '/v1/products')).items.map(({ id }) => id);
  expect(await offered(visitor)).toEqual(await offered(bakery));

  await clerk.ask('POST', `/v1/staff/permit-logins/${login.id}/_block`);
  const again = { municipality: 'voorbeeld', userName: login.userName, password: OWN };
  expect(await visitor.refused('POST', '/v1/permit-sessions', again)).toMatchObject({ code: 'permit-login-blocked' });
  expect((await bakery.call('GET', '/v1/me')).status).toBe(200); // who came in otherwise stays
  const events = await system.rows(`SELECT 1 FROM audit_event WHERE data::text LIKE '%${password}%'`);
  expect(events).toEqual([]);
});
