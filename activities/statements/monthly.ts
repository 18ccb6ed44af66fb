import { productOf } from '../../rules/municipalities/release.ts';
import { type Language } from '../../rules/messages.ts';
import { allowedBy, type ParkingRole } from '../../rules/parking/may.ts';
import { monthOf, monthsOver } from '../../rules/parking/statement.ts';
import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { DAY_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { queueMessage, type NewMessage } from '../db/stores/messages.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps, type WorkerDeps } from '../ports.ts';
import { readStatement } from './read.ts';

/** Whoever asks now gets the month that goes on as the first; whoever asked before goes on where they were (PEERS-019). */
export async function chooseMonthlyStatement(
  { pool, releases }: Pick<Deps, 'pool' | 'releases'>,
  { accountId, wanted, at }: { accountId: string; wanted: boolean; at: Instant },
): Promise<void> {
  const first = monthOf(await dayEverywhere(releases, at));
  await pool.query({ ...keepWish, values: [accountId, wanted, first] });
}

/**
 * Mails the statement of each month that is over for a day to who asked for it, one mail per permit that was parked with. Which month is next is
 * kept with the account and moves on in the transaction of its mails: running twice changes nothing more.
 */
export async function mailStatements(
  deps: Pick<WorkerDeps, 'pool' | 'releases' | 'clock' | 'log'>,
  at: Instant,
): Promise<{ statementAccounts: number; statementMails: number }> {
  // A stay that began in the last night of a month is over by then.
  const today = await dayEverywhere(deps.releases, plusMs(at, -DAY_MS));
  const next = monthOf(today);
  const run = { statementAccounts: 0, statementMails: 0 };
  const { rows } = await deps.pool.query<AccountRow>({ ...readDue, values: [next] });
  for (const account of rows) {
    const mails = account.reachable ? await mailsFor(deps, account, today, at) : [];
    await inTransaction(deps.pool, async (tx) => {
      const { rowCount } = await tx.query({ ...moveOn, values: [account.id, account.since, next] });
      if (rowCount === 0) return;
      for (const mail of mails) await queueMessage(tx, mail, at);
      run.statementAccounts += 1;
      run.statementMails += mails.length;
    });
  }
  deps.log.info(run, 'statements of the months that are over have been mailed');
  return run;
}

/** Read before the transaction: months that are over change no more, but for notes and plates, and the paper is made when it is sent. */
async function mailsFor(
  deps: Pick<WorkerDeps, 'pool' | 'releases' | 'clock'>,
  { id: accountId, email, language, since }: AccountRow,
  today: CivilDate,
  at: Instant,
): Promise<NewMessage[]> {
  const mails: NewMessage[] = [];
  const { rows } = await deps.pool.query<PermitRow>({ ...readPermits, values: [accountId] });
  for (const { id: permitId, municipality_id: municipalityId, product_id: productId, role, grant_id } of rows) {
    const { content } = await deps.releases.inForce(municipalityId, at);
    const terms = productOf(content, productId)?.parking;
    const acts = terms ? allowedBy(terms, role) : [];
    if (!acts.includes('history')) continue;
    // Who manages for the owner sees every session, as in the app.
    const grantId = role === 'grantee' ? grant_id : null;
    const balances = acts.includes('transactions');
    for (const month of monthsOver(since, today)) {
      const { sessions } = await readStatement(deps, { permitId, accountId, grantId, balances }, month);
      if (sessions.length === 0) continue;
      mails.push({
        municipalityId, holderId: null, accountId, language, recipient: email, kind: 'parking-statement', permitId,
        ...(grantId !== null && { grantId }), private: { statement: { ...month, balances } },
      }); // prettier-ignore
    }
  }
  return mails;
}

/** An account is of no municipality: a month is over when it is over in each. */
async function dayEverywhere(releases: Deps['releases'], at: Instant): Promise<CivilDate> {
  const days = (await releases.all(at)).map(({ content }) => civilDateOf(at, content.municipality.timeZone));
  return days.sort()[0] ?? at.slice(0, 10);
}

interface AccountRow {
  id: string;
  email: string;
  language: Language;
  since: CivilDate;
  reachable: boolean;
}

interface PermitRow {
  id: string;
  municipality_id: string;
  product_id: string;
  role: ParkingRole;
  grant_id: string | null;
}

const keepWish = statement(
  'keep-wish-for-statements',
  'UPDATE account SET statements_from = CASE WHEN $2 THEN coalesce(statements_from, $3::date) END WHERE id = $1',
);
const readDue = statement(
  'read-accounts-that-want-statements',
  `SELECT id, email, language, statements_from::text AS since, email <> '' AND verified_at IS NOT NULL AND bounced_at IS NULL AS reachable
     FROM account WHERE statements_from < $1::date ORDER BY statements_from, id`,
);
const moveOn = statement(
  'move-statements-on',
  'UPDATE account SET statements_from = $3::date WHERE id = $1 AND statements_from = $2::date',
);
/** An owner comes first: who owns a permit needs no grant on it. */
const readPermits = statement(
  'read-permits-for-statements',
  `SELECT DISTINCT ON (p.id) p.id, p.municipality_id, p.product_id, may.role, may.grant_id
     FROM (SELECT permit_id, 'owner' AS role, NULL::uuid AS grant_id FROM coupling WHERE account_id = $1 AND removed_at IS NULL
           UNION ALL
           SELECT permit_id, CASE WHEN manager THEN 'manager' ELSE 'grantee' END, id FROM permit_grant
            WHERE account_id = $1 AND status = 'accepted') may
     JOIN permit p ON p.id = may.permit_id
    ORDER BY p.id, may.grant_id NULLS FIRST`,
);
