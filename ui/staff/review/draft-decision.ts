import type { DecideBody, TaskView } from '../../../api/review/shapes.ts';
import { REJECTION_GROUNDS, type RejectionGround, type VerdictKind } from '../../../rules/review.ts';

/** In the order in which they are offered: from what is given most to what is given least. */
export const VERDICTS = ['approve', 'ask-documents', 'reject-new-document', 'reject'] as const satisfies VerdictKind[];

export interface DraftDecision {
  verdict: VerdictKind | null;
  ground: RejectionGround | null;
  /** Null as long as nobody chose: all of them. */
  documentIds: string[] | null;
  note: string;
}

export const EMPTY: DraftDecision = { verdict: null, ground: null, documentIds: null, note: '' };

export type DecisionField = 'verdict' | 'ground' | 'documents';

export const needsGround = (verdict: VerdictKind): boolean => verdict !== 'approve';

export const rejectsDocuments = (verdict: VerdictKind | null): boolean =>
  verdict === 'ask-documents' || verdict === 'reject-new-document';

/** A document can be wrong; a person can be not entitled as well. */
export function groundsFor(verdict: VerdictKind): RejectionGround[] {
  return verdict === 'reject'
    ? [...REJECTION_GROUNDS]
    : REJECTION_GROUNDS.filter((ground) => ground.startsWith('evidence-'));
}

/** What is still to be filled in. */
export function faultsOf(draft: DraftDecision, documents: TaskView['documents']): DecisionField[] {
  const { verdict, documentIds, ground } = draft;
  if (verdict === null) return ['verdict'];
  const faults: DecisionField[] = [];
  if (rejectsDocuments(verdict) && documents.length > 1 && documentIds?.length === 0) faults.push('documents');
  if (needsGround(verdict) && (ground === null || !groundsFor(verdict).includes(ground))) faults.push('ground');
  return faults;
}

export function bodyOf(
  { ground, documentIds, note }: DraftDecision,
  verdict: VerdictKind,
  documents: TaskView['documents'],
): DecideBody {
  const some = documentIds?.filter((id) => documents.some((document) => document.id === id));
  return {
    verdict,
    ground: needsGround(verdict) ? ground : null,
    note: note.trim() === '' ? null : note.trim(),
    documentIds: rejectsDocuments(verdict) && some && some.length > 0 && some.length < documents.length ? some : null,
  };
}

export function isDraftDecision(value: unknown): value is DraftDecision {
  if (typeof value !== 'object' || value === null) return false;
  const { verdict, ground, documentIds, note } = value as Record<keyof DraftDecision, unknown>;
  return (
    (verdict === null || VERDICTS.some((known) => known === verdict)) &&
    (ground === null || REJECTION_GROUNDS.some((known) => known === ground)) &&
    (documentIds === null || (Array.isArray(documentIds) && documentIds.every((id) => typeof id === 'string'))) &&
    typeof note === 'string'
  );
}
