import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { inTransaction } from '../db/transaction.ts';
import { type LetterContent } from '../letters/page.ts';
import { renderDueLetter } from '../letters/render.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { beginChange } from '../testing/plate-change.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { colleague } from '../testing/staff.ts';
import { readPlateChange } from './change.ts';
import { recordKeeperOfChange } from './keeper.ts';
import { claimPlateChangeTask, decidePlateChangeTask, sendToReview } from './review.ts';

jest.setTimeout(30_000);

const NOW = '2026-05-06T08:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(4);
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

/** A change to a car of somebody else that is before staff. */
async function inReview(permitId: string, plate: string): Promise<string> {
  const { plateChangeId, opened } = await beginChange(deps, permitId, [plate], {}, NOW);
  if (opened.outcome !== 'changed') throw new Error(opened.ground);
  await recordKeeperOfChange(deps, { plateChangeId, keeper: 'other', at: NOW, key: `keeper ${plateChangeId}` });
  await inTransaction(database.pool, async (tx) =>
    sendToReview(tx, (await readPlateChange(tx, deps, plateChangeId))!, NOW),
  );
  return plateChangeId;
}

async function reject(plateChangeId: string) {
  const actor = await colleague(database.pool, 'clerk');
  const inputId = randomUUID();
  await database.pool.query('INSERT INTO command_input (id, subject_id, body) VALUES ($1, $2, $3)', [
    inputId,
    plateChangeId,
    JSON.stringify({ note: null, documentIds: null }),
  ]);
  const by = { plateChangeId, staffId: actor.id, actor, at: NOW };
  await claimPlateChangeTask(deps, { ...by, key: `claim ${plateChangeId}` });
  const verdict = { verdict: 'reject', ground: 'evidence-other-person', inputId } as const;
  return decidePlateChangeTask(deps, { ...by, ...verdict, key: `decide ${plateChangeId}` });
}

it('a change of plate that is rejected is told by mail and by a letter with the reason and how to object, once', async () => {
  const { permitId } = await residentPermit(deps, 'resident', ['701KX1'], {
    from: '2026-01-01T00:00:00.000Z',
    to: '2027-01-01T00:00:00.000Z',
  });
  const plateChangeId = await inReview(permitId, '702KX2');
  expect(await reject(plateChangeId)).toMatchObject({ outcome: 'changed', state: { status: 'rejected' } });
  await reject(plateChangeId);
  expect(await count(database.pool, `message WHERE permit_id = $1 AND kind = 'plate-change-rejected'`, [permitId])).toBe(1); // prettier-ignore
  const { rows } = await database.pool.query<{ id: string }>(
    `SELECT id FROM letter WHERE plate_change_id = $1 AND kind = 'plate-change-rejected'`,
    [plateChangeId],
  );
  expect(rows).toHaveLength(1);

  const printed: LetterContent[] = [];
  const print = (content: LetterContent) => {
    printed.push(content);
    return Promise.resolve(Buffer.from('%PDF-'));
  };
  await renderDueLetter(deps, print, { letterId: rows[0]!.id });
  const [letter] = printed;
  const words = letter!.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts.flat() : [block.text]));
  expect(letter!.title).toBe('Wijziging van kentekens afgewezen');
  expect(words).toContain('Gevraagd kenteken');
  expect(words).toContain('702-KX-2');
  expect(words).toContain('Het document staat op naam van iemand anders.');
  expect(words).toContain('Een medewerker heeft dit besluit genomen.');
  expect(words.some((text) => text.includes('bezwaar'))).toBe(true);
  const { rows: traced } = await database.pool.query<{ id: string }>(
    'SELECT id FROM decision WHERE plate_change_id = $1',
    [plateChangeId],
  );
  expect(letter!.facts.flat()).toContain(traced[0]!.id);
  expect(await count(database.pool, `document WHERE permit_id = $1 AND kind = 'plate-change-rejected'`, [permitId])).toBe(1); // prettier-ignore
});
