import { runJob } from '../jobs.ts';
import { sendMessage } from '../messages/send.ts';
import { importReleases } from '../municipalities/import.ts';
import { startParking, stopParking } from '../parking.ts';
import { type Mail, type WorkerDeps } from '../ports.ts';
import { accountWith } from '../testing/account.ts';
import { count, depsOn, ME } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { readPdf } from '../testing/pdf.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { chooseMonthlyStatement, mailStatements } from './monthly.ts';

const IN_MAY = '2026-05-10T08:00:00.000Z';
const FIRST_OF_JUNE = '2026-06-01T10:00:00.000Z';
const JUNE = '2026-06-02T10:00:00.000Z';

let database: TestDatabase;
let deps: WorkerDeps;
let now = JUNE;
const sent: Mail[] = [];
beforeAll(async () => {
  database = await openTestDatabase(8);
  deps = (await depsOn(database.pool, {
    clock: () => now,
    mailer: {
      send: (mail) => {
        sent.push(mail);
        return Promise.resolve({ outcome: 'sent', smtpId: `<${mail.id}>` });
      },
    },
  })) as WorkerDeps;
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
beforeEach(async () => {
  sent.length = 0;
  now = JUNE;
  await database.pool.query('UPDATE account SET statements_from = NULL');
  await database.pool.query('DELETE FROM message');
});
afterAll(() => database.drop());

async function park(permitId: string, plate: string, day: string): Promise<void> {
  const at = (time: string) => `${day}T${time}:00.000Z`;
  const started = await startParking(deps, {
    permitId, country: 'NL', plate, display: plate, actor: ME, at: at('08:00'), endsAt: at('09:00'),
  }); // prettier-ignore
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
  await stopParking(deps, { actionId: started.id, actor: ME, at: at('08:30') });
}

async function scheme(): Promise<{ permitId: string; accountId: string }> {
  const { permitId } = await visitorPermit(deps, 2_000);
  return { permitId, accountId: await accountWith(database.pool, permitId) };
}

const asks = (accountId: string, at = IN_MAY) => chooseMonthlyStatement(deps, { accountId, wanted: true, at });
const mails = async () =>
  (await database.pool.query<{ id: string; permit_id: string }>('SELECT id, permit_id FROM message ORDER BY id')).rows;

describe('the statement of each month', () => {
  it('is mailed once the month is over, to who asked for it and parked, once however often the job runs [PEERS-019]', async () => {
    const [mine, quiet, other] = [await scheme(), await scheme(), await scheme()];
    await park(mine.permitId, 'MAAND1', '2026-05-06');
    await park(other.permitId, 'MAAND2', '2026-05-06');
    await asks(mine.accountId);
    await asks(quiet.accountId);
    expect(await mailStatements(deps, FIRST_OF_JUNE)).toEqual({ statementAccounts: 0, statementMails: 0 });
    await runJob(deps, { job: 'statements', at: JUNE, key: 'job-statements:1' });
    const { rows: runs } = await database.pool.query(`SELECT result FROM job_run WHERE job = 'statements'`);
    expect(runs).toEqual([{ result: { statementAccounts: 2, statementMails: 1 } }]);
    expect(await mailStatements(deps, JUNE)).toEqual({ statementAccounts: 0, statementMails: 0 });
    expect((await mails()).map(({ permit_id }) => permit_id)).toEqual([mine.permitId]);
  });

  it('is sent by two jobs at once one time [PEERS-019]', async () => {
    const mine = await scheme();
    await park(mine.permitId, 'MAAND3', '2026-05-07');
    await asks(mine.accountId);
    const runs = await Promise.all([mailStatements(deps, JUNE), mailStatements(deps, JUNE)]);
    expect(runs.map(({ statementMails }) => statementMails).sort()).toEqual([0, 1]);
    expect(await mails()).toHaveLength(1);
  });

  it('makes up for months that were missed, a mail for each [PEERS-019]', async () => {
    const mine = await scheme();
    await park(mine.permitId, 'MAAND4', '2026-05-07');
    await park(mine.permitId, 'MAAND5', '2026-06-03');
    await asks(mine.accountId);
    now = '2026-08-10T10:00:00.000Z';
    expect(await mailStatements(deps, now)).toEqual({ statementAccounts: 1, statementMails: 2 });
  });

  it('says which month it is, and has the sessions, the VAT and the balance with it as a PDF [PEERS-019]', async () => {
    const mine = await scheme();
    await park(mine.permitId, 'MAAND6', '2026-05-08');
    await asks(mine.accountId);
    await mailStatements(deps, JUNE);
    for (const { id } of await mails()) await sendMessage(deps, { messageId: id });
    const [mail] = sent;
    expect(mail).toMatchObject({ subject: 'Uw parkeeroverzicht van mei 2026' });
    expect(mail!.text).toContain('/parking/settings');
    expect(mail!.attachments!.map(({ mediaType }) => mediaType)).toEqual(['application/pdf']);
    const { pages } = await readPdf(Buffer.from(mail!.attachments![0]!.content));
    const words = pages.flatMap(({ read }) => read.map(({ text }) => text.replaceAll('\u00a0', ' ')));
    for (const word of ['MAAND6', 'Btw 21%', '\u20ac 0,30', 'Saldo in euro']) expect(words).toContain(word);
    expect(await count(database.pool, 'message WHERE private IS NULL')).toBe(1);
  });

  it('stops for who has had enough, and goes to nobody whose address does not work [PEERS-019]', async () => {
    const [stopped, bounced] = [await scheme(), await scheme()];
    for (const { permitId, accountId } of [stopped, bounced]) {
      await park(permitId, 'MAAND7', '2026-05-11');
      await asks(accountId);
    }
    await chooseMonthlyStatement(deps, { accountId: stopped.accountId, wanted: false, at: JUNE });
    await database.pool.query('UPDATE account SET bounced_at = $2 WHERE id = $1', [bounced.accountId, IN_MAY]);
    expect(await mailStatements(deps, JUNE)).toEqual({ statementAccounts: 1, statementMails: 0 });
  });
});
