import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type Browser } from '../testing/browser.ts';
import { answer, applicationReadyToPay, begin, fillInUntil, read, withdraw } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type ApplicationView } from '../permit-applications/shapes.ts';
import { type Problem } from './problem.ts';

jest.setTimeout(60_000);

let system: System;
let klant: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  klant = await citizen(system, 'bakkerij');
});

type Opened = ApplicationView & Pick<Problem, 'code'>;

const under = (key: string) => ({ headers: { 'idempotency-key': key } });
const opening = (key: string, browser = klant, productId = 'business') =>
  browser.call<Opened>('POST', '/v1/applications', { productId }, under(key));

describe('a write under a key', () => {
  it('sent again gets the same answer, byte for byte, and does nothing more', async () => {
    const key = randomUUID();
    const first = await opening(key);
    expect(first.status).toBe(201);
    await answer(klant, first.body, { startsOn: first.body.options.firstStart }); // what has happened since changes nothing of it
    const again = await opening(key);
    expect([again.status, again.text]).toEqual([201, first.text]);
    await withdraw(klant, first.body);
  });

  it('that was refused is refused in the same words, with the same trace', async () => {
    const key = randomUUID();
    const [first, again] = [await opening(key, klant, 'resident'), await opening(key, klant, 'resident')];
    expect(first.body).toMatchObject({ status: 409, code: 'not-for-this-applicant' });
    expect([again.status, again.text, again.headers.get('content-type')]).toEqual([
      409,
      first.text,
      first.headers.get('content-type'),
    ]);
  });

  it('with another body, or to another address, is a mistake of the sender', async () => {
    const key = randomUUID();
    const { body } = await opening(key);
    expect((await opening(key, klant, 'moving-day')).body).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    expect(await klant.refused('POST', `/v1/applications/${body.id}/_withdraw`, undefined, under(key))).toMatchObject({
      status: 422,
    });
    expect(await read(klant, body)).toMatchObject({ status: 'draft' });
    await withdraw(klant, body);
  });

  it('sent ten times at once is done once', async () => {
    const ines = await citizen(system, 'ines'); // no other file applies in her name: what she has opened can be counted
    const openings = () =>
      system.rows(`SELECT a.id FROM application a JOIN holder h ON h.id = a.holder_id WHERE h.name = 'Inês Carvalho'`);
    const [key, before] = [randomUUID(), await openings()];
    const open = () => opening(key, ines, 'moving-day');
    const answers = await Promise.all(Array.from({ length: 10 }, open));
    const done = answers.filter(({ status }) => status === 201);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    for (const { status, body, headers } of answers.filter((one) => one.status !== 201)) {
      expect([status, body.code]).toEqual([409, 'still-working']);
      expect(headers.get('retry-after')).toBe('1');
    }
    const settled = await eventually('the answer is there for who asks again', open, ({ status }) => status === 201);
    expect(settled.text).toBe(done[0]!.text);
    expect(await openings()).toHaveLength(before.length + 1);
    await withdraw(ines, done[0]!.body);
  });

  it('belongs to who sent it: the same key of somebody else is another', async () => {
    const key = randomUUID();
    const willem = await citizen(system, 'willem');
    const [mine, theirs] = [await opening(key), await opening(key, willem, 'moving-day')];
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body.id).not.toBe(mine.body.id);
    await Promise.all([withdraw(klant, mine.body), withdraw(willem, theirs.body)]);
  });

  it('has a key that can be kept: short, long or strange ones are refused', async () => {
    for (const key of ['kort', 'x'.repeat(101), 'met spatie erin', 'met;teken;erin'])
      expect((await opening(key)).body).toMatchObject({ status: 400, fields: [{ field: 'Idempotency-Key' }] });
  });
});

describe('a payment pressed twice', () => {
  it('is one payment at the provider, under a key and in two tabs without one', async () => {
    const { application, chargeId } = await applicationReadyToPay(klant, 'business', { plates: [dutch()] });
    const pay = (key?: string) =>
      klant.call<{ reference: string; code: string }>(
        'POST',
        '/v1/payments',
        { items: [chargeId] },
        key === undefined ? {} : under(key),
      );
    const key = randomUUID();
    const pressed = await Promise.all([pay(key), pay(key), pay(), pay(randomUUID())]);
    const references = new Set(pressed.filter(({ status }) => status === 201).map(({ body }) => body.reference));
    expect(references.size).toBe(1);
    for (const { body } of pressed.filter(({ status }) => status !== 201))
      expect(['payment-under-way', 'still-working']).toContain(body.code);
    const [reference = ''] = references;
    const [row] = await system.rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM payment_charge WHERE charge_id = '${chargeId}'`,
    );
    expect(row!.n).toBe(1);
    // A tab that comes later is led to the payment there is.
    expect((await pay()).body.reference).toBe(reference);
    expect(
      (await system.sandbox.payments()).filter(({ description }) => description.startsWith(reference)),
    ).toHaveLength(1);
    await klant.ask('POST', `/v1/payments/${reference}/_cancel`);
    await withdraw(klant, application);
  });

  it('together with an item that is being paid already is refused, with the payment to finish first', async () => {
    const [one, two] = [await applicationReadyToPay(klant, 'business'), await applicationReadyToPay(klant, 'business')];
    const { reference } = await klant.ask<{ reference: string }>('POST', '/v1/payments', { items: [one.chargeId] });
    expect(await klant.refused('POST', '/v1/payments', { items: [one.chargeId, two.chargeId] })).toMatchObject({
      status: 409,
      code: 'payment-under-way',
      trace: { steps: [{ values: { reference }, remedy: 'finish-payment' }] },
    });
    await klant.ask('POST', `/v1/payments/${reference}/_cancel`);
    await Promise.all([one, two].map(({ application }) => withdraw(klant, application)));
  });
});

describe('one application in two tabs', () => {
  it('takes the answers of both, and the second declaration reads what the first has done', async () => {
    const [left, right] = [klant, await citizen(system, 'bakkerij')];
    const draft = await begin(left, 'business');
    await Promise.all([
      answer(left, draft, { startsOn: draft.options.lastStart }),
      answer(right, draft, { periodId: 'P6M' }),
    ]);
    expect((await read(right, draft)).answers).toMatchObject({ startsOn: draft.options.lastStart, periodId: 'P6M' });
    await fillInUntil(left, await read(left, draft), 'declaration');
    const confirm = (browser: Browser) =>
      browser.call<Opened>('POST', `/v1/applications/${draft.id}/_confirm`, {
        declared: true,
        declarationVersion: '1',
        language: 'nl',
      });
    const both = await Promise.all([confirm(left), confirm(right)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)!.body).toMatchObject({
      code: 'move-not-allowed',
      trace: { steps: [{ values: { status: 'awaiting-payment' } }] },
    });
    const charges = await system.rows(`SELECT id FROM charge WHERE application_id = '${draft.id}'`);
    expect(charges).toHaveLength(1);
    await withdraw(left, draft);
  });
});
