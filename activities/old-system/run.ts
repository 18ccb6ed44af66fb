import { randomUUID } from 'node:crypto';
import { type PoolClient } from 'pg';
import { FORMAT_VERSION, type Fault } from '../../rules/old-system/format.ts';
import { differenceOf, judge, type Plan, type RunReport } from '../../rules/old-system/judge.ts';
import { readSource, type Source } from '../../rules/old-system/read.ts';
import { isHere, refuseRow, type JudgedRow } from '../../rules/old-system/rows.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { askLine } from '../permit-applications/places.ts';
import { readBooks } from './books.ts';
import { hashOf, itemKey, keepRefusal, type OldSystemDeps, type Run } from './item.ts';
import { bringEntry, bringHolder } from './people.ts';
import { bringFavourite, bringPermit, type Brought } from './permit.ts';

export interface BringOver {
  municipalityId: string;
  /** The text of each file by its name. */
  texts: Readonly<Record<string, string>>;
  /** False: only judged and reported; nothing comes over. */
  forReal: boolean;
}

export type BroughtOver = { outcome: 'run'; runId: string; report: RunReport } | { outcome: 'faults'; faults: Fault[] };

/**
 * Takes over what a municipality had in its old system, row by row, each in a transaction of its own with all that belongs to it. It may
 * be stopped at any moment and run again: what came over before is found and left as it is.
 */
export async function bringOver(
  deps: OldSystemDeps,
  { municipalityId, texts, forReal }: BringOver,
  at: Instant,
): Promise<BroughtOver> {
  const read = readSource(texts);
  if (read.outcome === 'faults') return read;
  const release = await deps.releases.inForce(municipalityId, at);
  const run: Run = { id: randomUUID(), municipalityId, at };
  const { books, items } = await readBooks(deps, municipalityId, release, at);
  const plan = judge(read.source, release.content, books);
  const judged = reportOf(plan);
  // Before anything comes over: whatever happens halfway, what came over is known to be of this run.
  await inTransaction(deps.pool, (tx) => beginRun(tx, run, { source: read.source, release, forReal, report: judged }));
  if (forReal) {
    const permits = new Map<string, string>();
    for (const { kind, reference } of plan.rows.filter((row) => row.kind === 'permit')) {
      const known = items.get(itemKey(kind, hashOf(deps, municipalityId, kind, reference)));
      if (known?.cameOver && known.permitId !== null) permits.set(reference, known.permitId);
    }
    await bringAll(deps, run, plan, release, permits);
  }
  const report = reportOf(plan);
  await inTransaction(deps.pool, (tx) => finishRun(tx, run, { plan, forReal, report }));
  return { outcome: 'run', runId: run.id, report };
}

const reportOf = ({ rows }: Plan): RunReport => ({ ...differenceOf(rows), faults: rows.flatMap(faultOf) });

const faultOf = ({ verdict }: JudgedRow): Fault[] => (verdict.outcome === 'refused' ? [verdict.fault] : []);

async function bringAll(
  deps: OldSystemDeps,
  run: Run,
  { holders, permits, favourites, entries, rows }: Plan,
  release: Release,
  permitIds: Map<string, string>,
): Promise<void> {
  const inOne = <Result>(work: (tx: PoolClient) => Promise<Result>) => inTransaction(deps.pool, work);
  const holderIds = new Map<string, string>();
  for (const holder of holders) {
    const holderId = await inOne((tx) => bringHolder(tx, deps, run, holder));
    holderIds.set(holder.row.reference, holderId);
  }
  const ownerOf = ({ holder }: JudgedRow) => holderIds.get(holder ?? '')!;
  for (const permit of permits) {
    const brought = await inOne((tx) => bringPermit(tx, deps, run, permit, { holderId: ownerOf(permit.row), release }));
    settle(permit.row, brought);
    for (const { row } of [...permit.plates, ...permit.balances])
      settle(row, brought.outcome === 'refused' ? { outcome: 'refused', code: 'permit-refused' } : brought);
    if (brought.outcome === 'came') permitIds.set(permit.row.reference, brought.id);
  }
  for (const favourite of favourites) {
    const { row } = favourite;
    const permitId = permitIds.get(row.permit ?? '');
    if (permitId === undefined) refuseRow(row, 'permit-refused', 'permit');
    else
      settle(row, await inOne((tx) => bringFavourite(tx, deps, run, favourite, { holderId: ownerOf(row), permitId })));
  }
  for (const entry of entries)
    settle(entry.row, await inOne((tx) => bringEntry(tx, deps, run, entry, { holderId: ownerOf(entry.row), release })));
  // Told to whom it concerns, as far as we know who that is.
  for (const row of rows) {
    const holderId = holderIds.get(row.holder ?? '');
    if (row.verdict.outcome !== 'refused' || holderId === undefined) continue;
    const { code } = row.verdict.fault;
    const permitId = permitIds.get(row.permit ?? '') ?? null;
    await inOne((tx) => keepRefusal(tx, deps, run, row, { holderId, permitId }, code));
  }
}

/** What the books said of it in the end, which may be otherwise than it looked beforehand. */
function settle(row: JudgedRow, brought: Brought): void {
  if (brought.outcome === 'refused') refuseRow(row, brought.code);
  else if (brought.outcome === 'came-before') row.verdict = { outcome: 'came-before' };
}

interface Begun {
  source: Source;
  release: Release;
  forReal: boolean;
  report: RunReport;
}

async function beginRun(tx: Db, run: Run, { source, release, forReal, report }: Begun): Promise<void> {
  const { id: runId, municipalityId, at } = run;
  await tx.query({
    ...addRun,
    values: [
      runId, municipalityId, source.system, source.takenOn, FORMAT_VERSION, forReal, release.number, JSON.stringify(report), at,
    ], // prettier-ignore
  });
}

async function finishRun(
  tx: Db,
  { id: runId, municipalityId, at }: Run,
  { plan, forReal, report }: { plan: Plan } & Pick<Begun, 'forReal' | 'report'>,
): Promise<void> {
  await tx.query({ ...closeRun, values: [runId, JSON.stringify(report), at] });
  const count = (which: 'read' | 'came' | 'refused') =>
    Object.values(report.kinds).reduce((sum, tally) => sum + tally[which], 0);
  const data = { runId, forReal, read: count('read'), came: count('came'), refused: count('refused') };
  await record(tx, at, SYSTEM, { municipalityId }, { kind: 'old-system-read', data });
  if (!forReal) return;
  // Only now, when everybody stands in line: a place that is free goes to who waited longest.
  const lines = plan.entries.filter(({ row }) => isHere(row)).map(({ product, areaId }) => `${product.id} ${areaId}`);
  for (const line of new Set(lines)) {
    const [productId = '', areaId = ''] = line.split(' ');
    await askLine(tx, runId, { municipalityId, productId, areaId });
  }
}

const addRun = statement(
  'add-old-system-run',
  `INSERT INTO old_system_run (id, municipality_id, system, taken_on, format, for_real, release, report, at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);
const closeRun = statement(
  'finish-old-system-run',
  'UPDATE old_system_run SET report = $2, finished_at = $3 WHERE id = $1',
);
