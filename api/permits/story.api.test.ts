import { jest } from '@jest/globals';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { type PaymentView } from '../payments/shapes.ts';
import { type DocumentView } from '../permit-applications/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import {
  answer, applicationReadyToPay, begin, checkOut, declare, declared, fillInUntil, permit, permitInForce, proveEverything, untilStatus, withdraw,
} from '../testing/cases.ts'; // prettier-ignore
import { eventually } from '../testing/eventually.ts';
import { newestLetter } from '../testing/letters.ts';
import { addressOf, citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type PermitDocuments, type PermitView } from './shapes.ts';
import { type z } from 'zod';

jest.setTimeout(60_000);

let system: System;
let sanne: Browser;
let officer: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  [sanne, officer] = await Promise.all([citizen(system, 'sanne'), staff(system, 'officer')]);
});

const check = (plate: string, area: string) =>
  officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area });
const documentsOf = (browser: Browser, { id }: PermitView) =>
  browser.ask<z.infer<typeof PermitDocuments>>('GET', `/v1/permits/${id}/documents`);
const current = async (browser: Browser) => (await browser.ask<{ items: PermitView[] }>('GET', '/v1/permits')).items;

describe('a permit', () => {
  it('is red for an officer until it is paid, and green straight after, with nobody of staff in between [PORTAL-002, LOKET-001]', async () => {
    const plate = freshPlate();
    const bakkerij = await citizen(system, 'bakkerij');
    const { application, chargeId } = await applicationReadyToPay(bakkerij, 'business', { plates: [dutch(plate)] });
    expect((await check(plate, 'A')).verdict).toBe('red');
    const { reference } = await checkOut(bakkerij, [chargeId]);
    expect((await check(plate, 'A')).verdict).toBe('red');
    await system.sandbox.end(reference, { status: 'paid' });
    const green = await eventually(
      'the check is green',
      () => check(plate, 'A'),
      ({ verdict }) => verdict === 'green',
    );

    const issued = await permit(bakkerij, await untilStatus(bakkerij, application, 'issued'));
    expect(green.until).toBe(issued.validUntil);
    expect(issued).toMatchObject({
      phase: 'valid',
      priceCents: 38400,
      plates: [{ country: 'NL', display: plate, counts: true }],
    });
    expect((await check(plate, 'B')).verdict).toBe('red'); // elsewhere it is not valid
    const acts = await system.rows(
      `SELECT 1 FROM audit_event WHERE application_id = '${application.id}' AND actor_kind = 'staff'`,
    );
    expect(acts).toEqual([]);
    expect((await system.sandbox.mailAbout(addressOf('bakkerij'), issued.number)).text).toContain(
      `/voorbeeld/desk/permits/${issued.id}`,
    );
  });

  it('is told to be visible to officers from the moment the national register said so [BEYOND-006]', async () => {
    const issued = await permitInForce(await citizen(system, 'bakkerij'), system.sandbox, 'business');
    const bakkerij = await citizen(system, 'bakkerij');
    const visible = await eventually(
      'the register acknowledged the right',
      () => permit(bakkerij, { permitId: issued.id }),
      ({ plates }) => plates[0]!.visibleSince !== null,
    );
    const [right] = await system.rows<{ id: string; register_id: string }>(
      `SELECT id, register_id FROM parking_right WHERE permit_id = '${issued.id}'`,
    );
    const held = (await system.sandbox.register()).find(({ id }) => id === right!.register_id)!;
    expect(held).toMatchObject({
      reference: right!.id,
      start: issued.validFrom,
      end: issued.validUntil,
      revokedAt: null,
    });
    expect(Date.parse(visible.plates[0]!.visibleSince!)).toBeGreaterThanOrEqual(Date.parse(held.enrolledAt));
  });

  it('shows details and the buttons its product has [PORTAL-070]', async () => {
    const bakkerij = await citizen(system, 'bakkerij');
    const business = await permitInForce(bakkerij, system.sandbox, 'business');
    const moving = await permit(bakkerij, await declared(bakkerij, 'moving-day', { areaId: 'C' }));
    const listed = await current(bakkerij);
    expect(listed.find(({ id }) => id === business.id)).toMatchObject({
      legal: 'permit',
      areaName: expect.any(String),
      actions: ['documents', 'end'],
    });
    expect(listed.find(({ id }) => id === moving.id)).toMatchObject({
      legal: 'exemption',
      areaId: 'C',
      actions: ['documents', 'apply-again'],
    });
    expect(moving.lastDay).toBe(moving.validFrom.slice(0, 10) <= moving.lastDay ? moving.lastDay : '');
  });

  it('begins on the day that was chosen, and is upcoming until then', async () => {
    const bakkerij = await citizen(system, 'bakkerij');
    const plate = freshPlate();
    const opened = await begin(bakkerij, 'business');
    const upcoming = await permitInForce(bakkerij, system.sandbox, 'business', {
      startsOn: opened.options.lastStart,
      plates: [dutch(plate)],
    });
    expect(upcoming).toMatchObject({ phase: 'upcoming', plates: [{ counts: false }] });
    expect((await check(plate, 'A')).verdict).toBe('red');
    const { verdict, until } = await officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', {
      plate,
      area: 'A',
      at: upcoming.validFrom,
    });
    expect([verdict, until]).toEqual(['green', upcoming.validUntil]);
    await withdraw(bakkerij, opened);
  });

  it('ends at once when staff end it: red, out of the list, in the history, with a letter and the register told', async () => {
    const bakkerij = await citizen(system, 'bakkerij');
    const plate = freshPlate();
    const issued = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    await eventually(
      'registered',
      () => permit(bakkerij, { permitId: issued.id }),
      ({ plates }) => plates[0]!.visibleSince !== null,
    );
    const clerk = await staff(system, 'clerk');
    expect(await clerk.ask('POST', `/v1/staff/permits/${issued.id}/_end`, { ground: 'by-staff' })).toEqual({
      status: 'ended',
    });
    expect(await check(plate, 'A')).toMatchObject({ verdict: 'red', justExpired: true });
    expect((await current(bakkerij)).map(({ id }) => id)).not.toContain(issued.id);
    const { items } = await bakkerij.ask<{ items: PermitView[] }>('GET', '/v1/history?limit=100');
    expect(items.find(({ id }) => id === issued.id)).toMatchObject({ phase: 'ended', endGround: 'by-staff' });
    expect(await clerk.refused('POST', `/v1/staff/permits/${issued.id}/_end`, { ground: 'by-staff' })).toMatchObject({
      status: 409,
    });
    await eventually(
      'the register holds the right no longer',
      () => system.sandbox.register(),
      (rights) =>
        rights.some(({ vehicleId, revokedAt }) => vehicleId === plate.replaceAll('-', '') && revokedAt !== null),
    );
    const { view } = await newestLetter(bakkerij, `/v1/permits/${issued.id}/documents`, async () =>
      (await documentsOf(bakkerij, issued)).product.filter(({ kind }) => kind === 'permit-ended'),
    );
    expect(view.fileName).toMatch(/\.pdf$/);
  });
});

describe('the documents of a permit', () => {
  it('are in two lists: what the holder sent, and the letters, each of which opens [PORTAL-075, LOKET-030]', async () => {
    const emma = await citizen(system, 'emma');
    const clerk = await staff(system, 'clerk');
    const filled = await fillInUntil(emma, await begin(emma, 'carer'), 'documents', { plates: [dutch()] });
    await proveEverything(emma, filled);
    const reviewed = await answer(emma, filled, { documentsConfirmed: true });
    const { items } = await clerk.ask<{ items: { id: string; number: string }[] }>('GET', '/v1/staff/tasks?limit=100');
    const task = items.find(({ number }) => number === reviewed.number)!;
    await clerk.ask('POST', `/v1/staff/tasks/${task.id}/_claim`);
    await clerk.ask('POST', `/v1/staff/tasks/${task.id}/_decide`, { verdict: 'approve' });
    const issued = await permit(emma, await declare(emma, reviewed));

    const letters = () => documentsOf(emma, issued).then(({ product }) => product);
    const { view, pages } = await newestLetter(emma, `/v1/permits/${issued.id}/documents`, letters);
    expect(view).toMatchObject({ kind: 'permit-issued', mediaType: 'application/pdf' });
    expect(pages[0]).toContain(issued.number);
    const { application } = await documentsOf(emma, issued);
    expect(application).toMatchObject([{ kind: 'care-statement', fileName: 'bewijs.pdf' }]);
    expect((await emma.download(`/v1/permits/${issued.id}/documents/${application[0]!.id}`)).status).toBe(200);
  });

  it('hold the permit and the proof of payment in one file, and no uploads where none were asked [LOKET-030]', async () => {
    const bakkerij = await citizen(system, 'bakkerij');
    const { application, chargeId } = await applicationReadyToPay(bakkerij, 'business');
    const { reference } = await checkOut(bakkerij, [chargeId]);
    await system.sandbox.end(reference, { status: 'paid' });
    const issued = await permit(bakkerij, await untilStatus(bakkerij, application, 'issued'));
    const folder = `/v1/permits/${issued.id}/documents`;
    const { pages } = await newestLetter(
      bakkerij,
      folder,
      async (): Promise<DocumentView[]> => (await documentsOf(bakkerij, issued)).product,
    );
    const proof = pages.find((page) => page.includes('Betaalbewijs'))!;
    expect(proof).toContain(reference);
    expect(proof).toMatch(/€\s?384,00/);
    expect((await documentsOf(bakkerij, issued)).application).toEqual([]);
  });

  it('belong to the permit: another’s read like none', async () => {
    const bakkerij = await citizen(system, 'bakkerij');
    const issued = await permitInForce(bakkerij, system.sandbox, 'business');
    const [letter] = await eventually(
      'a letter',
      async () => (await documentsOf(bakkerij, issued)).product,
      ({ length }) => length > 0,
    );
    for (const path of ['', '/documents']) {
      const refused = await sanne.refused('GET', `/v1/permits/${issued.id}${path}`);
      const none = await sanne.refused('GET', `/v1/permits/00000000-0000-4000-8000-000000000000${path}`);
      expect([refused.status, refused.code, refused.detail]).toEqual([404, none.code, none.detail]);
    }
    expect((await sanne.download(`/v1/permits/${issued.id}/documents/${letter!.id}`)).status).toBe(404);
  });
});

describe('after choosing', () => {
  it('one can apply for another product or pay: the first waits in the cart meanwhile [LOKET-013]', async () => {
    const first = await declare(
      sanne,
      await fillInUntil(sanne, await begin(sanne, 'resident'), 'declaration', { plates: [dutch('K-51-FTN')] }),
    );
    const second = await begin(sanne, 'moving-day');
    expect(second.status).toBe('draft');
    const { items } = await sanne.ask<{ items: { applicationId: string }[] }>('GET', '/v1/cart');
    expect(items.map(({ applicationId }) => applicationId)).toContain(first.id);
    const { reference } = await checkOut(sanne, [
      (items as { id: string; applicationId: string }[]).find(({ applicationId }) => applicationId === first.id)!.id,
    ]);
    await system.sandbox.end(reference, { status: 'paid' });
    const view = await eventually(
      'paid',
      () => sanne.ask<PaymentView>('GET', `/v1/payments/${reference}`),
      ({ status }) => status === 'paid',
    );
    expect(view.items).toMatchObject([{ number: first.number }]);
    await withdraw(sanne, second);
  });
});

describe('running applications', () => {
  it('hold everything that needs an act of somebody, and nothing that is valid or taken back [PORTAL-050]', async () => {
    const youssef = await citizen(system, 'youssef');
    const running = async () =>
      (await youssef.ask<{ items: { id: string; status: string; actions: string[] }[] }>('GET', '/v1/applications'))
        .items;
    const draft = await begin(youssef, 'resident-centre');
    const waiting = await fillInUntil(youssef, await begin(youssef, 'resident-centre'), 'documents', {
      plates: [dutch('627-HX-3')],
    });
    const unpaid = await declared(youssef, 'resident-centre', { plates: [dutch('4-RZ-318')] });
    const listed = await running();
    expect(listed.find(({ id }) => id === draft.id)).toMatchObject({
      status: 'draft',
      actions: ['continue', 'withdraw'],
    });
    expect(listed.find(({ id }) => id === waiting.id)).toMatchObject({
      status: 'awaiting-documents',
      actions: ['continue', 'withdraw'],
    });
    expect(listed.find(({ id }) => id === unpaid.id)).toMatchObject({
      status: 'awaiting-payment',
      actions: ['to-cart', 'withdraw'],
    });

    await withdraw(youssef, draft);
    const { items } = await youssef.ask<{ items: { id: string; applicationId: string }[] }>('GET', '/v1/cart');
    const { reference } = await checkOut(youssef, [items.find(({ applicationId }) => applicationId === unpaid.id)!.id]);
    await system.sandbox.end(reference, { status: 'paid' });
    await untilStatus(youssef, unpaid, 'issued');
    const left = (await running()).map(({ id }) => id);
    expect(left).toContain(waiting.id);
    expect(left).not.toContain(draft.id);
    expect(left).not.toContain(unpaid.id);
    await withdraw(youssef, waiting);
  });
});
