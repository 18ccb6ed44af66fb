import { jest } from '@jest/globals';
import { type z } from 'zod';
import { type PermitView } from '../permits/shapes.ts';
import { accountHolder, freshAddress, PASSWORD, tokenIn } from '../testing/accounts.ts';
import { type Browser } from '../testing/browser.ts';
import { account, coupledPermit, couplingToken, issuedPermit } from '../testing/parking.ts';
import { addressOf, citizen, staff } from '../testing/people.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type LinkView, type ParkingPermitList } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
let sanne: Browser;
let permitId: string;
beforeAll(async () => {
  system = await sharedSystem();
  sanne = await citizen(system, 'sanne');
  permitId = await issuedPermit(system, sanne, 'visitor');
});

const view = (browser: Browser, token: string) =>
  browser.ask<z.infer<typeof LinkView>>('POST', '/v1/parking/links/_view', { token });
const accept = (browser: Browser, token: string) =>
  browser.ask<{ permitId: string; role: string }>('POST', '/v1/parking/links/_accept', { token });
const permitAtDesk = () => sanne.ask<PermitView>('GET', `/v1/permits/${permitId}`);
const permitsOf = async (browser: Browser) =>
  (await browser.ask<z.infer<typeof ParkingPermitList>>('GET', '/v1/parking/permits')).items.map(({ id }) => id);

describe('coupling a permit', () => {
  it('begins with a mail once it is issued, whose link says what it is about and keeps its token out of every address [PORTAL-007, LOKET-002]', async () => {
    const { number, parking } = await permitAtDesk();
    expect(parking).toEqual({ coupled: false });
    const mail = await system.sandbox.mailAbout(addressOf('sanne'), new RegExp(`parkeerapp[^]*${number}`));
    expect(mail.text).toMatch(/\/parking\/link#[\w-]{43}/);
    const seen = await view(system.browser(), tokenIn(mail));
    expect(seen).toMatchObject({
      purpose: 'couple',
      email: addressOf('sanne'),
      number,
      grantor: null,
      coupledElsewhere: false,
    });
  });

  it('by somebody without an account makes one for the address that got the mail, and for no other [2PARK-011, LOKET-020]', async () => {
    const own = await issuedPermit(system, sanne, 'visitor');
    const address = freshAddress('nieuw');
    await system.rows(`UPDATE account_link SET email = '${address}' WHERE permit_id = '${own}' AND purpose = 'couple'`);
    const number = (await sanne.ask<PermitView>('GET', `/v1/permits/${own}`)).number;
    const token = tokenIn(await system.sandbox.mailAbout(addressOf('sanne'), new RegExp(`parkeerapp[^]*${number}`)));
    const browser = system.browser();
    expect(await view(browser, token)).toMatchObject({ email: address, hasAccount: false });
    const made = { password: PASSWORD, language: 'nl', token };
    expect(await browser.refused('POST', '/v1/accounts', { ...made, email: freshAddress('ander') })).toMatchObject({
      code: 'link-other-address',
    });
    expect(await permitsOfNobody()).toBe(401);
    await browser.ask('POST', '/v1/accounts', { ...made, email: address });
    expect(await permitsOf(browser)).toEqual([]); // not before it is confirmed
    expect(await accept(browser, token)).toEqual({ permitId: own, role: 'owner' });
    expect(await permitsOf(browser)).toEqual([own]);
  });
  const permitsOfNobody = async () => (await system.browser().call('GET', '/v1/parking/permits')).status;

  it('by somebody with an account only asks to be confirmed, and once; then the desk says so [2PARK-010, 2PARK-012, LOKET-022]', async () => {
    const owner = await account(system);
    const token = await couplingToken(sanne, permitId);
    expect(await permitsOf(owner)).toEqual([]); // no coupling before it is confirmed
    expect(await accept(owner, token)).toEqual({ permitId, role: 'owner' });
    expect(await permitsOf(owner)).toEqual([permitId]);
    expect((await permitAtDesk()).parking).toEqual({ coupled: true });
    expect(await owner.refused('POST', '/v1/parking/links/_accept', { token })).toMatchObject({
      status: 409,
      code: 'link-used',
    });
    expect(await owner.refused('POST', '/v1/parking/links/_view', { token })).toMatchObject({ code: 'link-used' });
    const [event] = await system.rows<{ data: object }>(
      `SELECT data FROM audit_event WHERE kind = 'permit-coupled' AND permit_id = '${permitId}' ORDER BY id DESC`,
    );
    expect(event!.data).toMatchObject({ permitId });
  });

  it('again moves it, and whoever had it is told [2PARK-010]', async () => {
    const first = await coupledPermit(system, 'sanne', 'visitor');
    const before = await couplingToken(first.desk, first.permitId);
    const token = await couplingToken(first.desk, first.permitId);
    const second = await account(system);
    expect(await view(second, token)).toMatchObject({ coupledElsewhere: true });
    await accept(second, token);
    expect([await permitsOf(first.owner), await permitsOf(second)]).toEqual([[], [first.permitId]]);
    await system.sandbox.mailAbout(first.email, /ander account/);
    // Links mailed before it moved do not move it back.
    expect(await first.owner.refused('POST', '/v1/parking/links/_accept', { token: before })).toMatchObject({
      code: 'link-used',
    });
  });

  it('is mailed again after a minute, and refused for what is not parked with [PORTAL-007, 2PARK-012]', async () => {
    expect(await sanne.refused('POST', `/v1/permits/${permitId}/_couple`, { by: 'mail' })).toMatchObject({
      status: 429,
      code: 'mail-too-soon',
    });
    await system.rows(
      `UPDATE message SET created_at = created_at - interval '2 minutes' WHERE permit_id = '${permitId}' AND kind = 'permit-coupling'`,
    );
    const { status } = await sanne.call('POST', `/v1/permits/${permitId}/_couple`, { by: 'mail' });
    expect(status).toBe(202);
    const moving = await issuedPermit(system, sanne, 'moving-day', { areaId: 'C' });
    expect((await sanne.ask<PermitView>('GET', `/v1/permits/${moving}`)).parking).toBeNull();
    expect(await sanne.refused('POST', `/v1/permits/${moving}/_couple`, {})).toMatchObject({ code: 'not-for-parking' });
    const other = await citizen(system, 'emma');
    expect(await other.refused('POST', `/v1/permits/${permitId}/_couple`, {})).toMatchObject({ status: 404 });
  });

  it('of a link that is over or was never given is refused the same for everybody', async () => {
    const { browser } = await accountHolder(system);
    const token = await couplingToken(sanne, permitId);
    await system.rows(
      `UPDATE account_link SET ends_at = now() - interval '1 day' WHERE permit_id = '${permitId}' AND used_at IS NULL`,
    );
    for (const path of ['_view', '_accept'])
      expect(await browser.refused('POST', `/v1/parking/links/${path}`, { token })).toMatchObject({
        code: 'link-expired',
      });
    expect(await browser.refused('POST', '/v1/parking/links/_accept', { token: 'a'.repeat(43) })).toMatchObject({
      code: 'link-unknown',
    });
  });
});

describe('a permit that is over', () => {
  it('is taken off the list by its owner, and not before [2PARK-107]', async () => {
    const { owner, permitId: own } = await coupledPermit(system, 'sanne', 'visitor');
    expect(await owner.refused('DELETE', `/v1/parking/permits/${own}`)).toMatchObject({ code: 'permit-still-usable' });
    const clerk = await staff(system, 'clerk');
    await clerk.ask('POST', `/v1/staff/permits/${own}/_end`, { ground: 'moved' });
    expect(await permitsOf(owner)).toEqual([own]);
    await owner.ask('DELETE', `/v1/parking/permits/${own}`);
    expect(await permitsOf(owner)).toEqual([]);
    expect(await owner.refused('DELETE', `/v1/parking/permits/${own}`)).toMatchObject({ status: 404 });
  });
});
