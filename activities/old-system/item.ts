import { type BroughtKind, type RowFaultCode } from '../../rules/old-system/format.ts';
import { type JudgedRow } from '../../rules/old-system/rows.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

export type OldSystemDeps = Pick<Deps, 'pool' | 'vault' | 'releases'>;

/** A run over the files of one municipality. */
export interface Run {
  id: string;
  municipalityId: string;
  at: Instant;
}

/** To whom or what in these books a row belongs. */
export interface Belongs {
  holderId: string | null;
  permitId?: string | null;
  entryId?: string | null;
}

/** A row is found again by this, and nobody reads from it what it was called in the old system. */
export function hashOf(
  { vault }: Pick<Deps, 'vault'>,
  municipalityId: string,
  kind: BroughtKind,
  reference: string,
): Buffer {
  return vault.fingerprint('subject', `old system:${municipalityId}:${kind}:${reference}`);
}

/** Takes a row over as its own, once: false when another run did before. Everything it brings is written in the same transaction. */
export async function claimRow(
  tx: Db,
  deps: Pick<Deps, 'vault'>,
  run: Run,
  row: JudgedRow,
  belongs: Belongs,
): Promise<boolean> {
  const { rowCount } = await tx.query({ ...keepItem, values: valuesOf(deps, run, row, belongs, null) });
  return rowCount === 1;
}

/** Keeps that a row did not come over, for whom it concerns; one that did before stays as it is. */
export async function keepRefusal(
  tx: Db,
  deps: Pick<Deps, 'vault'>,
  run: Run,
  row: JudgedRow,
  belongs: Belongs,
  fault: RowFaultCode,
): Promise<void> {
  await tx.query({ ...keepItem, values: valuesOf(deps, run, row, belongs, fault) });
}

/** What a row that was claimed a moment ago has become. */
export async function nameClaimed(
  tx: Db,
  deps: Pick<Deps, 'vault'>,
  { municipalityId }: Run,
  { kind, reference }: JudgedRow,
  { permitId = null, entryId = null }: Omit<Belongs, 'holderId'>,
): Promise<void> {
  const hash = hashOf(deps, municipalityId, kind, reference);
  await tx.query({ ...nameIt, values: [municipalityId, kind, hash, permitId, entryId] });
}

/** It was claimed a moment ago, and there is no place for it after all. */
export async function refuseClaimed(
  tx: Db,
  deps: Pick<Deps, 'vault'>,
  { municipalityId }: Run,
  { kind, reference, label }: JudgedRow,
  fault: RowFaultCode,
): Promise<void> {
  const hash = hashOf(deps, municipalityId, kind, reference);
  await tx.query({ ...takeBack, values: [municipalityId, kind, hash, fault, deps.vault.seal(Buffer.from(label))] });
}

export interface KnownItem {
  cameOver: boolean;
  permitId: string | null;
}

/** Every row of an old system there ever was here, by kind and hash. */
export async function readItems(db: Db, municipalityId: string): Promise<ReadonlyMap<string, KnownItem>> {
  const { rows } = await db.query<KnownItem & { kind: BroughtKind; hash: Buffer }>({
    ...readAll,
    values: [municipalityId],
  });
  return new Map(rows.map(({ kind, hash, ...item }) => [itemKey(kind, hash), item]));
}

export const itemKey = (kind: BroughtKind, hash: Buffer): string => `${kind} ${hash.toString('hex')}`;

function valuesOf(
  deps: Pick<Deps, 'vault'>,
  { id, municipalityId, at }: Run,
  { kind, reference, label, unit, amount }: JudgedRow,
  { holderId, permitId = null, entryId = null }: Belongs,
  fault: RowFaultCode | null,
): unknown[] {
  const sealed = fault === null || label === '' ? null : deps.vault.seal(Buffer.from(label));
  return [
    municipalityId, kind, hashOf(deps, municipalityId, kind, reference), id, fault, holderId, permitId, entryId, sealed,
    amount === null ? null : unit, unit === null ? null : amount, at,
  ]; // prettier-ignore
}

const keepItem = statement(
  'keep-old-system-item',
  `INSERT INTO old_system_item (municipality_id, kind, reference_hash, run_id, came_over, fault, holder_id, permit_id, waitlist_entry_id,
                                label_sealed, unit, amount, judged_at)
   VALUES ($1, $2, $3, $4, $5::text IS NULL, $5, $6, $7, $8, $9, $10, $11, $12)
   ON CONFLICT (municipality_id, kind, reference_hash) DO UPDATE
      SET run_id = excluded.run_id, came_over = excluded.came_over, fault = excluded.fault, holder_id = excluded.holder_id,
          permit_id = excluded.permit_id, waitlist_entry_id = excluded.waitlist_entry_id, label_sealed = excluded.label_sealed,
          unit = excluded.unit, amount = excluded.amount, judged_at = excluded.judged_at, erased_at = NULL
    WHERE NOT old_system_item.came_over`,
);
const takeBack = statement(
  'take-old-system-item-back',
  `UPDATE old_system_item SET came_over = false, fault = $4, permit_id = NULL, waitlist_entry_id = NULL, label_sealed = $5
    WHERE municipality_id = $1 AND kind = $2 AND reference_hash = $3`,
);
const nameIt = statement(
  'name-old-system-item',
  'UPDATE old_system_item SET permit_id = $4, waitlist_entry_id = $5 WHERE municipality_id = $1 AND kind = $2 AND reference_hash = $3',
);
const readAll = statement(
  'read-old-system-items',
  `SELECT kind, reference_hash AS hash, came_over AS "cameOver", permit_id AS "permitId" FROM old_system_item WHERE municipality_id = $1`,
);
