import { defineSignal, defineUpdate } from '@temporalio/workflow';
import { type Actor } from '../../rules/audit.ts';
import { type RejectionGround, type VerdictKind } from '../../rules/review.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Refusal } from '../../rules/values/refusal.ts';

/** One event a register told us about a holder: asked of the holder first, looked at by staff after a term (registermelding). */
export const REGISTER_NOTICE = 'registerNotice';

export interface RegisterNoticeInput {
  eventId: string;
  clockOffsetMs: number;
}

export interface NoticesState {
  /** Permits for which the event is not answered yet. */
  open: number;
  /** When staff are asked because the holder has not answered; null when nobody is waited for. */
  respondBefore: Instant | null;
}

export type NoticesChanged = { outcome: 'changed'; state: NoticesState } | Refusal;

interface OnNotice {
  noticeId: string;
  actor: Actor;
}

export interface NoticeTaskAct extends OnNotice {
  staffId: string;
}

export interface NoticeVerdict extends NoticeTaskAct {
  verdict: VerdictKind;
  ground: RejectionGround | null;
  inputId: string;
}

/** "This is wrong": the register and the holder disagree, so a person looks. */
export const object = defineUpdate<NoticesChanged, [OnNotice]>('object');
export const claim = defineUpdate<NoticesChanged, [NoticeTaskAct]>('claim');
export const release = defineUpdate<NoticesChanged, [NoticeTaskAct]>('release');
export const decide = defineUpdate<NoticesChanged, [NoticeVerdict]>('decide');

/** The plate was changed or the permit has ended; the books already say so. */
export const noticeSettled = defineSignal('noticeSettled');
