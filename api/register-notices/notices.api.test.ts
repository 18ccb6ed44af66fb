import { jest } from '@jest/globals';
import { DAY_MS } from '../../rules/values/moment.ts';
import { type Timeline } from '../audit/shapes.ts';
import { type Overview } from '../me/shapes.ts';
import { type PermitView } from '../permits/shapes.ts';
import { type RefundList } from '../refunds/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { claim, decide, permitInForce, taskOf } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { addressOf, citizen, staff } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';

jest.setTimeout(180_000);

const PLATE = dutch('K-51-FTN');
let system: Awaited<ReturnType<typeof ownSystem>>;
let sanne: Browser;
let clerk: Browser;
let officer: Browser;
let permit: PermitView;

beforeAll(async () => {
  system = await ownSystem('register-notices');
  [sanne, clerk, officer] = await Promise.all([
    citizen(system, 'sanne'),
    staff(system, 'clerk'),
    staff(system, 'officer'),
  ]);
  permit = await permitInForce(sanne, system.sandbox, 'resident', { plates: [PLATE] });
});
afterAll(() => system.stop());

const seen = () => sanne.ask<PermitView>('GET', `/v1/permits/${permit.id}`);
const until = (what: string, holds: (permit: PermitView) => boolean) => eventually(what, seen, holds);
const verdict = async (): Promise<string> => {
  const asked = { plate: PLATE.plate, area: permit.areaId };
  return (await officer.ask<{ verdict: string }>('POST', '/v1/enforcement/checks', asked)).verdict;
};

it('a word of a register that nobody signed is refused, and changes nothing', async () => {
  const body = { subject: { type: 'bsn', value: '999900006' }, address: { street: 'Verweg', number: 1, postcode: '9999 ZZ', city: 'Elders' } }; // prettier-ignore
  const answered = await fetch(`${system.url}/webhooks/person-register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Signature': `sha256=${'0'.repeat(64)}` },
    body: JSON.stringify(body),
  });
  expect(answered.status).toBe(401);
  expect((await seen()).notices).toEqual([]);
});

it('somebody who moved is asked and stays green; says it is wrong, and a clerk lets the permit be [PEERS-025]', async () => {
  await system.sandbox.moveOut('sanne');
  const { notices } = await until('the register is heard', (now) => now.notices.length > 0);
  expect(notices).toMatchObject([{ kind: 'moved-out', status: 'asked', actions: ['end', 'object'] }]);
  await system.sandbox.mailAbout(addressOf('sanne'), permit.number);
  expect(await verdict()).toBe('green');

  await sanne.ask('POST', `/v1/permits/${permit.id}/register-notices/${notices[0]!.id}/_object`);
  const task = await claim(clerk, await taskOf(clerk, permit));
  expect(task).toMatchObject({ subject: 'register-notice', notice: { kind: 'moved-out', why: 'objected' } });
  await clerk.ask('POST', `/v1/staff/tasks/${task.id}/_decide`, { verdict: 'approve' });
  expect(await until('the notice is settled', (now) => now.notices.length === 0)).toMatchObject({ phase: 'valid' });
  expect(await verdict()).toBe('green');
});

it('somebody who moved and is silent keeps the right until a clerk has decided; then it ends with the reason, and the rest goes back [PEERS-025]', async () => {
  await system.sandbox.moveOut('sanne');
  await until('the register is heard again', (now) => now.notices.length > 0);
  await system.sandbox.moveBy(29 * DAY_MS);
  const [notice] = (await until('nobody answered', (now) => now.notices[0]?.status === 'with-staff')).notices;
  expect(notice!.actions).toEqual(['end']);
  expect(await verdict()).toBe('green');

  await decide(clerk, permit, { verdict: 'reject', ground: 'not-entitled' });
  const ended = await until('the permit has ended', (now) => now.phase === 'ended');
  expect(ended).toMatchObject({ endGround: 'moved', notices: [] });
  expect(await verdict()).toBe('red');
  const refunds = await eventually(
    'the rest goes back',
    () => sanne.ask<RefundList>('GET', '/v1/refunds'),
    ({ items }) => items.length > 0,
  );
  expect(refunds.items).toMatchObject([{ permitId: permit.id, reason: 'ended', about: { number: permit.number } }]);
  const { permits, history } = await sanne.ask<Overview>('GET', '/v1/me/overview');
  expect([permits.count, history.count]).toEqual([0, 1]);

  const { items } = await clerk.ask<Timeline>('GET', `/v1/staff/cases/${permit.applicationId}/timeline`);
  const kinds = items.map(({ kind }) => kind);
  for (const kind of ['register-notice-received', 'register-notice-answered', 'task-decided', 'permit-ended'])
    expect(kinds).toContain(kind);
  expect(JSON.stringify(items)).not.toMatch(/Verweg|9999|Sanne/);
});
