import { jest } from '@jest/globals';
import { appUser, coupledPermit } from '../testing/app-users.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import { type AutomaticTopUpInApp, type DirectDebitView } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

const IBAN = 'NL91 ABNA 0417 1643 00';
const consent = { iban: IBAN, name: 'Willem Bakker', renewals: true, language: 'nl', agrees: true };

it('a holder gives leave once, has a balance topped up below a threshold, sees the debit, and takes the leave back [PEERS-020]', async () => {
  const desk = await citizen(system, 'willem');
  const owner = await appUser(system);
  const permitId = await coupledPermit(system, owner, 'willem', 'visitor');
  const view = () => desk.ask<DirectDebitView>('GET', '/v1/me/mandate');
  const path = `/v1/permits/${permitId}/automatic-top-up`;
  const choice = { optionId: 'ten', threshold: 500 };
  const inApp = () => owner.browser.ask<AutomaticTopUpInApp>('GET', `/v1/parking/permits/${permitId}/automatic-top-up`);

  expect((await view()).offer).toMatchObject({ creditorId: 'NL00ZZZ999999990000' });
  expect(await desk.refused('PUT', path, choice)).toMatchObject({ code: 'mandate-needed' });
  const wrong = { ...consent, iban: 'NL91ABNA0417164301' };
  expect(await desk.refused('POST', '/v1/me/mandate', wrong)).toMatchObject({ code: 'iban-checksum' });
  await desk.ask('POST', '/v1/me/mandate', consent);
  expect(await desk.refused('POST', '/v1/me/mandate', consent)).toMatchObject({ code: 'mandate-exists' });
  const { mandate } = await eventually('the mandate is in force', view, (seen) => seen.mandate?.status === 'valid');
  expect(mandate).toMatchObject({ iban: 'NL•• •••• •••• ••43 00', renewals: true });
  expect(JSON.stringify(await view())).not.toContain('0417164');

  // The balance is below it already, so it is debited at once; a start that is refused meanwhile changes nothing.
  await desk.ask('PUT', path, choice);
  const { debits } = await eventually('it is debited', view, (seen) => seen.debits.length > 0);
  const at = workingDayAhead();
  const stay = { permitId, ...dutch(), startsAt: at('10:00'), endsAt: at('11:00') };
  expect(await owner.browser.refused('POST', '/v1/parking/actions', stay)).toMatchObject({ code: 'balance-empty' });
  const [debit] = debits;
  await eventually(
    'the provider knows it',
    () => system.sandbox.payments(),
    (all) => all.some(({ description }) => description === debit!.reference),
  );
  expect((await view()).topUps.find((one) => one.permitId === permitId)).toMatchObject({ debitingCents: 1_000 });
  expect(await inApp()).toEqual({ topUp: { unit: 'eurocent', threshold: 500, amount: 1_000, cents: 1_000 } });

  await system.sandbox.end(debit!.reference, { status: 'paid', webhook: 'twice' });
  const paid = await eventually(
    'it is on the balance',
    view,
    ({ topUps, debits: [seen] }) =>
      topUps.find((one) => one.permitId === permitId)?.available === 1_000 && seen?.status !== 'under-way',
  );
  expect(paid.debits).toMatchObject([{ reference: debit!.reference, cents: 1_000, status: 'paid' }]);

  await owner.browser.ask('POST', `/v1/parking/permits/${permitId}/automatic-top-up/_stop`);
  expect(await inApp()).toEqual({ topUp: null });
  expect((await view()).topUps.find((one) => one.permitId === permitId)?.chosen?.stopped).toBe('switched-off-in-app');
  await desk.ask('PUT', path, choice);
  const revoked = await desk.ask<DirectDebitView>('POST', '/v1/me/mandate/_revoke');
  expect(revoked.mandate?.status).toBe('revoked');
  expect(revoked.topUps.find((one) => one.permitId === permitId)?.chosen?.stopped).toBe('mandate-over');
  expect(await desk.refused('POST', '/v1/me/mandate/_revoke')).toMatchObject({ code: 'mandate-needed' });
});
