import { jest } from '@jest/globals';
import { type Held } from '../privacy/shapes.ts';
import { permit } from '../testing/cases.ts';
import { issuedPermit } from '../testing/parking.ts';
import { addressOf, citizen, staff } from '../testing/people.ts';
import { sharedSystem } from '../testing/stack.ts';
import { type MisuseHints } from './shapes.ts';

jest.setTimeout(120_000);

it('a senior asks about a hint: the holder gets a friendly mail, sees it with their own data, and keeps the permit as it is [BEYOND-031]', async () => {
  const system = await sharedSystem();
  const [holder, senior, clerk, elsewhere] = await Promise.all([
    citizen(system, 'willem'),
    staff(system, 'senior'),
    staff(system, 'clerk'),
    staff(system, 'deventer-senior'),
  ]);
  const permitId = await issuedPermit(system, holder, 'visitor');
  const before = await permit(holder, { permitId });
  const hints = (browser = senior) => browser.ask<MisuseHints>('GET', '/v1/staff/hints');
  const held = async (part: string) =>
    (await holder.ask<Held>('GET', '/v1/me/own-data')).items.find((one) => one.id === part)?.next.map(({ label }) => label) ?? [];
  // As the nightly look keeps it; activities/misuse-hints looks at stays.
  const [found] = await system.rows<{ id: string }>(
    `INSERT INTO misuse_hint (municipality_id, permit_id, rule, days, least, hours_from, hours_to, counted, stays, looked_from, found_at)
     SELECT municipality_id, id, 'many-cars', 30, 20, '09:00', '17:00', 23, 41, now() - interval '30 days', now() FROM permit WHERE id = '${permitId}'
     RETURNING id`,
  );
  const { id } = found!;
  const seen = (await hints()).items.find((one) => one.id === id);
  expect(seen).toMatchObject({ rule: 'many-cars', least: 20, counted: 23, stays: 41, permitNumber: before.number, askedAt: null });
  expect((await hints()).rules.map(({ rule, least }) => [rule, least])).toEqual([['many-cars', 20], ['shared-car', 4], ['temporary-again', 10]]);
  expect((await clerk.call('GET', '/v1/staff/hints')).status).toBe(403);
  expect((await hints(elsewhere)).items.some((one) => one.id === id)).toBe(false);
  expect((await elsewhere.call('POST', `/v1/staff/hints/${id}/_ask`)).status).toBe(404);

  const asked = await senior.ask<MisuseHints>('POST', `/v1/staff/hints/${id}/_ask`);
  expect(asked.items.find((one) => one.id === id)?.askedAt).not.toBeNull();
  expect(await senior.refused('POST', `/v1/staff/hints/${id}/_ask`)).toMatchObject({ status: 409, code: 'hint-asked' });
  const mail = await system.sandbox.mailAbout(addressOf('willem'), `vraag over uw .*${before.number}`);
  expect(mail.text).toContain('23 verschillende auto’s');
  expect(await held('misuseHints')).toContain(before.number);

  const left = await senior.ask<MisuseHints>('POST', `/v1/staff/hints/${id}/_put-aside`);
  expect(left.items.some((one) => one.id === id)).toBe(false);
  expect(await held('misuseHints')).not.toContain(before.number);
  expect(await held('hintReviews')).toContain(before.number);
  const { phase, validUntil, blocked } = before;
  expect(await permit(holder, { permitId })).toMatchObject({ phase, validUntil, blocked });
}); // prettier-ignore
