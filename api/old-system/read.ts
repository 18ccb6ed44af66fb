import { type RunReport } from '../../rules/old-system/judge.ts';
import { BROUGHT_KINDS, TOLD_KINDS, type RowFaultCode, type ToldKind } from '../../rules/old-system/format.ts';
import { type CivilDate } from '../../rules/values/civil-day.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { statement } from '../../activities/db/transaction.ts';
import { type Api } from '../api.ts';
import { type CameOver, type OldSystemRun } from './shapes.ts';

export type Whose = { holderId: string } | { accountId: string };

/** What came over of this holder, or of the permits this account parks on, since they last put it away. */
export async function readCameOver({ deps }: Api, whose: Whose): Promise<CameOver> {
  const [of, id] = 'holderId' in whose ? [itemsOfHolder, whose.holderId] : [itemsOfAccount, whose.accountId];
  const { rows } = await deps.pool.query<ItemRow>({ ...of, values: [id] });
  const items: CameOver['items'] = [];
  for (const municipalityId of new Set(rows.map(({ municipality_id: municipality }) => municipality))) {
    const here = rows.filter(({ municipality_id: municipality }) => municipality === municipalityId);
    const { content } = await deps.releases.inForce(municipalityId, deps.clock());
    items.push({
      municipalityId,
      municipalityName: content.municipality.name,
      system: here[0]!.system,
      lines: linesOf(here),
      missing: here.flatMap(({ kind, fault, label_sealed: sealed }) =>
        fault === null ? [] : [{ kind, why: fault, name: sealed && deps.vault.open(sealed).toString() }],
      ),
    });
  }
  return { items };
}

/** In the order of the kinds; balances per unit, in what they hold. */
function linesOf(rows: readonly ItemRow[]): CameOver['items'][number]['lines'] {
  const lines = new Map<string, CameOver['items'][number]['lines'][number]>();
  for (const kind of TOLD_KINDS)
    for (const { unit, amount, came_over: came } of rows.filter((row) => row.kind === kind)) {
      const counted = kind === 'balance' ? Number(amount ?? 0) : 1;
      const line = lines.get(`${kind} ${unit}`) ?? { kind, unit, came: 0, of: 0 };
      lines.set(`${kind} ${unit}`, { ...line, came: line.came + (came ? counted : 0), of: line.of + counted });
    }
  return [...lines.values()];
}

interface ItemRow {
  municipality_id: string;
  system: string;
  kind: ToldKind;
  came_over: boolean;
  fault: RowFaultCode | null;
  label_sealed: Buffer | null;
  unit: Unit | null;
  amount: string | null;
}

/** So many faults are shown; the file has them all. */
const FAULTS_SHOWN = 100;
const RUNS_SHOWN = 50;

/** Every time the files of an old system were read here, the newest first. */
export async function readRuns({ deps }: Api, municipalityId: string): Promise<OldSystemRun[]> {
  const { rows } = await deps.pool.query<RunRow>({ ...readAllRuns, values: [municipalityId, RUNS_SHOWN] });
  return rows.map((row) => {
    const run = runOf(row);
    return { ...run, faults: run.faults.slice(0, FAULTS_SHOWN) };
  });
}

/** One of them, with every fault. */
export async function readRun({ deps }: Api, municipalityId: string, id: string): Promise<OldSystemRun | undefined> {
  const { rows } = await deps.pool.query<RunRow>({ ...readOneRun, values: [municipalityId, id] });
  return rows[0] && runOf(rows[0]);
}

function runOf({ id, at, system, taken_on: takenOn, for_real: forReal, finished, report }: RunRow): OldSystemRun {
  const { kinds, sums, faults } = report;
  return {
    id,
    at: at.toISOString(),
    system,
    takenOn,
    forReal,
    finished,
    kinds: BROUGHT_KINDS.map((kind) => ({ kind, ...kinds[kind] })),
    sums: (Object.keys(sums) as Unit[]).filter((unit) => sums[unit].read > 0).map((unit) => ({ unit, ...sums[unit] })),
    refused: faults.length,
    faults,
  };
}

interface RunRow {
  id: string;
  at: Date;
  system: string;
  taken_on: CivilDate;
  for_real: boolean;
  finished: boolean;
  report: RunReport;
}

const ITEM = `i.municipality_id, r.system, i.kind, i.came_over, i.fault, i.label_sealed, i.unit, i.amount`;
const ORDER = `ORDER BY i.municipality_id, i.judged_at DESC, i.id`;
const itemsOfHolder = statement(
  'read-came-over-of-holder',
  `SELECT ${ITEM} FROM old_system_item i JOIN old_system_run r ON r.id = i.run_id JOIN holder h ON h.id = i.holder_id
    WHERE i.holder_id = $1 AND i.kind <> 'holder'
      AND (h.came_over_read_at IS NULL OR EXISTS (SELECT FROM old_system_item n WHERE n.holder_id = $1 AND n.kind <> 'holder' AND n.judged_at > h.came_over_read_at))
    ${ORDER}`,
);
const itemsOfAccount = statement(
  'read-came-over-of-account',
  `WITH mine AS (SELECT permit_id FROM coupling WHERE account_id = $1 AND removed_at IS NULL)
   SELECT ${ITEM} FROM old_system_item i JOIN old_system_run r ON r.id = i.run_id JOIN mine m ON m.permit_id = i.permit_id
     JOIN account a ON a.id = $1
    WHERE a.came_over_read_at IS NULL
       OR EXISTS (SELECT FROM old_system_item n JOIN mine o ON o.permit_id = n.permit_id WHERE n.judged_at > a.came_over_read_at)
    ${ORDER}`,
);
const RUN = `id, at, system, taken_on::text AS taken_on, for_real, finished_at IS NOT NULL AS finished, report`;
const readAllRuns = statement(
  'read-old-system-runs',
  `SELECT ${RUN} FROM old_system_run WHERE municipality_id = $1 ORDER BY at DESC, id DESC LIMIT $2`,
);
const readOneRun = statement(
  'read-old-system-run',
  `SELECT ${RUN} FROM old_system_run WHERE municipality_id = $1 AND id = $2`,
);
