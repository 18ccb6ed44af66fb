import { jest } from '@jest/globals';
import { addDays, civilDateOf, weekdayOf } from '../../rules/values/civil-day.ts';
import { begin, decide, declare, fillInUntil, permit, untilStatus } from '../testing/cases.ts';
import { accountHolder } from '../testing/accounts.ts';
import { couplingToken, grantee } from '../testing/parking.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type VisitRoster } from './visit-shapes.ts';

jest.setTimeout(120_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

it('who is cared for plans visits, they stand among the planned actions, and the carer calls one off [BEYOND-012]', async () => {
  const desk = await citizen(system, 'willem');
  const [hers, his] = [dutch(freshPlate()), dutch(freshPlate())];
  const asked = await fillInUntil(desk, await begin(desk, 'home-care'), 'declaration', { plates: [hers, his] });
  await decide(await staff(system, 'clerk'), asked, { verdict: 'approve' });
  const approved = await untilStatus(desk, asked, 'documents-approved');
  await declare(desk, approved);
  const { id: permitId } = await permit(desk, await untilStatus(desk, asked, 'issued'));
  const { browser: owner } = await accountHolder(system);
  await owner.ask('POST', '/v1/parking/links/_accept', { token: await couplingToken(desk, permitId) });
  const carer = await grantee(system, { owner, permitId }, hers);
  const at = `/v1/parking/permits/${permitId}`;

  // In three days, at whatever hour this runs, and not on a holiday.
  const today = civilDateOf(await system.sandbox.now(), 'Europe/Amsterdam');
  const weekdays = [2, 3, 4].map((days) => weekdayOf(addDays(today, days)));
  const plan = { weekdays, startsAt: '09:00', endsAt: '10:00' };
  await owner.ask<VisitRoster>('POST', `${at}/visit-plan`, { ...plan, ...his });
  const night = { ...plan, ...hers, startsAt: '22:00', endsAt: '07:00' };
  expect(await owner.refused('POST', `${at}/visit-plan`, night)).toMatchObject({ code: 'visit-past-latest' });
  const made = await owner.ask<VisitRoster>('POST', `${at}/visit-plan`, { ...plan, ...hers });
  expect(made).toMatchObject({ mayPlan: true, plates: [{}, {}] });
  expect([made.lines.length, made.visits.length]).toEqual([6, 6]);
  const planned = made.visits.filter(({ state }) => state === 'planned');
  const { items } = await owner.ask<{ items: unknown[] }>(
    'GET',
    `/v1/parking/actions?permitId=${permitId}&state=planned`,
  );
  expect(items).toHaveLength(planned.length);

  const seen = await carer.browser.ask<VisitRoster>('GET', `${at}/visits`);
  expect([seen.mayPlan, seen.lines.length, seen.visits.length]).toEqual([false, 3, 3]);
  expect(await carer.browser.refused('POST', `${at}/visit-plan`, { ...plan, ...hers })).toMatchObject({ status: 404 });
  expect(await carer.browser.refused('DELETE', `${at}/visit-plan/${seen.lines[0]!.id}`)).toMatchObject({ status: 404 });
  const theirs = planned.find(({ id }) => !seen.visits.some((visit) => visit.id === id))!;
  expect(await carer.browser.refused('DELETE', `${at}/visits/${theirs.id}`)).toMatchObject({ code: 'not-found' });
  const mine = seen.visits.find(({ state }) => state === 'planned')!;
  const after = await carer.browser.ask<VisitRoster>('DELETE', `${at}/visits/${mine.id}`);
  expect(after.visits.find(({ id }) => id === mine.id)).toMatchObject({ state: 'cancelled' });

  const { browser: stranger } = await accountHolder(system);
  expect(await stranger.refused('GET', `${at}/visits`)).toMatchObject({ status: 404 });
  for (const { id } of made.lines) await owner.ask('DELETE', `${at}/visit-plan/${id}`);
  expect(await owner.ask<VisitRoster>('GET', `${at}/visits`)).toMatchObject({ lines: [], visits: [] });
});
