import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type z } from 'zod';
import { type ActionStory, type TransactionPage } from '../parking/shapes.ts';
import { appUser, coupledPermit, filled, grantedTo, type AppUser } from '../testing/app-users.ts';
import { type Browser } from '../testing/browser.ts';
import { staff } from '../testing/people.ts';
import { freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type ForgottenStops, type ForgottenView } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
let owner: AppUser;
let permitId: string;
let [finance, clerk, deventer]: Browser[] = [];
beforeAll(async () => {
  system = await sharedSystem();
  owner = await appUser(system);
  permitId = await coupledPermit(system, owner, 'willem', 'visitor');
  await filled(system, permitId, 100);
  [finance, clerk, deventer] = await Promise.all(
    ['finance', 'clerk', 'deventer-finance'].map((persona) => staff(system, persona)),
  );
});

const MINUTE = 60_000;
const ago = (now: string, minutes: number) => new Date(Date.parse(now) - minutes * MINUTE).toISOString();

/** Ended an hour ago after two hours, for far more than one minute costs at any time of day. */
async function parked(): Promise<{ id: string; leftAt: string }> {
  const now = await system.sandbox.now();
  const id = randomUUID();
  await system.rows(
    `INSERT INTO parking_action (id, municipality_id, permit_id, area_id, release, country, plate, display, starts_at, ends_at, state, holds, costs, started_at)
     SELECT '${id}', p.municipality_id, p.id, p.area_id, p.release, 'NL', '${freshPlate()}', 'X', '${ago(now, 180)}', '${ago(now, 60)}', 'settled', '[]',
            jsonb_build_array(jsonb_build_object('balanceId', b.balance_id, 'amount', 480)), '${ago(now, 180)}'
       FROM permit p JOIN permit_balance b ON b.permit_id = p.id WHERE p.id = '${permitId}'`,
  );
  return { id, leftAt: ago(now, 179) };
}
const tell = ({ id, leftAt }: { id: string; leftAt: string }, key: string = randomUUID()) =>
  owner.browser.ask<z.infer<typeof ForgottenView>>(
    'POST',
    `/v1/parking/actions/${id}/_forgot`,
    { leftAt },
    { headers: { 'idempotency-key': key } },
  );
const story = (id: string) => owner.browser.ask<z.infer<typeof ActionStory>>('GET', `/v1/parking/actions/${id}`);
const list = (browser = finance!) => browser.ask<ForgottenStops>('GET', '/v1/staff/forgotten-stops');

it('is told in the app and comes back at once, twice; the third time a person decides, and everybody sees what came of it [BEYOND-009]', async () => {
  const [first, second, third] = [await parked(), await parked(), await parked()];
  expect(await story(first.id)).toMatchObject({ mayTellForgotten: true, forgotten: null });
  const key = randomUUID();
  const told = await tell(first, key);
  expect(told.status).toBe('forgiven');
  expect(told.back[0]!.amount).toBeGreaterThanOrEqual(470);
  expect(await tell(first, key)).toEqual(told);
  expect(await story(first.id)).toMatchObject({
    endsAt: first.leftAt,
    mayTellForgotten: false,
    forgotten: { status: 'forgiven', leftAt: first.leftAt },
  });
  const { items } = await owner.browser.ask<z.infer<typeof TransactionPage>>('GET', `/v1/parking/permits/${permitId}/transactions`);
  expect(items[0]).toMatchObject({ kind: 'forgiven', change: told.back[0]!.amount, actionId: first.id });
  expect(await tell(second)).toMatchObject({ status: 'forgiven' });
  expect(await tell(third)).toEqual({ status: 'asked', back: [] });

  const waiting = (await list()).items.find(({ status, leftAt }) => status === 'asked' && leftAt === third.leftAt)!;
  expect(waiting).toMatchObject({ forgivenThisYear: 2, costs: [{ unit: 'eurocent', amount: 480 }] });
  expect((await list(deventer)).items.some(({ id }) => id === waiting.id)).toBe(false);
  expect((await clerk!.call('GET', '/v1/staff/forgotten-stops')).status).toBe(403);
  const path = `/v1/staff/forgotten-stops/${waiting.id}`;
  expect((await deventer!.call('POST', `${path}/_forgive`)).status).toBe(404);
  await finance!.ask('POST', `${path}/_refuse`, { ground: 'forgotten-too-often' });
  expect(await finance!.refused('POST', `${path}/_forgive`)).toMatchObject({ code: 'forgotten-decided' });
  expect(await story(third.id)).toMatchObject({ forgotten: { status: 'refused', ground: 'forgotten-too-often' } });
  expect((await system.sandbox.mailAbout(owner.email, /geen parkeerkosten terug/)).text).toMatch(/Vaker geven wij het niet terug/);
}); // prettier-ignore

it('is for the owner of the permit, and nobody else finds it [BEYOND-009]', async () => {
  const { id, leftAt } = await parked();
  const grantee = await appUser(system);
  await grantedTo(system, grantee, permitId);
  expect((await grantee.browser.call('POST', `/v1/parking/actions/${id}/_forgot`, { leftAt })).status).toBe(404);
});
