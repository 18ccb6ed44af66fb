import { randomUUID } from 'node:crypto';
import { inTransaction } from '../db/transaction.ts';
import { queueMessage, type NewMessage } from '../db/stores/messages.ts';
import { type Deps, type Delivery, type Mail } from '../ports.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { importReleases } from '../municipalities/import.ts';
import { recordBounce } from './bounce.ts';
import { giveUpMessage, sendMessage } from './send.ts';

let database: TestDatabase;
let deps: Deps;
let permitId: string;
const sent: Mail[] = [];
let delivery: (mail: Mail) => Delivery;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool, {
    mailer: {
      send: (mail) => {
        sent.push(mail);
        return Promise.resolve(delivery(mail));
      },
    },
  });
  await importReleases(database.pool, [withVisitorScheme()], '2026-02-01T00:00:00.000Z');
  ({ permitId } = await visitorPermit(deps, 1_000));
});
beforeEach(() => {
  sent.length = 0;
  delivery = (mail) => ({ outcome: 'sent', smtpId: `<${mail.id}>` });
});
afterAll(() => database.drop());

async function account(email: string): Promise<string> {
  const { rows } = await deps.pool.query<{ id: string }>(
    'INSERT INTO account (email, email_key, created_at) VALUES ($1, $1, $2) RETURNING id',
    [email, NOW],
  );
  return rows[0]!.id;
}

/** Queues it, and gives its id for the queue. */
async function queued(message: Omit<NewMessage, 'language' | 'holderId'>): Promise<string> {
  await inTransaction(deps.pool, (tx) => queueMessage(tx, { holderId: null, language: 'nl', ...message }, NOW));
  const { rows } = await deps.pool.query<{ id: string }>('SELECT id FROM message ORDER BY id DESC LIMIT 1');
  return rows[0]!.id;
}

const action = async (plate: string | null, grantId: string | null = null): Promise<string> => {
  const { rows } = await deps.pool.query<{ id: string }>(
    `INSERT INTO parking_action (municipality_id, permit_id, area_id, release, country, plate, display, starts_at, ends_at, holds, started_at, grant_id)
     SELECT municipality_id, id, 'B', release, 'NL', $2, $2, $3, $3::timestamptz + interval '2 hours', '[]', $3, $4 FROM permit WHERE id = $1
     RETURNING id`,
    [permitId, plate, NOW, grantId],
  );
  return rows[0]!.id;
};

describe('a mail about an account itself', () => {
  it('comes from the parking app, of no municipality, and leaves its link nowhere once it is sent', async () => {
    const email = 'nieuw@inwoner.example';
    const link = 'http://localhost/parking/verify#geheim';
    const messageId = await queued({
      municipalityId: null,
      accountId: await account(email),
      recipient: email,
      kind: 'account-verify',
      private: { link },
    });
    await sendMessage(deps, { messageId });
    expect(sent).toMatchObject([
      { to: email, from: expect.stringMatching(/^"Parkwerk/) as string, replyTo: deps.mailFrom },
    ]);
    expect(sent[0]!.text).toContain(`Bevestig e-mailadres: ${link}`);
    expect(await count(deps.pool, `message WHERE id = $1 AND status = 'sent' AND private IS NULL`, [messageId])).toBe(
      1,
    );
    expect(await count(deps.pool, `audit_event WHERE kind = 'message-sent'`)).toBe(0);
    await sendMessage(deps, { messageId });
    expect(sent).toHaveLength(1);
  });

  it('that cannot be delivered shows at the account, at once and later', async () => {
    const bounced = (id: string) => count(deps.pool, 'account WHERE id = $1 AND bounced_at IS NOT NULL', [id]);
    const [first, second] = [await account('bounce@inwoner.example'), await account('later-bounce@inwoner.example')];
    const about = { municipalityId: null, kind: 'password-changed' } as const;
    delivery = () => ({ outcome: 'bounced', status: '5.1.1' });
    await sendMessage(deps, {
      messageId: await queued({ ...about, accountId: first, recipient: 'bounce@inwoner.example' }),
    });
    delivery = () => ({ outcome: 'sent', smtpId: '<later>' });
    await sendMessage(deps, {
      messageId: await queued({ ...about, accountId: second, recipient: 'later-bounce@inwoner.example' }),
    });
    expect([await bounced(first), await bounced(second)]).toEqual([1, 0]);
    await recordBounce(deps, { smtpId: '<later>', status: '5.1.1' });
    expect(await bounced(second)).toBe(1);
  });

  it('that was tried too often asks for a person, without a municipality to ask it for', async () => {
    const messageId = await queued({ municipalityId: null, recipient: 'x@inwoner.example', kind: 'account-exists' });
    await giveUpMessage(deps, { messageId });
    const { rows } = await deps.pool.query('SELECT municipality_id, detail FROM incident WHERE subject = $1', [
      messageId,
    ]);
    expect(rows).toEqual([{ municipality_id: null, detail: { message: 'account-exists' } }]);
  });
});

describe('a mail about parking', () => {
  const about = (actionId: string) =>
    queued({ municipalityId: 'voorbeeld', recipient: 'sanne@inwoner.example', kind: 'parking-reminder', actionId });
  const textOf = async (messageId: string) => {
    await sendMessage(deps, { messageId });
    return sent.at(-1)!.text;
  };

  it('names the car as its owner does, else by its plate, and not at all once the plate is erased', async () => {
    await deps.pool.query(
      `INSERT INTO favourite (permit_id, country, plate, display, name, created_at) VALUES ($1, 'NL', '8KLM42', '8-KLM-42', 'Oma', $2)`,
      [permitId, NOW],
    );
    expect(await textOf(await about(await action('8KLM42')))).toContain('Uw parkeeractie van Oma in ');
    expect(await textOf(await about(await action('9KLM43')))).toContain('Uw parkeeractie van 9KLM43 in ');
    expect(await textOf(await about(await action(null)))).toContain('Uw parkeeractie in ');
    expect(await count(deps.pool, `audit_event WHERE kind = 'message-sent' AND permit_id = $1`, [permitId])).toBe(3);
  });

  it('to somebody with a grant shows no name that its owner keeps', async () => {
    const grantId = randomUUID();
    await deps.pool.query(
      `INSERT INTO permit_grant (id, municipality_id, permit_id, email, email_key, unit, status, invited_at)
       VALUES ($1, 'voorbeeld', $2, 'oma@inwoner.example', 'oma@inwoner.example', 'eurocent', 'invited', $3)`,
      [grantId, permitId, NOW],
    );
    const text = await textOf(await about(await action('8KLM42', grantId)));
    expect(text).toContain('van 8KLM42 in ');
    expect(text).not.toContain('Oma');
  });
});
