import { transactionKind } from '../../rules/balances.ts';
import { invoiceNumber } from '../../rules/invoices/invoice.ts';
import { tableOf, type ReportTable } from '../../rules/bookkeeping/report.ts';
import { statement } from '../../activities/db/transaction.ts';
import { endOfDay, startOfDay } from '../../rules/values/civil-day.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Language } from '../../rules/messages.ts';
import { type z } from 'zod';
import { type Api } from '../api.ts';
import { SESSION_COLUMNS, SESSIONS, sessionView, type SessionRow } from './read.ts';
import { type PastFilter, type PastSessions, type PastTransactions, type PastTransaction } from './shapes.ts';

type Filter = Pick<z.infer<typeof PastFilter>, 'from' | 'until' | 'invoiced'>;
interface Page {
  limit: number;
  page: number;
}

/** Sessions of both kinds, newest first; a day counts when a session begins on it (POM-030). */
export async function pastSessions(
  { deps }: Api,
  accountId: string,
  municipalityId: string,
  filter: Filter,
  { limit, page }: Page,
): Promise<PastSessions> {
  const now = deps.clock();
  const release = await deps.releases.inForce(municipalityId, now);
  const [from, until] = spanOf(filter, release.content.municipality.timeZone);
  const { rows } = await deps.pool.query<SessionRow & { total: number }>({
    ...readSessions,
    values: [accountId, from, until, limit, (page - 1) * limit],
  });
  return { items: rows.map((row) => sessionView(release, row, now)), total: rows[0]?.total ?? 0, page, limit };
}

/**
 * Every change of the euros with the balance after it, newest first; numbered from the first there ever was, so that a filter changes
 * no number (POM-031, POM-032).
 */
export async function pastTransactions(
  { deps }: Api,
  accountId: string,
  timeZone: string,
  filter: Filter,
  { limit, page }: Page,
): Promise<PastTransactions> {
  const [from, until] = spanOf(filter, timeZone);
  const { rows } = await deps.pool.query<TransactionRow>({
    ...readTransactions,
    values: [accountId, from, until, filter.invoiced === 'yes', limit, (page - 1) * limit],
  });
  return { items: rows.map(transactionView), total: rows[0]?.total ?? 0, page, limit };
}

/** What a file can hold: more rows than anybody has, and few enough to make while somebody waits. */
const ALL: Page = { limit: 20_000, page: 1 };

/** The list as a table for a file: the same rows as the pages of the filter together (POM-033). */
export async function transactionTable(
  api: Api,
  accountId: string,
  timeZone: string,
  filter: Filter,
  language: Language,
): Promise<{ table: ReportTable; titles: string[] }> {
  const { items } = await pastTransactions(api, accountId, timeZone, filter, ALL);
  const say = api.deps.texts.withoutMunicipality(language);
  const format = formatsIn(language);
  const columns = COLUMNS.map(({ id, kind }) => ({ id, kind }));
  const rows = items.map(({ number, at, cents, endCents, kind, invoice }) => [
    number, format.day(at), format.time(at), cents, endCents, say(`onDemand.past.kind.${kind}`), invoice?.number ?? '',
  ]); // prettier-ignore
  return {
    table: { ...tableOf('transactions', columns, rows), totals: [] },
    titles: COLUMNS.map(({ id }) => say(`onDemand.past.column.${id}`)),
  };
}

const COLUMNS = [
  { id: 'number', kind: 'count' },
  { id: 'date', kind: 'text' },
  { id: 'time', kind: 'text' },
  { id: 'amount', kind: 'cents' },
  { id: 'end', kind: 'cents' },
  { id: 'description', kind: 'text' },
  { id: 'invoice', kind: 'text' },
] as const;

/** Both days included, by the calendar of the municipality. */
function spanOf({ from, until }: Filter, timeZone: string): [string | null, string | null] {
  return [from ? startOfDay(from, timeZone) : null, until ? endOfDay(until, timeZone) : null];
}

interface TransactionRow {
  entry_id: string;
  number: number;
  at: Date;
  reason: string;
  subject_id: string;
  change: string;
  end_balance: string;
  invoice_id: string | null;
  invoice_kind: 'receipt' | 'invoice' | null;
  invoice_year: number | null;
  invoice_number: number | null;
  total: number;
}

function transactionView(row: TransactionRow): PastTransaction {
  const kind = transactionKind(row.reason);
  return {
    number: row.number,
    at: row.at.toISOString(),
    cents: Number(row.change),
    endCents: Number(row.end_balance),
    kind: KINDS.find((known) => known === kind) ?? 'other',
    actionId: kind === 'hold' || kind === 'settle' ? row.subject_id : null,
    invoice:
      row.invoice_id !== null && row.invoice_kind !== null
        ? {
            id: row.invoice_id,
            kind: row.invoice_kind,
            number:
              row.invoice_year !== null && row.invoice_number !== null
                ? invoiceNumber(row.invoice_kind, row.invoice_year, row.invoice_number)
                : null,
          }
        : null,
  };
}

const KINDS = ['top-up', 'hold', 'settle', 'charged-back'] as const;

const readSessions = statement(
  'read-on-demand-sessions',
  `SELECT ${SESSION_COLUMNS}, count(*) OVER ()::int AS total ${SESSIONS}
      AND ($2::timestamptz IS NULL OR a.starts_at >= $2) AND ($3::timestamptz IS NULL OR a.starts_at < $3)
    ORDER BY a.starts_at DESC, a.id DESC LIMIT $4 OFFSET $5`,
);
const readTransactions = statement(
  'read-on-demand-transactions',
  `WITH purse AS (
     SELECT DISTINCT b.id FROM coupling c JOIN permit_balance pb ON pb.permit_id = c.permit_id JOIN balance b ON b.id = pb.balance_id
      WHERE c.account_id = $1 AND c.removed_at IS NULL AND b.unit = 'eurocent'
   ), changes AS (
     SELECT j.id AS entry_id, j.at, j.reason, j.subject_id, -sum(p.amount) AS change
       FROM purse JOIN posting p ON p.account = 'available' AND p.ref = purse.id::text JOIN journal_entry j ON j.id = p.entry_id
      WHERE p.unit = 'eurocent' GROUP BY j.id HAVING sum(p.amount) <> 0
   ), numbered AS (
     SELECT *, row_number() OVER (ORDER BY entry_id)::int AS number, sum(change) OVER (ORDER BY entry_id) AS end_balance FROM changes
   )
   SELECT n.*, i.id AS invoice_id, i.kind AS invoice_kind, i.year AS invoice_year, i.number AS invoice_number, count(*) OVER ()::int AS total
     FROM numbered n LEFT JOIN invoice i ON i.payment_id = n.subject_id AND n.reason = 'payment-received'
    WHERE ($2::timestamptz IS NULL OR n.at >= $2) AND ($3::timestamptz IS NULL OR n.at < $3) AND (NOT $4::boolean OR i.id IS NOT NULL)
    ORDER BY n.entry_id DESC LIMIT $5 OFFSET $6`,
);
