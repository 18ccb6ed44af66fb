import { refundOwed, refundTransferred, reversed } from '../../rules/balances.ts';
import { type Actor } from '../../rules/audit.ts';
import {
  decideRefundMove,
  decideSecondPerson,
  type RefundMove,
  type RefundRefusalGround,
} from '../../rules/refunds/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import type { RefundChanged } from '../../workflows/contract/refund.ts';
import { record } from '../db/stores/audit.ts';
import { closeIncident } from '../db/stores/incidents.ts';
import { book } from '../db/stores/ledger.ts';
import { inTransaction, once, type Db } from '../db/transaction.ts';
import { requestLetter } from '../letters/request.ts';
import { type Deps } from '../ports.ts';
import { forgetAccount } from './account.ts';
import { lockRefund, saveRefund, subjectOf, type Refund } from './state.ts';
import { tellOwner } from './tell.ts';

/** What every act on a refund carries: which one, who, when in business time, and the key that makes a repeat harmless. */
export interface RefundAct {
  refundId: string;
  actor: Actor;
  at: Instant;
  key: string;
}

function act(
  deps: Deps,
  { refundId, key }: RefundAct,
  move: RefundMove,
  step: (tx: Db, refund: Refund) => Promise<RefundChanged>,
): Promise<RefundChanged> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<RefundChanged> => {
      const refund = await lockRefund(tx, deps, refundId);
      if (!refund) return refuse('not-found');
      const allowed = decideRefundMove(refund.status, move);
      return isRefusal(allowed) ? allowed : step(tx, refund);
    }),
  );
}

/** A second person says yes: it goes back the way it came at once, or with the next file for the bank (PEERS-032). */
export function approveRefund(deps: Deps, command: RefundAct & { staffId: string }): Promise<RefundChanged> {
  const { actor, at, staffId } = command;
  return act(deps, command, 'approve', async (tx, refund) => {
    const allowed = decideSecondPerson(refund.madeBy, staffId);
    if (isRefusal(allowed)) return allowed;
    const state = await saveRefund(tx, refund, { status: 'approved', approved: { by: staffId, at } });
    await record(tx, at, actor, subjectOf(refund), {
      kind: 'refund-approved',
      data: { refundId: refund.id, cents: refund.cents },
    });
    const { municipalityId, holderId, applicationId, permitId, owner } = refund;
    if (applicationId !== null)
      await requestLetter(
        tx,
        {
          municipalityId,
          holderId,
          applicationId,
          permitId,
          refundId: refund.id,
          kind: 'refund',
          language: owner.language,
        },
        at,
      );
    await tellOwner(tx, refund, 'refund-approved', at);
    return { outcome: 'changed', state };
  });
}

/** Finance says no, with a ground: what had been owed is earned again. */
export function refuseRefund(
  deps: Deps,
  command: RefundAct & { staffId: string; ground: RefundRefusalGround },
): Promise<RefundChanged> {
  const { actor, at, staffId, ground } = command;
  return act(deps, command, 'refuse', async (tx, refund) => {
    // Money that was never earned is somebody else's, whatever anybody thinks of it.
    if (refund.earned === null) return refuse('refund-move-not-allowed', { status: refund.status }, 'look-again');
    const { id: refundId, municipalityId, paymentId, cents, earned } = refund;
    const state = await saveRefund(tx, refund, { status: 'refused', refused: { by: staffId, ground, at } });
    await book(
      tx,
      municipalityId,
      refundId,
      'refund-refused',
      reversed(refundOwed(paymentId, { cents, ...earned })),
      at,
    );
    await record(tx, at, actor, subjectOf(refund), { kind: 'refund-refused', data: { refundId, ground } });
    await closeIncident(tx, 'refund-late', refundId, at);
    await tellOwner(tx, refund, 'refund-refused', at);
    return { outcome: 'changed', state };
  });
}

/** What the bank's statement says of a transfer. One that came back asks its owner for another account. */
export function settleTransfer(deps: Deps, command: RefundAct & { came: 'paid' | 'returned' }): Promise<RefundChanged> {
  const { actor, at, came } = command;
  return act(deps, command, came === 'paid' ? 'pay' : 'return', async (tx, refund) => {
    const { id: refundId, municipalityId, paymentId, cents, fileId, attempt } = refund;
    if (refund.route !== 'transfer' || refund.sentAt === null || fileId === null)
      return refuse('refund-move-not-allowed', { status: refund.status, move: came }, 'look-again');
    if (came === 'paid') return { outcome: 'changed', state: await arrived(tx, refund, actor, at) };
    await forgetAccount(tx, refund.holderId);
    await book(tx, municipalityId, refundId, `refund-returned-${attempt}`, reversed(refundTransferred(paymentId, fileId, cents)), at); // prettier-ignore
    await record(tx, at, actor, subjectOf(refund), { kind: 'refund-returned', data: { refundId, cents } });
    const state = await saveRefund(tx, refund, {
      status: 'returned',
      attempt: attempt + 1,
      approved: null,
      sentAt: null,
      fileId: null,
      returnedAt: at,
    });
    await tellOwner(tx, refund, 'refund-account-asked', at);
    return { outcome: 'changed', state };
  });
}

/** It has arrived: nothing is owed any more. */
export async function arrived(tx: Db, refund: Refund, actor: Actor, at: Instant) {
  const { id: refundId, cents } = refund;
  await record(tx, at, actor, subjectOf(refund), { kind: 'refund-paid', data: { refundId, cents } });
  await closeIncident(tx, 'refund-late', refundId, at);
  await tellOwner(tx, refund, 'refund-paid', at);
  return saveRefund(tx, refund, { status: 'paid', paidAt: at, lookedAt: at });
}

/** Its owner gave an account number, which is known by now: it waits for approval. */
export function useAccount(deps: Deps, command: RefundAct): Promise<RefundChanged> {
  return act(deps, command, 'give-account', async (tx, refund) => {
    if (!refund.accountKnown) return refuse('account-needed', {}, 'give-account');
    const state = await saveRefund(tx, refund, { status: 'awaiting-approval', route: 'transfer' });
    return { outcome: 'changed', state };
  });
}
