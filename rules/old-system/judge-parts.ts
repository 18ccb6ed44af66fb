import { favouriteName } from '../parking/favourite.ts';
import { isPlate, COUNTRIES, readPlate, type Plate } from '../values/plate.ts';
import { isRefusal } from '../values/refusal.ts';
import { type Unit } from '../values/unit.ts';
import { refuseEmpty, refuseTwice } from './judge-holders.ts';
import { type SourceRow } from './read.ts';
import { isHere, refuseRow, rowOf, type Books, type BroughtFavourite, type JudgedRow, type Permits } from './rows.ts';

export interface PlateRow {
  row: JudgedRow;
  /** Undefined where it cannot be read. */
  plate: Plate | undefined;
}

export interface BalanceRow {
  row: JudgedRow;
  unit: Unit | undefined;
  amount: number | undefined;
}

/** What hangs on a permit, by the permit's reference. */
export interface Hanging<Part extends { row: JudgedRow }> {
  rows: JudgedRow[];
  of: Map<string, Part[]>;
}

export function judgePlates(source: readonly SourceRow[], books: Books): Hanging<PlateRow> {
  const seen = new Set<string>();
  return hanging(source, (given) => {
    const { row, plate } = readPlateRow('plate', given);
    refuseTwice(row, seen, 'plate');
    if (isHere(row) && books.cameBefore('plate', row.reference)) row.verdict = { outcome: 'came-before' };
    return { row, plate };
  });
}

const UNITS: readonly string[] = ['eurocent', 'minute', 'action'] satisfies Unit[];
const MOST = 100_000_000;

export function judgeBalances(source: readonly SourceRow[], books: Books): Hanging<BalanceRow> {
  const seen = new Set<string>();
  return hanging(source, (given) => {
    const { permit = '', unit: typed = '', amount: counted = '' } = given.cells;
    const unit = UNITS.includes(typed) ? (typed as Unit) : undefined;
    const amount = /^\d{1,9}$/.test(counted) && Number(counted) <= MOST ? Number(counted) : undefined;
    const row = rowOf('balance', given, `${permit} ${typed}`, {
      permit,
      label: permit,
      unit: unit ?? null,
      amount: amount ?? null,
    });
    refuseEmpty(row, given, ['permit', 'unit', 'amount']);
    if (unit === undefined) refuseRow(row, 'unit-unknown', 'unit');
    if (amount === undefined) refuseRow(row, 'amount-wrong', 'amount');
    refuseTwice(row, seen, 'unit');
    if (isHere(row) && books.cameBefore('balance', row.reference)) row.verdict = { outcome: 'came-before' };
    return { row, unit, amount };
  });
}

/** Plates with a name, in the address book of a permit (favorieten, 2PARK-080). */
export function judgeFavourites(
  source: readonly SourceRow[],
  permits: Permits,
  books: Books,
): { rows: JudgedRow[]; brought: BroughtFavourite[] } {
  const rows: JudgedRow[] = [];
  const brought: BroughtFavourite[] = [];
  const seen = new Set<string>();
  for (const given of source) {
    const { permit: reference = '', name: typed = '', plate: written = '' } = given.cells;
    const { row, plate } = readPlateRow('favourite', given);
    row.label = [typed, written].filter((part) => part !== '').join(' · ');
    rows.push(row);
    const permit = permits.known.get(reference);
    row.holder = permit?.row.holder ?? null;
    if (books.cameBefore('favourite', row.reference)) {
      row.verdict = { outcome: 'came-before' };
      continue;
    }
    refuseTwice(row, seen, 'plate');
    if (!permit) refuseRow(row, 'permit-unknown', 'permit');
    else if (!isHere(permit.row)) refuseRow(row, 'permit-refused', 'permit');
    else if (permit.product && permit.product.parking?.favourites !== true)
      refuseRow(row, 'favourites-not-offered', 'permit');
    const name = favouriteName(typed);
    if (isRefusal(name)) refuseRow(row, 'favourite-name-wrong', 'name');
    else if (name.name === '') refuseRow(row, 'empty', 'name');
    else if (plate && row.verdict.outcome === 'comes') brought.push({ row, plate, name: name.name });
  }
  return { rows, brought };
}

function readPlateRow(kind: 'plate' | 'favourite', given: SourceRow): PlateRow {
  const { permit = '', country = '', plate: written = '' } = given.cells;
  const read = readPlate(written, country);
  const plate = isPlate(read) ? read : undefined;
  const row = rowOf(kind, given, `${permit} ${country} ${plate?.key ?? written}`, { permit, label: written });
  refuseEmpty(row, given, ['permit', 'country', 'plate']);
  if (!(COUNTRIES as readonly string[]).includes(country)) refuseRow(row, 'country-unknown', 'country');
  if (!plate) refuseRow(row, 'plate-unfit', 'plate');
  return { row, plate };
}

function hanging<Part extends { row: JudgedRow }>(
  source: readonly SourceRow[],
  read: (given: SourceRow) => Part,
): Hanging<Part> {
  const all: Hanging<Part> = { rows: [], of: new Map() };
  for (const given of source) {
    const part = read(given);
    all.rows.push(part.row);
    const reference = given.cells['permit'] ?? '';
    all.of.set(reference, [...(all.of.get(reference) ?? []), part]);
  }
  return all;
}
