import { createHash } from 'node:crypto';
import { refundTransferred } from '../../rules/balances.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { creditTransferFile, type Transfer } from '../../rules/refunds/credit-transfer.ts';
import { decideRefundMove, decideSecondPerson } from '../../rules/refunds/status.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { sum } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { addWorkingDays } from '../../rules/values/working-days.ts';
import { type StaffRole } from '../../rules/staff.ts';
import { record } from '../db/stores/audit.ts';
import { book } from '../db/stores/ledger.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { command } from '../db/stores/outbox.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { readAccount } from './account.ts';
import { lockRefund, saveRefund, subjectOf } from './state.ts';
import { tellOwner } from './tell.ts';

export interface FileActor {
  municipalityId: string;
  staffId: string;
  roles: readonly StaffRole[];
}

/** A bank takes files of any size; one that a person can still look through. */
const MOST_IN_A_FILE = 1_000;

type Filing = Pick<Deps, 'pool' | 'releases' | 'vault'>;

/**
 * Puts every approved transfer that is in no file yet in one for the bank (betaalbestand). Two who press at once get the same refunds
 * in one file, not two: a refund is in one file at a time.
 */
export function makeRefundFile(
  deps: Filing,
  { id, municipalityId, staffId, roles }: FileActor & { id: string },
  at: Instant,
): Promise<{ outcome: 'made'; id: string } | Refusal> {
  return inTransaction(deps.pool, async (tx) => {
    const { rows: made } = await tx.query<{ id: string }>({ ...findFile, values: [id, municipalityId] });
    if (made[0]) return { outcome: 'made' as const, id }; // asked for before, under the same key
    const { municipality } = (await deps.releases.inForce(municipalityId, at, tx)).content;
    if (!municipality.payout) return refuse('no-payout-account', {}, 'ask-colleague');
    const { rows } = await tx.query<ReadyRow>({ ...takeReady, values: [municipalityId, MOST_IN_A_FILE] });
    const transfers: Transfer[] = [];
    const taken: string[] = [];
    for (const { id: refundId, number, cents, holder_id: holderId, case_number: caseNumber } of rows) {
      const creditor = await readAccount(tx, deps.vault, holderId);
      if (!creditor) continue; // its owner has taken the number back: it waits
      transfers.push({
        id: number,
        cents: Number(cents),
        creditor,
        remittance: `${number} ${caseNumber ?? ''}`.trim(),
      });
      taken.push(refundId);
    }
    if (taken.length === 0) return refuse('nothing-to-pay-out', {}, 'approve-first');
    const today = civilDateOf(at, municipality.timeZone);
    const series = `BETAAL-${today.slice(0, 4)}`;
    const number = `${series}-${String(await nextNumber(tx, municipalityId, series)).padStart(5, '0')}`;
    const executeOn = addWorkingDays(today, 1, calendarOf(municipality));
    const xml = creditTransferFile({ id: number, madeAt: at, executeOn, debtor: municipality.payout, transfers });
    const sha256 = createHash('sha256').update(xml).digest('hex');
    const cents = sum(transfers.map((transfer) => transfer.cents));
    await tx.query({
      ...addFile,
      values: [
        id,
        municipalityId,
        number,
        taken.length,
        cents,
        executeOn,
        deps.vault.seal(Buffer.from(xml)),
        sha256,
        staffId,
        at,
      ],
    });
    await tx.query({ ...putInFile, values: [id, taken] });
    await record(
      tx,
      at,
      { kind: 'staff', id: staffId, roles },
      { municipalityId },
      { kind: 'refund-file-made', data: { fileId: id, refunds: taken.length, cents, sha256 } },
    );
    return { outcome: 'made' as const, id };
  });
}

/** A second person lets the file go: from now on its refunds are with the bank, and its content can be fetched (PEERS-032). */
export function releaseRefundFile(
  deps: Filing,
  { id, municipalityId, staffId, roles }: FileActor & { id: string },
  at: Instant,
): Promise<{ outcome: 'released' } | Refusal> {
  return inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<{ made_by: string; released_at: Date | null }>({
      ...lockFile,
      values: [id, municipalityId],
    });
    const [file] = rows;
    if (!file) return refuse('not-found');
    if (file.released_at !== null) return refuse('refund-move-not-allowed', {}, 'look-again');
    const allowed = decideSecondPerson(file.made_by, staffId);
    if (isRefusal(allowed)) return allowed;
    const actor = { kind: 'staff', id: staffId, roles } as const;
    await tx.query({ ...markReleased, values: [id, staffId, at] });
    const { rows: inside } = await tx.query<{ id: string }>({ ...readInside, values: [id] });
    for (const { id: refundId } of inside) {
      const refund = (await lockRefund(tx, deps, refundId))!;
      if (isRefusal(decideRefundMove(refund.status, 'send'))) continue;
      const { paymentId, cents, reason, attempt } = refund;
      await book(tx, municipalityId, refundId, `refund-sent-${attempt}`, refundTransferred(paymentId, id, cents), at);
      await saveRefund(tx, refund, { status: 'sent', sentAt: at });
      await record(tx, at, actor, subjectOf(refund), { kind: 'refund-sent', data: { paymentId, cents, reason } });
      await tellOwner(tx, refund, 'payment-refunded', at);
      await command(tx, refundId, 'refund-changed', { refundId });
    }
    await record(tx, at, actor, { municipalityId }, { kind: 'refund-file-released', data: { fileId: id } });
    return { outcome: 'released' as const };
  });
}

/** The file as it goes to the bank; undefined before it was released, and when it has been erased. */
export async function contentOfFile(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  { id, municipalityId }: { id: string; municipalityId: string },
): Promise<{ number: string; xml: string } | undefined> {
  const { rows } = await pool.query<{ number: string; content_sealed: Buffer }>({
    ...readContent,
    values: [id, municipalityId],
  });
  return rows[0] && { number: rows[0].number, xml: vault.open(rows[0].content_sealed).toString() };
}

interface ReadyRow {
  id: string;
  number: string;
  cents: string;
  holder_id: string;
  case_number: string | null;
}

const findFile = statement('find-refund-file', 'SELECT id FROM refund_file WHERE id = $1 AND municipality_id = $2');
const takeReady = statement(
  'take-refunds-for-file',
  `SELECT r.id, r.number, r.cents, r.holder_id, coalesce(p.number, a.number) AS case_number
     FROM refund r LEFT JOIN permit p ON p.id = r.permit_id LEFT JOIN application a ON a.id = r.application_id
    WHERE r.municipality_id = $1 AND r.status = 'approved' AND r.route = 'transfer' AND r.file_id IS NULL
    ORDER BY r.due_on, r.id LIMIT $2 FOR UPDATE OF r SKIP LOCKED`,
);
const addFile = statement(
  'add-refund-file',
  `INSERT INTO refund_file (id, municipality_id, number, refunds, cents, execute_on, content_sealed, sha256, made_by, made_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);
const putInFile = statement('put-refunds-in-file', 'UPDATE refund SET file_id = $1 WHERE id = ANY ($2::uuid[])');
const lockFile = statement(
  'lock-refund-file',
  'SELECT made_by, released_at FROM refund_file WHERE id = $1 AND municipality_id = $2 FOR UPDATE',
);
const markReleased = statement(
  'release-refund-file',
  'UPDATE refund_file SET released_by = $2, released_at = $3 WHERE id = $1',
);
const readInside = statement('read-refunds-of-file', 'SELECT id FROM refund WHERE file_id = $1 ORDER BY id');
const readContent = statement(
  'read-refund-file-content',
  `SELECT number, content_sealed FROM refund_file
    WHERE id = $1 AND municipality_id = $2 AND released_at IS NOT NULL AND content_sealed IS NOT NULL`,
);
