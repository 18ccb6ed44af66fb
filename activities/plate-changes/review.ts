import { randomUUID } from 'node:crypto';
import { daysStill, legalDay, targetDay } from '../../rules/permit-applications/deadlines.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { rulesOfChange } from '../../rules/plate-changes/plates.ts';
import { decideVerdictEntry, type RejectionGround, type VerdictKind } from '../../rules/review.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import type { PlateChanged, PlateChangeState } from '../../workflows/contract/plate-change.ts';
import { record } from '../db/stores/audit.ts';
import { claim, closeTask, holdTask, lockTask, openTask, release } from '../db/stores/tasks.ts';
import { statement, type Db } from '../db/transaction.ts';
import { takeInput } from '../permit-applications/answer.ts';
import { type VerdictInput } from '../permit-applications/review.ts';
import { type Deps } from '../ports.ts';
import { act, savePlateChange, stateOf, subjectOf, type ChangeAct, type PlateChange } from './change.ts';
import { mailHolder, settle, writeHolder } from './settle.ts';

/** Puts a change before staff, with the terms of an application (Awb 4:13, 4:15). */
export async function sendToReview(tx: Db, change: PlateChange, at: Instant): Promise<PlateChangeState> {
  const { municipality } = change.release.content;
  const still = change.pausedSince ? daysStill(change.pausedSince, at, municipality.timeZone) : 0;
  const receivedAt = change.receivedAt ?? at;
  const pausedDays = change.pausedDays + still;
  const term = {
    terms: municipality.terms,
    objectionWeeks: municipality.objection.weeks,
    calendar: calendarOf(municipality),
    timeZone: municipality.timeZone,
    since: at,
    receivedAt,
    pausedDays,
  };
  const { municipalityId, id: plateChangeId } = change;
  const about = { plateChangeId };
  await openTask(
    tx,
    { municipalityId, about, kind: 'review-plate-change', targetOn: targetDay(term), legalOn: legalDay(term) },
    at,
  );
  return savePlateChange(tx, change, { status: 'in-review', receivedAt, pausedDays, pausedSince: null }, at);
}

export interface TaskAct extends ChangeAct {
  staffId: string;
}

export function claimPlateChangeTask(deps: Deps, command: TaskAct): Promise<PlateChanged> {
  return act(deps, command, 'approve', async (tx, change) => {
    const refused = await claim(tx, change.id, command.staffId, command.at);
    if (refused) return refused;
    await record(tx, command.at, command.actor, subjectOf(change), { kind: 'task-claimed', data: {} });
    return stateOf(change);
  });
}

export function releasePlateChangeTask(deps: Deps, command: TaskAct): Promise<PlateChanged> {
  return act(deps, command, 'approve', async (tx, change) => {
    const refused = await release(tx, change.id, command.staffId);
    if (refused) return refused;
    await record(tx, command.at, command.actor, subjectOf(change), { kind: 'task-released', data: {} });
    return stateOf(change);
  });
}

export interface Verdict extends TaskAct {
  verdict: VerdictKind;
  ground: RejectionGround | null;
  inputId: string;
}

/** A person's decision on the proof for another car. */
export function decidePlateChangeTask(deps: Deps, command: Verdict): Promise<PlateChanged> {
  const { at, actor, staffId, verdict, ground } = command;
  return act(deps, command, verdict, async (tx, change) => {
    const task = await lockTask(tx, change.id, staffId);
    const input = await takeInput<VerdictInput>(tx, command.inputId);
    if (!task || !input) return refuse('not-found');
    const allowed = decideVerdictEntry(task, staffId, { kind: verdict, ground });
    if (isRefusal(allowed)) return allowed;

    const decisionId = randomUUID();
    await tx.query({
      ...addDecision,
      values: [
        decisionId, change.municipalityId, change.id, staffId, verdict, ground, input.note, JSON.stringify(rulesOfChange(change.id, change.plate, change.product, change.holder.kind)),
        JSON.stringify({ act: change.act, keeper: change.plate?.keeper ?? null, documents: change.documents }), change.release.number, at,
      ], // prettier-ignore
    });
    await record(tx, at, actor, subjectOf(change), {
      kind: 'plate-change-decided',
      data: { plateChangeId: change.id, verdict, ground, traceId: decisionId },
    });
    switch (verdict) {
      case 'approve': {
        await closeTask(tx, change.id, at);
        const settled = await settle(tx, change, {}, at);
        if (!('outcome' in settled) && settled.status === 'awaiting-payment')
          await mailHolder(tx, change, 'plate-change-payment', at);
        return settled;
      }
      case 'reject':
        await closeTask(tx, change.id, at);
        await writeHolder(tx, change, 'plate-change-rejected', at);
        await mailHolder(tx, change, 'plate-change-rejected', at, { ...(ground && { ground }) });
        return savePlateChange(tx, change, { status: 'rejected', ground }, at);
      case 'reject-new-document':
      case 'ask-documents': {
        await holdTask(tx, task.id, at);
        const { rows } = await tx.query<{ id: string }>({ ...supersede, values: [change.id, input.documentIds, at] });
        const documents = change.documents.filter(({ id }) => !rows.some((gone) => gone.id === id));
        await mailHolder(tx, change, 'plate-change-documents', at, { ...(ground && { ground }) });
        return savePlateChange(tx, change, { status: 'awaiting-documents', documents, pausedSince: at, ground }, at);
      }
    }
  });
}

const addDecision = statement(
  'add-decision-on-change',
  `INSERT INTO decision (id, municipality_id, plate_change_id, decided_by, staff_id, result, ground, note, steps, facts, release, at)
   VALUES ($1, $2, $3, 'staff', $4, $5, $6, $7, $8, $9, $10, $11)`,
);
const supersede = statement(
  'supersede-proof-of-change',
  `UPDATE document SET superseded_at = $3
    WHERE plate_change_id = $1 AND attached_at IS NOT NULL AND removed_at IS NULL AND superseded_at IS NULL
      AND ($2::uuid[] IS NULL OR id = ANY ($2::uuid[]))
   RETURNING id`,
);
