import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type StreetNotice } from '../../rules/street-notices.ts';
import { sendMessage } from '../messages/send.ts';
import { type Deps, type Mail } from '../ports.ts';
import { accountWith } from '../testing/account.ts';
import { depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { colleague, inTheNameOf, type Colleague } from '../testing/staff.ts';
import { releaseAnnouncement, writeAnnouncement } from './announcements.ts';
import { noticesFor, proposeNotices, streetReach } from './street-notices.ts';

jest.setTimeout(30_000);

let database: TestDatabase;
let deps: Deps;
let anna: Colleague;
let bob: Colleague;
const mails: Mail[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool, {
    mailer: { send: (mail) => Promise.resolve((mails.push(mail), { outcome: 'sent', smtpId: mail.id })) },
  });
  [anna, bob] = await Promise.all([colleague(database.pool, 'senior'), colleague(database.pool, 'senior')]);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query('UPDATE holder SET street_notices = false');
  await database.pool.query('UPDATE account SET street_notices = false');
});

const TOWING: StreetNotice = { cause: 'towing', startsOn: '2026-05-11', endsOn: '2026-05-11' };
const write = async (areas: string[], notice: StreetNotice = TOWING, at = NOW) => {
  const id = randomUUID();
  const nl = { subject: 'Wegsleepdag', body: 'Zet uw auto weg.' };
  const en = { subject: 'Towing day', body: 'Move your car.' };
  return { id, said: await writeAnnouncement(deps, { id, ...inTheNameOf(anna), areas, nl, en, notice }, at) };
};
const release = (id: string, at = NOW) => releaseAnnouncement(deps, { id, ...inTheNameOf(bob) }, at);

interface Reader {
  holderId: string;
  accountId: string;
  permitId: string;
}

/** Somebody with a permit in a zone and the app, who asked to hear of the street at the desk, in the app, or nowhere. */
async function reader(
  product: 'resident' | 'resident-centre',
  wants: { desk?: boolean; app?: boolean } = {},
  language = 'nl',
): Promise<Reader> {
  const { holderId, permitId } = await residentPermit(deps, product, []);
  const accountId = await accountWith(database.pool, permitId);
  await database.pool.query(
    'UPDATE holder SET email = $2, email_verified_at = $3, street_notices = $4, language = $5 WHERE id = $1',
    [holderId, `${holderId}@inwoner.example`, NOW, wants.desk ?? false, language],
  );
  await database.pool.query('UPDATE account SET street_notices = $2, language = $3 WHERE id = $1', [
    accountId,
    wants.app ?? false,
    language,
  ]);
  return { holderId, accountId, permitId };
}

const told = async (id: string) =>
  (
    await database.pool.query<{ reader: string }>(
      'SELECT coalesce(holder_id, account_id) AS reader FROM message WHERE announcement_id = $1',
      [id],
    )
  ).rows.map((row) => row.reader);
const ids = (notices: Awaited<ReturnType<typeof noticesFor>>) => notices.items.map(({ id }) => id);

it('a notice goes to who asked for it and parks in that zone, and to nobody else [BEYOND-037]', async () => {
  const both = await reader('resident', { desk: true, app: true });
  const inTheApp = await reader('resident', { app: true }, 'en');
  const silent = await reader('resident');
  const elsewhere = await reader('resident-centre', { desk: true, app: true });
  expect(await streetReach(deps, { municipalityId: 'voorbeeld', areas: ['B'] }, NOW)).toEqual({
    nl: 2, en: 1, withoutMail: 0,
  }); // prettier-ignore
  const { id } = await write(['B']);
  expect(await release(id)).toEqual({ outcome: 'released', recipients: 3 });
  expect((await told(id)).sort()).toEqual([both.holderId, both.accountId, inTheApp.accountId].sort());
  for (const { accountId, holderId } of [both, inTheApp, silent]) {
    expect(ids(await noticesFor(deps, { holderId }, NOW))).toContain(id);
    expect(ids(await noticesFor(deps, { accountId }, NOW))).toContain(id);
  }
  expect(ids(await noticesFor(deps, { holderId: elsewhere.holderId }, NOW))).toEqual([]);
  expect(ids(await noticesFor(deps, { accountId: elsewhere.accountId }, NOW))).toEqual([]);
  expect(await told(id)).not.toContain(elsewhere.holderId);
});

it('who reads desk and app at one address gets one mail, which says where and when [BEYOND-037]', async () => {
  const { holderId, accountId } = await reader('resident', { desk: true, app: true });
  const address = `${holderId}@inwoner.example`;
  await database.pool.query('UPDATE account SET email = $2, email_key = $2 WHERE id = $1', [accountId, address]);
  const { id } = await write(['B']);
  expect(await release(id)).toEqual({ outcome: 'released', recipients: 1 });
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM message WHERE announcement_id = $1', [id]);
  await sendMessage(deps, { messageId: rows[0]!.id });
  const mail = mails.find(({ to }) => to === address)!;
  expect(mail.subject).toBe('Wegsleepdag');
  expect(mail.text).toMatch(/Zet uw auto weg\.\n+Waar: .+\. Wanneer: op 11 mei 2026\./);
});

it('the browsers of the app are told as well, also without an address that works [BEYOND-037]', async () => {
  const { accountId, permitId } = await reader('resident', { app: true });
  await database.pool.query('UPDATE account SET bounced_at = $2 WHERE id = $1', [accountId, NOW]);
  const session = randomUUID();
  await database.pool.query(
    `INSERT INTO account_session (id, account_id, token_hash, device, remembered, created_at, seen_at, ends_at)
     VALUES ($1, $2, $3, 'test', true, now(), now(), now() + interval '1 day')`,
    [session, accountId, Buffer.from(session)],
  );
  await database.pool.query(
    `INSERT INTO push_subscription (account_id, session_id, endpoint, p256dh, auth, created_at) VALUES ($1, $2, $3, 'x', 'x', now())`,
    [accountId, session, `https://push.example/${session}`],
  );
  const { id } = await write(['B']);
  expect(await release(id)).toEqual({ outcome: 'released', recipients: 0 });
  const { rows } = await database.pool.query<{ payload: object }>(
    `SELECT o.payload FROM outbox o JOIN push_subscription s ON s.id = o.subject_id WHERE o.kind = 'send-push' AND s.account_id = $1`,
    [accountId],
  );
  expect(rows).toEqual([{ payload: expect.objectContaining({ kind: 'street-notice', permitId }) }]);
});

it('a notice is written and let go before it starts, and stands until it is over [BEYOND-037]', async () => {
  const { holderId } = await reader('resident');
  expect((await write(['B'], { ...TOWING, startsOn: '2026-05-01' })).said).toMatchObject({ ground: 'notice-begun' });
  expect((await write(['B'], { ...TOWING, endsOn: '2026-05-10' })).said).toMatchObject({ ground: 'notice-ends-first' });
  const { id } = await write(['B']);
  expect(ids(await noticesFor(deps, { holderId }, NOW))).not.toContain(id);
  const late = await write(['B']);
  expect(await release(late.id, '2026-05-11T08:00:00.000Z')).toMatchObject({ ground: 'notice-begun' });
  await release(id);
  expect(ids(await noticesFor(deps, { holderId }, '2026-05-11T21:59:59.000Z'))).toContain(id);
  expect(ids(await noticesFor(deps, { holderId }, '2026-05-11T22:00:00.000Z'))).not.toContain(id);
});

it('of a release that changes a price a notice lies ready, which one colleague lets go [BEYOND-037]', async () => {
  const { content: before, number } = await deps.releases.inForce('voorbeeld', NOW);
  const [first] = before.tariffs.regulations;
  const frames = first!.frames.map((frame) => ({ ...frame, from: '00:00', to: '24:00' }));
  const regulations = before.tariffs.regulations.map((one) => (one === first ? { ...one, frames } : one));
  const after = { ...before, tariffs: { ...before.tariffs, regulations } };
  const change = { municipalityId: 'voorbeeld', number, before, after };
  const proposed = async () =>
    (
      await database.pool.query<{ id: string; areas: string[]; starts_on: string; subject_en: string }>(
        'SELECT id, areas, starts_on::text, subject_en FROM announcement WHERE release = $1',
        [number],
      )
    ).rows;
  await proposeNotices(database.pool, deps, { ...change, validFrom: NOW }, NOW);
  expect(await proposed()).toEqual([]);
  await proposeNotices(database.pool, deps, { ...change, validFrom: '2026-05-31T22:00:00.000Z' }, NOW);
  const [notice] = await proposed();
  expect(notice).toMatchObject({
    areas: before.areas.map(({ id }) => id).filter((id) => first!.areas.includes(id)),
    starts_on: '2026-06-01',
    subject_en: 'The parking tariff changes from 1 June 2026',
  });
  expect(await releaseAnnouncement(deps, { id: notice!.id, ...inTheNameOf(anna) }, NOW)).toMatchObject({
    outcome: 'released',
  });
});
