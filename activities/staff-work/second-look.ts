import { staffBehind, type Actor } from '../../rules/audit.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import {
  decideSecondLook,
  isSampled,
  mayBeSampled,
  type Sampling,
  type SecondLookReason,
} from '../../rules/staff-work/second-look.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

interface Decided {
  municipalityId: MunicipalityId;
  applicationId: string;
  decisionId: string;
  by: 'rule' | 'staff';
  result: string;
  actor: Actor;
}

/** Puts a decision in the sample in the transaction it is taken in, if it is its turn: nobody can decide around it. */
export async function sampleDecision(
  tx: Db,
  sampling: Sampling | null,
  { municipalityId, applicationId, decisionId, by, result, actor }: Decided,
  at: Instant,
): Promise<void> {
  if (sampling === null || !mayBeSampled({ by, result }) || !isSampled(decisionId, sampling)) return;
  await tx.query({ ...pick, values: [municipalityId, decisionId, applicationId, staffBehind(actor), at] });
}

export interface SecondLook {
  id: string;
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
  outcome: 'agree' | 'disagree';
  reason: SecondLookReason | null;
  note: string | null;
}

/** What a second pair of eyes makes of a decision. The decision stands: whoever disagrees takes it up with the means of the case. */
export function giveSecondLook(
  { pool }: Pick<Deps, 'pool'>,
  { id, municipalityId, actor, outcome, reason, note }: SecondLook,
  at: Instant,
): Promise<{ outcome: 'allow' } | Refusal> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{
      made_by: string | null;
      outcome: string | null;
      application_id: string;
      holder_id: string;
    }>({
      ...lockLook,
      values: [id, municipalityId],
    });
    const [look] = rows;
    if (!look) return refuse('not-found');
    const allowed = decideSecondLook({ madeBy: look.made_by, done: look.outcome !== null }, actor.id, {
      outcome,
      reason,
    });
    if (isRefusal(allowed)) return allowed;
    await tx.query({ ...keepLook, values: [id, outcome, reason, note, actor.id, at] });
    const subject = { municipalityId, holderId: look.holder_id, applicationId: look.application_id };
    await record(tx, at, actor, subject, { kind: 'second-look-given', data: { lookId: id, outcome, reason } });
    return allowed;
  });
}

const pick = statement(
  'pick-second-look',
  `INSERT INTO second_look (municipality_id, decision_id, application_id, made_by, picked_at) VALUES ($1, $2, $3, $4, $5)`,
);
const lockLook = statement(
  'lock-second-look',
  `SELECT l.made_by, l.outcome, l.application_id, a.holder_id FROM second_look l JOIN application a ON a.id = l.application_id
    WHERE l.id = $1 AND l.municipality_id = $2 FOR UPDATE OF l`,
);
const keepLook = statement(
  'keep-second-look',
  'UPDATE second_look SET outcome = $2, reason = $3, note = $4, looked_by = $5, looked_at = $6 WHERE id = $1',
);
