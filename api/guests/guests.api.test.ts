import { jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { type z } from 'zod';
import { civilDateOf, endOfDay } from '../../rules/values/civil-day.ts';
import { earliest, MINUTE_MS, plusMs } from '../../rules/values/moment.ts';
import { eventually } from '../testing/eventually.ts';
import { account, coupledPermit, grantee, type Coupled } from '../testing/parking.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type ActionPage } from '../parking/shapes.ts';
import {
  type GuestLook,
  type GuestPassList,
  type GuestPassMade,
  type GuestQuote,
  type GuestVisitView,
} from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
let home: Coupled;
beforeAll(async () => {
  system = await sharedSystem();
  home = await coupledPermit(system, 'sanne', 'visitor');
  await system.rows(
    `UPDATE balance SET available = available + 2000, version = version + 1
      WHERE id IN (SELECT balance_id FROM permit_balance WHERE permit_id = '${home.permitId}')`,
  );
});

const passesAt = () => `/v1/parking/permits/${home.permitId}/guest-passes`;
const wish = { name: 'Verjaardag', days: 7, uses: 3, mostMinutes: 240, payer: 'host', consent: 'automatic' };
const make = (more: object = {}) => home.owner.ask<GuestPassMade>('POST', passesAt(), { ...wish, ...more });
const passes = () => home.owner.ask<GuestPassList>('GET', passesAt());
const key = () => randomBytes(24).toString('base64url');

/** A few minutes from now, at whatever hour this runs: never after the end of the day. */
async function stay(more: object = {}) {
  const now = await system.sandbox.now();
  const endsAt = earliest(
    plusMs(now, 10 * MINUTE_MS),
    endOfDay(civilDateOf(now, 'Europe/Amsterdam'), 'Europe/Amsterdam'),
  );
  return { ...dutch(freshPlate()), endsAt, keepsPlate: false, ...more };
}

describe('a link for guests', () => {
  it('lets somebody without an account sign on and off; the host sees it, with the name and without the plate [BEYOND-010, PEERS-009]', async () => {
    const { code, link } = await make();
    expect(new URL(link).hash).toBe(`#${code.replaceAll('-', '')}`);
    const guest = system.browser();
    const look = await guest.ask<GuestLook>('POST', '/v1/guest-visits/_look', { code });
    expect(look).toMatchObject({ municipalityName: 'Voorbeeldstad', payer: 'host', usesLeft: 3, mostMinutes: 240 });
    const wished = await stay({ name: 'Tante Riet', keepsPlate: true });
    const { cents, endsAt } = await guest.ask<GuestQuote>('POST', '/v1/guest-visits/_quote', { code, ...wished });
    expect([cents, endsAt]).toEqual([0, wished.endsAt]);
    const mine = key();
    const visit = await guest.ask<GuestVisitView>('POST', '/v1/guest-visits', { code, key: mine, cents, ...wished });
    expect(visit).toMatchObject({ status: 'started', running: true, payer: 'host' });

    const { items } = await passes();
    expect(items[0]).toMatchObject({ name: 'Verjaardag', used: 1, state: 'live' });
    expect(items[0]!.visits).toMatchObject([{ name: 'Tante Riet', plate: null, running: true, status: 'started' }]);
    const actions = await home.owner.ask<z.infer<typeof ActionPage>>('GET', `/v1/parking/actions?permitId=${home.permitId}`);
    expect(actions.items[0]).toMatchObject({ id: items[0]!.visits[0]!.actionId, plate: null, name: 'Tante Riet' });
    expect(await guest.refused('POST', '/v1/guest-visits/_pay', { key: mine })).toMatchObject({ code: 'guest-visit-over' });

    expect(await system.browser().refused('POST', '/v1/guest-visits/_stop', { key: key() })).toMatchObject({ status: 404 });
    const stopped = await guest.ask<GuestVisitView>('POST', '/v1/guest-visits/_stop', { key: mine });
    expect(stopped).toMatchObject({ status: 'started', running: false });
    await eventually(
      'the process of the stay is over',
      () => system.rows<{ closed_at: string | null }>(`SELECT closed_at FROM process WHERE workflow_id = 'parking-action-${items[0]!.visits[0]!.actionId}'`),
      ([process]) => process?.closed_at != null,
    );
  }); // prettier-ignore

  it('asks the host first where the host wants that: by mail, answered in the app, once [BEYOND-010]', async () => {
    const { code } = await make({ consent: 'each-time', name: undefined });
    const guest = system.browser();
    const mine = key();
    const asked = await guest.ask<GuestVisitView>('POST', '/v1/guest-visits', { code, key: mine, cents: 0, ...(await stay()) });
    expect(asked.status).toBe('asked');
    const mail = await system.sandbox.mailAbout(home.email, /gast wil parkeren/);
    expect(mail.text).toContain(`/parking/p/${home.permitId}/guests`);
    const { id } = (await passes()).items[0]!.visits[0]!;
    const at = `/v1/parking/permits/${home.permitId}/guest-visits/${id}`;
    expect(await (await account(system)).refused('POST', `${at}/_allow`)).toMatchObject({ status: 404 });
    expect(await home.owner.ask('POST', `${at}/_allow`)).toEqual({ status: 'started' });
    expect(await home.owner.refused('POST', `${at}/_refuse`)).toMatchObject({ code: 'guest-visit-over' });
    expect(await guest.ask('POST', '/v1/guest-visits/_view', { key: mine })).toMatchObject({ status: 'started' });
  }); // prettier-ignore

  it('that was taken back lets nobody in any more, and whoever has a grant makes none [BEYOND-010]', async () => {
    const { code, id } = await make();
    await home.owner.ask('DELETE', `${passesAt()}/${id}`);
    expect(await system.browser().refused('POST', '/v1/guest-visits/_look', { code })).toMatchObject({
      status: 409,
      code: 'guest-link-revoked',
    });
    expect(await home.owner.refused('DELETE', `${passesAt()}/${id}`)).toMatchObject({ status: 404 });
    expect(await home.owner.refused('POST', passesAt(), { ...wish, days: 91 })).toMatchObject({
      code: 'guest-pass-too-long',
    });
    const opa = await grantee(system, home);
    expect(await opa.browser.refused('GET', passesAt())).toMatchObject({ code: 'not-allowed-by-product' });
    expect(await opa.browser.refused('POST', passesAt(), wish)).toMatchObject({ code: 'not-allowed-by-product' });
  });
});
