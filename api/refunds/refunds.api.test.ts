import { jest } from '@jest/globals';
import { type z } from 'zod';
import { type EndView } from '../permits/ending-shapes.ts';
import { type PermitView } from '../permits/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { permitInForce } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { addressOf, citizen, staff } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';
import {
  type Approved,
  type RefundFileView,
  type RefundFiles,
  type RefundList,
  type RefundPage,
  type RefundView,
} from './shapes.ts';

jest.setTimeout(180_000);

const IBAN = 'NL91 ABNA 0417 1643 00';
const PLATE = dutch('4-RZ-318');
let system: Awaited<ReturnType<typeof ownSystem>>;
let youssef: Browser;
let finance: Browser;
let senior: Browser;
let officer: Browser;
let permit: PermitView;

beforeAll(async () => {
  system = await ownSystem('refunds');
  [youssef, finance, senior, officer] = (await Promise.all([
    citizen(system, 'youssef'),
    ...['finance', 'senior', 'officer'].map((id) => staff(system, id)),
  ])) as [Browser, Browser, Browser, Browser];
  permit = await permitInForce(youssef, system.sandbox, 'resident-centre', { plates: [PLATE] });
});

const end = (body: object) => youssef.call('POST', `/v1/permits/${permit.id}/_end`, body);
const mine = async (): Promise<RefundView> =>
  (await youssef.ask<RefundList>('GET', '/v1/refunds')).items.find(({ permitId }) => permitId === permit.id)!;
const until = (status: RefundView['status']) =>
  eventually(`the refund is ${status}`, mine, (refund) => refund.status === status);
const verdict = async (): Promise<string> =>
  (
    await officer.ask<{ verdict: string }>('POST', '/v1/enforcement/checks', {
      plate: PLATE.plate,
      area: permit.areaId,
    })
  ).verdict;
const approve = (browser: Browser, id: string) =>
  browser.ask<Approved>('POST', '/v1/staff/refunds/_approve', { ids: [id] });
afterAll(() => system.stop());

it('a holder sees what ending gives back, is asked for a right account number, and ends at once [PORTAL-074, LOKET-034, PEERS-031]', async () => {
  expect(permit.actions).toContain('end');
  const { body: preview } = (await end({ preview: true })) as unknown as { body: EndView };
  expect(preview).toMatchObject({ ended: false, accountNeeded: true, route: 'provider', account: null });
  const unused = Number(preview.periods[0]!.rules[0]!.values['unused']);
  expect(preview.refundCents).toBe(Math.floor((permit.priceCents * unused) / 12));
  expect(await end({})).toMatchObject({ status: 409, body: { code: 'account-needed' } });
  expect(await end({ account: { iban: 'NL91ABNA0417164301', name: 'Y. Demir' } })).toMatchObject({
    status: 409,
    body: { code: 'iban-checksum' },
  });
  expect(await verdict()).toBe('green');
  const { body: ended } = (await end({ account: { iban: IBAN, name: 'Y. Demir' } })) as unknown as { body: EndView };
  expect(ended).toMatchObject({ ended: true, refundCents: preview.refundCents, payBy: preview.payBy });
  expect(await verdict()).toBe('red');
  expect(await youssef.call('GET', `/v1/permits/${permit.id}`)).toMatchObject({
    body: { phase: 'ended', endGround: 'by-holder' },
  });
  const { account } = await youssef.ask<RefundList>('GET', '/v1/refunds');
  expect(account).toEqual({ iban: 'NL•• •••• •••• ••43 00', name: 'Y. Demir' });
  expect(await end({ preview: true })).toMatchObject({ status: 409, body: { code: 'permit-not-in-force' } });
  await system.sandbox.mailAbout(addressOf('youssef'), permit.number);
});

it('the refund goes back the way it came, fails at the provider, and goes to the bank in a file two people made [LOKET-035, PEERS-032, BEYOND-018]', async () => {
  const { id, number, cents, dueOn } = await mine();
  const page = await finance.ask<RefundPage>('GET', '/v1/staff/refunds?filter=to-approve&limit=100');
  expect(page.items.find((task) => task.id === id)).toMatchObject({
    number,
    cents,
    dueOn,
    caseNumber: permit.number,
    late: false,
  });
  expect(await approve(finance, id)).toEqual({ refunds: 1, cents, refused: [] });
  expect(await approve(senior, id)).toMatchObject({ refunds: 0, refused: [{ id, ground: 'refund-move-not-allowed' }] });
  expect((await until('sent')).steps.approved).not.toBeNull();

  const payment = (await system.sandbox.payments()).find(({ refunds }) =>
    refunds.some(({ amount }) => Number(amount.value) * 100 === cents),
  )!;
  await fetch(`${system.url}/sandbox/payments/${payment.id}/refunds/${payment.refunds[0]!.id}/outcome`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'failed', webhook: 'now' }),
  });
  expect(await until('awaiting-approval')).toMatchObject({ route: 'transfer' });
  await approve(finance, id);
  await until('approved');

  const file = await finance.ask<RefundFileView>('POST', '/v1/staff/refund-files');
  expect(file.cents).toBeGreaterThanOrEqual(cents);
  expect(await finance.call('POST', `/v1/staff/refund-files/${file.id}/_release`)).toMatchObject({
    body: { code: 'own-work' },
  });
  expect((await finance.call('GET', `/v1/staff/refund-files/${file.id}/content`)).status).toBe(404);
  await senior.ask('POST', `/v1/staff/refund-files/${file.id}/_release`);
  const { items } = await senior.ask<z.infer<typeof RefundFiles>>('GET', '/v1/staff/refund-files');
  expect(items.find((one) => one.id === file.id)?.releasedAt).not.toBeNull();
  await until('sent');
  await finance.ask('POST', `/v1/staff/refunds/${id}/_settle`, { came: 'paid' });
  expect(await until('paid')).toMatchObject({ late: false });
  await system.sandbox.mailAbout(addressOf('youssef'), 'teruggestort');
});

it('nobody else sees or touches it', async () => {
  const { id } = await mine();
  const sanne = await citizen(system, 'sanne');
  expect((await sanne.ask<RefundList>('GET', '/v1/refunds')).items.map((refund) => refund.id)).not.toContain(id);
  const give = await sanne.call('POST', `/v1/refunds/${id}/_give-account`, { iban: IBAN, name: 'S' });
  expect(give.status).toBe(404);
  expect((await sanne.call('POST', `/v1/permits/${permit.id}/_end`, { preview: true })).status).toBe(404);
  const deventer = await staff(system, 'deventer-senior');
  expect(
    (await deventer.ask<RefundPage>('GET', '/v1/staff/refunds?limit=100')).items.map((task) => task.id),
  ).not.toContain(id);
  expect(await approve(deventer, id)).toMatchObject({ refunds: 0, refused: [{ id, ground: 'not-found' }] });
});
