import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { depsOn, NOW } from '../testing/case.ts';
import { linkAll } from '../testing/chain.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { colleague } from '../testing/staff.ts';
import { openProcess, closeProcess } from '../db/stores/outbox.ts';
import { type Deps } from '../ports.ts';
import { renderLetter } from '../letters/page.ts';
import { archiveClosed, archiveContinued, keptRuns } from './archive.ts';
import { performCheck, type CaseProof, type CheckDeps } from './check-case.ts';
import { type Engine, type EngineRun } from './histories.ts';
import { verifyDossier, type SealedDossier } from './seal.ts';

jest.setTimeout(60_000);

const RECORDED = readFileSync(new URL('../../worker/replay/permitApplication-issued.json', import.meta.url), 'utf8');

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

const run = (workflowId: string, status: string, runId = 'run-1'): EngineRun => ({
  workflowId, runId, type: 'permitApplication', status, began: NOW, ended: status === 'RUNNING' ? null : NOW, json: RECORDED,
}); // prettier-ignore

/** An engine that remembers what a test says it does. */
const remembering = (runs: EngineRun[]): Engine => ({
  read: (workflowId, runId) =>
    Promise.resolve(
      runs.findLast((one) => one.workflowId === workflowId && (!runId || one.runId === runId)) ?? 'unknown',
    ),
  async *continuedSince() {
    yield* await Promise.resolve(runs.filter(({ status }) => status === 'CONTINUED_AS_NEW'));
  },
});
const forgetful = remembering([]);

async function closedProcess(
  subjectId: string = randomUUID(),
  kind: 'permit-application' | 'permit' = 'permit-application',
) {
  const workflowId = `${kind}-${subjectId}`;
  await openProcess(database.pool, {
    workflowId,
    kind,
    subjectId,
    municipalityId: 'voorbeeld',
    openedAt: NOW,
    nextDueAt: null,
  });
  await closeProcess(database.pool, workflowId, NOW);
  return workflowId;
}

const incidents = async (kind: string) =>
  (await database.pool.query<{ subject: string }>('SELECT subject FROM incident WHERE kind = $1 AND closed_at IS NULL', [kind]))
    .rows.map(({ subject }) => subject); // prettier-ignore

describe('the archive', () => {
  it('keeps the history of a case that closed, once, with the builds that ran it, after the engine has forgotten it', async () => {
    const workflowId = await closedProcess();
    await archiveClosed(deps, remembering([run(workflowId, 'RUNNING')]));
    expect(await keptRuns(database.pool, [workflowId])).toEqual([]);
    await archiveClosed(deps, remembering([run(workflowId, 'COMPLETED')]));
    await archiveClosed(deps, forgetful);
    const [kept, ...more] = await keptRuns(database.pool, [workflowId]);
    expect(more).toEqual([]);
    expect(kept).toMatchObject({ status: 'COMPLETED', json: RECORDED, builds: [expect.stringContaining('@temporalio/worker@')] }); // prettier-ignore
    expect(await incidents('history-not-kept')).not.toContain(workflowId);
    const { rows } = await database.pool.query<{ size: number }>(
      'SELECT length(content) AS size FROM process_history WHERE workflow_id = $1',
      [workflowId],
    );
    expect(rows[0]!.size).toBeLessThan(RECORDED.length / 4);
  });

  it('keeps it again when the case was taken up again, and each part of one that lives for years', async () => {
    const workflowId = await closedProcess(randomUUID(), 'permit');
    const parts = [run(workflowId, 'CONTINUED_AS_NEW', 'part-1'), run(workflowId, 'COMPLETED', 'part-2')];
    const notInTheBooks = run('permit-of-another-time', 'CONTINUED_AS_NEW', 'part-0');
    expect(await archiveContinued(deps, remembering([notInTheBooks, ...parts]))).toBe(1);
    expect(await archiveContinued(deps, remembering(parts))).toBe(0);
    await archiveClosed(deps, remembering(parts));
    await openProcess(database.pool, { workflowId, kind: 'permit', subjectId: randomUUID(), municipalityId: 'voorbeeld', openedAt: NOW, nextDueAt: null }); // prettier-ignore
    await closeProcess(database.pool, workflowId, '2026-05-02T12:00:00.000Z');
    await archiveClosed(deps, remembering([...parts, run(workflowId, 'COMPLETED', 'part-3')]));
    expect((await keptRuns(database.pool, [workflowId])).map(({ runId }) => runId)).toEqual([
      'part-1',
      'part-2',
      'part-3',
    ]);
  });

  it('tells of a history the engine forgot before it was kept', async () => {
    const workflowId = await closedProcess();
    await archiveClosed(deps, forgetful);
    expect(await incidents('history-not-kept')).toContain(workflowId);
  });
});

describe('a case that is checked', () => {
  let applicationId: string;
  let workflowId: string;
  let decisionId: string;
  let staffId: string;

  beforeAll(async () => {
    const { permitId } = await residentPermit(deps, 'resident', ['AB12CD']);
    const { rows } = await database.pool.query<{ id: string }>(
      'SELECT application_id AS id FROM permit WHERE id = $1',
      [permitId],
    );
    applicationId = rows[0]!.id;
    workflowId = await closedProcess(applicationId);
    await archiveClosed(deps, remembering([run(workflowId, 'COMPLETED')]));
    staffId = (await colleague(database.pool, 'auditor', 'A. Uditor')).id;
    decisionId = await decided();
    await linkAll(database.pool);
  });

  /** By the rules, of a resident with one car in their own name. */
  async function decided(): Promise<string> {
    const { rulesOfDecision } = await import('../../rules/permit-applications/decision.ts');
    const { decideEligibility } = await import('../../rules/permit-applications/eligibility.ts');
    const { content } = await deps.releases.inForce('voorbeeld', NOW);
    const product = content.products.find(({ id }) => id === 'resident')!;
    const entitlement = { kind: 'person', ownPlaces: null, addressKnown: true, area: 'B' } as const;
    const entitled = decideEligibility(product, entitlement);
    const answers = {
      areaId: 'B', startsOn: '2026-05-01', periodId: 'P12M', weekdays: [], amount: null, platesConfirmed: true,
      plates: [{ id: randomUUID(), country: 'NL', key: '1', keeper: 'own' as const }], documents: [], documentsConfirmed: true, questions: {},
    }; // prettier-ignore
    const kept = { entitlement, approved: true, taken: 7, today: '2026-05-01', applicant: 'person' as const, answers };
    const places = entitled.outcome === 'allow' ? entitled.places : [];
    const steps = rulesOfDecision(answers, { ...kept, product, places });
    const id = randomUUID();
    await database.pool.query(
      `INSERT INTO decision (id, municipality_id, application_id, decided_by, staff_id, result, steps, facts, release, at)
       SELECT $1, 'voorbeeld', id, 'staff', $2, 'approve', $3, $4, release, $5 FROM application WHERE id = $6`,
      [id, staffId, JSON.stringify(steps), JSON.stringify(kept), NOW, applicationId],
    );
    return id;
  }

  async function checked(kind: 'replay' | 'dossier', failure: string | null = null) {
    const { rows } = await database.pool.query<{ id: string }>(
      `INSERT INTO case_check (municipality_id, application_id, kind, asked_by, asked_at) VALUES ('voorbeeld', $1, $2, $3, $4) RETURNING id`,
      [applicationId, kind, staffId, NOW],
    );
    const using: CheckDeps = {
      ...deps, engine: forgetful, print: renderLetter, version: '9.9.9', replay: (all) => Promise.resolve(all.map(() => failure)),
    }; // prettier-ignore
    await performCheck(using, { checkId: rows[0]!.id });
    const { rows: done } = await database.pool.query<{ result: CaseProof; dossier: Buffer; pdf: Buffer }>(
      'SELECT result, dossier, pdf FROM case_check WHERE id = $1',
      [rows[0]!.id],
    );
    return done[0]!;
  }

  it('is replayed from the archive, and its decisions come out as they did', async () => {
    const { result } = await checked('replay');
    expect(result.processes).toMatchObject([{ workflowId, outcome: 'same', why: null }]);
    expect(result.decisions).toEqual([{ id: decisionId, outcome: 'same', rules: [] }]);
  });

  it('is an incident when its history no longer replays, until it does again', async () => {
    const { result } = await checked('replay', 'Nondeterminism error');
    expect(result.processes).toMatchObject([{ outcome: 'differs', why: 'Nondeterminism error' }]);
    expect(await incidents('history-not-replayed')).toEqual([workflowId]);
    await checked('replay');
    expect(await incidents('history-not-replayed')).toEqual([]);
  });

  it('is an incident when a decision comes out otherwise, naming the rule', async () => {
    await database.pool.query(`UPDATE decision SET facts = jsonb_set(facts, '{taken}', '99999') WHERE id = $1`, [
      decisionId,
    ]);
    const { result } = await checked('replay');
    expect(result.decisions).toEqual([{ id: decisionId, outcome: 'differs', rules: ['place-left'] }]);
    expect(await incidents('decision-differs')).toEqual([decisionId]);
    await database.pool.query(`UPDATE decision SET facts = jsonb_set(facts, '{taken}', '7') WHERE id = $1`, [
      decisionId,
    ]);
    await checked('replay');
    expect(await incidents('decision-differs')).toEqual([]);
  });

  it('is taken along as a dossier that proves itself, and says which part somebody changed', async () => {
    const { dossier, pdf } = await checked('dossier');
    const read = () => JSON.parse(dossier.toString('utf8')) as SealedDossier;
    expect(verifyDossier(read(), pdf)).toMatchObject({ findings: [], histories: 1, notLinked: 0 });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(dossier.toString('utf8')).not.toMatch(/Sanne|Lindestraat|inwoner|AB12CD/);

    const withEvent = read();
    withEvent.events[0]!.data = { productId: 'another', release: 1 };
    const event = `event ${withEvent.events[0]!.id}`;
    expect(verifyDossier(withEvent).findings).toEqual([
      { kind: 'changed', part: event },
      { kind: 'not-in-chain', part: event },
    ]);

    const withDecision = read();
    (withDecision.parts['decisions'] as { result: string }[])[0]!.result = 'reject';
    expect(verifyDossier(withDecision).findings).toEqual([{ kind: 'changed', part: 'decisions' }]);

    const without = read();
    const gone = without.histories.pop()!;
    expect(verifyDossier(without).findings).toEqual([{ kind: 'missing', part: `history ${workflowId} ${gone.runId}` }]);

    const forged = read();
    forged.parts['proof'] = {};
    forged.seal.digests['proof'] = 'e'.repeat(64);
    expect(verifyDossier(forged).findings.map(({ kind }) => kind)).toEqual(['seal', 'changed']);
    expect(verifyDossier(read(), Buffer.from('another')).findings).toEqual([{ kind: 'other-pdf', part: 'pdf' }]);
  });

  it('names the row of the books that was changed behind the back of the database', async () => {
    const { rows } = await database.pool.query<{ id: string }>(
      'SELECT id FROM audit_event WHERE application_id = $1 LIMIT 1',
      [applicationId],
    );
    await database.pool.query('ALTER TABLE audit_event DISABLE TRIGGER audit_is_final');
    await database.pool.query(`UPDATE audit_event SET actor_id = 'somebody-else' WHERE id = $1`, [rows[0]!.id]);
    await database.pool.query('ALTER TABLE audit_event ENABLE TRIGGER audit_is_final');
    const { dossier } = await checked('dossier');
    expect(verifyDossier(JSON.parse(dossier.toString('utf8')) as SealedDossier).findings).toEqual([
      { kind: 'not-in-chain', part: `event ${rows[0]!.id}` },
    ]);
  });
});
