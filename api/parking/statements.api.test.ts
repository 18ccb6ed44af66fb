import { jest } from '@jest/globals';
import { type z } from 'zod';
import { addDays, civilDateOf } from '../../rules/values/civil-day.ts';
import { appUser, coupledPermit, filled, grantedTo, type AppUser } from '../testing/app-users.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import { type ActionPage, type ActionStory, type StartedView } from './shapes.ts';

jest.setTimeout(60_000);

type Story = z.infer<typeof ActionStory>;

let system: System;
let owner: AppUser;
beforeAll(async () => {
  system = await sharedSystem();
  owner = await appUser(system);
});

const at = workingDayAhead();
const TIME_ZONE = 'Europe/Amsterdam';

/** A session of an hour that cost 60 cents, on a plate nobody has; planned ahead, and then as if it had been yesterday. */
async function over(permitId: string, plate: string, { browser } = owner): Promise<{ id: string; day: string }> {
  const wish = { permitId, ...dutch(plate), startsAt: at('10:00'), endsAt: at('11:00') };
  const { id } = await browser.ask<z.infer<typeof StartedView>>('POST', '/v1/parking/actions', wish);
  const [moved] = await system.rows<{ starts_at: Date }>(
    `UPDATE parking_action SET starts_at = now() - interval '25 hours', ends_at = now() - interval '24 hours', state = 'settled', costs = holds
      WHERE id = '${id}' RETURNING starts_at`,
  );
  return { id, day: civilDateOf(moved!.starts_at.toISOString(), TIME_ZONE) };
}

const note = (id: string, words: string, { browser } = owner) =>
  browser.ask<Story>('PUT', `/v1/parking/actions/${id}/note`, { note: words });

describe('a session that is over', () => {
  it('has a receipt, a note of its own, and its place in the statement and the expense claim [PEERS-019]', async () => {
    const permitId = await coupledPermit(system, owner, 'willem', 'visitor');
    await filled(system, permitId, 500);
    const plate = freshPlate();
    const { id, day } = await over(permitId, plate);
    expect((await note(id, 'Klant, kantoor')).note).toBe('Klant, kantoor');
    const { items } = await owner.browser.ask<z.infer<typeof ActionPage>>('GET', `/v1/parking/actions?permitId=${permitId}`);
    expect(items.find((action) => action.id === id)?.note).toBe('Klant, kantoor');

    const receipt = await owner.browser.download(`/v1/parking/actions/${id}/receipt`);
    expect([receipt.status, receipt.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(receipt.bytes.subarray(0, 4).toString()).toBe('%PDF');

    const span = `from=${day}&until=${day}`;
    const statement = (query: string) => owner.browser.download(`/v1/parking/permits/${permitId}/statement?${query}`);
    expect((await statement(span)).bytes.subarray(0, 4).toString()).toBe('%PDF');
    const csv = (await statement(`${span}&format=csv`)).bytes.toString('utf8');
    expect(csv.split('\r\n')[1]).toContain(`${plate},0.60,`);
    expect(csv).toContain('"Klant, kantoor"');
    expect((await statement(`${span}&format=xlsx`)).bytes.subarray(0, 2).toString()).toBe('PK');
    expect((await statement(`from=${day}&until=${addDays(day, -1)}`)).status).toBe(400);
    expect((await statement(`from=${addDays(day, -200)}&until=${day}`)).status).toBe(400);
    expect((await statement(`from=${addDays(day, -200)}&until=${day}&format=csv`)).status).toBe(200);
  }); // prettier-ignore

  it('of somebody with a grant is theirs in the statement, and no balance; a stranger finds nothing [PEERS-019]', async () => {
    const permitId = await coupledPermit(system, owner, 'willem', 'visitor');
    await filled(system, permitId, 500);
    const friend = await appUser(system);
    await grantedTo(system, friend, permitId);
    const [mine, theirs] = [freshPlate(), freshPlate()];
    const own = await over(permitId, mine);
    const { day } = await over(permitId, theirs, friend);
    const path = `/v1/parking/permits/${permitId}/statement?from=${addDays(day, -1)}&until=${addDays(day, 1)}&format=csv`;
    const csv = (await friend.browser.download(path)).bytes.toString('utf8');
    expect([csv.includes(theirs), csv.includes(mine)]).toEqual([true, false]);
    const stranger = await appUser(system);
    for (const hidden of [path, `/v1/parking/actions/${own.id}/receipt`])
      expect(await stranger.browser.refused('GET', hidden)).toMatchObject({ status: 404 });
    expect(
      await stranger.browser.refused('PUT', `/v1/parking/actions/${own.id}/note`, { note: 'x' }),
    ).toMatchObject({ status: 404 });
  }); // prettier-ignore
});

it('a session that is still to come has no receipt yet [PEERS-019]', async () => {
  const permitId = await coupledPermit(system, owner, 'willem', 'visitor');
  await filled(system, permitId, 500);
  const wish = { permitId, ...dutch(), startsAt: at('12:00'), endsAt: at('13:00') };
  const { id } = await owner.browser.ask<z.infer<typeof StartedView>>('POST', '/v1/parking/actions', wish);
  expect(await owner.browser.refused('GET', `/v1/parking/actions/${id}/receipt`)).toMatchObject({
    status: 409,
    code: 'session-not-over',
  });
});
