import { type PushKind } from '../../../rules/messages.ts';
import { statement, type Db } from '../transaction.ts';

/** One notice for one browser: what it is about, by id. Its words are found when it is sent. */
export interface Notice {
  subscriptionId: string;
  kind: PushKind;
  permitId?: string;
  grantId?: string;
  actionId?: string;
}

/** Puts a notice in the queue for every browser of an account, in the transaction of what it tells about. */
export async function queuePush(
  tx: Db,
  about: {
    accountId: string;
    kind: PushKind;
    permitId?: string | undefined;
    grantId?: string | undefined;
    actionId?: string | undefined;
  },
): Promise<void> {
  const { accountId, kind, permitId, grantId, actionId } = about;
  await tx.query({ ...addNotices, values: [accountId, kind, permitId ?? null, grantId ?? null, actionId ?? null] });
}

const addNotices = statement(
  'queue-push-notices',
  `INSERT INTO outbox (subject_id, kind, payload)
   SELECT id, 'send-push', jsonb_strip_nulls(jsonb_build_object(
            'subscriptionId', id, 'kind', $2::text, 'permitId', $3::uuid, 'grantId', $4::uuid, 'actionId', $5::uuid))
     FROM push_subscription WHERE account_id = $1`,
);
