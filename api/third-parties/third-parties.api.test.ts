import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type FoundCases, type FoundEvents, type PastAnswer } from '../audit/shapes.ts';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { staff } from '../testing/people.ts';
import { freshPlate } from '../testing/plates.ts';
import { bearer, otherApp, tokenFor, type OtherApp } from '../testing/providers.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type ProviderSecret, type Providers, type RightView } from './shapes.ts';

jest.setTimeout(60_000);

const RIGHTS = '/v1/third-party-rights';

let system: System;
let operator: Browser;
let app: OtherApp;
let program: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  operator = await staff(system, 'operator');
  app = await otherApp(system, operator);
  program = system.browser();
});

const inMinutes = async (minutes: number) =>
  new Date(
    Date.parse((await program.call('GET', '/v1/health')).headers.get('server-time')!) + minutes * 60_000,
  ).toISOString();
const asked = async (more: object = {}) => ({
  reference: randomUUID(),
  plate: freshPlate(),
  areaId: 'A',
  endsAt: await inMinutes(60),
  ...more,
});

it('a session of another app is green for the officer, is extended and ended, and the auditor finds whose it was [PEERS-041]', async () => {
  const body = await asked();
  const { status, body: right } = await program.call<RightView>('POST', RIGHTS, body, app.more);
  expect([status, right]).toMatchObject([201, { reference: body.reference, areaId: 'A', endsAt: body.endsAt }]);
  const again = await program.call<RightView>('POST', RIGHTS, body, app.more);
  expect([again.status, again.body]).toEqual([201, right]);

  const officer = await staff(system, 'officer');
  const check = () => officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate: body.plate, area: 'A' });
  expect(await check()).toMatchObject({ verdict: 'green', until: body.endsAt });
  const later = await inMinutes(120);
  const moved = await program.ask<RightView>('PATCH', `${RIGHTS}/${right.id}`, { endsAt: later }, app.more);
  expect(moved.endsAt).toBe(later);
  expect(await check()).toMatchObject({ verdict: 'green', until: later });
  expect(await program.ask('GET', `${RIGHTS}/${right.id}`, undefined, app.more)).toEqual(moved);

  const auditor = await staff(system, 'auditor');
  const at = await inMinutes(0);
  const found = await auditor.ask<FoundCases>('POST', '/v1/staff/cases/_find', { plate: body.plate, at });
  expect(found.thirdParties).toMatchObject([{ id: right.id, reference: body.reference, areas: ['A'] }]);
  const past = await auditor.ask<PastAnswer>('POST', '/v1/staff/past-checks/_ask', {
    plate: body.plate,
    area: 'A',
    at,
  });
  expect(past).toMatchObject({ then: { verdict: 'green' }, rights: [{ id: right.id, kind: 'third-party' }] });

  await program.ask('POST', `${RIGHTS}/${right.id}/_end`, undefined, app.more);
  expect(await check()).toMatchObject({ verdict: 'red', justExpired: true });
  const events = await auditor.ask<FoundEvents>('POST', '/v1/staff/audit-events/_search', {
    kinds: ['third-party-right-registered', 'third-party-right-changed', 'third-party-right-ended'],
  });
  const told = events.items.filter(({ data }) => data['rightId'] === right.id);
  expect(told.map(({ kind }) => kind).sort()).toEqual([
    'third-party-right-changed',
    'third-party-right-ended',
    'third-party-right-registered',
  ]);
  expect(told[0]!.actor).toMatchObject({ kind: 'provider', name: expect.stringMatching(/^Aanbieder /) });
});

it('what cannot be registered is told apart: the place, the times, the plate, a second one and a reference that is used [PEERS-041]', async () => {
  const body = await asked();
  await program.ask('POST', RIGHTS, body, app.more);
  const refused = async (more: object) =>
    (await program.refused('POST', RIGHTS, { ...(await asked()), ...more }, app.more)).code;
  expect(await refused({ areaId: 'nergens' })).toBe('area-unknown');
  expect(await refused({ areaId: 'garage-kade' })).toBe('area-not-for-providers');
  expect(await refused({ endsAt: await inMinutes(-1) })).toBe('right-ends-in-past');
  expect(await refused({ startsAt: await inMinutes(-30) })).toBe('right-begins-in-past');
  expect(await refused({ endsAt: await inMinutes(25 * 60) })).toBe('right-too-long');
  expect(await refused({ plate: 'AAAA-1' })).toBe('plate-not-dutch');
  expect(await refused({ plate: body.plate })).toBe('right-overlaps');
  expect(await refused({ reference: body.reference })).toBe('reference-used');
});

it('a token is for one app with its scopes: without one, with another’s, with too little, or after a stop nothing is done [PEERS-041]', async () => {
  const right = await program.ask<RightView>('POST', RIGHTS, await asked(), app.more);
  expect((await program.refused('POST', RIGHTS, await asked())).status).toBe(401);
  expect((await operator.refused('POST', RIGHTS, await asked())).code).toBe('token-missing');
  expect((await program.refused('GET', `${RIGHTS}/${right.id}`, undefined, bearer('x.y'))).status).toBe(401);
  const stranger = await otherApp(system, await staff(system, 'deventer-operator'));
  for (const [method, path, body] of [
    ['GET', `${RIGHTS}/${right.id}`, undefined],
    ['PATCH', `${RIGHTS}/${right.id}`, { endsAt: right.endsAt }],
    ['POST', `${RIGHTS}/${right.id}/_end`, undefined],
  ] as const)
    expect(await program.refused(method, path, body, stranger.more)).toMatchObject({ status: 404, code: 'not-found' });

  const reading = (await (await tokenFor(system, app, 'rights:read')).json()) as {
    access_token: string;
    scope: string;
  };
  expect(reading.scope).toBe('rights:read');
  const readsOnly = bearer(reading.access_token);
  expect((await program.refused('POST', RIGHTS, await asked(), readsOnly)).code).toBe('scope-missing');
  expect((await tokenFor(system, { ...app, secret: 'geraden' })).status).toBe(401);
  expect(await (await tokenFor(system, app, 'rights:everything')).json()).toEqual({ error: 'invalid_scope' });

  const stopped = await otherApp(system, operator);
  await operator.ask('POST', `/v1/staff/providers/${stopped.clientId}/_stop`);
  expect((await program.refused('POST', RIGHTS, await asked(), stopped.more)).code).toBe('provider-stopped');
  expect((await tokenFor(system, stopped)).status).toBe(401);
});

it('the operator sees who may register, without any secret, and gives a new one while the old still works [PEERS-041]', async () => {
  const other = await otherApp(system, operator);
  const next = await operator.ask<ProviderSecret>('POST', `/v1/staff/providers/${other.clientId}/_rotate`, {
    overlapHours: 24,
  });
  expect(next.secret).not.toBe(other.secret);
  for (const secret of [other, next]) expect((await tokenFor(system, secret)).status).toBe(200);
  const listed = await operator.call<Providers>('GET', '/v1/staff/providers');
  expect(listed.body.items.find(({ id }) => id === other.clientId)?.keys).toHaveLength(2);
  expect(listed.text).not.toContain(other.secret);
  const elsewhere = await staff(system, 'deventer-operator');
  expect(await elsewhere.refused('POST', `/v1/staff/providers/${other.clientId}/_stop`)).toMatchObject({ status: 404 });
});
