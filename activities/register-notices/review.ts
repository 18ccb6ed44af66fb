import { randomUUID } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { decideVerdictEntry, type RejectionGround, type VerdictKind } from '../../rules/review.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { NOTICE_MOVES } from '../../rules/register-notices.ts';
import { isListed } from '../../rules/values/moves.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import type { NoticesChanged } from '../../workflows/contract/register-notice.ts';
import { record } from '../db/stores/audit.ts';
import { command } from '../db/stores/outbox.ts';
import { claim, closeTask, lockTask, release } from '../db/stores/tasks.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { takeInput } from '../permit-applications/answer.ts';
import { type VerdictInput } from '../permit-applications/review.ts';
import { type Deps } from '../ports.ts';
import { lockNotice, stateOf, subjectOf, type NoticeRow } from './notices.ts';
import { resolveNotices } from './resolve.ts';

export interface NoticeTaskAct {
  eventId: string;
  noticeId: string;
  staffId: string;
  actor: Actor;
  at: Instant;
  key: string;
}

export function claimNoticeTask(deps: Deps, command: NoticeTaskAct): Promise<NoticesChanged> {
  return onNotice(deps, command, async (tx, notice) => {
    const refused = await claim(tx, notice.id, command.staffId, command.at);
    if (!refused) await record(tx, command.at, command.actor, subjectOf(notice), { kind: 'task-claimed', data: {} });
    return refused;
  });
}

export function releaseNoticeTask(deps: Deps, command: NoticeTaskAct): Promise<NoticesChanged> {
  return onNotice(deps, command, async (tx, notice) => {
    const refused = await release(tx, notice.id, command.staffId);
    if (!refused) await record(tx, command.at, command.actor, subjectOf(notice), { kind: 'task-released', data: {} });
    return refused;
  });
}

export interface NoticeVerdict extends NoticeTaskAct {
  verdict: VerdictKind;
  ground: RejectionGround | null;
  inputId: string;
}

/** Approve: the permit stays as it is. Reject: it ends, through its own process, with what the register said as the reason. */
export function decideNoticeTask(deps: Deps, verdict: NoticeVerdict): Promise<NoticesChanged> {
  const { at, actor, staffId, verdict: kind, ground, inputId } = verdict;
  return onNotice(deps, verdict, async (tx, notice) => {
    const task = await lockTask(tx, notice.id, staffId);
    const input = await takeInput<VerdictInput>(tx, inputId);
    if (!task || !input) return refuse('not-found');
    const allowed = decideVerdictEntry(task, staffId, { kind, ground });
    if (isRefusal(allowed)) return allowed;
    if ((kind !== 'approve' && kind !== 'reject') || !isListed(NOTICE_MOVES, notice.status, kind))
      return refuse('move-not-allowed', { status: notice.status, move: kind }, 'look-again');
    await tx.query({
      ...addDecision,
      values: [
        randomUUID(),
        notice.municipality_id,
        notice.id,
        staffId,
        kind,
        ground,
        input.note,
        notice.permit_id,
        at,
      ],
    });
    await record(tx, at, actor, subjectOf(notice), { kind: 'task-decided', data: { verdict: kind, ground } });
    await closeTask(tx, notice.id, at);
    if (kind === 'approve') await resolveNotices(tx, { noticeId: notice.id }, 'kept', at);
    else
      await command(tx, notice.permit_id, 'end-permit', {
        permitId: notice.permit_id,
        noticeId: notice.id,
        actor,
        ground: notice.kind === 'moved-out' ? 'moved' : 'vehicle-sold',
      });
    return undefined;
  });
}

function onNotice(
  deps: Deps,
  { eventId, noticeId, key }: NoticeTaskAct,
  step: (tx: Db, notice: NoticeRow) => Promise<Refusal | undefined>,
): Promise<NoticesChanged> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<NoticesChanged> => {
      const notice = await lockNotice(tx, noticeId, eventId);
      if (!notice) return refuse('not-found');
      return (await step(tx, notice)) ?? { outcome: 'changed', state: await stateOf(tx, eventId) };
    }),
  );
}

const addDecision = statement(
  'add-decision-on-notice',
  `INSERT INTO decision (id, municipality_id, register_notice_id, decided_by, staff_id, result, ground, note, steps, facts, release, at)
   SELECT $1, $2, $3, 'staff', $4, $5, $6, $7, '[]', '{}', release, $9 FROM permit WHERE id = $8`,
);
