import { type Product } from '../../rules/municipalities/product.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { recompute, type KeptDecision, type KeptFacts } from '../../rules/recompute.ts';
import { type RuleStep } from '../../rules/values/refusal.ts';
import { type Keeper } from '../../rules/vehicles.ts';
import { type Print } from '../letters/printer.ts';
import { processesOfCase } from '../db/stores/case-processes.ts';
import { closeIncident, openIncident } from '../db/stores/incidents.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { keptRuns } from './archive.ts';
import { makeDossier, type CheckedRun } from './dossier.ts';
import { buildsOf, type Engine, type Replay } from './histories.ts';

/** What only the process that runs cases has: its engine, and the code to replay on. */
export interface CheckDeps extends Pick<Deps, 'pool' | 'clock' | 'releases' | 'vault' | 'texts'> {
  engine: Engine;
  replay: Replay;
  print: Print;
  /** What is running now. */
  version: string;
}

export interface CaseProof {
  version: string;
  processes: {
    workflowId: string;
    kind: string;
    runId: string | null;
    builds: string[];
    outcome: 'same' | 'differs' | 'not-kept';
    why: string | null;
  }[];
  decisions: { id: string; outcome: 'same' | 'differs' | 'no-rules'; rules: string[] }[];
}

/**
 * Proves a case: every history is replayed on the code of today, every decision computed again from its own facts. What no longer comes
 * out the same is an incident for somebody to look at; the case itself goes on as it was.
 */
export async function performCheck(deps: CheckDeps, { checkId }: { checkId: string }): Promise<void> {
  const { rows } = await deps.pool.query<CheckRow>({ ...readCheck, values: [checkId] });
  const check = rows[0];
  if (!check || check.done_at !== null) return;
  const runs = await runsOf(deps, check.application_id);
  const found = runs.filter((run): run is CheckedRun => run.json !== null);
  const failures = await deps.replay(found);
  const why = new Map(found.map(({ workflowId, runId }, index) => [`${workflowId} ${runId}`, failures[index] ?? null]));
  const proof: CaseProof = {
    version: deps.version,
    processes: runs.map(({ workflowId, kind, runId, builds, json }) => {
      const failure = why.get(`${workflowId} ${runId}`) ?? null;
      const outcome = json === null ? 'not-kept' : failure === null ? 'same' : 'differs';
      return { workflowId, kind, runId, builds, outcome, why: failure };
    }),
    decisions: await recomputed(deps, check),
  };
  await inTransaction(deps.pool, async (tx) => {
    const at = deps.clock();
    for (const { workflowId, outcome, why: failure } of proof.processes)
      if (outcome === 'differs')
        await openIncident(tx, check.municipality_id, 'history-not-replayed', workflowId, { version: deps.version, why: failure }, at); // prettier-ignore
      else if (outcome === 'same') await closeIncident(tx, 'history-not-replayed', workflowId, at);
    for (const { id, outcome, rules } of proof.decisions)
      if (outcome === 'differs')
        await openIncident(tx, check.municipality_id, 'decision-differs', id, { version: deps.version, rules }, at);
      else await closeIncident(tx, 'decision-differs', id, at);
  });
  const made = check.kind === 'dossier' ? await makeDossier(deps, check, found, proof) : { dossier: null, pdf: null };
  await deps.pool.query({
    ...keepResult,
    values: [checkId, deps.clock(), JSON.stringify(proof), made.dossier, made.pdf],
  });
}

export interface CheckRow {
  id: string;
  municipality_id: string;
  application_id: string;
  kind: 'replay' | 'dossier';
  asked_by: string;
  asked_at: Date;
  done_at: Date | null;
}

type FoundRun = Omit<CheckedRun, 'json' | 'runId'> & { runId: string | null; json: string | null };

/** Every part of every process of the case: from the archive, and from the engine where it runs still. */
async function runsOf({ pool, engine }: CheckDeps, applicationId: string): Promise<FoundRun[]> {
  const { rows } = await pool.query<{ workflow_id: string; kind: string }>({
    ...processesOfCase,
    values: [applicationId],
  });
  const kept = await keptRuns(pool, rows.map(({ workflow_id }) => workflow_id)); // prettier-ignore
  const runs: FoundRun[] = [];
  for (const { workflow_id: workflowId, kind } of rows) {
    const parts = kept.filter((run) => run.workflowId === workflowId);
    runs.push(...parts.map(({ runId, builds, json }) => ({ workflowId, kind, runId, builds, json })));
    const live = await engine.read(workflowId);
    if (live !== 'unknown' && !parts.some(({ runId }) => runId === live.runId))
      runs.push({ workflowId, kind, runId: live.runId, builds: buildsOf(live.json), json: live.json });
    else if (live === 'unknown' && parts.length === 0)
      runs.push({ workflowId, kind, runId: null, builds: [], json: null });
  }
  return runs;
}

async function recomputed({ pool, releases }: CheckDeps, check: CheckRow): Promise<CaseProof['decisions']> {
  const { rows } = await pool.query<DecisionRow>({ ...decisionsOfCase, values: [check.application_id] });
  const decisions: CaseProof['decisions'] = [];
  for (const row of rows) {
    const { content } = await releases.numbered(check.municipality_id, row.release);
    const product = productOf(content, row.product_id);
    if (!product)
      throw new Error(`release ${row.release} of ${check.municipality_id} has no product ${row.product_id}`);
    const said = recompute({ result: row.result, by: row.decided_by, steps: row.steps, ...aboutOf(row, product) });
    decisions.push({ id: row.id, outcome: said.outcome, rules: said.outcome === 'differs' ? said.rules : [] });
  }
  return decisions;
}

interface DecisionRow {
  id: string;
  decided_by: 'rule' | 'staff';
  result: string;
  steps: RuleStep[];
  facts: unknown;
  release: number;
  product_id: string;
  holder_kind: 'person' | 'business';
  register_notice_id: string | null;
  plate_change_id: string | null;
  country: string | null;
}

type About<Kept> = Kept extends { about: string } ? Omit<Kept, 'result' | 'by' | 'steps'> : never;

function aboutOf(row: DecisionRow, product: Product): About<KeptDecision> {
  if (row.register_notice_id !== null) return { about: 'register-notice' };
  if (row.plate_change_id === null) return { about: 'application', product, facts: row.facts as KeptFacts };
  const change = { id: row.plate_change_id, country: row.country, holder: row.holder_kind };
  return { about: 'plate-change', product, facts: row.facts as { keeper: Keeper | null }, change };
}

const readCheck = statement(
  'read-case-check',
  'SELECT id, municipality_id, application_id, kind, asked_by, asked_at, done_at FROM case_check WHERE id = $1',
);
const keepResult = statement(
  'keep-case-check',
  'UPDATE case_check SET done_at = $2, result = $3, dossier = $4, pdf = $5 WHERE id = $1 AND done_at IS NULL',
);
const decisionsOfCase = statement(
  'read-decisions-to-recompute',
  `SELECT d.id, d.decided_by, d.result, d.steps, d.facts, d.release, a.product_id, h.kind AS holder_kind, d.register_notice_id,
          d.plate_change_id, n.country
     FROM application a JOIN holder h ON h.id = a.holder_id LEFT JOIN permit p ON p.application_id = a.id
     JOIN decision d ON d.application_id = a.id
       OR d.plate_change_id IN (SELECT id FROM plate_change WHERE permit_id = p.id)
       OR d.register_notice_id IN (SELECT id FROM register_notice WHERE permit_id = p.id)
     LEFT JOIN plate_change n ON n.id = d.plate_change_id
    WHERE a.id = $1 ORDER BY d.at, d.id`,
);
