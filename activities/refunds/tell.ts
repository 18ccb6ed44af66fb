import { type MessageKind } from '../../rules/messages.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { type Db } from '../db/transaction.ts';
import { type Refund } from './state.ts';

/** A mail to whom the money is owed, at every step they wait for (BEYOND-018). */
export async function tellOwner(
  tx: Db,
  { id, municipalityId, holderId, permitId, applicationId, paymentId, owner }: Refund,
  kind: Extract<MessageKind, `refund-${string}` | 'payment-refunded'>,
  at: Instant,
): Promise<void> {
  if (owner.isGuest) return;
  if (owner.email === null && owner.accountId !== null) return;
  await queueMessage(
    tx,
    {
      municipalityId,
      holderId: owner.accountId === null ? holderId : null,
      accountId: owner.accountId,
      language: owner.language,
      recipient: owner.email,
      kind,
      paymentId,
      refundId: id,
      ...(permitId !== null && { permitId }),
      ...(applicationId !== null && { applicationId }),
    },
    at,
  );
}
