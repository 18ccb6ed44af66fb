import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { readAll } from '../../activities/testing/everything.ts';
import { browserWithPush } from '../../activities/testing/push-browser.ts';
import { startPushService, type TestPushService } from '../../activities/testing/push-service.ts';
import { projectRoot } from '../../embedded/root.ts';
import { DAY_MS, MINUTE_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { type AccountView } from '../accounts/shapes.ts';
import { accountHolder, tokenIn } from '../testing/accounts.ts';
import { coupledPermit, filled } from '../testing/app-users.ts';
import { type Browser } from '../testing/browser.ts';
import { eventually } from '../testing/eventually.ts';
import { keepRecording, readHistories, type RecordedHistory } from '../testing/histories.ts';
import { logsOf } from '../testing/logs.ts';
import { staff } from '../testing/people.ts';
import { freshPlate } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import { type ActionLinkView, type ActionView } from './shapes.ts';

jest.setTimeout(180_000);

let system: Awaited<ReturnType<typeof ownSystem>>;
let service: TestPushService;
let app: Browser;
let email: string;
let permitId: string;
/** By the wall clock of the working day the tests begin on. */
let clock: (wallClock: string) => Instant;
beforeAll(async () => {
  service = await startPushService();
  system = await ownSystem('parking-time', { PUSH_SERVICES: service.origin });
  ({ browser: app, email } = await accountHolder(system));
  const { id: accountId } = await app.ask<AccountView>('GET', '/v1/account');
  permitId = await coupledPermit(system, { accountId, browser: app, email }, 'sanne', 'visitor');
  await filled(system, permitId, 50_000);
  clock = workingDayAhead(2);
});
afterAll(async () => {
  await system.stop();
  await service.stop();
});

const start = (stay: { endsAt?: Instant; plate?: string } = {}) =>
  app.ask<{ id: string; endsAt: Instant }>(
    'POST',
    '/v1/parking/actions',
    { permitId, plate: freshPlate(), country: 'NL', ...stay },
    { headers: { 'Idempotency-Key': randomUUID() } },
  );
const read = ({ id }: { id: string }) => app.ask<ActionView>('GET', `/v1/parking/actions/${id}`);
const stop = ({ id }: { id: string }) => app.ask('POST', `/v1/parking/actions/${id}/_stop`);
const mailsAbout = async (words: RegExp) =>
  (await system.sandbox.mailsTo(email)).filter(({ subject }) => words.test(subject));
/** Actions of which somebody was told something while they lasted, stopped and at their end, when it is asked to keep them. */
function recordReminded(histories: RecordedHistory[]): void {
  const reminded = histories.filter(({ type, text }) => type === 'parkingAction' && text.includes('remindParking'));
  for (const [name, stopped] of [
    ['stopped', true],
    ['settled', false],
  ] as const) {
    const found = reminded.find(({ text }) => text.includes('parkingStopped') === stopped);
    if (found) keepRecording(projectRoot(), `parkingAction-reminded-${name}`, found);
  }
}
const ENDS = /stopt bijna/;
const RUNS = /loopt nog/;

describe('somebody who parks until a chosen end', () => {
  const stranger = () => system.browser();
  const phone = browserWithPush();
  let token: string;
  let action: { id: string };

  it('is reminded by mail and by their browser ten minutes before, without a plate on the screen [PEERS-001, PEERS-004]', async () => {
    await system.sandbox.moveTo(clock('10:00'));
    const { key } = await app.ask<{ key: string }>('GET', '/v1/account/push-key');
    expect(Buffer.from(key, 'base64url')).toHaveLength(65);
    await app.ask('POST', '/v1/account/push-subscriptions', { endpoint: service.endpoint('phone'), keys: phone.keys });
    const plate = freshPlate();
    action = await start({ endsAt: clock('12:00'), plate });
    await system.sandbox.moveTo(clock('11:49'));
    expect(await mailsAbout(ENDS)).toEqual([]);
    await system.sandbox.moveTo(clock('11:51'));
    const [mail, ...more] = await mailsAbout(ENDS);
    expect(more).toEqual([]);
    expect(mail!.subject).not.toContain(plate);
    token = tokenIn(mail!);
    const [notice] = await eventually(
      'the browser is told',
      () => Promise.resolve(service.received('phone')),
      (got) => got.length > 0,
    );
    const told = phone.read(notice!.body);
    expect(JSON.parse(told)).toMatchObject({ kind: 'parking-reminder', endsAt: clock('12:00') });
    for (const spelling of [plate, plate.replaceAll('-', '')]) expect(told).not.toContain(spelling);
  });

  it('sees that action by the link in the mail without signing in, and nothing else of themselves [PEERS-003]', async () => {
    const view = await stranger().ask<ActionLinkView>('POST', '/v1/parking/links/_action', { token });
    expect(view).toMatchObject({ state: 'running', endsAt: clock('12:00'), may: ['stop', 'extend'] });
    expect(view.plateEnd).toHaveLength(2);
    expect(view.choices.map(({ minutes }) => minutes)).toEqual([15, 30, 60, 120]);
    expect(JSON.stringify(view)).not.toContain(email);
    expect(await stranger().refused('GET', `/v1/parking/actions/${action.id}`)).toMatchObject({
      code: 'not-signed-in',
    });
    const other = 'x'.repeat(43);
    expect(await stranger().refused('POST', '/v1/parking/links/_action', { token: other })).toMatchObject({ code: 'link-unknown' }); // prettier-ignore
  });

  it('extends with one tap, once however often it is sent, and is reminded of the later end [PEERS-003]', async () => {
    const tap = { headers: { 'Idempotency-Key': randomUUID() } };
    const extend = () => stranger().ask<ActionLinkView>('POST', '/v1/parking/links/_act', { token, do: 'extend', minutes: 30 }, tap); // prettier-ignore
    expect((await extend()).endsAt).toBe(clock('12:30'));
    expect((await extend()).endsAt).toBe(clock('12:30'));
    expect(await read(action)).toMatchObject({ endsAt: clock('12:30'), state: 'running' });
    await system.sandbox.moveTo(clock('12:21'));
    expect(await mailsAbout(ENDS)).toHaveLength(2);
  });

  it('stops with one tap, once, and gets the rest back; the first link still works for that [PEERS-003]', async () => {
    const act = { token, do: 'stop' };
    expect(await stranger().ask('POST', '/v1/parking/links/_act', act)).toMatchObject({ state: 'ended', may: [] });
    expect(await stranger().refused('POST', '/v1/parking/links/_act', act)).toMatchObject({ code: 'already-ended' });
    expect(await stranger().refused('POST', '/v1/parking/links/_act', { ...act, do: 'extend', minutes: 15 })).toMatchObject({ code: 'already-ended' }); // prettier-ignore
    expect(await read(action)).toMatchObject({ state: 'ended' });
    await system.sandbox.moveTo(clock('13:31'));
    expect(await stranger().refused('POST', '/v1/parking/links/_action', { token })).toMatchObject({ code: 'link-expired' }); // prettier-ignore
  });

  it('is not reminded of what they stopped before, nor without wanting to be [PEERS-001]', async () => {
    const before = (await mailsAbout(ENDS)).length;
    const stopped = await start({ endsAt: clock('15:00') });
    await stop(stopped);
    const { settings } = await app.ask<AccountView>('GET', '/v1/account');
    await app.ask('PUT', '/v1/account/settings', { ...settings, remindMinutes: null });
    await start({ endsAt: clock('15:00') });
    await system.sandbox.moveTo(clock('15:01'));
    expect(await mailsAbout(ENDS)).toHaveLength(before);
  });

  it('hears nothing more in a browser that takes no notices, or comes from a service we do not know', async () => {
    const subscriptions = '/v1/account/push-subscriptions';
    await app.ask('DELETE', subscriptions, { endpoint: service.endpoint('phone') });
    const [left] = await system.rows<{ count: string }>('SELECT count(*) FROM push_subscription');
    expect(left!.count).toBe('0');
    const elsewhere = { endpoint: 'http://169.254.169.254/latest', keys: phone.keys };
    expect(await app.refused('POST', subscriptions, elsewhere)).toMatchObject({ code: 'push-service-unknown' });
  });
});

describe('somebody who parks until they stop', () => {
  it('is asked in the evening whether the car is still there, while it is [PEERS-002]', async () => {
    const [running, stopped] = [await start(), await start()];
    await stop(stopped);
    await system.sandbox.moveTo(clock('19:59'));
    expect(await mailsAbout(RUNS)).toEqual([]);
    await system.sandbox.moveTo(clock('20:01'));
    const mails = await mailsAbout(RUNS);
    expect(mails).toHaveLength(1);
    const act = { token: tokenIn(mails[0]!), do: 'stop' };
    expect(await system.browser().ask('POST', '/v1/parking/links/_act', act)).toMatchObject({ state: 'ended' });
    expect(await read(running)).toMatchObject({ state: 'ended' });
  });
});

describe('ninety-one days after an action', () => {
  it('nothing anywhere says its plate: no row, queue, history or log; what it cost is as it was [2PARK-104]', async () => {
    const officer = await staff(system, 'officer');
    const plate = freshPlate();
    const spellings = [plate, plate.replaceAll('-', '')];
    const ended = await start({ plate, endsAt: plusMs(await system.sandbox.now(), 60 * MINUTE_MS) });
    await officer.ask('POST', '/v1/enforcement/checks', { plate, country: 'NL', area: 'B' });
    await system.sandbox.moveBy(2 * 60 * MINUTE_MS);
    const before = await read(ended);
    expect(before.plate?.display).toBe(plate);
    const says = async () => {
      const rows = await readAll({ query: async (text: string) => ({ rows: await system.rows(text) }) } as never);
      return rows.filter(({ text }) => spellings.some((word) => text.includes(word))).map(({ table }) => table);
    };
    expect([...new Set(await says())].sort()).toEqual([
      'public.parking_action',
      'public.parking_right',
      'public.plate_check',
    ]);
    const books = () =>
      system.rows(`SELECT (SELECT count(*) FROM parking_action) AS actions, (SELECT sum(amount) FROM posting WHERE account IN ('income', 'vat')) AS earned,
                          (SELECT sum((c ->> 'amount')::int) FROM parking_action, jsonb_array_elements(costs) c) AS costs,
                          (SELECT count(*) FROM plate_check) AS checks, (SELECT sum(available + held) FROM balance) AS left`);
    const sums = await books();

    await system.sandbox.moveBy(91 * DAY_MS);
    await eventually('the job has run', () => system.rows(`SELECT FROM job_run WHERE job = 'erasure' AND result ->> 'actions' <> '0'`), (runs) => runs.length > 0); // prettier-ignore
    expect(await says()).toEqual([]);
    const tables = await readAll({ query: async (text: string) => ({ rows: await system.rows(text) }) } as never);
    expect(tables.some(({ table }) => table.startsWith('bullmq.'))).toBe(true);
    const histories = await readHistories(system.stack.temporalAddress);
    recordReminded(histories);
    for (const { workflowId, text } of histories)
      for (const word of spellings) expect([workflowId, text.includes(word)]).toEqual([workflowId, false]);
    for (const [name, log] of Object.entries(logsOf(system)))
      for (const word of spellings) expect([name, log.includes(word)]).toEqual([name, false]);
    expect(await books()).toEqual(sums);
    const after = await read(ended);
    expect(after).toEqual({ ...before, plate: null, may: after.may, mayTellForgotten: false });
    const { items } = await app.ask<{ items: ActionView[] }>('GET', `/v1/parking/actions?permitId=${permitId}&state=ended&limit=100`); // prettier-ignore
    expect(items.filter((item) => item.plate !== null)).toEqual([]);
  });
});
