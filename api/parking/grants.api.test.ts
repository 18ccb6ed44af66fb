import { jest } from '@jest/globals';
import { type z } from 'zod';
import { accountHolder, tokenIn } from '../testing/accounts.ts';
import { type Browser } from '../testing/browser.ts';
import { eventually } from '../testing/eventually.ts';
import { account, coupledPermit, grantee, type Coupled } from '../testing/parking.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import { type GrantedView, type GrantList, type ParkingPermit, type RevokedView } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
let home: Coupled;
beforeAll(async () => {
  system = await sharedSystem();
  home = await coupledPermit(system, 'sanne', 'visitor');
});

type Granted = z.infer<typeof GrantedView>;
type Revoked = z.infer<typeof RevokedView>;
const grantsAt = (permitId: string) => `/v1/parking/permits/${permitId}/grants`;
const permitOf = (browser: Browser, permitId: string) =>
  browser.ask<ParkingPermit>('GET', `/v1/parking/permits/${permitId}`);
const listOf = (permit: Coupled) => permit.owner.ask<z.infer<typeof GrantList>>('GET', grantsAt(permit.permitId));

/** As a top-up would. */
async function fill(permitId: string, cents: number): Promise<void> {
  await system.rows(
    `UPDATE balance SET available = available + ${cents}, version = version + 1
      WHERE id IN (SELECT balance_id FROM permit_balance WHERE permit_id = '${permitId}')`,
  );
}
const availableTo = async (browser: Browser, permitId: string) =>
  (await permitOf(browser, permitId)).balances.find(({ unit }) => unit === 'eurocent')!.available;

const at = workingDayAhead(2);

describe('a grant', () => {
  it('is mailed, listed as pending, and accepted by link; its owner sees who did [2PARK-090, 2PARK-091, 2PARK-092]', async () => {
    await fill(home.permitId, 1_000);
    const before = await availableTo(home.owner, home.permitId);
    const oma = await accountHolder(system);
    const { grant, balances } = await home.owner.ask<Granted>('POST', grantsAt(home.permitId), {
      email: oma.email,
      amount: 400,
    });
    expect(grant).toMatchObject({
      email: oma.email,
      amount: 400,
      available: 400,
      unit: 'eurocent',
      status: 'invited',
      plate: null,
    });
    expect(balances[0]!.available).toBe(before - 400);

    const mail = await system.sandbox.mailAbout(oma.email, /gemachtigd/);
    expect(mail.text).toContain(home.email);
    const token = tokenIn(mail);
    expect(await oma.browser.ask('POST', '/v1/parking/links/_view', { token })).toMatchObject({
      purpose: 'grant', email: oma.email, hasAccount: true, grantor: home.email, coupledElsewhere: false,
    }); // prettier-ignore
    const thief = await account(system);
    expect(await thief.refused('POST', '/v1/parking/links/_accept', { token })).toMatchObject({
      code: 'grant-for-other-address',
    });
    expect(await oma.browser.ask('POST', '/v1/parking/links/_accept', { token })).toEqual({
      permitId: home.permitId,
      role: 'grantee',
    });

    const seen = await permitOf(oma.browser, home.permitId);
    expect(seen).toMatchObject({ role: 'grantee', grantor: home.email, grantId: grant.id });
    expect(seen.balances[0]!.available).toBe(400);
    const listed = (await listOf(home)).items.find(({ id }) => id === grant.id)!;
    expect(listed.status).toBe('accepted');
    expect(listed.acceptedAt).not.toBeNull();
    await system.sandbox.mailAbout(home.email, /geaccepteerd/);
  });

  it('is used by starting, taken back with its rest, and starts nothing after that [2PARK-092, 2PARK-093]', async () => {
    await fill(home.permitId, 1_000);
    const opa = await grantee(system, home, { amount: 600 });
    const before = await availableTo(home.owner, home.permitId);
    const stay = { permitId: home.permitId, ...dutch(freshPlate()) };
    const planned = await opa.browser.ask<{ id: string }>('POST', '/v1/parking/actions', {
      ...stay, startsAt: at('10:00'), endsAt: at('11:00'),
    }); // prettier-ignore
    const revoked = await home.owner.ask<Revoked>('DELETE', `${grantsAt(home.permitId)}/${opa.grantId}`);
    expect(revoked).toMatchObject({
      returned: 600,
      cancelled: 1,
      running: 0,
      grant: { status: 'ended', available: 0 },
    });
    expect(await availableTo(home.owner, home.permitId)).toBe(before + 600);
    expect(await opa.browser.refused('POST', '/v1/parking/actions', stay)).toMatchObject({ status: 404 });
    await system.sandbox.mailAbout(opa.email, /machtiging[^]*beëindigd/);
    await system.sandbox.mailAbout(opa.email, /gaat niet door/);
    await system.sandbox.mailAbout(home.email, /gaat niet door/);
    expect(await home.owner.refused('DELETE', `${grantsAt(home.permitId)}/${opa.grantId}`)).toMatchObject({
      code: 'grant-over',
    });
    const [action] = await system.rows<{ state: string }>(
      `SELECT state FROM parking_action WHERE id = '${planned.id}'`,
    );
    expect(action!.state).toBe('settled');
    await eventually(
      'the process of the grant is over',
      () =>
        system.rows<{ closed_at: string | null }>(
          `SELECT closed_at FROM process WHERE workflow_id = 'grant-${opa.grantId}'`,
        ),
      ([process]) => process?.closed_at != null,
    );
  });

  it('for one plate lets its holder park that plate alone [2PARK-091]', async () => {
    await fill(home.permitId, 500);
    const { plate, country } = dutch(freshPlate());
    const tante = await grantee(system, home, { plate, country });
    const stay = { permitId: home.permitId, startsAt: at('12:00'), endsAt: at('13:00') };
    expect(
      await tante.browser.refused('POST', '/v1/parking/actions', { ...stay, ...dutch(freshPlate()) }),
    ).toMatchObject({
      code: 'plate-not-granted',
    });
    await tante.browser.ask('POST', '/v1/parking/actions', { ...stay, plate, country });
    expect((await permitOf(tante.browser, home.permitId)).grantPlate).toMatchObject({ display: plate });
  });

  it('gives no favourites, transactions, top-up, or grants of others: hidden, and refused when asked directly [2PARK-043, 2PARK-082, 2PARK-094]', async () => {
    const buur = await grantee(system, home);
    const { may, plates, alarm } = await permitOf(buur.browser, home.permitId);
    expect(may).not.toEqual(expect.arrayContaining(['favourites']));
    for (const act of ['favourites', 'transactions', 'top-up', 'grants', 'switch-plate', 'alarm'] as const)
      expect(may).not.toContain(act);
    expect([plates, alarm]).toEqual([[], null]);
    const at = `/v1/parking/permits/${home.permitId}`;
    const asked: [string, string, object?][] = [
      ['GET', `${at}/grants`],
      ['POST', `${at}/grants`, { email: 'derde@inwoner.example' }],
      ['DELETE', `${at}/grants/${buur.grantId}`],
      ['GET', `${at}/favourites`],
      ['POST', `${at}/favourites`, { ...dutch(freshPlate()), name: 'Mijn auto' }],
      ['GET', `${at}/top-ups`],
      ['POST', `${at}/top-ups`, { optionId: 'five' }],
      ['GET', `${at}/transactions`],
    ];
    for (const [method, path, body] of asked) {
      const { status } = await buur.browser.refused(method, path, body);
      expect([path, [404, 409].includes(status)]).toEqual([path, true]);
    }
    expect((await listOf(home)).items.find(({ id }) => id === buur.grantId)!.status).toBe('accepted');
  });

  it('is refused with why and what to do: to oneself, twice, of more than there is [2PARK-091, PEERS-017]', async () => {
    const refused = (body: object) => home.owner.refused('POST', grantsAt(home.permitId), body);
    expect(await refused({ email: home.email })).toMatchObject({ code: 'grant-to-oneself' });
    const { email } = await accountHolder(system);
    const all = await refused({ email, amount: 10_000_000 });
    expect(all).toMatchObject({ status: 409, code: 'grant-more-than-balance' });
    expect(all.trace!.steps[0]).toMatchObject({ remedy: 'choose-smaller-amount' });
    await home.owner.ask('POST', grantsAt(home.permitId), { email });
    expect(await refused({ email: email.toUpperCase() })).toMatchObject({ code: 'grant-exists' });
    expect(await refused({ email: 'x@inwoner.example', plate: 'geen-kenteken' })).toMatchObject({
      code: 'plate-too-long',
    });
  });

  it('names a plate for a pool of a company, where nothing is set apart [2PARK-090, 2PARK-091]', async () => {
    const pool = await coupledPermit(system, 'bakkerij', 'pool');
    expect(await listOf(pool)).toMatchObject({ items: [], plate: 'required', unit: null });
    const refused = (body: object) => pool.owner.refused('POST', grantsAt(pool.permitId), body);
    expect(await refused({ email: 'bakker@inwoner.example' })).toMatchObject({ code: 'grant-plate-needed' });
    const { plate, country } = dutch(freshPlate());
    expect(await refused({ email: 'bakker@inwoner.example', plate, country, amount: 5 })).toMatchObject({
      code: 'grant-amount-not-possible',
    });
    const { grant } = await pool.owner.ask<Granted>('POST', grantsAt(pool.permitId), {
      email: 'bakker@inwoner.example',
      plate,
      country,
    });
    expect(grant).toMatchObject({ plate: { display: plate }, amount: null, unit: null });
  });

  it('on a permit of somebody else cannot be seen, given or taken back', async () => {
    const stranger = await account(system);
    const [mine] = (await listOf(home)).items;
    expect(await stranger.refused('GET', grantsAt(home.permitId))).toMatchObject({ status: 404 });
    expect(await stranger.refused('POST', grantsAt(home.permitId), { email: 'x@inwoner.example' })).toMatchObject({
      status: 404,
    });
    expect(await stranger.refused('DELETE', `${grantsAt(home.permitId)}/${mine!.id}`)).toMatchObject({ status: 404 });
  });
});
