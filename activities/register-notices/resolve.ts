import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { command } from '../db/stores/outbox.ts';
import { closeTask } from '../db/stores/tasks.ts';
import { statement, type Db } from '../db/transaction.ts';

export type NoticeOutcome = 'plate-changed' | 'permit-ended' | 'kept';

/** What a register told is answered by what its holder did: the plate is another one, or the permit has ended. */
export async function resolveNotices(
  tx: Db,
  about: { plateId: string } | { permitId: string } | { noticeId: string },
  outcome: NoticeOutcome,
  at: Instant,
): Promise<void> {
  const { rows } = await tx.query<{
    id: string;
    event_id: string;
    municipality_id: string;
    holder_id: string;
    permit_id: string;
  }>({
    ...settleNotices,
    values: [
      'plateId' in about ? about.plateId : null, 'permitId' in about ? about.permitId : null,
      'noticeId' in about ? about.noticeId : null, outcome, at,
    ], // prettier-ignore
  });
  for (const {
    id: noticeId,
    event_id: eventId,
    municipality_id: municipalityId,
    holder_id: holderId,
    permit_id: permitId,
  } of rows) {
    await closeTask(tx, noticeId, at);
    await record(
      tx,
      at,
      SYSTEM,
      { municipalityId, holderId, permitId },
      {
        kind: 'register-notice-settled',
        data: { noticeId, outcome },
      },
    );
    await command(tx, eventId, 'register-notice-settled', { eventId });
  }
}

const settleNotices = statement(
  'settle-register-notices',
  `UPDATE register_notice SET status = 'settled', ground = $4, closed_at = $5, version = version + 1
    WHERE closed_at IS NULL AND (plate_id = $1 OR permit_id = $2 OR id = $3)
   RETURNING id, event_id, municipality_id, holder_id, permit_id`,
);
