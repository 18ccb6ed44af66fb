import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { startEventReceiver } from '../../activities/testing/event-receiver.ts';
import { eventually } from '../testing/eventually.ts';
import { staff } from '../testing/people.ts';
import { freshPlate } from '../testing/plates.ts';
import { otherApp } from '../testing/providers.ts';
import { sharedSystem } from '../testing/stack.ts';
import { type RightView } from '../third-parties/shapes.ts';
import { type Deliveries, type SubscriptionKey, type Subscriptions } from './shapes.ts';

jest.setTimeout(90_000);

const PATH = '/v1/staff/event-subscriptions';

it('an operator has another system told, which hears of a right signed and in order though it was down at first, without a plate', async () => {
  const system = await sharedSystem();
  const operator = await staff(system, 'operator');
  const receiver = await startEventReceiver();
  const program = system.browser();
  try {
    receiver.answersNext([500]);
    const key = await operator.ask<SubscriptionKey>('POST', PATH, {
      name: `Systeem ${randomUUID().slice(0, 8)}`,
      url: receiver.url,
      kinds: ['third-party-right-registered', 'third-party-right-ended'],
    });
    receiver.trusts(key.keyId, key.secret);
    const app = await otherApp(system, operator);
    const plate = freshPlate();
    const endsAt = new Date(
      Date.parse((await program.call('GET', '/v1/health')).headers.get('server-time')!) + 3_600_000,
    );
    const asked = { reference: randomUUID(), plate, areaId: 'A', endsAt: endsAt.toISOString() };
    const { id } = await program.ask<RightView>('POST', '/v1/third-party-rights', asked, app.more);
    await program.ask('POST', `/v1/third-party-rights/${id}/_end`, undefined, app.more);

    const mine = () => receiver.received.filter(({ data }) => data['rightId'] === id);
    await eventually('both events arrive', () => Promise.resolve(mine().length === 2));
    expect(mine().map(({ type }) => type)).toEqual([
      'nl.parkeerrechten.recht-aangemeld',
      'nl.parkeerrechten.recht-beeindigd',
    ]);
    expect(receiver.faults).toEqual([]);
    expect(JSON.stringify(receiver.received)).not.toContain(plate.replaceAll('-', ''));

    const deliveries = await operator.ask<Deliveries>('GET', `${PATH}/${key.keyId}/deliveries`);
    expect(deliveries.items.length).toBeGreaterThanOrEqual(2);
    const listed = await operator.call<Subscriptions>('GET', PATH);
    expect(listed.body.items.find((item) => item.id === key.keyId)).toMatchObject({ givenUp: 0 });
    expect(listed.text).not.toContain(key.secret);
    const after = await operator.ask<Subscriptions>('POST', `${PATH}/${key.keyId}/_end`);
    expect(after.items.some((item) => item.id === key.keyId)).toBe(false);
  } finally {
    await receiver.close();
  }
});
