import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type AuditEvent } from '../../rules/audit.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { webhookSender } from '../providers/webhooks.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { linkAll } from '../testing/chain.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { startEventReceiver, type EventReceiver } from '../testing/event-receiver.ts';
import { colleague, inTheNameOf } from '../testing/staff.ts';
import { sendDeliveries, writeDeliveries } from './send.ts';
import { changeDelivery, changeSubscription, subscribe } from './subscriptions.ts';

jest.setTimeout(30_000);

let database: TestDatabase;
let deps: Deps;
let receiver: EventReceiver;
let operator: { municipalityId: string; actor: { kind: 'staff'; id: string; roles: ['operator'] } };
let subscriptionId: string;
const send = webhookSender({ toPrivate: true });

beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
  operator = inTheNameOf(await colleague(database.pool, 'operator'));
});
afterAll(() => database.drop());
beforeEach(async () => {
  receiver = await startEventReceiver();
  const asked = { ...operator, name: randomUUID(), url: receiver.url };
  const given = await subscribe(
    deps,
    { ...asked, kinds: ['permit-issued', 'permit-ended', 'permit-expired'] },
    { plain: true },
    NOW,
  );
  if (given.outcome !== 'given') throw new Error(given.ground);
  subscriptionId = given.subscriptionId;
  receiver.trusts(subscriptionId, given.secret);
});
afterEach(async () => {
  await act('end');
  await receiver.close();
});

const act = (what: 'pause' | 'resume' | 'end' | 'send-again') =>
  changeSubscription(deps, { ...operator, id: subscriptionId, act: what }, NOW);

/** Happens, and is linked to the chain. */
async function happens(applicationId: string, event: AuditEvent): Promise<void> {
  await inTransaction(database.pool, (tx) =>
    record(tx, NOW, SYSTEM, { municipalityId: 'voorbeeld', applicationId }, event),
  );
  await linkAll(database.pool);
}
const issued = (permitId: string = randomUUID()): AuditEvent => ({
  kind: 'permit-issued',
  data: { permitId, release: 1, from: NOW, until: '2027-05-01T00:00:00.000Z' },
});
const ended = (permitId: string): AuditEvent => ({
  kind: 'permit-ended',
  data: { permitId, at: NOW, ground: 'moved' },
});
const expired = (permitId: string): AuditEvent => ({ kind: 'permit-expired', data: { permitId } });

/** As if every back-off had passed. */
const dueNow = () => database.pool.query(`UPDATE event_delivery SET not_before = now() WHERE status = 'waiting'`);
/** Everything that is due, as the worker's loop does it. */
async function deliver(): Promise<void> {
  await writeDeliveries(deps);
  while ((await sendDeliveries(deps, send)) > 0);
}
const told = (applicationId: string) =>
  receiver.received.filter(({ subject }) => subject === applicationId).map(({ type }) => type.split('.').at(-1));
const mine = (status: string) =>
  count(database.pool, `event_delivery WHERE subscription_id = $1 AND status = '${status}'`, [subscriptionId]);

describe('another system', () => {
  it('hears of what it asked for, signed, in the NL GOV profile and with ids alone', async () => {
    const applicationId = randomUUID();
    await happens(applicationId, issued());
    await happens(applicationId, { kind: 'application-closed', data: { status: 'closed-issued' } });
    await deliver();
    expect(receiver.faults).toEqual([]);
    expect(receiver.received).toMatchObject([
      {
        specversion: '1.0',
        source: 'urn:nld:oin:00000009900100000000:systeem:parkwerk',
        type: 'nl.parkeervergunningen.vergunning-verleend',
        subject: applicationId,
        data: { applicationId, release: 1 },
      },
    ]);
  });

  it('hears of what happened while it was down, later and once, in the order of each case', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    receiver.answersNext([500]);
    await happens(first, issued(first));
    await deliver();
    await happens(first, ended(first));
    await happens(second, issued(second));
    await deliver();
    expect([told(first), told(second)]).toEqual([[], ['vergunning-verleend']]);
    await dueNow();
    await deliver();
    expect(told(first)).toEqual(['vergunning-verleend', 'vergunning-beeindigd']);
    expect(told(second)).toEqual(['vergunning-verleend']);
    const ids = receiver.received.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const order = receiver.received.filter(({ subject }) => subject === first).map(({ sequence }) => Number(sequence));
    expect(order[0]).toBeLessThan(order[1]!);
  });

  it('gets the same event again when nobody knows whether it arrived, told from others by its id', async () => {
    const applicationId = randomUUID();
    await happens(applicationId, issued());
    await writeDeliveries(deps);
    await sendDeliveries(deps, async (event) => {
      await send(event);
      throw new Error('the line went dead');
    });
    await dueNow();
    await deliver();
    const [one, two] = receiver.received;
    expect(receiver.received).toHaveLength(2);
    expect(two).toEqual(one);
  });

  it('that keeps failing waits for a person: the incident is open, later ones of the case wait, and sending again brings all', async () => {
    const [first, other] = [randomUUID(), randomUUID()];
    await happens(first, issued(first));
    await writeDeliveries(deps);
    await database.pool.query(`UPDATE event_delivery SET tries = 23 WHERE subscription_id = $1`, [subscriptionId]);
    receiver.answersNext([503]);
    await deliver();
    expect(await mine('given-up')).toBe(1);
    const open = () =>
      count(database.pool, `incident WHERE kind = 'event-not-delivered' AND subject = $1 AND closed_at IS NULL`, [
        subscriptionId,
      ]);
    expect(await open()).toBe(1);
    await happens(first, ended(first));
    await happens(other, issued(other));
    await deliver();
    expect([told(first), told(other)]).toEqual([[], ['vergunning-verleend']]);
    await act('send-again');
    await deliver();
    expect(told(first)).toEqual(['vergunning-verleend', 'vergunning-beeindigd']);
    expect(await open()).toBe(0);
  });

  it('can have one left out, after which the case goes on; what is not given up cannot be', async () => {
    const applicationId = randomUUID();
    await happens(applicationId, issued());
    await happens(applicationId, expired(applicationId));
    await writeDeliveries(deps);
    const { rows } = await database.pool.query<{ id: string }>(
      'SELECT id FROM event_delivery WHERE subscription_id = $1 ORDER BY position LIMIT 1',
      [subscriptionId],
    );
    const skip = () =>
      changeDelivery(deps, { ...operator, id: subscriptionId, deliveryId: rows[0]!.id, act: 'skip' }, NOW);
    expect(await skip()).toMatchObject({ ground: 'delivery-not-given-up' });
    await database.pool.query(`UPDATE event_delivery SET status = 'given-up' WHERE id = $1`, [rows[0]!.id]);
    expect(await skip()).toEqual({ outcome: 'changed' });
    await deliver();
    expect(told(applicationId)).toEqual(['vergunning-verlopen']);
  });

  it('that is paused misses nothing, and hears nothing once it is ended', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    await act('pause');
    await happens(first, issued());
    await deliver();
    expect(receiver.received).toEqual([]);
    await act('resume');
    await deliver();
    expect(told(first)).toEqual(['vergunning-verleend']);
    await act('end');
    await happens(second, issued());
    await deliver();
    expect(told(second)).toEqual([]);
  });

  it('is told once by two workers at the same time, each case in its order', async () => {
    const cases = Array.from({ length: 12 }, () => randomUUID());
    for (const one of cases) await happens(one, issued(one));
    for (const one of cases) await happens(one, ended(one));
    await Promise.all([deliver(), deliver(), deliver()]);
    await deliver();
    for (const one of cases) expect(told(one)).toEqual(['vergunning-verleend', 'vergunning-beeindigd']);
    expect(receiver.received).toHaveLength(24);
  });
});

describe('a subscription', () => {
  const again = (more: object) =>
    subscribe(
      deps,
      { ...operator, name: randomUUID(), url: receiver.url, kinds: ['permit-issued'], ...more },
      { plain: false },
      NOW,
    );

  it('is refused for an address without encryption, and in a municipality without a number of its own', async () => {
    expect(await again({})).toMatchObject({ ground: 'receiver-address-wrong' });
    const without = {
      ...deps,
      releases: {
        ...deps.releases,
        inForce: async () => {
          const release = await deps.releases.inForce('voorbeeld', NOW);
          return {
            ...release,
            content: { ...release.content, municipality: { ...release.content.municipality, oin: null } },
          };
        },
      },
    };
    const asked = { ...operator, name: 'x', url: 'https://a.example/', kinds: ['permit-issued'] as const };
    expect(await subscribe(without, asked, { plain: false }, NOW)).toMatchObject({ ground: 'oin-missing' });
  });

  it('keeps no secret that can be read, and is another municipality’s to nobody', async () => {
    const { rows } = await database.pool.query<{ row: string }>(
      'SELECT s::text AS row FROM event_subscription s WHERE id = $1',
      [subscriptionId],
    );
    const key = /"secret":"([^"]+)"/.exec(JSON.stringify(await again({ url: 'https://a.example/' })))![1]!;
    expect(rows[0]!.row).not.toContain(key);
    const elsewhere = { ...operator, municipalityId: 'deventer', id: subscriptionId };
    expect(await changeSubscription(deps, { ...elsewhere, act: 'pause' }, NOW)).toMatchObject({ ground: 'not-found' });
  });
});
