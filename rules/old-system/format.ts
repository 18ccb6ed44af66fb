import { type RuleValues } from '../values/refusal.ts';

/** The version of the files below; a file of another version is not read. `docs/old-systems.md` explains them to people. */
export const FORMAT_VERSION = 1;

/** What comes over from the system a municipality had before (oud systeem), in the order in which it does. */
export const BROUGHT_KINDS = ['holder', 'permit', 'plate', 'balance', 'favourite', 'waitlist'] as const;
export type BroughtKind = (typeof BROUGHT_KINDS)[number];

/** What is told to whom it belongs: that they are known here speaks for itself. */
export const TOLD_KINDS = ['permit', 'plate', 'balance', 'favourite', 'waitlist'] as const satisfies BroughtKind[];
export type ToldKind = (typeof TOLD_KINDS)[number];

export interface FileFormat {
  file: string;
  /** A value in every row. */
  needed: readonly string[];
  /** May be empty, or not be there at all. */
  optional: readonly string[];
}

export const EXPORT_FILE: FileFormat = { file: 'export.csv', needed: ['version', 'system', 'taken-on'], optional: [] };

export const FILE_OF: Record<BroughtKind, FileFormat> = {
  holder: {
    file: 'holders.csv',
    needed: ['holder', 'identity-type', 'identity', 'name'],
    optional: ['street', 'house-number', 'house-suffix', 'postcode', 'city', 'country', 'language'],
  },
  permit: {
    file: 'permits.csv',
    needed: ['permit', 'holder', 'product', 'area', 'period', 'valid-from', 'valid-until', 'paid-cents'],
    optional: [],
  },
  plate: { file: 'plates.csv', needed: ['permit', 'country', 'plate'], optional: [] },
  balance: { file: 'balances.csv', needed: ['permit', 'unit', 'amount'], optional: [] },
  favourite: { file: 'favourites.csv', needed: ['permit', 'country', 'plate', 'name'], optional: [] },
  waitlist: { file: 'waiting-list.csv', needed: ['entry', 'holder', 'product', 'area', 'since'], optional: [] },
};

/** Why nothing of these files can be read: their sentences stand under `oldSystem.fault`. */
export const FILE_FAULTS = [
  'file-missing',
  'file-unknown',
  'quote-open',
  'column-missing',
  'column-unknown',
  'column-twice',
  'cells-wrong',
  'version-unknown',
  'one-row',
  'export-incomplete',
] as const;

/** Why one row does not come over. */
export const ROW_FAULTS = [
  'empty',
  'twice',
  'identity-type-unknown',
  'identity-wrong',
  'address-incomplete',
  'language-unknown',
  'holder-unknown',
  'holder-refused',
  'product-unknown',
  'product-by-hand',
  'area-unknown',
  'period-unknown',
  'date-wrong',
  'dates-reversed',
  'permit-over',
  'amount-wrong',
  'plate-unfit',
  'country-unknown',
  'foreign-plate-not-allowed',
  'plate-overlaps',
  'too-many-plates',
  'too-few-plates',
  'product-full',
  'balance-missing',
  'unit-unknown',
  'permit-unknown',
  'permit-refused',
  'permit-here-already',
  'favourites-not-offered',
  'favourite-name-wrong',
  'no-waiting-list',
  'since-wrong',
  'already-waiting',
] as const;

export type FileFaultCode = (typeof FILE_FAULTS)[number];
export type RowFaultCode = (typeof ROW_FAULTS)[number];
export type FaultCode = FileFaultCode | RowFaultCode;

/** Where something is wrong, and what: numbers and codes, never what the file says of somebody. */
export interface Fault<Code extends FaultCode = FaultCode> {
  code: Code;
  file: string;
  /** Of the file as an editor counts them; 1 is the names of the columns. */
  line: number;
  column: string | null;
  values: RuleValues;
}
