import { type AreaId } from '../municipalities/names.ts';
import { type Product } from '../municipalities/product.ts';
import { type Address } from '../municipalities/places.ts';
import { type CivilDate, type TimeZone } from '../values/civil-day.ts';
import { type Language } from '../values/language.ts';
import { type Instant, type Interval } from '../values/moment.ts';
import { type Cents } from '../values/money.ts';
import { type Plate } from '../values/plate.ts';
import { type Unit } from '../values/unit.ts';
import { type BroughtKind, type Fault, type RowFaultCode } from './format.ts';
import { type IdentityType } from './identity.ts';
import { type SourceRow } from './read.ts';

/** What becomes of a row: it comes over now, it did before, or it does not, and why. */
export type Verdict =
  { outcome: 'comes' } | { outcome: 'came-before' } | { outcome: 'refused'; fault: Fault<RowFaultCode> };

/** A row with what was made of it. `reference` names it in the old system, among the rows of its kind. */
export interface JudgedRow {
  kind: BroughtKind;
  file: string;
  line: number;
  reference: string;
  /** Whose it is, and of which permit, by their references; null where the row does not say. */
  holder: string | null;
  permit: string | null;
  /** How its holder knows it again: a number, a plate, a name. */
  label: string;
  unit: Unit | null;
  amount: number | null;
  verdict: Verdict;
}

export interface Identity {
  type: IdentityType;
  value: string;
}

export interface BroughtHolder {
  row: JudgedRow;
  identity: Identity;
  name: string;
  address: Address | null;
  language: Language | null;
}

export interface BroughtPermit {
  row: JudgedRow;
  product: Product;
  areaId: AreaId;
  periodId: string;
  startsOn: CivilDate;
  validity: Interval;
  paidCents: Cents;
  plates: { row: JudgedRow; plate: Plate }[];
  balances: { row: JudgedRow; unit: Unit; amount: number }[];
}

export interface Permits {
  rows: JudgedRow[];
  brought: BroughtPermit[];
  /** By reference, whatever became of it; without a product where that is unknown. */
  known: Map<string, { row: JudgedRow; product: Product | undefined }>;
}

export interface BroughtFavourite {
  row: JudgedRow;
  plate: Plate;
  name: string;
}

export interface BroughtEntry {
  row: JudgedRow;
  product: Product;
  areaId: AreaId;
  since: Instant;
}

/** What the books say before anything comes over. */
export interface Books {
  timeZone: TimeZone;
  now: Instant;
  /** Did a row of this kind and reference come over before? */
  cameBefore: (kind: BroughtKind, reference: string) => boolean;
  /** Places taken: `product area`. */
  taken: ReadonlyMap<string, number>;
  /** Plates on permits in force. */
  plates: readonly { productId: string; country: string; key: string; from: Instant; to: Instant }[];
  /** Does whoever is known by this number wait for this product already? */
  waits: (identity: Identity, productId: string) => boolean;
}

export const comes = ({ verdict }: JudgedRow): boolean => verdict.outcome === 'comes';

export const isHere = ({ verdict }: JudgedRow): boolean => verdict.outcome !== 'refused';

/** A row that nothing is wrong with until something is found. */
export function rowOf(
  kind: BroughtKind,
  { file, line }: SourceRow,
  reference: string,
  more: Partial<Pick<JudgedRow, 'holder' | 'permit' | 'label' | 'unit' | 'amount'>> = {},
): JudgedRow {
  return {
    kind, file, line, reference, holder: null, permit: null, label: reference, unit: null, amount: null, verdict: { outcome: 'comes' }, ...more,
  }; // prettier-ignore
}

/** The first thing that is wrong with a row is what is told of it. */
export function refuseRow(
  row: JudgedRow,
  code: RowFaultCode,
  column: string | null = null,
  values: Fault['values'] = {},
): void {
  if (row.verdict.outcome === 'refused') return;
  const { file, line } = row;
  row.verdict = { outcome: 'refused', fault: { code, file, line, column, values } };
}
