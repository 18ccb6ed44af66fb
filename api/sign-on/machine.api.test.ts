import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type z } from 'zod';
import { type ActionPage } from '../parking/shapes.ts';
import { appUser, coupledPermit, filled } from '../testing/app-users.ts';
import { citizen, staff } from '../testing/people.ts';
import { freshPlate } from '../testing/plates.ts';
import { bearer, otherApp, tokenFor } from '../testing/providers.ts';
import { sharedSystem } from '../testing/stack.ts';
import { type ProviderSecret } from '../third-parties/shapes.ts';
import { type HouseholdView, type SignedOn, type SignOnView } from './shapes.ts';

jest.setTimeout(120_000);

const AT = '/v1/machine-sign-ons';

it('a machine that the operator admitted signs a plate on and off by number and code, until it is stopped [PEERS-012]', async () => {
  const system = await sharedSystem();
  const owner = await appUser(system);
  const permitId = await coupledPermit(system, owner, 'willem', 'visitor');
  await filled(system, permitId, 50_000);
  const desk = await citizen(system, 'willem');
  const { pin } = await desk.ask<SignOnView>('PUT', `/v1/permits/${permitId}/sign-on/pin`, { pin: '4071' });
  const key = { number: pin!.number, code: '4071' };

  const operator = await staff(system, 'operator');
  const wish = { name: `Automaat ${randomUUID().slice(0, 8)}`, scopes: ['permits:sign-on'] };
  const secret = await operator.ask<ProviderSecret>('POST', '/v1/staff/providers', wish);
  const { access_token: token } = (await (await tokenFor(system, secret)).json()) as { access_token: string };
  const machine = system.browser();
  const more = bearer(token);

  expect(await machine.ask<HouseholdView>('POST', `${AT}/_view`, key, more)).toMatchObject({ running: [] });
  const plate = freshPlate();
  await machine.ask('POST', `${AT}/_quote`, { ...key, plate, country: 'NL' }, more);
  const on = { ...key, plate, country: 'NL' };
  const repeated = { headers: { ...more.headers, 'idempotency-key': randomUUID() } };
  const started = await machine.ask<SignedOn>('POST', `${AT}/_start`, on, repeated);
  expect(await machine.ask<SignedOn>('POST', `${AT}/_start`, on, repeated)).toEqual(started);
  const { items } = await owner.browser.ask<z.infer<typeof ActionPage>>(
    'GET',
    `/v1/parking/actions?permitId=${permitId}`,
  );
  expect(items).toMatchObject([{ id: started.id, plate: { display: plate }, state: 'running' }]);
  await machine.ask('POST', `${AT}/_stop`, { ...key, actionId: started.id }, more);

  expect((await machine.refused('POST', `${AT}/_view`, { ...key, code: '1357' }, more)).code).toBe('sign-on-wrong');
  const rightsApp = await otherApp(system, operator);
  expect((await machine.refused('POST', `${AT}/_view`, key, rightsApp.more)).code).toBe('scope-missing');
  expect((await machine.refused('POST', '/v1/third-party-rights', {}, more)).code).toBe('scope-missing');
  expect((await machine.refused('POST', `${AT}/_view`, key)).code).toBe('token-missing');
  await operator.ask('POST', `/v1/staff/providers/${secret.clientId}/_stop`);
  expect((await machine.refused('POST', `${AT}/_start`, on, more)).code).toBe('provider-stopped');
});
