import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type FineAnswer } from '../../rules/fine-reports/status.ts';
import { DAY_MS, plusMs } from '../../rules/values/moment.ts';
import type { FineReported } from '../../workflows/contract/fine-report.ts';
import { checkPlate } from '../enforcement.ts';
import { erase } from '../erasure.ts';

import { sendMessage } from '../messages/send.ts';
import { type Deps, type Mail } from '../ports.ts';
import { accountWith } from '../testing/account.ts';
import { count, depsOn, ME, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { colleague } from '../testing/staff.ts';
import { answerFineReport, attachToFineReport, claimFineReport, withdrawFineReport } from './answer.ts';
import { openFineReport } from './open.ts';
import { reachFineReportTerm } from './time.ts';

jest.setTimeout(60_000);

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

let serial = 0;
let fines = 0;
/** A fine of a permit, reported by its holder, with a bundle that is made. */
async function reported(more: { fineNumber?: string; fineOn?: string; actor?: Parameters<typeof openFineReport>[1]['actor']; plate?: string } = {}) {
  const plate = more.plate ?? `F${String(++serial).padStart(2, '0')}NE1`;
  const { permitId, holderId, areaId } = await residentPermit(deps, 'resident', [plate]);
  const bundleId = randomUUID();
  await deps.pool.query(
    `INSERT INTO objection_bundle (id, municipality_id, permit_id, holder_id, language, receipts, asked_at, done_at, dossier, pdf)
     VALUES ($1, 'voorbeeld', $2, $3, 'nl', '[]', $4, $4, '{}', '%PDF')`,
    [bundleId, permitId, holderId, NOW],
  );
  const inputId = randomUUID();
  const body = { fineNumber: more.fineNumber ?? `1234 ${++fines}`, fineOn: more.fineOn ?? '2026-05-01', words: 'Ik stond goed.', language: 'nl' };
  await deps.pool.query('INSERT INTO command_input (id, subject_id, body) VALUES ($1, $2, $3)', [inputId, permitId, JSON.stringify(body)]);
  const reportId = randomUUID();
  const actor = more.actor ?? { ...ME, id: holderId };
  const opened = await openFineReport(deps, { reportId, permitId, actionId: null, bundleId, inputId, actor, at: NOW, key: `open ${reportId}` });
  return { reportId, permitId, holderId, areaId, plate, bundleId, opened };
} // prettier-ignore

const staffMember = async () => (await colleague(deps.pool, 'clerk')).id;
const clerk = (id: string) => ({ kind: 'staff' as const, id, roles: ['clerk' as const] });

async function answered(reportId: string, staffId: string, answer: FineAnswer, words: string | null = null): Promise<FineReported> {
  const actor = clerk(staffId);
  const claimed = await claimFineReport(deps, { reportId, staffId, actor, at: NOW, key: `claim ${reportId} ${staffId}` });
  if (claimed.outcome === 'refuse') return claimed;
  const inputId = randomUUID();
  await deps.pool.query('INSERT INTO command_input (id, subject_id, body) VALUES ($1, $1, $2)', [inputId, JSON.stringify({ words })]);
  return answerFineReport(deps, { reportId, staffId, actor, answer, inputId, at: NOW, key: `answer ${reportId} ${staffId}` });
} // prettier-ignore

const rowOf = async (reportId: string) => {
  const { rows } = await deps.pool.query<Record<string, unknown>>('SELECT * FROM fine_report WHERE id = $1', [
    reportId,
  ]);
  return rows[0]!;
};

describe('a report of a wrong fine', () => {
  it('comes before staff with its term, what officers saw that day, and word to who reported it [PEERS-043]', async () => {
    const plate = 'F90NE1';
    const officerId = randomUUID();
    const question = { municipalityId: 'voorbeeld', officerId, country: 'NL', plate, areaId: 'A', at: NOW };
    await checkPlate({ pool: deps.pool, clock: () => NOW }, question);
    const { reportId, opened } = await reported({ plate });
    expect(opened).toMatchObject({ outcome: 'changed', state: { status: 'with-staff', over: false } });
    expect(await rowOf(reportId)).toMatchObject({ number: expect.stringMatching(/^MB-\d+$/), reporter: 'holder' });
    expect(await count(deps.pool, `task WHERE fine_report_id = $1 AND kind = 'answer-fine-report'`, [reportId])).toBe(
      1,
    );
    expect(await count(deps.pool, `process WHERE subject_id = $1 AND next_due_at IS NOT NULL`, [reportId])).toBe(1);
    expect(await count(deps.pool, 'fine_report_check WHERE report_id = $1', [reportId])).toBe(1);
    expect(await count(deps.pool, `message WHERE fine_report_id = $1 AND kind = 'fine-report-received'`, [reportId])).toBe(1); // prettier-ignore
    // What names the fine is readable nowhere in the row.
    expect(JSON.stringify(await rowOf(reportId))).not.toContain('Ik stond goed');
  });

  it('is taken once for one fine, however its number is typed, and again once the first is withdrawn', async () => {
    const first = await reported({ fineNumber: 'AB 77-1' });
    expect((await reported({ fineNumber: 'ab771' })).opened).toMatchObject({ ground: 'fine-reported-already' });
    const act = { reportId: first.reportId, actor: ME, at: NOW, key: `withdraw ${first.reportId}` };
    expect(await withdrawFineReport(deps, act)).toMatchObject({ state: { status: 'withdrawn', over: true } });
    expect(await count(deps.pool, `task WHERE fine_report_id = $1 AND status <> 'done'`, [first.reportId])).toBe(0);
    expect((await reported({ fineNumber: 'ab771' })).opened).toMatchObject({ outcome: 'changed' });
  });

  it('of a day to come, or of too long ago, is refused and leaves nothing behind', async () => {
    expect((await reported({ fineOn: '2026-05-02' })).opened).toMatchObject({ ground: 'fine-in-future' });
    const { reportId, opened } = await reported({ fineOn: '2026-01-01' });
    expect(opened).toMatchObject({ ground: 'fine-too-old' });
    expect(await count(deps.pool, 'fine_report WHERE id = $1', [reportId])).toBe(0);
  });

  it('is put right, passed on or refused, and each tells why; who fines hears of the first two with the bundle [PEERS-043]', async () => {
    const staffId = await staffMember();
    for (const answer of [
      { outcome: 'put-right', cause: 'right-not-shown' },
      { outcome: 'pass-on', cause: null },
      { outcome: 'refuse', ground: 'fine-no-right' },
    ] as const) {
      const { reportId } = await reported();
      expect(await answered(reportId, staffId, answer, 'Dank u wel.')).toMatchObject({ state: { over: true } });
      expect(await count(deps.pool, `message WHERE fine_report_id = $1 AND kind = 'fine-report-answered'`, [reportId])).toBe(1); // prettier-ignore
      const { rows } = await deps.pool.query<{ id: string; recipient: string }>(
        `SELECT id, recipient FROM message WHERE fine_report_id = $1 AND kind = 'fine-passed-on'`,
        [reportId],
      );
      expect(rows.map(({ recipient }) => recipient)).toEqual(
        answer.outcome === 'refuse' ? [] : ['handhaving@voorbeeldstad.example'],
      );
      if (!rows[0]) continue;
      const sent: Mail[] = [];
      const mailer = { send: (mail: Mail) => Promise.resolve((sent.push(mail), { outcome: 'sent' as const, smtpId: mail.id })) };
      await sendMessage({ ...deps, mailer }, { messageId: rows[0].id });
      expect(sent[0]!.attachments!.map(({ fileName }) => fileName)).toEqual(['bezwaar.pdf', 'bezwaar.json']);
      expect(sent[0]!.text).not.toContain('Sanne');
    }
  }); // prettier-ignore

  it('is answered once, and never by who helped to make it at the counter', async () => {
    const [helper, colleague] = [await staffMember(), await staffMember()];
    const { holderId } = await residentPermit(deps, 'resident', ['F91NE1']);
    const actor = { kind: 'holder', id: holderId, through: { staffId: helper, channel: 'counter' } } as const;
    const { reportId } = await reported({ actor });
    expect(await answered(reportId, helper, { outcome: 'pass-on', cause: null })).toMatchObject({ ground: 'own-work' });
    await expect(
      deps.pool.query(`UPDATE fine_report SET status = 'passed-on', answered_by = $2, closed_at = now() WHERE id = $1`, [reportId, helper]),
    ).rejects.toThrow('does not answer it');
    const done = await answered(reportId, colleague, { outcome: 'pass-on', cause: null });
    expect(done).toMatchObject({ state: { status: 'passed-on' } });
    expect(await withdrawFineReport(deps, { reportId, actor: ME, at: NOW, key: `late ${reportId}` })).toMatchObject({
      ground: 'move-not-allowed',
    });
  }); // prettier-ignore

  it('that nobody answers warns staff, and at the end of the term of the law tells who waits', async () => {
    const { reportId, opened } = await reported();
    if (opened.outcome !== 'changed') throw new Error(JSON.stringify(opened));
    let { state } = opened;
    for (const { kind, at } of opened.state.deadlines) {
      const said = await reachFineReportTerm(deps, { reportId, kind, version: state.version, at, key: `${kind} ${reportId}` }); // prettier-ignore
      if (said.outcome !== 'changed') throw new Error(JSON.stringify(said));
      state = said.state;
    }
    expect(state).toMatchObject({ deadlines: [], over: false });
    expect(await count(deps.pool, `task WHERE fine_report_id = $1 AND escalation = 'legal'`, [reportId])).toBe(1);
    expect(await count(deps.pool, `message WHERE fine_report_id = $1 AND kind = 'fine-report-late'`, [reportId])).toBe(1); // prettier-ignore
  });

  it('tells an account of the parking app where it reported', async () => {
    const { permitId } = await residentPermit(deps, 'resident', ['F92NE1']);
    const accountId = await accountWith(deps.pool, permitId);
    const { reportId } = await reported({ actor: { kind: 'account', id: accountId } });
    const { rows } = await deps.pool.query<{ holder_id: string | null; account_id: string }>(
      'SELECT holder_id, account_id FROM message WHERE fine_report_id = $1',
      [reportId],
    );
    expect(rows).toEqual([{ holder_id: null, account_id: accountId }]);
  });

  it('keeps its proof and what officers saw until thirteen weeks after the answer, and then all of it goes', async () => {
    const staffId = await staffMember();
    const log = { info: () => undefined } as never;
    const plate = 'F93NE1';
    const question = { municipalityId: 'voorbeeld', officerId: randomUUID(), country: 'NL', plate, areaId: 'B', at: NOW };
    const { id: checkId } = await checkPlate({ pool: deps.pool, clock: () => NOW }, question);
    const { reportId, bundleId, holderId } = await reported({ plate });
    const documentId = randomUUID();
    await deps.pool.query(
      `INSERT INTO document (id, municipality_id, holder_id, fine_report_id, origin, kind, file_name, media_type, bytes, sha256, key_sealed, created_at)
       VALUES ($1, 'voorbeeld', $2, $3, 'upload', 'fine', 'bon.png', 'image/png', 1, 'x', 'x', $4)`,
      [documentId, holderId, reportId, NOW],
    );
    const attach = { reportId, documentId, actor: ME, at: NOW, key: `attach ${reportId}` };
    expect(await attachToFineReport(deps, attach)).toMatchObject({ outcome: 'changed' });
    const late = plusMs(NOW, 120 * DAY_MS);
    const sweep = (at: string) => erase({ ...deps, log }, at);
    await sweep(late);
    const kept = async () => [
      await count(deps.pool, 'objection_bundle WHERE id = $1', [bundleId]),
      await count(deps.pool, 'plate_check WHERE id = $1 AND plate IS NOT NULL', [checkId]),
      await count(deps.pool, 'document WHERE id = $1', [documentId]),
      await count(deps.pool, 'fine_report WHERE id = $1 AND words_sealed IS NOT NULL', [reportId]),
    ];
    expect(await kept()).toEqual([1, 1, 1, 1]); // nobody has answered: all of it is still needed
    await answered(reportId, staffId, { outcome: 'pass-on', cause: null }, 'Doorgegeven.');
    await deps.pool.query('UPDATE fine_report SET closed_at = $2 WHERE id = $1', [reportId, late]);
    await sweep(plusMs(late, 80 * DAY_MS));
    expect(await kept()).toEqual([1, 1, 1, 1]);
    await sweep(plusMs(late, 95 * DAY_MS));
    await sweep(plusMs(late, 95 * DAY_MS));
    expect(await kept()).toEqual([0, 0, 0, 0]);
    expect(await rowOf(reportId)).toMatchObject({ answer_sealed: null, fine_number_hash: null, status: 'passed-on' });
  }); // prettier-ignore
});
