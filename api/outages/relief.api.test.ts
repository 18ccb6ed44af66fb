import { jest } from '@jest/globals';
import { appUser, coupledPermit, filled, type AppUser } from '../testing/app-users.ts';
import { type ParkingPermit } from '../parking/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { staff } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import { type ReliefOverview } from './relief-shapes.ts';
import { type StaffOutages } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
let owner: AppUser;
let [operator, finance, senior, deventer]: Browser[] = [];
beforeAll(async () => {
  system = await sharedSystem();
  owner = await appUser(system);
  [operator, finance, senior, deventer] = await Promise.all(
    ['operator', 'finance', 'senior', 'deventer-finance'].map((persona) => staff(system, persona)),
  );
});

const at = workingDayAhead();
const overview = (browser = finance!) => browser.ask<ReliefOverview>('GET', '/v1/staff/reliefs');
const balanceOf = async (permitId: string) =>
  (await owner.browser.ask<ParkingPermit>('GET', `/v1/parking/permits/${permitId}`)).balances[0]!.available;

describe('whoever could not park in an outage', () => {
  it('gets what one of finance proposed and another granted: on the balance and in the books, not twice [PEERS-044]', async () => {
    const permitId = await coupledPermit(system, owner, 'willem', 'visitor');
    await filled(system, permitId, 10);
    const wish = { permitId, ...dutch(), startsAt: at('10:00'), endsAt: at('12:00') };
    expect(await owner.browser.refused('POST', '/v1/parking/actions', wish)).toMatchObject({ status: 409 });
    const endedAt = await system.sandbox.now();
    const beganAt = new Date(Date.parse(endedAt) - 300_000).toISOString();
    const { items } = await operator!.ask<StaffOutages>('POST', '/v1/staff/outages', {
      part: 'payments',
      beganAt,
      endedAt,
    });
    const outage = items.find((one) => one.part === 'payments' && one.beganAt === beganAt)!;

    const [{ number }] = (await system.rows<{ number: string }>(`SELECT number FROM permit WHERE id = '${permitId}'`)) as [{ number: string }]; // prettier-ignore
    const hit = (await overview()).hits.find(({ permitNumber, outageId }) => permitNumber === number && outageId === outage.id)!; // prettier-ignore
    expect(hit).toMatchObject({ cars: 1, units: ['eurocent'], tries: [{ act: 'start' }] });
    expect(JSON.stringify(hit)).not.toContain(wish.plate.replaceAll('-', ''));
    expect((await overview(deventer)).hits.some(({ tryId }) => tryId === hit.tryId)).toBe(false);
    expect((await operator!.call('GET', '/v1/staff/reliefs')).status).toBe(403);

    const proposal = { tryId: hit.tryId, outageId: outage.id, unit: 'eurocent', amount: 250 };
    const proposed = await finance!.ask<ReliefOverview>('POST', '/v1/staff/reliefs', proposal);
    const relief = proposed.reliefs.find(({ permitNumber }) => permitNumber === number)!;
    expect(relief).toMatchObject({ amount: 250, status: 'proposed', ownWork: true });
    expect(await senior!.refused('POST', '/v1/staff/reliefs', proposal)).toMatchObject({ code: 'relief-given' });
    expect(await balanceOf(permitId)).toBe(10);

    const grant = (browser: Browser) =>
      browser.call<{ code?: string }>('POST', `/v1/staff/reliefs/${relief.id}/_grant`);
    expect(await grant(finance!)).toMatchObject({ status: 409, body: { code: 'own-work' } });
    expect((await grant(deventer!)).status).toBe(404);
    expect(await balanceOf(permitId)).toBe(10);
    const granted = await Promise.all([grant(senior!), grant(senior!)]);
    expect(granted.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(granted.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'relief-decided' });
    expect(await balanceOf(permitId)).toBe(260);
    const postings = await system.rows(
      `SELECT p.unit, sum(p.amount)::int AS sum, count(*)::int AS lines FROM posting p JOIN journal_entry j ON j.id = p.entry_id
        WHERE j.subject_id = '${relief.id}' GROUP BY p.unit`,
    );
    expect(postings).toEqual([{ unit: 'eurocent', sum: 0, lines: 2 }]);
  });
});
