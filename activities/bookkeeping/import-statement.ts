import { createHash } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { decideStatement, matchLines, type OpenItem, type Statement } from '../../rules/bookkeeping/statement.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { sum } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, isClash, statement as sql, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { readStatements } from '../providers/bank-statement.ts';

export interface StatementFile {
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
  content: Buffer;
}

export type Imported = { outcome: 'imported'; statements: number; lines: number; matched: number };

/** Takes in a file of statements whole or not at all, and matches what it says with the books (BEYOND-020). */
export async function importStatements(
  deps: Pick<Deps, 'pool' | 'releases'>,
  { municipalityId, actor, content }: StatementFile,
  at: Instant,
): Promise<Imported | Refusal> {
  const read = readStatements(content.toString('utf8'));
  if (read.outcome === 'refuse') return read;
  const { payout = null } = (await deps.releases.inForce(municipalityId, at)).content.municipality;
  for (const one of read.statements) {
    const allowed = decideStatement(one, payout?.iban.replace(/\s/g, '') ?? null);
    if (isRefusal(allowed)) return allowed;
  }
  const sha256 = createHash('sha256').update(content).digest('hex');
  const booking = inTransaction(deps.pool, async (tx): Promise<Imported> => {
    for (const one of read.statements) await keep(tx, one);
    const lines = sum(read.statements.map((one) => one.lines.length));
    return {
      outcome: 'imported',
      statements: read.statements.length,
      lines,
      matched: await matchAll(tx, municipalityId),
    };
  });
  return booking.catch((error: unknown) => {
    // One of them was taken in before, perhaps a moment ago: then nothing of the file is.
    if (isClash(error)) return refuse('statement-known', {}, 'look-again');
    throw error;
  });

  async function keep(tx: Db, one: Statement): Promise<void> {
    const { rows } = await tx.query<{ id: string }>({
      ...addStatement,
      values: [
        municipalityId, one.id, one.openingCents, sum(one.lines.map(({ cents }) => cents)), one.closingCents, one.from, one.until, sha256,
        actor.id, at,
      ], // prettier-ignore
    });
    const statementId = rows[0]!.id;
    for (const [position, line] of one.lines.entries())
      await tx.query({
        ...addLine,
        values: [statementId, position + 1, line.bookedOn, line.cents, line.bankReference, line.references],
      });
    const lines = one.lines.length;
    await record(
      tx,
      at,
      actor,
      { municipalityId },
      { kind: 'statement-imported', data: { statementId, lines, sha256 } },
    );
  }
}

/** Every line of this municipality that is not matched yet against everything that waits for one. */
async function matchAll(tx: Db, municipalityId: MunicipalityId): Promise<number> {
  const [{ rows: lines }, { rows: items }] = [
    await tx.query<{ id: string; cents: string; references: string[] }>({
      ...unmatchedLines,
      values: [municipalityId],
    }),
    await tx.query<Omit<OpenItem, 'cents'> & { cents: string }>({ ...openItems, values: [municipalityId] }),
  ];
  const pairs = matchLines(
    lines.map((line) => ({ ...line, cents: Number(line.cents) })),
    items.map((item) => ({ ...item, cents: Number(item.cents) })),
  );
  for (const { line, item } of pairs) await tx.query({ ...match, values: [line.id, item.kind, item.id] });
  return pairs.length;
}

const addStatement = sql(
  'add-bank-statement',
  `INSERT INTO bank_statement (municipality_id, reference, opening_cents, lines_cents, closing_cents, from_on, until_on, sha256, imported_by, imported_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
);
const addLine = sql(
  'add-bank-line',
  `INSERT INTO bank_line (statement_id, position, booked_on, cents, bank_reference, our_references) VALUES ($1, $2, $3, $4, $5, $6)`,
);
const unmatchedLines = sql(
  'lock-unmatched-bank-lines',
  `SELECT l.id, l.cents, l.our_references AS references FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id
    WHERE s.municipality_id = $1 AND num_nonnulls(l.refund_id, l.refund_file_id, l.payment_id) = 0
    ORDER BY l.booked_on, l.id FOR UPDATE OF l`,
);
/** What was sent to the bank, and what somebody may have paid to the account itself. */
const openItems = sql(
  'read-items-for-bank',
  `SELECT id, 'refund' AS kind, number AS reference, -cents AS cents FROM refund r
    WHERE municipality_id = $1 AND route = 'transfer' AND status IN ('sent', 'paid')
      AND NOT EXISTS (SELECT FROM bank_line l WHERE l.refund_id = r.id OR l.refund_file_id = r.file_id)
    UNION ALL
   SELECT id, 'refund-file', number, -cents FROM refund_file f
    WHERE municipality_id = $1 AND released_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM bank_line l WHERE l.refund_file_id = f.id)
    UNION ALL
   SELECT id, 'payment', reference, received_cents FROM payment y
    WHERE municipality_id = $1 AND status = 'paid' AND received_cents IS NOT NULL
      AND NOT EXISTS (SELECT FROM bank_line l WHERE l.payment_id = y.id)`,
);
const match = sql(
  'match-bank-line',
  `UPDATE bank_line SET refund_id = CASE WHEN $2 = 'refund' THEN $3::uuid END, refund_file_id = CASE WHEN $2 = 'refund-file' THEN $3::uuid END,
          payment_id = CASE WHEN $2 = 'payment' THEN $3::uuid END
    WHERE id = $1`,
);
