import { jest } from '@jest/globals';
import { type ApplicationView } from '../permit-applications/shapes.ts';
import { type PlateChangeView } from '../plate-changes/shapes.ts';
import { type TaskView } from '../review/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { begin, declared, decide, fillInUntil, permit, taskOf, untilStatus } from '../testing/cases.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';

jest.setTimeout(120_000);

let system: System;
let sanne: Browser;
let clerk: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  sanne = await citizen(system, 'sanne');
  clerk = await staff(system, 'clerk');
});

const approve = (application: ApplicationView) =>
  decide(clerk, application, { verdict: 'approve', ground: null, note: null });

it('a disabled card is shown to the clerk, issued, moved to another car and back, each by one press [PEERS-030]', async () => {
  const [own, other] = [dutch(), dutch()];
  const application = await declared(sanne, 'disabled-card', { plates: [own] });
  const task = await taskOf(clerk, application);
  const shown = await clerk.ask<TaskView>('GET', `/v1/staff/tasks/${task.id}`);
  expect(shown.card).toEqual({ number: expect.stringMatching(/^NL\d+$/), expiresOn: '2029-12-31' });
  await approve(application);
  const issued = await untilStatus(sanne, application, 'issued');
  const card = await permit(sanne, issued);
  expect(card).toMatchObject({ lastDay: '2029-12-31', disabledCard: { otherCarHours: 24, otherCar: null } });
  expect(card.areaName.split(', ')).toHaveLength(4);

  const asked = await sanne.ask<PlateChangeView>('PUT', `/v1/permits/${card.id}/plates`, {
    plates: [other],
    otherCar: true,
  });
  expect(asked).toMatchObject({ act: 'temporary', otherCar: true, status: 'awaiting-confirmation', requirement: null });
  await sanne.ask('POST', `/v1/plate-changes/${asked.id}/_confirm`);
  const moved = await permit(sanne, issued);
  expect(moved.disabledCard!.otherCar).toMatchObject({ plateChangeId: asked.id });
  expect(moved.disabledCard!.ownCar).toEqual(card.disabledCard!.ownCar);
  expect(
    await sanne.refused('PUT', `/v1/permits/${card.id}/plates`, { plates: [dutch()], otherCar: true }),
  ).toMatchObject({ status: 409, code: 'other-car-out' });
  await sanne.ask('POST', `/v1/plate-changes/${asked.id}/_give-back`);
  const back = await permit(sanne, issued);
  expect(back.disabledCard!.otherCar).toBeNull();
  expect(back.plates.map(({ display, counts }) => [display, counts])).toEqual([
    [card.disabledCard!.ownCar!.display, true],
  ]);
});

it('a moving permit asks for the other address, a paper for it, and replaces the permit that is named [PEERS-024, BEYOND-039]', async () => {
  const filling = await fillInUntil(sanne, await begin(sanne, 'moving-home'), 'documents', { plates: [dutch()] });
  expect(filling.answers.secondAddress).toMatchObject({ postcode: '4303 SA', houseNumber: 7, known: false });
  expect(filling.requirements.map(({ id }) => id)).toEqual(['second-home']);
  const ready = await fillInUntil(sanne, filling, 'declaration');
  expect(ready.openStep).toBe('declaration');
  const same = await sanne.refused('PATCH', `/v1/applications/${(await begin(sanne, 'moving-home')).id}/answers`, {
    secondAddress: { postcode: '4302 SA', houseNumber: 99 },
  });
  expect(same).toMatchObject({ status: 409, code: 'second-address-same-zone' });
  const nobodys = { productId: 'resident', replacesPermitId: '0198a3c4-0000-7000-8000-000000000000' };
  expect(await sanne.refused('POST', '/v1/applications', nobodys)).toMatchObject({ status: 404 });
  const heir = await sanne.ask<ApplicationView>('POST', '/v1/applications', {
    productId: 'resident',
    inheritsNumber: 'BV-1999-00001',
  });
  expect(heir.requirements.map(({ id }) => id)).toContain('heir');
});
