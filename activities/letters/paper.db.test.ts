import { randomUUID } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { inTransaction } from '../db/transaction.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { erase } from '../erasure.ts';
import { recordBounce } from '../messages/bounce.ts';
import { sendMessage } from '../messages/send.ts';
import { type Deps, type Delivery, type Mail } from '../ports.ts';
import { makePostBatch, markPostBatchSent, readPostBatch } from '../staff-work/post.ts';
import { count, depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { colleague } from '../testing/staff.ts';
import { type LetterContent } from './page.ts';
import { printPostBatch } from './print-batch.ts';
import { requestLetter } from './request.ts';
import { renderDueLetter } from './render.ts';

let database: TestDatabase;
let deps: Deps;
let clerk: Extract<Actor, { kind: 'staff' }>;
const sent: Mail[] = [];
let delivery: (mail: Mail) => Delivery;
beforeAll(async () => {
  database = await openTestDatabase(10);
  deps = await depsOn(database.pool, {
    mailer: {
      send: (mail) => {
        sent.push(mail);
        return Promise.resolve(delivery(mail));
      },
    },
  });
  clerk = await colleague(database.pool, 'clerk');
});
beforeEach(async () => {
  sent.length = 0;
  delivery = (mail) => ({ outcome: 'sent', smtpId: `<${mail.id}>` });
  await database.pool.query('DELETE FROM post_item');
});
afterAll(() => database.drop());

const print = () => Promise.resolve(Buffer.from('%PDF'));
const bounces = () => (delivery = () => ({ outcome: 'bounced', status: '5.1.1' }));

/** Somebody with a permit, and what is known of their address. */
async function somebody(email: string | null = 'sanne@inwoner.example') {
  const { permitId, holderId } = await residentPermit(deps, 'resident', [randomUUID().slice(0, 6).toUpperCase()]);
  await database.pool.query('UPDATE holder SET email = $2 WHERE id = $1', [holderId, email]);
  const { rows } = await database.pool.query<{ application_id: string }>(
    'SELECT application_id FROM permit WHERE id = $1',
    [permitId],
  );
  return { municipalityId: 'voorbeeld', holderId, permitId, applicationId: rows[0]!.application_id, email };
}
type Somebody = Awaited<ReturnType<typeof somebody>>;

async function mailed(
  { email, ...about }: Somebody,
  kind: 'documents-asked' | 'permit-blocked' | 'email-code',
): Promise<string> {
  await inTransaction(deps.pool, (tx) =>
    queueMessage(tx, { ...about, language: 'nl', recipient: email, kind, private: { ground: 'block-asked' } }, NOW),
  );
  const { rows } = await database.pool.query<{ id: string }>(
    'SELECT id FROM message WHERE holder_id = $1 ORDER BY id DESC LIMIT 1',
    [about.holderId],
  );
  await sendMessage(deps, { messageId: rows[0]!.id });
  return rows[0]!.id;
}

async function written({ email: _email, ...about }: Somebody): Promise<string> {
  await inTransaction(deps.pool, (tx) =>
    requestLetter(tx, { ...about, kind: 'permit-blocked', language: 'nl', ground: 'block-asked' }, NOW),
  );
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM letter WHERE holder_id = $1', [
    about.holderId,
  ]);
  return rows[0]!.id;
}

async function onPaper(holderId: string): Promise<{ what: string; ground: string; content: LetterContent }[]> {
  const { rows } = await database.pool.query<{ what: string; ground: string; content_sealed: Buffer }>(
    'SELECT what, ground, content_sealed FROM post_item WHERE holder_id = $1 ORDER BY put_at, id',
    [holderId],
  );
  return rows.map(({ content_sealed, ...row }) => ({
    ...row,
    content: JSON.parse(deps.vault.open(content_sealed).toString()) as LetterContent,
  }));
}

describe('a mail that does not arrive', () => {
  it('because the address is refused at once, goes by post with the same words [PEERS-035]', async () => {
    bounces();
    const whom = await somebody();
    await mailed(whom, 'documents-asked');
    const [letter] = await onPaper(whom.holderId);
    expect(letter).toMatchObject({ what: 'documents-asked', ground: 'bounced' });
    expect(letter!.content.title).not.toBe('');
    expect(JSON.stringify(letter!.content.blocks)).toContain('op papier');
    expect(
      await count(database.pool, `audit_event WHERE holder_id = $1 AND kind = 'put-on-paper'`, [whom.holderId]),
    ).toBe(1);
  });

  it('because the other side finds out later, goes by post too, once however often it is told', async () => {
    const whom = await somebody();
    const id = await mailed(whom, 'documents-asked');
    expect(await onPaper(whom.holderId)).toEqual([]);
    for (let told = 0; told < 2; told += 1) await recordBounce(deps, { smtpId: `<${id}>`, status: '5.1.1' });
    expect(await onPaper(whom.holderId)).toHaveLength(1);
  });

  it('makes every later one a letter without trying, until there is another address', async () => {
    bounces();
    const whom = await somebody();
    await mailed(whom, 'documents-asked');
    sent.length = 0;
    await mailed(whom, 'documents-asked');
    expect(sent).toEqual([]);
    expect(await onPaper(whom.holderId)).toHaveLength(2);
    await mailed(whom, 'email-code'); // of use at once or never, and perhaps the address works again
    expect(sent).toHaveLength(1);
    expect(await onPaper(whom.holderId)).toHaveLength(2);
  });

  it('that came with a decision has that decision posted instead, whichever of them was there first', async () => {
    const [early, late] = [await somebody(), await somebody()];
    const letterId = await written(early);
    await renderDueLetter(deps, print, { letterId });
    bounces();
    await mailed(early, 'permit-blocked');
    expect(await onPaper(early.holderId)).toMatchObject([{ what: 'permit-blocked' }]);
    expect(await count(database.pool, 'post_item WHERE letter_id = $1', [letterId])).toBe(1);

    const lateLetter = await written(late);
    await mailed(late, 'permit-blocked');
    expect(await onPaper(late.holderId)).toEqual([]);
    await renderDueLetter(deps, print, { letterId: lateLetter });
    expect(await count(database.pool, 'post_item WHERE letter_id = $1', [lateLetter])).toBe(1);
  });
});

it('whoever has no address for mail gets what must be told by post, and decisions as well [PEERS-035]', async () => {
  const whom = await somebody(null);
  await mailed(whom, 'documents-asked');
  await renderDueLetter(deps, print, { letterId: await written(whom) });
  expect(sent).toEqual([]);
  expect((await onPaper(whom.holderId)).map(({ what, ground }) => [what, ground])).toEqual([
    ['documents-asked', 'no-address'],
    ['permit-blocked', 'no-address'],
  ]);
});

describe('what waits for the post', () => {
  const batch = (id: string) => ({ id, municipalityId: 'voorbeeld', actor: clerk });

  it('is printed together with the names and addresses of now, and sent once', async () => {
    const [one, other, nowhere] = [await somebody(null), await somebody(null), await somebody(null)];
    for (const whom of [one, other, nowhere]) await mailed(whom, 'documents-asked');
    await database.pool.query('UPDATE holder SET address = NULL WHERE id = $1', [nowhere.holderId]);
    await database.pool.query(`UPDATE holder SET name = 'Nieuwe Naam' WHERE id = $1`, [other.holderId]);
    const id = randomUUID();
    expect(await makePostBatch(deps, batch(id), NOW)).toEqual({ outcome: 'made' });
    expect(await makePostBatch(deps, batch(id), NOW)).toEqual({ outcome: 'made' }); // asked for twice
    expect(await makePostBatch(deps, batch(randomUUID()), NOW)).toMatchObject({ ground: 'nothing-to-post' });
    expect(await count(database.pool, 'post_item WHERE batch_id IS NULL')).toBe(1); // without an address

    expect(await markPostBatchSent(deps, batch(id), NOW)).toMatchObject({ ground: 'post-not-printed' });
    const printed: LetterContent[] = [];
    const together = (letters: readonly LetterContent[]) => {
      printed.push(...letters);
      return Promise.resolve(Buffer.from('%PDF together'));
    };
    await printPostBatch(deps, together, { batchId: id });
    await printPostBatch(deps, together, { batchId: id });
    expect(printed.map(({ recipient }) => recipient[0])).toEqual(['Sanne de Boer', 'Nieuwe Naam']);
    expect(printed[0]!.recipient).toContain('Lindestraat 14');
    expect((await readPostBatch(deps, batch(id), NOW))?.pdf.toString()).toBe('%PDF together');
    expect(await readPostBatch(deps, { ...batch(id), municipalityId: 'deventer' }, NOW)).toBeUndefined();

    const twice = await Promise.all([markPostBatchSent(deps, batch(id), NOW), markPostBatchSent(deps, batch(id), NOW)]);
    expect(twice.map(({ outcome }) => outcome).sort()).toEqual(['refuse', 'sent']);
    for (const { holderId } of [one, other])
      expect(
        await count(database.pool, `audit_event WHERE holder_id = $1 AND kind = 'letter-posted'`, [holderId]),
      ).toBe(1);
  });

  it('is forgotten thirteen weeks after it was sent, and what never was stays', async () => {
    const [gone, stays] = [await somebody(null), await somebody(null)];
    await mailed(gone, 'documents-asked');
    const id = randomUUID();
    await makePostBatch(deps, batch(id), NOW);
    await printPostBatch(deps, () => Promise.resolve(Buffer.from('%PDF')), { batchId: id });
    await markPostBatchSent(deps, batch(id), NOW);
    await mailed(stays, 'documents-asked');
    await erase(deps, '2026-10-01T00:00:00.000Z');
    expect(
      await count(database.pool, 'post_item WHERE holder_id = $1 AND content_sealed IS NULL', [gone.holderId]),
    ).toBe(1);
    expect(await count(database.pool, 'post_batch WHERE id = $1 AND pdf_sealed IS NULL', [id])).toBe(1);
    expect(await count(database.pool, 'message WHERE content_sealed IS NOT NULL')).toBe(0);
    expect(
      await count(database.pool, 'post_item WHERE holder_id = $1 AND content_sealed IS NOT NULL', [stays.holderId]),
    ).toBe(1);
  });
});
