import { randomUUID } from 'node:crypto';
import { kindOfIdentity } from '../../rules/old-system/identity.ts';
import { type BroughtEntry, type BroughtHolder } from '../../rules/old-system/rows.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { waitlistEntryId } from '../../rules/values/process-ids.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { command, openProcess } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { claimRow, nameClaimed, refuseClaimed, type Run } from './item.ts';
import { type Brought } from './permit.ts';

/** How people of an old system are known until they sign in themselves. */
const MEANS = 'old-system';

/**
 * Somebody known by the number they sign in with: sealed, and found again by its keyed hash, as everybody is. Who is here already stays
 * who they are; an e-mail address does not come over, because its owner confirms it at the first visit.
 */
export async function bringHolder(
  tx: Db,
  deps: Pick<Deps, 'vault'>,
  run: Run,
  { row, identity: { type, value }, name, address, language }: BroughtHolder,
): Promise<string> {
  const { municipalityId, at } = run;
  const { rows } = await tx.query<{ id: string; added: boolean }>({
    ...keepHolder,
    values: [
      municipalityId, kindOfIdentity(type), type, deps.vault.fingerprint('subject', `${type}:${value}`),
      deps.vault.seal(Buffer.from(value)), name, address && JSON.stringify(address), MEANS, language ?? 'nl', at,
    ], // prettier-ignore
  });
  const { id: holderId, added } = rows[0]!;
  await claimRow(tx, deps, run, row, { holderId });
  if (added)
    await record(tx, at, SYSTEM, { municipalityId, holderId }, { kind: 'person-came-over', data: { runId: run.id } });
  return holderId;
}

/** A place in line since the day it was taken in the old system, before everybody who joined later (R12). Nobody is written to. */
export async function bringEntry(
  tx: Db,
  deps: Pick<Deps, 'vault'>,
  run: Run,
  { row, product, areaId, since }: BroughtEntry,
  { holderId, release }: { holderId: string; release: Release },
): Promise<Brought> {
  const { id: runId, municipalityId, at } = run;
  if (!(await claimRow(tx, deps, run, row, { holderId }))) return { outcome: 'came-before' };
  const entryId = randomUUID();
  const number = `W-${await nextNumber(tx, municipalityId, 'W')}`;
  const { rowCount } = await tx.query({
    ...addEntry,
    values: [entryId, municipalityId, holderId, number, product.id, release.number, since, at],
  });
  if (rowCount !== 1) {
    await refuseClaimed(tx, deps, run, row, 'already-waiting');
    return { outcome: 'refused', code: 'already-waiting' };
  }
  await tx.query({ ...addLine, values: [entryId, municipalityId, product.id, areaId, since] });
  await nameClaimed(tx, deps, run, row, { entryId });
  await openProcess(tx, {
    workflowId: waitlistEntryId(entryId),
    kind: 'waitlist-entry',
    subjectId: entryId,
    municipalityId,
    openedAt: at,
    nextDueAt: null,
  });
  await command(tx, entryId, 'waitlist-changed', { entryId });
  const event = { kind: 'waitlist-came-over', data: { entryId, runId, since } } as const;
  await record(tx, at, SYSTEM, { municipalityId, holderId }, event);
  return { outcome: 'came', id: entryId };
}

const keepHolder = statement(
  'keep-holder-of-old-system',
  `INSERT INTO holder (municipality_id, kind, subject_type, subject_hash, subject_sealed, name, address, means, language, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10)
   ON CONFLICT (municipality_id, subject_type, subject_hash) DO UPDATE SET subject_type = excluded.subject_type
   RETURNING id, xmax = 0 AS added`,
);
const addEntry = statement(
  'add-waitlist-entry-of-old-system',
  `INSERT INTO waitlist_entry (id, municipality_id, holder_id, number, product_id, release, status, status_since, entered_at)
   VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $8, $7)
   ON CONFLICT (holder_id, product_id) WHERE closed_at IS NULL DO NOTHING`,
);
const addLine = statement(
  'add-waitlist-line-of-old-system',
  'INSERT INTO waitlist_place (entry_id, municipality_id, product_id, area_id, entered_at) VALUES ($1, $2, $3, $4, $5)',
);
