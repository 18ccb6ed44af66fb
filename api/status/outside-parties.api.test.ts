import { createHmac } from 'node:crypto';
import { jest } from '@jest/globals';
import { readSecrets } from '../../embedded/secrets.ts';
import { type Timeline } from '../audit/shapes.ts';
import { type Problem } from '../http/problem.ts';
import { type Me } from '../me/shapes.ts';
import { type Cart } from '../payments/shapes.ts';
import { type PostBatchView, type PostView } from '../post/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import {
  answer, applicationReadyToPay, begin, checkOut, declare, declared, fillInUntil, permit, permitInForce, proveEverything, read, taskOf,
  untilStatus, withdraw,
} from '../testing/cases.ts'; // prettier-ignore
import { eventually } from '../testing/eventually.ts';
import { pagesOf } from '../testing/letters.ts';
import { logged } from '../testing/logs.ts';
import { addressOf, citizen, codeIn, signIn, staff } from '../testing/people.ts';
import { personalLines } from '../testing/personal.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { type Service } from '../testing/sandbox.ts';
import { ownSystem } from '../testing/stack.ts';

jest.setTimeout(120_000);

let system: Awaited<ReturnType<typeof ownSystem>>;
let bakkerij: Browser;
beforeAll(async () => {
  system = await ownSystem('outside-parties');
  bakkerij = await citizen(system, 'bakkerij');
});
afterAll(() => system.stop());

/** Whatever a test switched off is there again for the next. */
const off = new Set<Service>();
const turn = async (service: Service, mode: 'slow' | 'down'): Promise<void> => {
  off.add(service);
  await system.sandbox.fault(service, mode);
};
const turnOn = async (service: Service): Promise<void> => {
  off.delete(service);
  await system.sandbox.fault(service, 'ok');
};
afterEach(async () => {
  for (const service of off) await turnOn(service);
});

describe.each(['down', 'slow'] as const)('a vehicle register that is %s', (mode) => {
  it('lets the applicant go on with proof, and staff see why there is proof alone [PORTAL-039]', async () => {
    const willem = await citizen(system, 'willem');
    await turn('keeper', mode);
    const unanswered = await answer(willem, await fillInUntil(willem, await begin(willem, 'resident'), 'plates'), {
      plates: [dutch('905-SP-8')], // his own, but nobody can say so now
      platesConfirmed: true,
    });
    expect(unanswered).toMatchObject({ status: 'awaiting-documents', openStep: 'documents' });
    expect(unanswered.answers.plates).toMatchObject([{ keeper: 'unavailable' }]);
    await turnOn('keeper');

    await proveEverything(willem, unanswered);
    const confirmed = await answer(willem, unanswered, { documentsConfirmed: true });
    const reviewed = await declare(willem, await fillInUntil(willem, confirmed, 'declaration'));
    expect(reviewed.status).toBe('in-review');
    const clerk = await staff(system, 'clerk');
    expect(await taskOf(clerk, reviewed)).toMatchObject({ need: 'evidence', keeperUnavailable: true });
    await withdraw(willem, reviewed);
  });

  it('leaves the plate without make and colour when only these cannot be had', async () => {
    const sanne = await citizen(system, 'sanne');
    await turn('vehicles', mode);
    const opened = await fillInUntil(sanne, await begin(sanne, 'resident'), 'plates');
    const { answers, openStep } = await answer(sanne, opened, { plates: [dutch('K-51-FTN')], platesConfirmed: true });
    expect(openStep).not.toBe('plates');
    // A slow register may have been given up as a whole: then proof is asked, as above.
    const [plate] = answers.plates;
    expect([plate!.keeper, plate!.vehicle]).toEqual(mode === 'down' ? ['own', null] : [expect.any(String), null]);
    await withdraw(sanne, opened);
  });
});

describe('the national register', () => {
  it('that is away keeps no permit from being valid, and is told when it is back [BEYOND-006]', async () => {
    const plate = freshPlate();
    await turn('register', 'down');
    const issued = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    const officer = await staff(system, 'officer');
    expect(await officer.ask('POST', '/v1/enforcement/checks', { plate, area: 'A' })).toMatchObject({
      verdict: 'green',
    });
    expect(issued.plates).toMatchObject([{ counts: true, visibleSince: null }]);

    await turnOn('register');
    const told = await eventually(
      'the register says it holds the right',
      () => permit(bakkerij, { permitId: issued.id }),
      ({ plates }) => plates[0]!.visibleSince !== null,
    );
    const held = (await system.sandbox.register()).filter(({ vehicleId }) => vehicleId === plate.replaceAll('-', ''));
    expect(held).toMatchObject([{ areaId: expect.any(String), revokedAt: null }]);
    expect(Date.parse(told.plates[0]!.visibleSince!)).toBeGreaterThanOrEqual(Date.parse(issued.validFrom));
  });
});

describe('the register of residents', () => {
  it('that is away stops only somebody it has never told us about', async () => {
    await turn('brp', 'down');
    const stranger = system.browser();
    const at = await signIn(system, stranger, 'pieter');
    expect([at.pathname, at.searchParams.get('problem')]).toEqual(['/voorbeeld/desk/sign-in', 'details-unavailable']);
    expect(await stranger.refused('GET', '/v1/me')).toMatchObject({ status: 401 });

    await turnOn('brp');
    const pieter = await citizen(system, 'pieter');
    const known = await pieter.ask<Me>('GET', '/v1/me');
    await turn('brp', 'down');
    const again = system.browser();
    await signIn(system, again, 'pieter');
    expect(await again.ask<Me>('GET', '/v1/me')).toEqual(known);
  });
});

describe('the business register', () => {
  it('that is away leaves a known business its name and address, and asks a new one to come back', async () => {
    await turn('kvk', 'down');
    const again = system.browser();
    await signIn(system, again, 'bakkerij');
    expect((await again.ask<Me>('GET', '/v1/me')).holder).toMatchObject({ name: 'Bakkerij De Zon', kind: 'business' });
    const at = await signIn(system, system.browser(), 'klaassen');
    expect(at.searchParams.get('problem')).toBe('details-unavailable');
  });
});

describe('the identity provider', () => {
  it('that is away is told on the sign-in page, and nobody who is signed in notices', async () => {
    await turn('idp', 'down');
    const { at } = await system
      .browser()
      .visit('/auth/login?municipality=deventer&means=digid&returnTo=/deventer/desk/cart');
    expect([at.pathname, at.searchParams.get('problem')]).toEqual(['/deventer/desk/sign-in', 'unavailable']);
    expect(at.searchParams.get('returnTo')).toBe('/deventer/desk/cart');
    expect((await bakkerij.call('GET', '/v1/me')).status).toBe(200);

    await turnOn('idp');
    expect((await signIn(system, system.browser(), 'deventer-bewoner')).pathname).toBe('/deventer/desk');
  });
});

describe('the payment provider', () => {
  it('that is away is a clear refusal, and the items can be paid when it is back', async () => {
    const { application, chargeId } = await applicationReadyToPay(bakkerij, 'business');
    await turn('payments', 'down');
    const refused = await bakkerij.call<Problem>('POST', '/v1/payments', { items: [chargeId] });
    expect(refused.body).toMatchObject({ status: 503, code: 'payment-provider-unavailable' });
    expect(refused.body.detail).toBe('Betalen lukt nu niet. Er is niets afgeschreven.');
    const { items } = await bakkerij.ask<Cart>('GET', '/v1/cart');
    expect(items.find(({ id }) => id === chargeId)).toMatchObject({ payingUnder: null });

    await turnOn('payments');
    const { reference } = await checkOut(bakkerij, [chargeId]);
    await system.sandbox.end(reference, { status: 'paid' });
    await untilStatus(bakkerij, application, 'issued');
  });

  it('that goes away while somebody pays is asked again until it answers', async () => {
    const { application, chargeId } = await applicationReadyToPay(bakkerij, 'business');
    const { reference } = await checkOut(bakkerij, [chargeId]);
    await turn('payments', 'down');
    await system.sandbox.end(reference, { status: 'paid' });
    await eventually(
      'the report has come in',
      () => system.rows(`SELECT 1 FROM inbound_event WHERE body ->> 'id' IN (SELECT provider_id FROM payment WHERE reference = '${reference}')`),
      ({ length }) => length > 0,
    ); // prettier-ignore
    expect(await read(bakkerij, application)).toMatchObject({ status: 'awaiting-payment' });
    await turnOn('payments');
    await untilStatus(bakkerij, application, 'issued');
  });
});

describe('mail', () => {
  it('waits while the mail server is away, and then arrives once', async () => {
    await turn('mail', 'down');
    const issued = await permitInForce(bakkerij, system.sandbox, 'business');
    const about = async () =>
      (await system.sandbox.mailsTo(addressOf('bakkerij'))).filter(({ text }) => text.includes(issued.number));
    await logged(system, 'worker', 'the mail server');
    expect(await about()).toEqual([]);
    await turnOn('mail');
    expect(await eventually('the mail arrives', about, ({ length }) => length > 0)).toHaveLength(1);
    await eventually('nothing is queued', () =>
      system.rows(`SELECT 1 FROM message WHERE status = 'queued'`).then(({ length }) => length === 0),
    );
    expect(await about()).toHaveLength(1);
  });

  it('that is refused at once marks the address for its owner and for staff', async () => {
    const lotte = system.browser();
    await signIn(system, lotte, 'lotte');
    await lotte.ask('POST', '/v1/me/email', { email: 'bounce.lotte@inwoner.example' });
    const [message] = await eventually(
      'the mail has come back',
      () => system.rows(`SELECT status, bounce_status FROM message WHERE recipient = 'bounce.lotte@inwoner.example'`),
      ([first]) => first?.['status'] !== 'queued',
    );
    expect(message).toEqual({ status: 'bounced', bounce_status: '5.1.1' });
    expect(await lotte.refused('POST', '/v1/me/email/_confirm', { code: '123456' })).toMatchObject({ status: 409 });
  });

  it('that comes back later is believed by its signature alone, and shown to its owner and staff', async () => {
    const address = 'later-bounce.emma@inwoner.example';
    const emma = system.browser();
    await signIn(system, emma, 'emma');
    await emma.ask('POST', '/v1/me/email', { email: address });
    const [mail] = await eventually('a code', () => system.sandbox.mailsTo(address), ({ length }) => length > 0); // prettier-ignore
    await eventually('it has come back', () =>
      system.rows(`SELECT 1 FROM message WHERE recipient = '${address}' AND status = 'bounced'`).then(({ length }) => length === 1),
    ); // prettier-ignore

    // Reading it first all the same: the address is theirs, and the next mail tells whether it works.
    await emma.ask('POST', '/v1/me/email/_confirm', { code: codeIn(mail!.text) });
    expect((await emma.ask<Me>('GET', '/v1/me')).holder).toMatchObject({ email: address, emailBounced: false });
    const issued = await declared(emma, 'moving-day');
    await eventually('the address is marked', async () => (await emma.ask<Me>('GET', '/v1/me')).holder!.emailBounced);

    const clerk = await staff(system, 'clerk');
    const { items } = await clerk.ask<Timeline>('GET', `/v1/staff/cases/${issued.id}/timeline`);
    expect(items.map(({ kind }) => kind)).toContain('message-bounced');
    const reviewed = await declared(emma, 'resident', { plates: [dutch('627-HX-3')] });
    const task = await taskOf(clerk, reviewed);
    expect(await clerk.ask('POST', `/v1/staff/tasks/${task.id}/_show-person`)).toMatchObject({
      email: address,
      emailBounced: true,
    });

    // The decision that came with the mail goes by post: printed in one file, with a name on it.
    await eventually(
      'it waits for the post',
      async () => (await clerk.ask<PostView>('GET', '/v1/staff/post')).ready > 0,
    );
    const { id } = await clerk.ask<PostBatchView>('POST', '/v1/staff/post-batches');
    const pdf = await eventually(
      'the file is printed',
      () => clerk.download(`/v1/staff/post-batches/${id}/content`),
      ({ status }) => status === 200,
    );
    expect((await pagesOf(pdf.bytes)).join(' ')).toContain((await emma.ask<Me>('GET', '/v1/me')).holder!.name);
    expect(await clerk.ask('POST', `/v1/staff/post-batches/${id}/_sent`)).toMatchObject({ sentBy: expect.any(String) });
  });

  it('has not come back because somebody without our secret says so', async () => {
    const issued = await permitInForce(bakkerij, system.sandbox, 'business');
    const mail = await system.sandbox.mailAbout(addressOf('bakkerij'), issued.number);
    const body = JSON.stringify({ messageId: mail.messageId, recipient: mail.to, status: '5.1.1' });
    const report = (headers: Record<string, string>) =>
      fetch(`${system.url}/webhooks/mail-bounces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
    const { mailWebhookSecret } = readSecrets(system.dataDir);
    const ofAnotherReport = signed(body.replace('5.1.1', '5.1.2'), mailWebhookSecret);
    for (const signature of [undefined, '', 'sha256=00', signed(body, 'another secret'), ofAnotherReport]) {
      const response = await report(signature === undefined ? {} : { 'x-signature': signature });
      const { code } = (await response.json()) as { code: string };
      expect([signature, response.status, code]).toEqual([signature, 401, 'signature-wrong']);
    }
    expect((await bakkerij.ask<Me>('GET', '/v1/me')).holder).toMatchObject({ emailBounced: false });
    expect((await report({ 'x-signature': signed(body, mailWebhookSecret) })).status).toBe(204);
    expect((await bakkerij.ask<Me>('GET', '/v1/me')).holder).toMatchObject({ emailBounced: true });
  });
});

describe('the logs of all this', () => {
  it('name nobody and no car', async () => {
    expect(await personalLines(system)).toEqual([]);
  });
});

const signed = (body: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
