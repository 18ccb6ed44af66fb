import { jest } from '@jest/globals';
import { addDays, civilDateOf } from '../../rules/values/civil-day.ts';
import { type Announcements } from '../announcements/shapes.ts';
import { coupledPermit } from '../testing/parking.ts';
import { addressOf, staff } from '../testing/people.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type StreetNotices } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

it('who asked for it reads of a towing day by mail, at the desk and in the app, before it comes [BEYOND-037]', async () => {
  const { desk, owner, permitId } = await coupledPermit(system, 'willem', 'visitor');
  const { items: permits } = await desk.ask<{ items: { id: string; areaId: string }[] }>('GET', '/v1/permits');
  const areaId = permits.find(({ id }) => id === permitId)!.areaId;
  expect(await desk.ask('PUT', '/v1/me/street-notices', { wanted: true })).toEqual({ wanted: true });
  const [clerk, senior] = [await staff(system, 'clerk'), await staff(system, 'senior')];
  const startsOn = addDays(civilDateOf(await system.sandbox.now(), 'Europe/Amsterdam'), 5);
  const notice = { cause: 'towing', startsOn, endsOn: startsOn };
  const words = { nl: { subject: `Wegsleepdag ${permitId}`, body: 'Zet uw auto weg.' }, en: { subject: 'Towing', body: 'Move.' } };
  const written = await clerk.ask<Announcements>('POST', '/v1/staff/announcements', { areas: [areaId], notice, ...words });
  const { id } = written.items.find(({ nl }) => nl.subject === words.nl.subject)!;
  expect(await clerk.refused('POST', `/v1/staff/announcements/${id}/_release`)).toMatchObject({ code: 'own-work' });
  await senior.ask('POST', `/v1/staff/announcements/${id}/_release`);
  const mail = await system.sandbox.mailAbout(addressOf('willem'), words.nl.subject);
  expect(mail.text).toContain('Zet uw auto weg.');
  const seen = { id, cause: 'towing', subject: { nl: words.nl.subject, en: 'Towing' }, permitIds: expect.arrayContaining([permitId]) };
  const atTheDesk = await desk.ask<StreetNotices>('GET', '/v1/me/street-notices');
  expect(atTheDesk).toMatchObject({ wanted: true, items: expect.arrayContaining([expect.objectContaining(seen)]) });
  const inTheApp = await owner.ask<StreetNotices>('GET', '/v1/account/street-notices');
  expect(inTheApp).toMatchObject({ wanted: false, items: expect.arrayContaining([expect.objectContaining(seen)]) });
  await desk.ask('PUT', '/v1/me/street-notices', { wanted: false });
}); // prettier-ignore
