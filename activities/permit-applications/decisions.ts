import { randomUUID } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { rulesOfDecision, type DecisionFacts } from '../../rules/permit-applications/decision.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record } from '../db/stores/audit.ts';
import { statement, type Db } from '../db/transaction.ts';
import { sampleDecision } from '../staff-work/second-look.ts';
import { subjectOf } from './act.ts';
import { type Dossier } from './dossier.ts';
import { placesTaken } from './places.ts';

/** Everything the decision on this application depends on, the count of places included. */
export async function decisionFacts(tx: Db, dossier: Dossier): Promise<DecisionFacts> {
  return {
    ...dossier.facts,
    entitlement: dossier.entitlement,
    approved: dossier.approvedAt !== null,
    taken: await placesTaken(tx, dossier),
  };
}

export interface NewDecision {
  at: Instant;
  actor: Actor;
  /** Null when the rules decided by themselves. */
  staffId: string | null;
  result: string;
  ground: string | null;
  note: string | null;
}

/**
 * Keeps a decision with what it rested on: release, facts and every rule with its outcome, so that it can be explained and computed
 * again. Plates stand in it by number, not by what is on them.
 */
export async function storeDecision(
  tx: Db,
  dossier: Dossier,
  facts: DecisionFacts,
  decision: NewDecision,
): Promise<string> {
  const { at, actor, staffId, result, ground, note } = decision;
  const id = randomUUID();
  const kept = {
    entitlement: facts.entitlement,
    approved: facts.approved,
    taken: facts.taken,
    today: facts.today,
    applicant: facts.applicant,
    answers: {
      ...dossier.answers,
      plates: dossier.answers.plates.map((plate, index) => ({ ...plate, key: String(index + 1) })),
    },
  };
  await tx.query({
    ...addDecision,
    values: [
      id, dossier.municipalityId, dossier.id, staffId === null ? 'rule' : 'staff', staffId, result, ground, note,
      JSON.stringify(rulesOfDecision(dossier.answers, facts)), JSON.stringify(kept), dossier.release.number, at,
    ], // prettier-ignore
  });
  await record(tx, at, actor, subjectOf(dossier), {
    kind: 'application-decided',
    data: { decisionId: id, by: staffId === null ? 'rule' : 'staff', result, traceId: id },
  });
  const { municipalityId, id: applicationId, release } = dossier;
  const decided = {
    municipalityId,
    applicationId,
    decisionId: id,
    by: staffId === null ? 'rule' : 'staff',
    result,
    actor,
  } as const;
  // Releases of before there was a sample have none.
  await sampleDecision(tx, release.content.municipality.secondLook ?? null, decided, at);
  return id;
}

const addDecision = statement(
  'add-decision',
  `INSERT INTO decision (id, municipality_id, application_id, decided_by, staff_id, result, ground, note, steps, facts, release, at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
);
