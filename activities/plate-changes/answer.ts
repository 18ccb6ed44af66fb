import { isReviewed, proofOf } from '../../rules/plate-changes/plates.ts';
import { type PlateChangeStatus } from '../../rules/plate-changes/status.ts';
import { refuse } from '../../rules/values/refusal.ts';
import type { PlateChanged } from '../../workflows/contract/plate-change.ts';
import { record } from '../db/stores/audit.ts';
import { closeTask } from '../db/stores/tasks.ts';
import { statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { act, savePlateChange, subjectOf, type ChangeAct, type PlateChange } from './change.ts';
import { returnFee } from './fee.ts';
import { sendToReview } from './review.ts';
import { settle } from './settle.ts';

/** What is asked of the holder now: proof first, then the last word. */
export function filling(change: PlateChange, documents: PlateChange['documents']): PlateChangeStatus {
  const proof = proofOf(change.id, change.plate, change.product, change.holder.kind);
  const given = proof === null || documents.some(({ requirementId }) => requirementId === proof.id);
  return given ? 'awaiting-confirmation' : 'awaiting-documents';
}

/** Counts a document that was uploaded and scanned, of a kind that proves the use of this car. */
export function attachToPlateChange(deps: Deps, command: ChangeAct & { documentId: string }): Promise<PlateChanged> {
  const { documentId, at, actor } = command;
  return act(deps, command, 'attach', async (tx, change) => {
    const { rows } = await tx.query<{ requirement_id: string; kind: string; bytes: number; sha256: Buffer }>({
      ...readUpload,
      values: [documentId, change.id],
    });
    const document = rows[0];
    if (!document) return refuse('not-found');
    const proof = proofOf(change.id, change.plate, change.product, change.holder.kind);
    if (proof?.id !== document.requirement_id) return refuse('unknown-requirement', {}, 'look-again');
    if (!proof.rule.kinds.includes(document.kind))
      return refuse('document-kind-not-accepted', { kind: document.kind }, 'choose-other-kind', proof.rule.article);
    await tx.query({ ...markAttached, values: [documentId, at] });
    const { kind, bytes, sha256 } = document;
    await record(tx, at, actor, subjectOf(change), {
      kind: 'document-received',
      data: { documentId, kind, bytes, sha256: sha256.toString('hex') },
    });
    const documents = [...change.documents, { id: documentId, requirementId: proof.id }];
    return savePlateChange(tx, change, { documents, status: filling(change, documents) }, at);
  });
}

export function detachFromPlateChange(deps: Deps, command: ChangeAct & { documentId: string }): Promise<PlateChanged> {
  const { documentId, at, actor } = command;
  return act(deps, command, 'detach', async (tx, change) => {
    if (!change.documents.some(({ id }) => id === documentId)) return refuse('not-found');
    await tx.query({ ...markRemoved, values: [documentId, at] });
    await record(tx, at, actor, subjectOf(change), { kind: 'document-removed', data: { documentId } });
    const documents = change.documents.filter(({ id }) => id !== documentId);
    return savePlateChange(tx, change, { documents, status: filling(change, documents) }, at);
  });
}

/** The last word of the holder: looked at by a person where there is proof, paid where it costs something, or in effect. */
export function confirmPlateChange(deps: Deps, command: ChangeAct): Promise<PlateChanged> {
  const { at, actor } = command;
  return act(deps, command, 'confirm', async (tx, change) => {
    if (change.status === 'awaiting-documents') {
      const proof = proofOf(change.id, change.plate, change.product, change.holder.kind);
      return refuse('evidence-missing', { missing: 1 }, 'add-document', proof?.rule.article ?? null);
    }
    await record(tx, at, actor, subjectOf(change), {
      kind: 'plate-change-confirmed',
      data: { plateChangeId: change.id, feeCents: change.feeCents },
    });
    const looked = change.act !== 'remove' && change.asked.otherCarHours === null;
    if (looked && isReviewed(change.product, change.documents.length)) return sendToReview(tx, change, at);
    return settle(tx, change, {}, at);
  });
}

/** Takes the change back, at any time before it counts; what was paid goes back. */
export function withdrawPlateChange(deps: Deps, command: ChangeAct): Promise<PlateChanged> {
  const { at, actor } = command;
  return act(deps, command, 'withdraw', async (tx, change) => {
    await returnFee(tx, deps, change.id, { status: 'withdrawn', actor }, at);
    await closeTask(tx, change.id, at);
    await record(tx, at, actor, subjectOf(change), {
      kind: 'plate-change-ended',
      data: { plateChangeId: change.id, status: 'withdrawn' },
    });
    return savePlateChange(tx, change, { status: 'withdrawn' }, at);
  });
}

const readUpload = statement(
  'read-upload-of-change',
  `SELECT requirement_id, kind, bytes, sha256 FROM document
    WHERE id = $1 AND plate_change_id = $2 AND origin = 'upload' AND attached_at IS NULL AND removed_at IS NULL`,
);
const markAttached = statement('mark-attached-to-change', 'UPDATE document SET attached_at = $2 WHERE id = $1');
const markRemoved = statement('mark-removed-from-change', 'UPDATE document SET removed_at = $2 WHERE id = $1');
