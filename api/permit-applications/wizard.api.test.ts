import { jest } from '@jest/globals';
import { type Browser } from '../testing/browser.ts';
import { answer, begin, declared, fillInUntil, read, untilStatus, withdraw } from '../testing/cases.ts';
import { citizen } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type ApplicationView } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
let sanne: Browser;
let bakkerij: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  sanne = await citizen(system, 'sanne');
  bakkerij = await citizen(system, 'bakkerij');
});

const stepIds = ({ steps }: ApplicationView) => steps.map(({ id }) => id);
const answering = (browser: Browser, { id }: { id: string }, answers: object) =>
  browser.refused('PATCH', `/v1/applications/${id}/answers`, answers);

describe('the steps', () => {
  it('differ per product, and those that ask nothing are left out [PORTAL-030, PORTAL-046]', async () => {
    const steps = async (browser: Browser, productId: string) => stepIds(await begin(browser, productId));
    expect(await steps(sanne, 'resident')).toEqual(['location', 'start-date', 'period', 'plates', 'declaration']);
    // One place and one period: nothing to choose. A question and no declaration of a car instead.
    expect(await steps(bakkerij, 'business')).toEqual(['start-date', 'period', 'plates', 'declaration']);
    expect(await steps(sanne, 'moving-day')).toEqual(['location', 'start-date', 'plates', 'questions', 'declaration']);
    expect(await steps(sanne, 'second-resident')).toEqual(['start-date', 'plates', 'declaration']);
    expect(await steps(sanne, 'carer')).toEqual(['start-date', 'plates', 'documents', 'declaration']);
  });

  it('lead from the first that is open to the declaration, and the card shows each choice [PORTAL-031, PORTAL-058]', async () => {
    const opened = await begin(sanne, 'resident');
    expect(opened).toMatchObject({ status: 'draft', openStep: 'location', priceCents: null, lastDay: null });
    const placed = await answer(sanne, opened, { areaId: 'B' });
    expect(placed).toMatchObject({ openStep: 'start-date', areaName: 'Kadekwartier', priceCents: null });
    const dated = await answer(sanne, opened, { startsOn: placed.options.firstStart });
    expect(dated).toMatchObject({ openStep: 'period', answers: { startsOn: placed.options.firstStart } });
    const priced = await answer(sanne, opened, { periodId: 'P6M' });
    expect(priced).toMatchObject({ openStep: 'plates', priceCents: 4800 });
    expect(priced.lastDay).toBe(priced.options.periods.find(({ id }) => id === 'P6M')!.lastDay);
    const given = await answer(sanne, opened, { plates: [dutch('K-51-FTN')] });
    expect(given).toMatchObject({ openStep: 'plates', status: 'draft' }); // not confirmed yet
    const confirmed = await answer(sanne, opened, { platesConfirmed: true });
    expect(confirmed).toMatchObject({ openStep: 'declaration', status: 'awaiting-confirmation' });
    expect(confirmed.steps.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'open']);
    expect((await read(sanne, opened)).openStep).toBe('declaration');
  });

  it('keep an earlier choice open to change, and the price with it, until everything is declared', async () => {
    const opened = await fillInUntil(sanne, await begin(sanne, 'resident'), 'plates', {
      areaId: 'B',
      periodId: 'P12M',
    });
    expect(opened.priceCents).toBe(9000);
    expect((await answer(sanne, opened, { areaId: 'D' })).priceCents).toBe(4920);
    expect((await answer(sanne, opened, { periodId: 'P3M' })).priceCents).toBe(1410);
  });

  it('cannot be passed over: declaring is refused while one is open', async () => {
    const opened = await begin(sanne, 'resident');
    expect(
      await sanne.refused('POST', `/v1/applications/${opened.id}/_confirm`, {
        declared: true,
        declarationVersion: '1',
        language: 'nl',
      }),
    ).toMatchObject({
      status: 409,
      code: 'step-open',
      trace: { steps: [{ values: { step: 'location' }, remedy: 'finish-step' }] },
    });
  });

  it('take all answers of one message over, or none', async () => {
    const opened = await begin(sanne, 'resident');
    await answering(sanne, opened, { areaId: 'B', startsOn: '2020-01-01' });
    expect((await read(sanne, opened)).answers).toMatchObject({ areaId: null, startsOn: null });
  });

  it('are left by taking the application back: it is gone from the list, and no further step is possible [PORTAL-032, PORTAL-059]', async () => {
    const opened = await begin(sanne, 'resident');
    const inList = async () =>
      (await sanne.ask<{ items: { id: string }[] }>('GET', '/v1/applications')).items.some(
        ({ id }) => id === opened.id,
      );
    expect(await inList()).toBe(true); // going away without an answer keeps the draft
    expect(await withdraw(sanne, opened)).toMatchObject({ status: 'withdrawn', actions: [] });
    expect(await inList()).toBe(false);
    for (const [method, path, body] of [
      ['PATCH', 'answers', { areaId: 'B' }],
      ['POST', '_confirm', { declared: true, declarationVersion: '1', language: 'nl' }],
      ['POST', '_withdraw', undefined],
    ] as const)
      expect(await sanne.refused(method, `/v1/applications/${opened.id}/${path}`, body)).toMatchObject({
        status: 409,
        code: 'move-not-allowed',
      });
  });
});

describe('the questions', () => {
  it('are those of the product, and an answer that excludes is told with what would do', async () => {
    const opened = await fillInUntil(sanne, await begin(sanne, 'moving-day'), 'questions');
    const asked = 'shorter-than-8-metres';
    expect(await answering(sanne, opened, { questions: { [asked]: 'no' } })).toMatchObject({
      code: 'answer-not-accepted',
      trace: { steps: [{ values: { mustBe: 'yes' } }] },
    });
    expect(await answering(sanne, opened, { questions: { anders: 'yes' } })).toMatchObject({
      code: 'unknown-question',
    });
    expect((await answer(sanne, opened, { questions: { [asked]: 'yes' } })).openStep).toBe('declaration');
  });
});

describe('the declaration', () => {
  it('is needed to finish, and stands in the file with its version, language and moment [PORTAL-044, PORTAL-056]', async () => {
    const filled = await fillInUntil(bakkerij, await begin(bakkerij, 'business'), 'declaration');
    expect(filled).toMatchObject({
      status: 'awaiting-confirmation',
      actions: ['continue', 'withdraw'],
      openStep: 'declaration',
    });
    const confirm = `/v1/applications/${filled.id}/_confirm`;
    const whole = { declared: true, declarationVersion: filled.declaration.version, language: 'en' };
    for (const body of [
      {},
      { ...whole, declared: false },
      { ...whole, declarationVersion: '' },
      { ...whole, language: 'fr' },
      { ...whole, declared: 'true' },
    ])
      expect(await bakkerij.refused('POST', confirm, body)).toMatchObject({ status: 400, code: 'invalid-request' });
    expect((await read(bakkerij, filled)).declaration.declaredAt).toBeNull();
    const confirmed = await bakkerij.ask<ApplicationView>('POST', confirm, whole);
    expect(confirmed.declaration.declaredAt).not.toBeNull();
    const [event] = await system.rows<{ data: object }>(
      `SELECT data FROM audit_event WHERE application_id = '${filled.id}' AND kind = 'application-declared'`,
    );
    expect(event!.data).toEqual({ declarationVersion: '1', language: 'en' });
    await withdraw(bakkerij, confirmed);
  });

  it('leads a free product to valid at once, a paid one to the cart, and one with documents to staff [PORTAL-045]', async () => {
    const free = await declared(bakkerij, 'moving-day');
    expect(free).toMatchObject({ status: 'issued', permitId: expect.any(String), priceCents: 0 });
    const paid = await declared(bakkerij, 'business');
    expect(paid).toMatchObject({ status: 'awaiting-payment', actions: ['to-cart', 'withdraw'], permitId: null });
    const reviewed = await declared(sanne, 'resident', { plates: [dutch('8-KN-127')] });
    expect(reviewed).toMatchObject({ status: 'in-review', actions: ['withdraw'], permitId: null });

    const listed = async (browser: Browser, path: string) => JSON.stringify(await browser.ask('GET', path));
    expect(await listed(bakkerij, '/v1/permits')).toContain(free.id);
    expect(await listed(bakkerij, '/v1/cart')).toContain(paid.id);
    const running = await listed(sanne, '/v1/applications');
    expect(running).toContain(reviewed.id);
    // Declared once is declared: a second press, on this or another screen, changes nothing.
    await untilStatus(bakkerij, free, 'issued');
    await withdraw(bakkerij, paid);
    await withdraw(sanne, reviewed);
  });
});
