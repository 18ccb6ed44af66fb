import { defineUpdate } from '@temporalio/workflow';
import { type Actor } from '../../rules/audit.ts';
import { type FineAnswer, type FineReportDeadline, type FineReportStatus } from '../../rules/fine-reports/status.ts';
import { type Refusal } from '../../rules/values/refusal.ts';

/** Somebody reports a fine that is wrong, and gets an answer within the term of the law (melding onterechte bekeuring). */
export const FINE_REPORT = 'fineReport';

export interface FineReportInput {
  reportId: string;
  /** Taken up again from the books: its process was lost. */
  begun?: { clockOffsetMs: number };
}

export interface FineReportState {
  status: FineReportStatus;
  version: number;
  deadlines: FineReportDeadline[];
  over: boolean;
}

export type FineReported = { outcome: 'changed'; state: FineReportState } | Refusal;

interface ByActor {
  actor: Actor;
}

/** The number of the fine and what happened lie in the database under `inputId`; the bundle is on its way. */
export interface OpenFineReport extends ByActor {
  permitId: string;
  /** The stay it is about; null: the permit itself. */
  actionId: string | null;
  bundleId: string;
  inputId: string;
}

export interface TaskAct extends ByActor {
  staffId: string;
}

export interface AnswerFineReport extends TaskAct {
  answer: FineAnswer;
  inputId: string;
}

export const open = defineUpdate<FineReported, [OpenFineReport]>('open');
export const attach = defineUpdate<FineReported, [ByActor & { documentId: string }]>('attach');
export const withdraw = defineUpdate<FineReported, [ByActor]>('withdraw');
export const claim = defineUpdate<FineReported, [TaskAct]>('claim');
export const release = defineUpdate<FineReported, [TaskAct]>('release');
export const answer = defineUpdate<FineReported, [AnswerFineReport]>('answer');
