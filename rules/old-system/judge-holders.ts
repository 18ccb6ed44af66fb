import { type Address } from '../municipalities/places.ts';
import { isIdentityType, readIdentity } from './identity.ts';
import { type SourceRow } from './read.ts';
import { refuseRow, rowOf, type Books, type BroughtHolder, type Identity, type JudgedRow } from './rows.ts';

export interface Holders {
  rows: JudgedRow[];
  brought: BroughtHolder[];
  /** By reference, also those that came over before. */
  known: Map<string, BroughtHolder>;
  refused: Set<string>;
}

/** People and businesses, each by the number they sign in with: without one nobody would find what is theirs. */
export function judgeHolders(source: readonly SourceRow[], books: Books): Holders {
  const holders: Holders = { rows: [], brought: [], known: new Map(), refused: new Set() };
  const numbers = new Set<string>();
  for (const given of source) {
    const { holder: reference = '', name = '', language = '' } = given.cells;
    const row = rowOf('holder', given, reference, { holder: reference, label: '' });
    holders.rows.push(row);
    refuseEmpty(row, given, ['holder', 'name']);
    if (holders.known.has(reference) || holders.refused.has(reference)) refuseRow(row, 'twice', 'holder');
    const identity = identityIn(row, given);
    const number = identity && `${identity.type} ${identity.value}`;
    if (number !== undefined && numbers.has(number)) refuseRow(row, 'twice', 'identity');
    const address = addressIn(row, given);
    if (!['', 'nl', 'en'].includes(language)) refuseRow(row, 'language-unknown', 'language');
    if (row.verdict.outcome === 'refused' || !identity || number === undefined) {
      if (!holders.known.has(reference)) holders.refused.add(reference);
      continue;
    }
    numbers.add(number);
    if (books.cameBefore('holder', reference)) row.verdict = { outcome: 'came-before' };
    const brought = { row, identity, name, address, language: language === '' ? null : (language as 'nl' | 'en') };
    holders.known.set(reference, brought);
    holders.brought.push(brought);
  }
  return holders;
}

/** Whose a row is: refused with a word about it when that is nobody who is here or comes. */
export function holderOf(row: JudgedRow, reference: string, { known, refused }: Holders): BroughtHolder | undefined {
  const holder = known.get(reference);
  if (!holder) refuseRow(row, refused.has(reference) ? 'holder-refused' : 'holder-unknown', 'holder');
  return holder;
}

/** Values that must be there, told by their column. */
export function refuseEmpty(row: JudgedRow, { cells }: SourceRow, columns: readonly string[]): void {
  const missing = columns.find((column) => (cells[column] ?? '') === '');
  if (missing !== undefined) refuseRow(row, 'empty', missing);
}

/** A reference that stood there before, in the same file. */
export function refuseTwice(row: JudgedRow, seen: Set<string>, column: string): void {
  if (seen.has(row.reference)) refuseRow(row, 'twice', column);
  seen.add(row.reference);
}

function identityIn(row: JudgedRow, { cells }: SourceRow): Identity | undefined {
  const { 'identity-type': type = '', identity = '' } = cells;
  if (!isIdentityType(type)) {
    refuseRow(row, 'identity-type-unknown', 'identity-type');
    return undefined;
  }
  const value = readIdentity(type, identity);
  if (value === undefined) {
    refuseRow(row, identity === '' ? 'empty' : 'identity-wrong', 'identity');
    return undefined;
  }
  return { type, value };
}

/** Whole or not at all: the register gives it anyway when somebody signs in, and who waits is judged by it before that. */
function addressIn(row: JudgedRow, { cells }: SourceRow): Address | null {
  const {
    street = '',
    'house-number': number = '',
    'house-suffix': houseSuffix = '',
    postcode = '',
    city = '',
  } = cells;
  const country = cells['country'] || 'NL';
  if ([street, number, houseSuffix, postcode, city].every((value) => value === '')) return null;
  if (
    street === '' ||
    postcode === '' ||
    city === '' ||
    !/^[1-9]\d{0,4}$/.test(number) ||
    !/^[A-Z]{2}$/.test(country)
  ) {
    refuseRow(row, 'address-incomplete', 'street');
    return null;
  }
  return { street, houseNumber: Number(number), houseSuffix, postcode, city, country };
}
