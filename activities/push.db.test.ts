import { createECDH, randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type PushKind } from '../rules/messages.ts';
import { type Notice } from './db/stores/push.ts';
import { importReleases } from './municipalities/import.ts';
import { startParking, stopParking } from './parking.ts';
import { remindParking } from './parking-notices.ts';
import { type Deps } from './ports.ts';
import { webPush } from './providers/push.ts';
import { type PushContent, sendPush } from './push.ts';
import { count, depsOn } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { browserWithPush } from './testing/push-browser.ts';
import { startPushService, type TestPushService } from './testing/push-service.ts';
import { visitorPermit, withVisitorScheme } from './testing/visitor-scheme.ts';

jest.setTimeout(60_000);

/** A Wednesday, ten in the morning by the wall clock. */
const NOW = '2026-05-06T08:00:00.000Z';
const DUE = '2026-05-06T08:50:00.000Z';
const END = '2026-05-06T09:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
let service: TestPushService;
beforeAll(async () => {
  [database, service] = await Promise.all([openTestDatabase(4), startPushService()]);
  const ours = createECDH('prime256v1');
  ours.generateKeys();
  const push = webPush({
    privateKey: ours.getPrivateKey('base64url'),
    contact: 'mailto:beheer@voorbeeld.example',
    services: [service.origin],
  });
  deps = await depsOn(database.pool, { push, clock: () => DUE });
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

/** Somebody with two browsers that take notices, whose car stands from ten to eleven. */
async function parked() {
  const { permitId } = await visitorPermit(deps, 5_000);
  const accountId = randomUUID();
  await database.pool.query(
    `INSERT INTO account (id, email, email_key, verified_at, created_at) VALUES ($1, $2, $2, $3, $3)`,
    [accountId, `${accountId}@gast.example`, NOW],
  );
  const browsers = await Promise.all(
    ['phone', 'laptop'].map(async (name) => {
      const browser = { ...browserWithPush(), name: `${name}-${accountId}`, sessionId: randomUUID() };
      await database.pool.query(
        `INSERT INTO account_session (id, token_hash, account_id, device, remembered, ends_at)
         VALUES ($1, $2, $3, $4, true, now() + interval '1 day')`,
        [browser.sessionId, Buffer.from(browser.sessionId), accountId, name],
      );
      const { p256dh, auth } = browser.keys;
      await database.pool.query(
        `INSERT INTO push_subscription (account_id, session_id, endpoint, p256dh, auth, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
        [accountId, browser.sessionId, service.endpoint(browser.name), p256dh, auth, NOW],
      );
      return browser;
    }),
  );
  const actor = { kind: 'account', id: accountId } as const;
  const started = await startParking(deps, {
    permitId, country: 'NL', plate: 'ZX417K', display: 'ZX-417-K', endsAt: END, actor, at: NOW,
  }); // prettier-ignore
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
  await database.pool.query('UPDATE parking_action SET account_id = $2 WHERE id = $1', [started.id, accountId]);
  return { actionId: started.id, actor, phone: browsers[0]!, laptop: browsers[1]!, accountId };
}

/** What the queue would be given for this account. */
async function queued(accountId: string): Promise<Notice[]> {
  const { rows } = await database.pool.query<{ payload: Notice }>(
    `SELECT o.payload FROM outbox o JOIN push_subscription s ON s.id = o.subject_id
      WHERE o.kind = 'send-push' AND s.account_id = $1 ORDER BY o.seq`,
    [accountId],
  );
  return rows.map(({ payload }) => payload);
}
const deliver = async (accountId: string) => {
  for (const notice of await queued(accountId)) await sendPush(deps, notice);
};

describe('a notice', () => {
  it('goes to every browser that is signed in, in the words of the mail, without a plate [PEERS-001]', async () => {
    const { actionId, accountId, phone, laptop } = await parked();
    await remindParking(deps, { actionId, at: DUE });
    const notices = await queued(accountId);
    expect(notices).toHaveLength(2);
    for (const notice of notices) expect(Object.keys(notice).sort()).toEqual(['actionId', 'kind', 'subscriptionId']);
    await deliver(accountId);
    for (const browser of [phone, laptop]) {
      const [got, ...more] = service.received(browser.name);
      expect(more).toEqual([]);
      const text = browser.read(got!.body);
      expect(text).not.toMatch(/ZX-?417-?K/);
      expect(JSON.parse(text)).toMatchObject({
        kind: 'parking-reminder',
        title: 'Uw parkeeractie stopt bijna',
        endsAt: END,
        tag: `action-${actionId}`,
        url: expect.stringMatching(/^http:\/\/localhost\/parking\/do#[\w-]{43}$/),
        actions: [{ action: 'extend', title: 'Verlengen' }, { action: 'stop', title: 'Stoppen' }],
      }); // prettier-ignore
      expect(got!.headers).toMatchObject({ urgency: 'high', ttl: '600' });
    }
  });

  it('brings a link of its own, which lies in no queue [PEERS-003]', async () => {
    const { actionId, accountId, phone } = await parked();
    await remindParking(deps, { actionId, at: DUE });
    expect(await count(database.pool, 'account_link WHERE action_id = $1', [actionId])).toBe(1); // of the mail
    await deliver(accountId);
    expect(await count(database.pool, 'account_link WHERE action_id = $1', [actionId])).toBe(3);
    const { url } = JSON.parse(phone.read(service.received(phone.name)[0]!.body)) as PushContent;
    const hash = deps.vault.fingerprint('token', url.split('#')[1]!);
    expect(await count(database.pool, 'account_link WHERE token_hash = $1 AND action_id = $2', [hash, actionId])).toBe(
      1,
    );
  });

  it('for a browser that takes no more ends its subscription; the other goes on', async () => {
    const { actionId, accountId, phone, laptop } = await parked();
    service.answers(phone.name, 410);
    await remindParking(deps, { actionId, at: DUE });
    await deliver(accountId);
    const { rows } = await database.pool.query('SELECT endpoint FROM push_subscription WHERE account_id = $1', [
      accountId,
    ]);
    expect(rows).toEqual([{ endpoint: service.endpoint(laptop.name) }]);
    service.answers(laptop.name, 503);
    await expect(deliver(accountId)).rejects.toThrow('the push service does not answer');
    expect(await queued(accountId)).toHaveLength(1);
  });

  it('is not sent to a browser that was signed out or taken off the list, nor of an action that was stopped', async () => {
    const { actionId, accountId, actor, phone, laptop } = await parked();
    await remindParking(deps, { actionId, at: DUE });
    const notices = await queued(accountId);
    await database.pool.query('DELETE FROM account_session WHERE id = $1', [phone.sessionId]);
    await stopParking(deps, { actionId, actor, at: DUE });
    for (const notice of notices) await sendPush(deps, notice);
    expect([...service.received(phone.name), ...service.received(laptop.name)]).toEqual([]);
  });

  it('has words for everything a browser is told of, in both languages', async () => {
    const { actionId, accountId, phone } = await parked();
    const [subscription] = (
      await database.pool.query<{ id: string }>('SELECT id FROM push_subscription WHERE session_id = $1', [
        phone.sessionId,
      ])
    ).rows;
    const kinds: PushKind[] = [
      'permit-coupled-elsewhere', 'grant-accepted', 'grant-ended', 'parking-reminder', 'parking-still-running', 'parking-cancelled',
      'balance-low',
    ]; // prettier-ignore
    for (const language of ['nl', 'en']) {
      await database.pool.query('UPDATE account SET language = $2 WHERE id = $1', [accountId, language]);
      for (const kind of kinds) await sendPush(deps, { subscriptionId: subscription!.id, kind, actionId });
    }
    const told = service.received(phone.name).map(({ body }) => JSON.parse(phone.read(body)) as PushContent);
    expect(new Set(told.map(({ title }) => title)).size).toBe(14);
    for (const { title, body } of told) expect(`${title} ${body}`).not.toMatch(/[{}]|ZX|undefined/);
  });
});
