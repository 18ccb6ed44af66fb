import { record, SYSTEM } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { invoiceNumber, type Invoice, type InvoiceKind, type Party } from '../../rules/invoices/invoice.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Cents } from '../../rules/values/money.ts';
import { type Deps } from '../ports.ts';

export interface RequestInvoice {
  /** Of the payment it is for. */
  reference: string;
  kind: InvoiceKind;
  party: Party;
  at: Instant;
}

/** Keeps who an invoice is made out to, before anybody is sent to pay; asked twice, it is asked once (factuur opvragen, POM-011). */
export function requestInvoice(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  { reference, kind, party, at }: RequestInvoice,
): Promise<void> {
  const sealed = vault.seal(Buffer.from(JSON.stringify(party)));
  return inTransaction(pool, async (tx) => void (await tx.query({ ...addInvoice, values: [reference, kind, sealed, at] })));
} // prettier-ignore

/**
 * Issues what was asked for with a payment, in the transaction that books it: its number follows the one before, and what is not paid
 * takes none. Nothing when nothing was asked, or when it was issued before.
 */
export async function issueInvoice(
  tx: Db,
  { releases }: Pick<Deps, 'releases'>,
  { paymentId, municipalityId, permitId, cents }: { paymentId: string; municipalityId: string; permitId: string; cents: Cents },
  at: Instant,
): Promise<void> {
  const { rows } = await tx.query<{ id: string; kind: InvoiceKind; holder_id: string; product_id: string }>({
    ...lockInvoice,
    values: [paymentId, permitId],
  });
  const [asked] = rows;
  if (!asked) return;
  const { number: release, content } = await releases.inForce(municipalityId, at, tx);
  const year = Number(civilDateOf(at, content.municipality.timeZone).slice(0, 4));
  const number = await nextNumber(tx, municipalityId, `${asked.kind}-${year}`);
  const vatPercent = productOf(content, asked.product_id)?.vatPercent ?? 0;
  await tx.query({ ...issue, values: [asked.id, year, number, release, vatPercent, cents, at] });
  const subject = { municipalityId, holderId: asked.holder_id, permitId, paymentId };
  const data = { invoiceId: asked.id, number: invoiceNumber(asked.kind, year, number) };
  await record(tx, at, SYSTEM, subject, { kind: 'invoice-issued', data });
} // prettier-ignore

/** An invoice of this account as it was issued; undefined for another's, for one without a number, and for one that was erased. */
export async function readInvoice(
  { pool, vault, releases }: Pick<Deps, 'pool' | 'vault' | 'releases'>,
  accountId: string,
  invoiceId: string,
): Promise<Invoice | undefined> {
  const { rows } = await pool.query<InvoiceRow>({ ...findInvoice, values: [accountId, invoiceId] });
  const [row] = rows;
  if (!row) return undefined;
  const { content } = await releases.numbered(row.municipality_id, row.release);
  const seller = content.municipality.onDemand?.seller;
  if (!seller) return undefined;
  return {
    kind: row.kind,
    number: invoiceNumber(row.kind, row.year, row.number),
    issuedOn: civilDateOf(row.issued_at.toISOString(), content.municipality.timeZone),
    reference: row.reference,
    cents: Number(row.cents),
    vatPercent: Number(row.vat_percent),
    seller,
    buyer: JSON.parse(vault.open(row.party_sealed).toString('utf8')) as Party,
  };
}

interface InvoiceRow {
  municipality_id: string;
  kind: InvoiceKind;
  year: number;
  number: number;
  release: number;
  vat_percent: string;
  cents: string;
  issued_at: Date;
  party_sealed: Buffer;
  reference: string;
}

const addInvoice = statement(
  'add-invoice',
  `INSERT INTO invoice (municipality_id, holder_id, payment_id, kind, party_sealed, requested_at)
   SELECT municipality_id, holder_id, id, $2, $3, $4 FROM payment WHERE reference = $1
   ON CONFLICT (payment_id) DO NOTHING`,
);
const lockInvoice = statement(
  'lock-invoice',
  `SELECT i.id, i.kind, i.holder_id, p.product_id FROM invoice i JOIN permit p ON p.id = $2
    WHERE i.payment_id = $1 AND i.number IS NULL FOR UPDATE OF i`,
);
const issue = statement(
  'issue-invoice',
  'UPDATE invoice SET year = $2, number = $3, release = $4, vat_percent = $5, cents = $6, issued_at = $7 WHERE id = $1',
);
const findInvoice = statement(
  'find-invoice',
  `SELECT i.municipality_id, i.kind, i.year, i.number, i.release, i.vat_percent, i.cents, i.issued_at, i.party_sealed, p.reference
     FROM invoice i JOIN account a ON a.holder_id = i.holder_id JOIN payment p ON p.id = i.payment_id
    WHERE a.id = $1 AND i.id = $2 AND i.number IS NOT NULL AND i.party_sealed IS NOT NULL`,
);
