import { importStatements } from '../../activities/bookkeeping/import-statement.ts';
import { statement } from '../../activities/db/transaction.ts';
import { MAX_UPLOAD_BYTES } from '../../rules/documents.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { readUpload } from '../permit-applications/upload.ts';
import { BankView, StatementTaken } from './shapes.ts';

/** Statements of the municipality's own account, and what they and the books do not have in common (BEYOND-020). */
export function bankRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  return [
    endpoint({
      method: 'get', path: '/v1/staff/bank-statements', may: 'refunds', records: null, answers: BankView,
      summary: 'Statements that were taken in, and what is unmatched on either side',
      handle: async ({ caller }) => answer(await readBank(api, caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/bank-statements', may: 'refunds', records: 'statement-imported', answers: StatementTaken, status: 201,
      raw: 'multipart',
      refuses: [
        'statement-not-xml', 'statement-not-camt', 'statement-other-account', 'statement-totals-differ', 'statement-count-differs',
        'statement-known', 'file-too-large',
      ],
      summary: 'Take in a file of the bank (camt.053) whole, or not at all with what is wrong',
      async handle({ caller: { id, roles, municipalityId }, req }) {
        const { content, truncated } = await readUpload(req);
        if (truncated)
          return refusal(refuse('file-too-large', { bytes: MAX_UPLOAD_BYTES + 1, atMost: MAX_UPLOAD_BYTES }, 'make-file-smaller'));
        const file = { municipalityId, actor: { kind: 'staff' as const, id, roles }, content };
        const taken = await importStatements(deps, file, deps.clock());
        return taken.outcome === 'refuse' ? refusal(taken) : answer(taken);
      },
    }),
  ]; // prettier-ignore
}

async function readBank({ deps: { pool } }: Api, { municipalityId }: Staff): Promise<BankView> {
  const values = [municipalityId];
  const [statements, lines, books] = await Promise.all([
    pool.query<StatementRow>({ ...newest, values }),
    pool.query<{
      id: string;
      booked_on: string;
      cents: string;
      bank_reference: string | null;
      our_references: string[];
    }>({
      ...onlyAtBank,
      values,
    }),
    pool.query<{ id: string; number: string; cents: string; sent_at: Date | null }>({ ...onlyInBooks, values }),
  ]);
  return {
    statements: statements.rows.map((row) => ({
      id: row.id,
      reference: row.reference,
      from: row.from_on,
      until: row.until_on,
      openingCents: Number(row.opening_cents),
      closingCents: Number(row.closing_cents),
      lines: row.lines,
      unmatched: row.unmatched,
      importedBy: row.by,
      importedAt: row.imported_at.toISOString(),
    })),
    onlyAtBank: lines.rows.map((row) => ({
      id: row.id,
      bookedOn: row.booked_on,
      cents: Number(row.cents),
      bankReference: row.bank_reference,
      references: row.our_references,
    })),
    onlyInBooks: books.rows.map(({ id, number, cents, sent_at }) => ({
      id,
      number,
      cents: Number(cents),
      sentAt: sent_at?.toISOString() ?? null,
    })),
  };
}

interface StatementRow {
  id: string;
  reference: string;
  from_on: string;
  until_on: string;
  opening_cents: string;
  closing_cents: string;
  lines: number;
  unmatched: number;
  by: string;
  imported_at: Date;
}

const newest = statement(
  'read-bank-statements',
  `SELECT s.id, s.reference, s.from_on::text AS from_on, s.until_on::text AS until_on, s.opening_cents, s.closing_cents, m.name AS by, s.imported_at,
          (SELECT count(*)::int FROM bank_line l WHERE l.statement_id = s.id) AS lines,
          (SELECT count(*)::int FROM bank_line l WHERE l.statement_id = s.id AND num_nonnulls(l.refund_id, l.refund_file_id, l.payment_id) = 0) AS unmatched
     FROM bank_statement s JOIN staff_member m ON m.id = s.imported_by
    WHERE s.municipality_id = $1 ORDER BY s.until_on DESC, s.imported_at DESC LIMIT 60`,
);
const onlyAtBank = statement(
  'read-lines-only-at-bank',
  `SELECT l.id, l.booked_on::text AS booked_on, l.cents, l.bank_reference, l.our_references
     FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id
    WHERE s.municipality_id = $1 AND num_nonnulls(l.refund_id, l.refund_file_id, l.payment_id) = 0
    ORDER BY l.booked_on, l.position LIMIT 200`,
);
const onlyInBooks = statement(
  'read-refunds-only-in-books',
  `SELECT id, number, cents, sent_at FROM refund r
    WHERE municipality_id = $1 AND route = 'transfer' AND status IN ('sent', 'paid')
      AND NOT EXISTS (SELECT FROM bank_line l WHERE l.refund_id = r.id OR l.refund_file_id = r.file_id)
    ORDER BY sent_at, id LIMIT 200`,
);
