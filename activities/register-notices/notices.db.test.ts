import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import type { NoticesChanged, NoticesState } from '../../workflows/contract/register-notice.ts';
import { recordKeeperOfChange } from '../plate-changes/keeper.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, ME } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { readAll } from '../testing/everything.ts';
import { beginChange, confirmChange } from '../testing/plate-change.ts';
import { isGreenAt, residentPermit } from '../testing/resident-permit.ts';
import { colleague } from '../testing/staff.ts';
import { keepRegisterEvent, type RegisterEvent } from './event.ts';
import { objectToNotice, openNotices, overdueNotices } from './notices.ts';
import { claimNoticeTask, decideNoticeTask } from './review.ts';

jest.setTimeout(60_000);

const NOW = '2026-05-06T08:00:00.000Z';
const LATER = '2026-06-05T08:00:00.000Z';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

let serial = 0;
/** A permit whose holder is known to a register by a number, and the event that register sends. */
async function permitOf(productId: 'resident' | 'resident-centre' = 'resident') {
  const plate = `${String(500 + ++serial)}NT1`;
  const bsn = String(900_000_000 + serial);
  const permit = await residentPermit(deps, productId, [plate]);
  await deps.pool.query('UPDATE holder SET subject_hash = $2 WHERE id = $1', [
    permit.holderId,
    deps.vault.fingerprint('subject', `bsn:${bsn}`),
  ]);
  const subject = { type: 'bsn', value: bsn };
  return {
    ...permit,
    plate,
    bsn,
    sold: { kind: 'vehicle-not-in-name' as const, subject, plate, country: 'NL' },
    subject,
  };
}

async function told(event: RegisterEvent): Promise<{ eventId: string; state: NoticesState }> {
  const eventId = await keepRegisterEvent(deps.pool, deps, event, NOW);
  return { eventId, state: await openNotices(deps, { eventId, at: NOW, key: `open ${eventId}` }) };
}

const noticeOf = async (permitId: string) => {
  const { rows } = await deps.pool.query<{ id: string; status: string; ground: string | null; kind: string }>(
    'SELECT id, status, ground, kind FROM register_notice WHERE permit_id = $1 ORDER BY opened_at DESC LIMIT 1',
    [permitId],
  );
  return rows[0];
};

function stateOf(changed: NoticesChanged): NoticesState {
  if (changed.outcome !== 'changed') throw new Error(JSON.stringify(changed));
  return changed.state;
}

describe('a register that tells of a car sold', () => {
  it('ends nothing: the holder gets a mail and a term, and the plate stays green [BEYOND-017, PEERS-025]', async () => {
    const { permitId, plate, areaId, sold } = await permitOf();
    const { eventId, state } = await told(sold);
    expect(state).toEqual({ open: 1, respondBefore: '2026-06-03T22:00:00.000Z' });
    expect(await noticeOf(permitId)).toMatchObject({ kind: 'vehicle-not-in-name', status: 'asked' });
    expect(await count(deps.pool, `message WHERE permit_id = $1 AND kind = 'register-notice'`, [permitId])).toBe(1);
    expect(await isGreenAt(deps, plate, areaId, NOW)).toBe(true);
    expect((await told(sold)).state.open).toBe(0); // told once more: asked once
    expect(eventId).toBeTruthy();
  });

  it('is answered by another plate on the permit [BEYOND-017]', async () => {
    const { permitId, sold } = await permitOf();
    const { eventId } = await told(sold);
    const { plateChangeId } = await beginChange(deps, permitId, [`${600 + serial}NT2`], {}, NOW);
    await recordKeeperOfChange(deps, { plateChangeId, keeper: 'own', at: NOW, key: `keeper ${plateChangeId}` });
    await confirmChange(deps, plateChangeId, NOW);
    expect(await noticeOf(permitId)).toMatchObject({ status: 'settled', ground: 'plate-changed' });
    expect(await count(deps.pool, `outbox WHERE subject_id = $1 AND kind = 'register-notice-settled'`, [eventId])).toBe(1); // prettier-ignore
  });

  it('becomes a task when nothing is heard in time, and the permit goes on [PEERS-025]', async () => {
    const { permitId, plate, areaId, sold } = await permitOf();
    const { eventId } = await told(sold);
    expect(await overdueNotices(deps, { eventId, at: NOW, key: `early ${eventId}` })).toMatchObject({ open: 1 });
    expect(await noticeOf(permitId)).toMatchObject({ status: 'asked' });
    expect(await overdueNotices(deps, { eventId, at: LATER, key: `late ${eventId}` })).toEqual({
      open: 1,
      respondBefore: null,
    });
    const notice = await noticeOf(permitId);
    expect(notice).toMatchObject({ status: 'with-staff', ground: 'no-answer' });
    expect(await count(deps.pool, `task WHERE case_id = $1 AND kind = 'judge-register-notice' AND status = 'open'`, [notice!.id])).toBe(1); // prettier-ignore
    expect(await isGreenAt(deps, plate, areaId, LATER)).toBe(true);
  });

  it('that is wrong, says its holder, is judged by a person: the permit stays or ends', async () => {
    for (const verdict of ['approve', 'reject'] as const) {
      const { permitId, sold } = await permitOf();
      const { eventId } = await told(sold);
      const { id: noticeId } = (await noticeOf(permitId))!;
      const act = { eventId, noticeId, at: NOW };
      expect(
        stateOf(await objectToNotice(deps, { ...act, actor: ME, key: `object ${noticeId}` })).respondBefore,
      ).toBeNull();
      expect(await objectToNotice(deps, { ...act, actor: ME, key: `again ${noticeId}` })).toMatchObject({ ground: 'move-not-allowed' }); // prettier-ignore
      const actor = await colleague(database.pool, 'clerk');
      const byStaff = { ...act, staffId: actor.id, actor };
      stateOf(await claimNoticeTask(deps, { ...byStaff, key: `claim ${noticeId}` }));
      const inputId = randomUUID();
      await deps.pool.query(`INSERT INTO command_input (id, subject_id, body) VALUES ($1, $2, '{"note": null, "documentIds": null}')`, [inputId, noticeId]); // prettier-ignore
      const ground = verdict === 'reject' ? ('not-entitled' as const) : null;
      stateOf(await decideNoticeTask(deps, { ...byStaff, verdict, ground, inputId, key: `decide ${noticeId}` }));
      const ends = await count(deps.pool, `outbox WHERE subject_id = $1 AND kind = 'end-permit'`, [permitId]);
      expect([verdict, ends, (await noticeOf(permitId))?.status]).toEqual(
        verdict === 'approve' ? ['approve', 0, 'settled'] : ['reject', 1, 'with-staff'],
      );
    }
  });
});

describe('a register that tells of a move', () => {
  const elsewhere = {
    street: 'Verweg',
    houseNumber: 1,
    houseSuffix: '',
    postcode: '9999 ZZ',
    city: 'Elders',
    country: 'NL',
  };

  it('asks about permits that go with the address, and leaves nothing readable behind [PEERS-025]', async () => {
    const { permitId, subject, bsn } = await permitOf();
    const { state } = await told({ kind: 'moved-out', subject, address: elsewhere });
    expect(state.open).toBe(1);
    expect(await noticeOf(permitId)).toMatchObject({ kind: 'moved-out', status: 'asked' });
    const tables = await readAll(deps.pool);
    expect(
      tables.filter(({ text }) => text.includes(bsn) || text.includes('Verweg')).map(({ table }) => table),
    ).toEqual([]);
  });

  it('about somebody we do not know leaves nothing to follow', async () => {
    const stranger = { type: 'bsn', value: '999999990' };
    expect((await told({ kind: 'moved-out', subject: stranger, address: elsewhere })).state.open).toBe(0);
  });
});
