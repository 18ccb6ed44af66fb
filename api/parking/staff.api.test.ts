import { jest } from '@jest/globals';
import { type z } from 'zod';
import { coupledPermit, grantee, type Coupled } from '../testing/parking.ts';
import { type Browser } from '../testing/browser.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import { type ActionPage, type GrantList, type ParkingPermit, type StaffSessions, type StartedView } from './shapes.ts';

jest.setTimeout(180_000);

let system: System;
let company: Coupled;
let path: string;
beforeAll(async () => {
  system = await sharedSystem();
  company = await coupledPermit(system, 'bakkerij', 'pool');
  path = `/v1/parking/permits/${company.permitId}`;
});

const at = workingDayAhead(7);

/** A colleague with a car of their own. */
async function colleague() {
  const { plate, country } = dutch();
  return { ...(await grantee(system, company, { plate, country })), plate, country };
}
type Colleague = Awaited<ReturnType<typeof colleague>>;

const start = ({ browser, plate, country }: Colleague, from: string, to: string) =>
  browser.ask<z.infer<typeof StartedView>>('POST', '/v1/parking/actions', {
    permitId: company.permitId, plate, country, startsAt: at(from), endsAt: at(to),
  }); // prettier-ignore
const seenBy = async (browser: Browser) =>
  (await browser.ask<z.infer<typeof ActionPage>>('GET', `/v1/parking/actions?permitId=${company.permitId}`)).items.map(
    ({ id }) => id,
  );
const history = async (browser: Browser, query = '') =>
  (await browser.ask<z.infer<typeof StaffSessions>>('GET', `${path}/staff-history${query}`)).items;

describe('colleagues of one organisation', () => {
  it('neither see nor stop each other’s sessions; who manages sees, stops and lists them by person [PEERS-029]', async () => {
    const [anna, ben] = [await colleague(), await colleague()];
    const annas = await start(anna, '10:00', '12:00');
    const bens = await start(ben, '10:00', '12:00');
    expect(await seenBy(anna.browser)).toEqual([annas.id]);
    expect(await seenBy(ben.browser)).toEqual([bens.id]);
    for (const [method, to] of [
      ['GET', ''],
      ['POST', '/_stop'],
      ['DELETE', ''],
    ] as const)
      expect(await anna.browser.refused(method, `/v1/parking/actions/${bens.id}${to}`)).toMatchObject({
        status: 404,
        code: 'not-found',
      });
    expect(await anna.browser.refused('GET', `${path}/staff-history`)).toMatchObject({
      code: 'not-allowed-by-product',
    });
    expect(await anna.browser.refused('GET', `${path}/grants`)).toMatchObject({ code: 'not-allowed-by-product' });
    const manager = `${path}/grants/${anna.grantId}/manager`;
    expect(await ben.browser.refused('PUT', manager, { manager: true })).toMatchObject({
      code: 'not-allowed-by-product',
    });

    await company.owner.ask('PUT', manager, { manager: true });
    const list = await anna.browser.ask<z.infer<typeof GrantList>>('GET', `${path}/grants`);
    expect(list).toMatchObject({ most: 25, managers: true, owner: company.email });
    expect(list.items.find(({ id }) => id === anna.grantId)).toMatchObject({ manager: true });
    expect((await anna.browser.ask<ParkingPermit>('GET', path)).role).toBe('manager');
    expect((await seenBy(anna.browser)).sort()).toEqual([annas.id, bens.id].sort());
    expect(await history(anna.browser, `?grantId=${ben.grantId}`)).toEqual([
      expect.objectContaining({ id: bens.id, person: ben.email, startsAt: at('10:00') }),
    ]);
    expect((await history(company.owner)).map(({ person }) => person).sort()).toEqual([anna.email, ben.email].sort());
    const file = await anna.browser.download(`${path}/staff-history/export?format=csv&grantId=${ben.grantId}`);
    expect([file.status, file.bytes.toString()]).toEqual([200, expect.stringContaining(ben.email)]);
    expect(file.bytes.toString()).not.toContain(anna.email);
    expect((await anna.browser.call('DELETE', `/v1/parking/actions/${bens.id}`)).status).toBe(204);
    expect(await anna.browser.refused('GET', `${path}/transactions`)).toMatchObject({ code: 'not-allowed-by-product' });
  });

  it('leave by themselves, and start nothing any more; the only manager stays [PEERS-029]', async () => {
    const carla = await colleague();
    expect((await carla.browser.call('POST', `${path}/_leave`)).status).toBe(204);
    expect(await carla.browser.refused('GET', path)).toMatchObject({ code: 'not-found' });
    expect(await carla.browser.refused('POST', `${path}/_leave`)).toMatchObject({ code: 'not-found' });
    for (const { id, manager } of (await company.owner.ask<z.infer<typeof GrantList>>('GET', `${path}/grants`)).items)
      if (manager) await company.owner.ask('PUT', `${path}/grants/${id}/manager`, { manager: false });
    expect(await company.owner.refused('POST', `${path}/_leave`)).toMatchObject({ code: 'last-manager' });
  });
});
