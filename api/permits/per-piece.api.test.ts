import { jest } from '@jest/globals';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { declared, permitInForce } from '../testing/cases.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type PermitView } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

it('a permit for two weekdays costs twice the price of one [PORTAL-035]', async () => {
  const bakery = await citizen(system, 'bakkerij');
  const application = await declared(bakery, 'weekday', {
    areaId: 'A',
    periodId: 'P1M',
    weekdays: [4, 2],
    plates: [dutch()],
  });
  expect(application).toMatchObject({ status: 'awaiting-payment', priceCents: 3_900, answers: { weekdays: [2, 4] } });
  expect(application.steps.map(({ id }) => id)).toContain('days');
});

it('vouchers are bought in bulk, and one makes a plate green at once [PEERS-042]', async () => {
  const [bakery, officer] = [await citizen(system, 'bakkerij'), await staff(system, 'officer')];
  const bought = await permitInForce(bakery, system.sandbox, 'week-vouchers', { amount: 5 });
  expect(bought).toMatchObject({ priceCents: 13_750, plates: [], vouchers: { unused: 5, used: [], days: 7 } });
  const plate = freshPlate();
  const check = () => officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area: 'A' });
  expect((await check()).verdict).toBe('red');
  const startsOn = civilDateOf(await system.sandbox.now(), 'Europe/Amsterdam');
  const body = { plate, country: 'NL', startsOn };
  const key = { headers: { 'idempotency-key': `voucher-${plate}-${bought.id}` } };
  const [first, again] = [
    await bakery.ask<PermitView>('POST', `/v1/permits/${bought.id}/vouchers/_activate`, body, key),
    await bakery.ask<PermitView>('POST', `/v1/permits/${bought.id}/vouchers/_activate`, body, key),
  ];
  expect(first.vouchers).toMatchObject({ unused: 4 });
  expect(again.vouchers).toEqual(first.vouchers);
  expect((await check()).verdict).toBe('green');
});
