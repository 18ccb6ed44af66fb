import { jest } from '@jest/globals';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { permit, permitInForce } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem } from '../testing/stack.ts';
import { type PermitDocuments } from './shapes.ts';

jest.setTimeout(120_000);

it('a clerk blocks a permit: the next check is red, its holder reads why, and after unblocking it is green again [PEERS-033]', async () => {
  const system = await sharedSystem();
  const [clerk, officer, holder, elsewhere] = await Promise.all([
    staff(system, 'clerk'),
    staff(system, 'officer'),
    citizen(system, 'bakkerij'),
    staff(system, 'deventer-clerk'),
  ]);
  const plate = freshPlate();
  const { id: permitId } = await permitInForce(holder, system.sandbox, 'business', { plates: [dutch(plate)] });
  const verdict = async () =>
    (await officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area: 'A' })).verdict;
  const now = () => permit(holder, { permitId });
  expect(await verdict()).toBe('green');

  const path = `/v1/staff/permits/${permitId}`;
  const body = { ground: 'block-unpaid', note: 'Incasso teruggehaald.' };
  expect((await elsewhere.call('POST', `${path}/_block`, body)).status).toBe(404);
  expect((await officer.call('POST', `${path}/_block`, body)).status).toBe(403);
  await clerk.ask('POST', `${path}/_block`, body);
  expect(await verdict()).toBe('red');
  expect(await now()).toMatchObject({
    phase: 'valid',
    blocked: { ground: 'block-unpaid' },
    plates: [{ counts: false }],
  });
  expect(await clerk.call('POST', `${path}/_block`, body)).toMatchObject({
    status: 409,
    body: { code: 'permit-blocked-already' },
  });

  await clerk.ask('POST', `${path}/_unblock`, { note: 'Alsnog betaald.' });
  expect(await verdict()).toBe('green');
  expect(await now()).toMatchObject({ blocked: null, plates: [{ counts: true }] });
  await eventually(
    'both letters are kept with the permit',
    () => holder.ask<PermitDocuments>('GET', `/v1/permits/${permitId}/documents`),
    ({ product }) =>
      ['permit-blocked', 'permit-unblocked'].every((kind) => product.some((letter) => letter.kind === kind)),
  );
});
