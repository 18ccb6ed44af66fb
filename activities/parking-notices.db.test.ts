import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { importReleases } from './municipalities/import.ts';
import { extendParking, parkingFacts, startParking, stopParking } from './parking.ts';
import { remindParking } from './parking-notices.ts';
import { type Deps } from './ports.ts';
import { count, depsOn } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { visitorPermit, withVisitorScheme } from './testing/visitor-scheme.ts';

jest.setTimeout(60_000);

/** A Wednesday, ten in the morning by the wall clock. */
const NOW = '2026-05-06T08:00:00.000Z';
const at = (time: string) => `2026-05-06T${time}:00.000Z`;

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(6);
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

/** An action from ten to eleven, started by somebody who wants to hear so long before its end. */
async function running(account: { minutes?: number | null; bounced?: boolean; openEnd?: boolean } = {}) {
  const { minutes = 10, bounced = false, openEnd = false } = account;
  const { permitId } = await visitorPermit(deps, 5_000);
  const accountId = randomUUID();
  await database.pool.query(
    `INSERT INTO account (id, email, email_key, verified_at, bounced_at, remind_minutes, created_at)
     VALUES ($1, $2, $2, $3, $4, $5, $3)`,
    [accountId, `${accountId}@gast.example`, NOW, bounced ? NOW : null, minutes],
  );
  const actor = { kind: 'account', id: accountId } as const;
  const started = await startParking(deps, {
    permitId, country: 'NL', plate: 'ZX417K', display: 'ZX-417-K', actor, at: NOW,
    ...(!openEnd && { endsAt: at('09:00') }),
  }); // prettier-ignore
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
  await database.pool.query('UPDATE parking_action SET account_id = $2, open_end = $3 WHERE id = $1', [
    started.id, accountId, openEnd,
  ]); // prettier-ignore
  return { actionId: started.id, actor };
}

const noticeAt = async (actionId: string) => (await parkingFacts(deps, { actionId })).noticeAt;
const mails = async (actionId: string) => {
  const { rows } = await database.pool.query<{ kind: string; private: { links: { stop?: string; extend?: string } } }>(
    'SELECT kind, private FROM message WHERE action_id = $1 ORDER BY created_at',
    [actionId],
  );
  return rows;
};
const kinds = async (actionId: string) => (await mails(actionId)).map(({ kind }) => kind);
const waitsUntil = async (actionId: string) => {
  const { rows } = await database.pool.query<{ next_due_at: Date }>(
    'SELECT next_due_at FROM process WHERE subject_id = $1',
    [actionId],
  );
  return rows[0]!.next_due_at.toISOString();
};

describe('a reminder', () => {
  it('is planned as long before the end as somebody wants, and the moved clock stops there [PEERS-001]', async () => {
    const { actionId } = await running();
    expect(await waitsUntil(actionId)).toBe(NOW); // until its process has read what there is to tell
    expect(await noticeAt(actionId)).toBe(at('08:50'));
    expect(await waitsUntil(actionId)).toBe(at('08:50'));
    const { actionId: silent } = await running({ minutes: null });
    expect(await noticeAt(silent)).toBeNull();
    expect(await waitsUntil(silent)).toBe(at('09:00'));
  });

  it('is sent once, of eight processes at the same moment, and not before it is due [PEERS-001]', async () => {
    const { actionId } = await running();
    await remindParking(deps, { actionId, at: at('08:49') });
    expect(await kinds(actionId)).toEqual([]);
    await Promise.all(Array.from({ length: 8 }, () => remindParking(deps, { actionId, at: at('08:50') })));
    expect(await kinds(actionId)).toEqual(['parking-reminder']);
    expect(await count(database.pool, `outbox WHERE kind = 'send-mail' AND payload ->> 'messageId' IN (SELECT id::text FROM message WHERE action_id = $1)`, [actionId])).toBe(1); // prettier-ignore
    expect(await noticeAt(actionId)).toBeNull();
    expect(await waitsUntil(actionId)).toBe(at('09:00'));
  });

  it('is not sent of an action that was stopped, or is over [PEERS-001]', async () => {
    const { actionId, actor } = await running();
    await stopParking(deps, { actionId, actor, at: at('08:30') });
    await remindParking(deps, { actionId, at: at('08:50') });
    const { actionId: over } = await running();
    await remindParking(deps, { actionId: over, at: at('09:00') });
    expect([...(await kinds(actionId)), ...(await kinds(over))]).toEqual([]);
  });

  it('is sent again for a later end, and not of an end that was chosen a moment ago [PEERS-001]', async () => {
    const { actionId, actor } = await running();
    await remindParking(deps, { actionId, at: at('08:50') });
    await extendParking(deps, { actionId, endsAt: at('09:05'), actor, at: at('08:58') });
    expect(await noticeAt(actionId)).toBeNull();
    await extendParking(deps, { actionId, endsAt: at('11:00'), actor, at: at('08:59') });
    expect(await noticeAt(actionId)).toBe(at('10:50'));
    await remindParking(deps, { actionId, at: at('09:00') });
    await remindParking(deps, { actionId, at: at('10:50') });
    expect(await kinds(actionId)).toEqual(['parking-reminder', 'parking-reminder']);
  });

  it('brings a link that works for this action until an hour after its end, and lies nowhere in the database but in the mail to send [PEERS-003]', async () => {
    const { actionId } = await running();
    await remindParking(deps, { actionId, at: at('08:50') });
    const [mail] = await mails(actionId);
    const { stop, extend } = mail!.private.links;
    expect(stop).toMatch(/^http:\/\/localhost\/parking\/do#[\w-]{43}$/);
    expect(extend).toBe(stop);
    const { rows } = await database.pool.query('SELECT purpose, action_id, ends_at, used_at FROM account_link WHERE action_id = $1', [actionId]); // prettier-ignore
    expect(rows).toEqual([{ purpose: 'action', action_id: actionId, ends_at: new Date(at('10:00')), used_at: null }]);
  });

  it('is not mailed to an address where nothing arrives', async () => {
    const { actionId } = await running({ bounced: true });
    await remindParking(deps, { actionId, at: at('08:50') });
    expect(await kinds(actionId)).toEqual([]);
    expect(await noticeAt(actionId)).toBeNull();
  });
});

describe('an action until somebody stops it', () => {
  it('is asked after in the evening, once that evening, while it runs [PEERS-002]', async () => {
    const { actionId, actor } = await running({ openEnd: true, minutes: null });
    expect(await noticeAt(actionId)).toBe(at('18:00'));
    await Promise.all([1, 2, 3].map(() => remindParking(deps, { actionId, at: at('18:00') })));
    expect(await kinds(actionId)).toEqual(['parking-still-running']);
    expect(await noticeAt(actionId)).toBeNull();
    const { actionId: stopped, actor: other } = await running({ openEnd: true, minutes: null });
    await stopParking(deps, { actionId: stopped, actor: other, at: at('12:00') });
    await remindParking(deps, { actionId: stopped, at: at('18:00') });
    expect(await kinds(stopped)).toEqual([]);
    await stopParking(deps, { actionId, actor, at: at('18:30') });
  });
});
