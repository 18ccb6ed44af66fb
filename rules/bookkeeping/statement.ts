import { type CivilDate } from '../values/civil-day.ts';
import { sum, type Cents } from '../values/money.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/** One line of a bank statement: what came in is positive, what went out negative. */
export interface StatementLine {
  cents: Cents;
  bookedOn: CivilDate;
  /** What the bank calls it. */
  bankReference: string | null;
  /** Numbers of ours that it names, and nothing else of what it says: the rest is about people. */
  references: string[];
}

export interface Statement {
  /** What the bank calls this statement; it is taken in once. */
  id: string;
  iban: string;
  openingCents: Cents;
  closingCents: Cents;
  from: CivilDate;
  until: CivilDate;
  /** What the file says of itself; null where it says nothing. */
  statedLines: number | null;
  lines: StatementLine[];
}

export type StatementGround = 'statement-other-account' | 'statement-totals-differ' | 'statement-count-differs';

/** Is it our account, and does it add up? A statement that does not is refused whole, with what is wrong (BEYOND-020). */
export function decideStatement(
  { iban, openingCents, closingCents, statedLines, lines }: Statement,
  ownIban: string | null,
): { outcome: 'allow' } | Refusal<StatementGround> {
  if (ownIban === null || iban !== ownIban) return refuse('statement-other-account', {}, 'choose-own-statement');
  if (statedLines !== null && statedLines !== lines.length)
    return refuse('statement-count-differs', { stated: statedLines, found: lines.length }, 'fetch-statement-again');
  const linesCents = sum(lines.map(({ cents }) => cents));
  const differenceCents = closingCents - openingCents - linesCents;
  if (differenceCents !== 0)
    return refuse(
      'statement-totals-differ',
      { openingCents, linesCents, closingCents, differenceCents },
      'fetch-statement-again',
    );
  return { outcome: 'allow' };
}

/** Something in our books the bank should know of. */
export interface OpenItem {
  id: string;
  kind: 'refund' | 'refund-file' | 'payment';
  /** The number the bank gives back. */
  reference: string;
  cents: Cents;
}

/** Our own numbers in what a line says: of refunds, of files for the bank, of payments. */
export const referencesIn = (text: string): string[] => [
  ...new Set(text.toUpperCase().match(/\b(?:TERUG|BETAAL)-\d{4}-\d{5}\b|\bPW-[A-Z0-9]{5}-[A-Z0-9]{5}\b/g) ?? []),
];

/** Pairs lines with items of the same number and the same amount, each once; what is left on either side is for people. */
export function matchLines<Line extends { cents: Cents; references: readonly string[] }>(
  lines: readonly Line[],
  items: readonly OpenItem[],
): { line: Line; item: OpenItem }[] {
  const left = [...items];
  return lines.flatMap((line) => {
    const at = left.findIndex(({ reference, cents }) => cents === line.cents && line.references.includes(reference));
    return at < 0 ? [] : [{ line, item: left.splice(at, 1)[0]! }];
  });
}
