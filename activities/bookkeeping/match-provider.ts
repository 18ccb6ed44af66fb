import { differences, type Difference, type InBooks } from '../../rules/bookkeeping/provider.ts';
import { DAY_MS, MINUTE_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { closeIncidents, openIncident } from '../db/stores/incidents.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** A bank may take a debit back for eight weeks. */
const DAYS_BACK = 62;
/** What was booked so short ago may be on its way to the other side. */
const MOVING_MS = 15 * MINUTE_MS;

/**
 * The daily match (BEYOND-020): every payment of the last weeks at the provider against our books, both ways. What differs is kept until
 * both agree again; who explained a difference is asked again when its amounts change. Running twice changes nothing more. Throws
 * `Unavailable`.
 */
export async function matchProvider(
  { pool, payments, log }: Pick<Deps, 'pool' | 'payments' | 'log'>,
  at: Instant,
): Promise<Record<string, number>> {
  const since = plusMs(at, -DAYS_BACK * DAY_MS);
  const movingFrom = plusMs(at, -MOVING_MS);
  // Theirs first: what we book meanwhile was there already when we asked.
  const listed = await payments.since(since);
  const ids = listed.map(({ providerId }) => providerId);
  const { rows } = await pool.query<BooksRow>({ ...readBooks, values: [since, ids, movingFrom] });
  const inBooks = rows.map(booksOf);
  const known = new Set(inBooks.map(({ providerId }) => providerId));
  const atProvider = listed.filter(({ createdAt, providerId }) => known.has(providerId) || createdAt < movingFrom);
  const found = differences(atProvider, inBooks);
  const gone = await inTransaction(pool, async (tx) => {
    for (const one of found) await tx.query({ ...keep, values: [...valuesOf(one), at] });
    const open = found.map(({ providerId, kind }) => `${providerId} ${kind}`);
    const ended = (await tx.query({ ...endOthers, values: [open, at] })).rowCount ?? 0;
    await tellUnexplained(tx, at);
    return ended;
  });
  log.info({ payments: listed.length, found: found.length, gone }, 'matched with the payment provider');
  return { providerPayments: listed.length, bookedPayments: inBooks.length, differences: found.length, settled: gone };
}

/** What nobody has explained is for a person to look at; finance does so on its own page. */
async function tellUnexplained(tx: Db, at: Instant): Promise<void> {
  const { rows } = await tx.query<{ id: string; municipality_id: string | null; kind: string }>(unexplained);
  for (const { id, municipality_id: municipalityId, kind } of rows)
    await openIncident(tx, municipalityId, 'payment-difference', id, { kind }, at);
  await closeIncidents(tx, 'payment-difference', rows.map(({ id }) => id), at); // prettier-ignore
}

const valuesOf = (one: Difference) => [
  one.municipalityId, one.kind, one.providerId, one.paymentId, one.reference, one.providerCents, one.booksCents,
]; // prettier-ignore

interface BooksRow {
  id: string;
  provider_id: string;
  reference: string;
  municipality_id: string;
  received_cents: string;
  refunded_cents: string;
  charged_back_cents: string;
  moving: boolean;
}

const booksOf = (row: BooksRow): InBooks => ({
  paymentId: row.id,
  providerId: row.provider_id,
  reference: row.reference,
  municipalityId: row.municipality_id,
  receivedCents: Number(row.received_cents),
  refundedCents: Number(row.refunded_cents),
  chargedBackCents: Number(row.charged_back_cents),
  moving: row.moving,
});

/** Those of the last weeks, and older ones the provider names. */
const readBooks = statement(
  'read-payments-to-match',
  `SELECT y.id, y.provider_id, y.reference, y.municipality_id, coalesce(y.received_cents, 0) AS received_cents, y.charged_back_cents,
          coalesce(r.sent, 0) AS refunded_cents,
          y.created_at > $3 OR coalesce(y.settled_at > $3, false) OR coalesce(r.last > $3, false) OR coalesce(r.leaving, false) AS moving
     FROM payment y
     LEFT JOIN LATERAL (
       SELECT sum(cents) FILTER (WHERE status IN ('sent', 'paid')) AS sent, max(sent_at) AS last, bool_or(status = 'approved') AS leaving
         FROM refund WHERE payment_id = y.id AND route = 'provider') r ON true
    WHERE y.provider_id IS NOT NULL AND (y.created_at >= $1 OR y.provider_id = ANY ($2))`,
);
const keep = statement(
  'keep-payment-difference',
  `INSERT INTO payment_difference (municipality_id, kind, provider_payment, payment_id, reference, provider_cents, books_cents, found_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
   ON CONFLICT (provider_payment, kind) WHERE gone_at IS NULL DO UPDATE
     SET provider_cents = excluded.provider_cents, books_cents = excluded.books_cents, found_at = excluded.found_at,
         explanation = NULL, explained_by = NULL, explained_at = NULL
   WHERE (payment_difference.provider_cents, payment_difference.books_cents) <> (excluded.provider_cents, excluded.books_cents)`,
);
/** Of a payment that is older than what is asked for by now nobody says that it is right again; one nobody knew of is right once we do. */
const endOthers = statement(
  'end-payment-differences',
  `UPDATE payment_difference SET gone_at = $2 WHERE gone_at IS NULL AND NOT (provider_payment || ' ' || kind) = ANY ($1::text[])
      AND EXISTS (SELECT FROM payment y WHERE y.provider_id = provider_payment AND y.created_at >= $2::timestamptz - interval '${DAYS_BACK} days')`,
);
const unexplained = statement(
  'read-unexplained-payment-differences',
  'SELECT id, municipality_id, kind FROM payment_difference WHERE gone_at IS NULL AND explained_at IS NULL ORDER BY found_at, id',
);
