import { jest } from '@jest/globals';
import { type Cart } from '../payments/shapes.ts';
import { type PermitDocuments } from '../permits/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { checkOut, decide, permit, permitInForce, uploadForm } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { addressOf, citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type PlateChangeView, type PlatesBody } from './shapes.ts';
import { type z } from 'zod';

jest.setTimeout(90_000);

let system: System;
let officer: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  officer = await staff(system, 'officer');
});

const check = async (plate: string, area: string) =>
  (await officer.ask<{ verdict: string }>('POST', '/v1/enforcement/checks', { plate, area })).verdict;
const askFor = (browser: Browser, permitId: string, body: PlatesBody) =>
  browser.ask<PlateChangeView>('PUT', `/v1/permits/${permitId}/plates`, body);
const read = (browser: Browser, { id }: { id: string }) =>
  browser.ask<PlateChangeView>('GET', `/v1/plate-changes/${id}`);
const act = (browser: Browser, { id }: { id: string }, verb: '_confirm' | '_withdraw') =>
  browser.ask<PlateChangeView>('POST', `/v1/plate-changes/${id}/${verb}`);

describe('another plate on a permit', () => {
  it('costs what was said, counts when it is paid, and is confirmed by a letter [PORTAL-071, PORTAL-072, LOKET-033]', async () => {
    const bakkerij = await citizen(system, 'bakkerij');
    const [old, young] = [freshPlate(), freshPlate()];
    const issued = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(old)] });
    expect(issued.plateChange).toMatchObject({ feeCents: 1000, workingDays: null, max: 5 });

    const asked = await askFor(bakkerij, issued.id, { plates: [dutch(young)] });
    expect(asked).toMatchObject({ act: 'replace', status: 'awaiting-confirmation', feeCents: 1000, settled: false });
    const confirmed = await act(bakkerij, asked, '_confirm');
    expect(confirmed).toMatchObject({ status: 'awaiting-payment', actions: ['to-cart', 'withdraw'] });
    expect([await check(old, 'A'), await check(young, 'A')]).toEqual(['green', 'red']);

    const { items } = await bakkerij.ask<Cart>('GET', '/v1/cart');
    const item = items.find(({ caseId }) => caseId === asked.id)!;
    expect(item).toMatchObject({ kind: 'plate-change', cents: 1000 });
    const { reference } = await checkOut(bakkerij, [item.id]);
    await system.sandbox.end(reference, { status: 'paid' });
    await eventually('the change counts', () => read(bakkerij, asked), ({ status }) => status === 'changed'); // prettier-ignore
    expect([await check(old, 'A'), await check(young, 'A')]).toEqual(['red', 'green']);
    expect((await permit(bakkerij, { permitId: issued.id })).plates.map(({ display }) => display)).toEqual([young]);

    const letters = await eventually(
      'the letter is there',
      () => bakkerij.ask<z.infer<typeof PermitDocuments>>('GET', `/v1/permits/${issued.id}/documents`),
      ({ product }) => product.some(({ kind }) => kind === 'plate-changed'),
    );
    expect(letters.product.filter(({ kind }) => kind === 'plate-changed')).toHaveLength(1);
    expect((await system.sandbox.mailAbout(addressOf('bakkerij'), issued.number)).text).toBeTruthy();
    const { items: changes } = await bakkerij.ask<{ items: PlateChangeView[] }>(
      'GET',
      `/v1/permits/${issued.id}/plate-changes`,
    );
    expect(changes).toMatchObject([
      { id: asked.id, status: 'changed', goes: { display: old }, comes: { display: young } },
    ]);
  });

  it('in the name of somebody else is looked at with its proof, and counts when a person agrees [PORTAL-071, PORTAL-075, LOKET-031, LOKET-032]', async () => {
    const [willem, clerk] = await Promise.all([citizen(system, 'willem'), staff(system, 'clerk')]);
    const issued = await permitInForce(willem, system.sandbox, 'resident', { plates: [dutch('905-SP-8')] });
    const leased = '491-DX-7';
    const asked = await askFor(willem, issued.id, { plates: [dutch(leased)] });
    expect(asked).toMatchObject({ status: 'awaiting-documents', comes: { keeper: 'other' } });
    expect(await willem.refused('POST', `/v1/plate-changes/${asked.id}/_confirm`)).toMatchObject({
      code: 'evidence-missing',
    });
    const { id, kinds } = asked.requirement!;
    await willem.ask('POST', `/v1/plate-changes/${asked.id}/documents`, uploadForm(id, kinds[0]!.id));
    expect((await act(willem, asked, '_confirm')).status).toBe('in-review');
    expect(await check(leased, issued.areaId)).toBe('red');

    await decide(clerk, asked, { verdict: 'approve' });
    expect((await read(willem, asked)).status).toBe('changed');
    expect([await check('905-SP-8', issued.areaId), await check(leased, issued.areaId)]).toEqual(['red', 'green']);
    const { application } = await willem.ask<z.infer<typeof PermitDocuments>>(
      'GET',
      `/v1/permits/${issued.id}/documents`,
    );
    expect(application.map(({ requirementId }) => requirementId)).toContain(id);
  });

  it('is nobody else’s to ask, see or withdraw', async () => {
    const [bakkerij, pieter] = await Promise.all([citizen(system, 'bakkerij'), citizen(system, 'pieter')]);
    const issued = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch()] });
    const asked = await askFor(bakkerij, issued.id, { plates: [dutch()] });
    for (const [method, path] of [
      ['PUT', `/v1/permits/${issued.id}/plates`],
      ['GET', `/v1/permits/${issued.id}/plate-changes`],
      ['GET', `/v1/plate-changes/${asked.id}`],
      ['POST', `/v1/plate-changes/${asked.id}/_withdraw`],
    ] as const)
      expect(await pieter.refused(method, path, method === 'PUT' ? { plates: [dutch()] } : undefined)).toMatchObject({ status: 404 }); // prettier-ignore
    expect((await act(bakkerij, asked, '_withdraw')).status).toBe('withdrawn');
  });
});
