import { jest } from '@jest/globals';
import { type CasePage, type Timeline } from '../audit/shapes.ts';
import { type ActsForMe } from '../history/shapes.ts';
import { type Me } from '../me/shapes.ts';
import { type ApplicationView } from '../permit-applications/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { declared, taskOf, withdraw } from '../testing/cases.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';
import { type PeopleFound, type PersonFile } from './shapes.ts';

jest.setTimeout(180_000);

let system: Awaited<ReturnType<typeof ownSystem>>;
let clerk: Browser;
let emma: Browser;
beforeAll(async () => {
  system = await ownSystem('counter');
  [clerk, emma] = await Promise.all([staff(system, 'clerk'), citizen(system, 'emma')]);
});
afterAll(() => system.stop());

const idOf = async (browser: Browser) => (await browser.ask<Me>('GET', '/v1/me')).holder!.id;

it('a clerk finds somebody, applies for them at the counter, and the file says by whom for whom [PEERS-033, PEERS-035]', async () => {
  const personId = await idOf(emma);
  const { name } = (await emma.ask<Me>('GET', '/v1/me')).holder!;
  const { items } = await clerk.ask<PeopleFound>('POST', '/v1/staff/people/_search', { text: name.split(' ').at(-1) });
  expect(items.map(({ id }) => id)).toContain(personId);

  // Before anything is begun for somebody, the desk is not for staff.
  expect((await clerk.call('GET', '/v1/applications')).status).toBe(403);
  await clerk.ask('PUT', '/v1/staff/acting', { personId, channel: 'counter' });
  const me = await clerk.ask<Me>('GET', '/v1/me');
  expect(me).toMatchObject({ holder: { id: personId }, actsFor: { personId, channel: 'counter' } });
  expect(me.staff).not.toBeNull();
  const application = await declared(clerk, 'resident', { plates: [dutch('627-HX-3')] });
  await clerk.ask('DELETE', '/v1/staff/acting');
  expect((await clerk.call('GET', '/v1/applications')).status).toBe(403);

  expect((await emma.ask<ApplicationView>('GET', `/v1/applications/${application.id}`)).status).toBe('in-review');
  const page = await clerk.ask<CasePage>('GET', `/v1/staff/cases?number=${application.number}`);
  const { items: told } = await clerk.ask<Timeline>('GET', `/v1/staff/cases/${page.items[0]!.id}/timeline`);
  for (const kind of ['application-opened', 'application-declared'])
    expect(told.find((event) => event.kind === kind)).toMatchObject({
      actor: { kind: 'staff', name: me.staff!.name },
      data: { onBehalf: 'counter' },
    });

  // Who filed it does not judge it, and the applicant reads that it was done for them, not by whom.
  const task = await taskOf(clerk, application);
  expect(await clerk.call('POST', `/v1/staff/tasks/${task.id}/_claim`)).toMatchObject({
    status: 409,
    body: { code: 'own-work' },
  });
  const { items: forMe } = await emma.ask<ActsForMe>('GET', '/v1/history/on-behalf');
  expect(forMe.map(({ kind, channel }) => [kind, channel])).toContainEqual(['application-declared', 'counter']);
  expect(JSON.stringify(forMe)).not.toContain(me.staff!.name);

  await clerk.ask('POST', `/v1/staff/cases/${application.id}/notes`, { body: 'Was aan de balie met haar zoon.' });
  const file = await clerk.ask<PersonFile>('GET', `/v1/staff/people/${personId}`);
  expect(file.cases.find(({ id }) => id === application.id)).toMatchObject({
    kind: 'application',
    status: 'in-review',
  });
  expect(file.notes[0]).toMatchObject({ body: 'Was aan de balie met haar zoon.', caseNumber: application.number });
  await withdraw(emma, application);
});

it('nobody of another municipality, and nobody who is not at the counter, does anything for them', async () => {
  const personId = await idOf(emma);
  const elsewhere = await staff(system, 'deventer-clerk');
  expect((await elsewhere.call('PUT', '/v1/staff/acting', { personId, channel: 'phone' })).status).toBe(404);
  const officer = await staff(system, 'officer');
  expect((await officer.call('PUT', '/v1/staff/acting', { personId, channel: 'phone' })).status).toBe(403);
  expect((await emma.call('PUT', '/v1/staff/acting', { personId, channel: 'phone' })).status).toBe(403);
});
