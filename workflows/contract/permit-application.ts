import { defineSignal, defineUpdate } from '@temporalio/workflow';
import { type Actor } from '../../rules/audit.ts';
import { type Language } from '../../rules/messages.ts';
import { type Deadline } from '../../rules/permit-applications/deadlines.ts';
import { type ApplicationStatus } from '../../rules/permit-applications/status.ts';
import { type RejectionGround, type VerdictKind } from '../../rules/review.ts';
import { type Refusal } from '../../rules/values/refusal.ts';

/** One application from its first step until it is issued, withdrawn, rejected or lapsed (vergunningaanvraag). */
export const PERMIT_APPLICATION = 'permitApplication';

export interface PermitApplicationInput {
  applicationId: string;
  /** Its row was written by another process, which took up an offer; absent: its first message opens it. */
  begun?: { clockOffsetMs: number };
}

/** What the process needs to know to wait for the right moment; everything else stays in the database. */
export interface ApplicationState {
  status: ApplicationStatus;
  version: number;
  deadlines: Deadline[];
}

export type Changed = { outcome: 'changed'; state: ApplicationState } | Refusal;

interface ByActor {
  actor: Actor;
}

/** A permit this one is to take the place of: ended when this one begins. */
export interface Succession {
  /** Null when an heir names one there is not; a person looks. */
  permitId: string | null;
  /** Of somebody who has died: shown with a deed. */
  inherited: boolean;
}

export interface Open extends ByActor {
  municipalityId: string;
  holderId: string;
  productId: string;
  succession?: Succession;
}

/** What was typed lies in the database; a message carries its id only, so that histories hold nothing personal. */
export interface Answer extends ByActor {
  inputId: string;
}

export interface OneDocument extends ByActor {
  documentId: string;
}

export interface Confirm extends ByActor {
  declarationVersion: string;
  language: Language;
}

export interface TaskAct extends ByActor {
  staffId: string;
}

export interface Verdict extends TaskAct {
  verdict: VerdictKind;
  ground: RejectionGround | null;
  inputId: string;
}

export const open = defineUpdate<Changed, [Open]>('open');
export const answer = defineUpdate<Changed, [Answer]>('answer');
export const attach = defineUpdate<Changed, [OneDocument]>('attach');
export const detach = defineUpdate<Changed, [OneDocument]>('detach');
export const submitDocuments = defineUpdate<Changed, [ByActor]>('submitDocuments');
export const confirm = defineUpdate<Changed, [Confirm]>('confirm');
export const withdraw = defineUpdate<Changed, [ByActor]>('withdraw');
export const claim = defineUpdate<Changed, [TaskAct]>('claim');
export const release = defineUpdate<Changed, [TaskAct]>('release');
export const decide = defineUpdate<Changed, [Verdict]>('decide');

/** Its charge was paid; the books already say so. */
export const paid = defineSignal('paid');
