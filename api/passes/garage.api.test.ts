import { jest } from '@jest/globals';
import { type z } from 'zod';
import { addDays } from '../../rules/values/civil-day.ts';
import { type PermitDocuments, type PermitView } from '../permits/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { begin, permit, permitInForce, withdraw } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { addressOf, citizen, staff } from '../testing/people.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type PassCheckAnswer, type PassPage, type PassSummary } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
let bakery: Browser;
let clerk: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  [bakery, clerk] = await Promise.all([citizen(system, 'bakkerij'), staff(system, 'clerk')]);
});

it('a garage subscription is offered from a week ahead, per garage and pay period, for one plate [LOKET-051, LOKET-053]', async () => {
  const opened = await begin(bakery, 'garage-subscription');
  const today = (await system.sandbox.now()).slice(0, 10);
  const { firstStart, plates, places, periods } = opened.options;
  expect([addDays(today, 7), addDays(today, 8)]).toContain(firstStart);
  expect(plates).toMatchObject({ min: 1, max: 1 });
  expect(places.map(({ areaId }) => areaId)).toEqual(['garage-kade', 'garage-station']);
  expect(periods.map(({ id }) => id)).toEqual(['P12M', 'P3M', 'P1M']);
  const early = await bakery.refused('PATCH', `/v1/applications/${opened.id}/answers`, {
    startsOn: addDays(firstStart, -1),
  });
  expect(early).toMatchObject({ code: 'start-too-early' });
  await withdraw(bakery, opened);
});

it('a garage subscription gets its pass and its letter of three parts, and the barrier closes when it ends [LOKET-054, LOKET-056, LOKET-057]', async () => {
  const officer = await staff(system, 'officer');
  const issued = await permitInForce(bakery, system.sandbox, 'garage-subscription', {
    areaId: 'garage-kade',
    periodId: 'P3M',
  });
  expect(issued.pass).toMatchObject({ status: 'being-made', postedAt: null });
  const number = issued.pass!.number;
  const check = () =>
    officer.ask<PassCheckAnswer>('POST', '/v1/enforcement/pass-checks', { number, area: 'garage-kade' });
  expect(await check()).toMatchObject({ opens: false, ground: 'pass-not-posted' });

  const { items } = await clerk.ask<PassPage>('GET', `/v1/staff/passes?number=${number}`);
  const pass = items[0]!;
  expect(pass).toMatchObject({ number, permitNumber: issued.number, areaName: 'Garage Kade' });
  await clerk.ask<PassSummary>('POST', `/v1/staff/passes/${pass.id}/_made`);
  const person = await clerk.ask<{ name: string }>('POST', `/v1/staff/passes/${pass.id}/_show-person`);
  expect(person.name).toBe('Bakkerij De Zon');
  await clerk.ask<PassSummary>('POST', `/v1/staff/passes/${pass.id}/_posted`);
  expect((await permit(bakery, { permitId: issued.id })).pass).toMatchObject({ status: 'posted' });
  await system.sandbox.mailAbout(addressOf('bakkerij'), new RegExp(`onderweg: ${issued.number}`));
  expect(await check()).toMatchObject({ opens: false, ground: 'pass-not-yet-valid' }); // it begins in a week

  const letters = await eventually(
    'the letter is rendered',
    () => bakery.ask<z.infer<typeof PermitDocuments>>('GET', `/v1/permits/${issued.id}/documents`),
    ({ product }) => product.length > 0,
  );
  expect(letters.product.map(({ kind }) => kind)).toEqual(['permit-issued']); // one file, three parts

  await clerk.ask('POST', `/v1/staff/permits/${issued.id}/_end`, { ground: 'by-staff' });
  expect(await check()).toMatchObject({ opens: false, ground: 'pass-blocked' });
  const after: PermitView = await permit(bakery, { permitId: issued.id });
  expect(after.pass).toMatchObject({ status: 'blocked' });
});
