import { jest } from '@jest/globals';
import { verifyDossier, type SealedDossier } from '../../activities/audit/seal.ts';
import { type ReceiptList } from '../receipts/shapes.ts';
import { permitInForce } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type Bundle } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

it('a bundle to object with is made with one press, proves itself offline, and is its owner’s alone [BEYOND-028]', async () => {
  const bakkerij = await citizen(system, 'bakkerij');
  const plate = freshPlate();
  const { id } = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
  await eventually(
    'the national register knows it',
    () => bakkerij.ask<ReceiptList>('GET', `/v1/permits/${id}/receipts`).then(({ items }) => items.length),
    (receipts) => receipts === 1,
  );
  const path = `/v1/permits/${id}/objection-bundles`;
  const asked = await bakkerij.ask<Bundle>('POST', path);
  await eventually(
    'the bundle is there',
    () => bakkerij.ask<Bundle>('GET', `${path}/${asked.id}`),
    ({ doneAt }) => doneAt !== null,
  );
  const [json, pdf] = await Promise.all(
    (['json', 'pdf'] as const).map((form) => bakkerij.download(`${path}/${asked.id}/${form}`)),
  );
  expect(pdf!.headers.get('content-type')).toBe('application/pdf');
  const sealed = JSON.parse(json!.bytes.toString()) as SealedDossier;
  expect(verifyDossier(sealed, pdf!.bytes).findings).toEqual([]);
  expect(sealed.parts).toMatchObject({ about: { plate }, receipts: [{ plate }] });
  expect(sealed.events.map(({ kind }) => kind)).toContain('permit-issued');

  const emma = await citizen(system, 'emma');
  for (const form of ['', '/json', '/pdf'])
    expect(await emma.refused('GET', `${path}/${asked.id}${form}`)).toMatchObject({ code: 'not-found' });
  expect(await emma.refused('POST', path)).toMatchObject({ code: 'not-found' });
});
