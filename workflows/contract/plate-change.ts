import { defineSignal, defineUpdate } from '@temporalio/workflow';
import { type Actor } from '../../rules/audit.ts';
import { type PlateChangeDeadline, type PlateChangeStatus } from '../../rules/plate-changes/status.ts';
import { type RejectionGround, type VerdictKind } from '../../rules/review.ts';
import { type Refusal } from '../../rules/values/refusal.ts';

/** One plate of a permit changed: asked, proved, paid, in effect (kentekenwijziging). */
export const PLATE_CHANGE = 'plateChange';

export interface PlateChangeInput {
  plateChangeId: string;
  /** Taken up again from the books: its process was lost. */
  begun?: { clockOffsetMs: number };
}

/** What the process needs to know to wait for the right moment; everything else stays in the database. */
export interface PlateChangeState {
  status: PlateChangeStatus;
  version: number;
  deadlines: PlateChangeDeadline[];
  over: boolean;
}

export type PlateChanged = { outcome: 'changed'; state: PlateChangeState } | Refusal;

interface ByActor {
  actor: Actor;
}

/** Which plates are wanted lies in the database under `inputId`. */
export interface OpenPlateChange extends ByActor {
  permitId: string;
  inputId: string;
}

export interface OneDocument extends ByActor {
  documentId: string;
}

export interface TaskAct extends ByActor {
  staffId: string;
}

export interface Verdict extends TaskAct {
  verdict: VerdictKind;
  ground: RejectionGround | null;
  inputId: string;
}

export const open = defineUpdate<PlateChanged, [OpenPlateChange]>('open');
export const attach = defineUpdate<PlateChanged, [OneDocument]>('attach');
export const detach = defineUpdate<PlateChanged, [OneDocument]>('detach');
export const confirm = defineUpdate<PlateChanged, [ByActor]>('confirm');
export const withdraw = defineUpdate<PlateChanged, [ByActor]>('withdraw');
export const giveBack = defineUpdate<PlateChanged, [ByActor]>('giveBack');
export const claim = defineUpdate<PlateChanged, [TaskAct]>('claim');
export const release = defineUpdate<PlateChanged, [TaskAct]>('release');
export const decide = defineUpdate<PlateChanged, [Verdict]>('decide');

/** Its fee was paid; the books already say so. */
export const paid = defineSignal('paid');
/** Its permit ended first; the books already say so. */
export const stopped = defineSignal('stopped');
