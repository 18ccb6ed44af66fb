import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { decideRefundMove, type RefundMove } from '../rules/refunds/status.ts';
import { businessClock } from './business-clock.ts';
import { caseOf, ownTurn } from './case.ts';
import * as message from './contract/refund.ts';
import type { RefundChanged, RefundInput, RefundState } from './contract/refund.ts';
import { errands, steps } from './steps.ts';

/**
 * A refund: looked at by a second person where the rules ask for it, sent back the way it came or in a file for the bank, followed until
 * it has arrived. It warns when it takes too long, however long the provider is away meanwhile.
 */
export async function refund({ refundId, clockOffsetMs }: RefundInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  const money = caseOf<RefundState, { refundId: string }>({ refundId }, clock);
  const { become, on } = money;
  let news = 0;

  // One that comes with the start is judged by the step itself, which reads the books.
  const may = (move: RefundMove) => (state: RefundState | undefined) =>
    state ? decideRefundMove(state.status, move) : { outcome: 'allow' as const };
  on(message.approve, may('approve'), steps.approveRefund);
  on(message.refuseRefund, may('refuse'), steps.refuseRefund);
  on(message.useAccount, may('give-account'), steps.useAccount);
  // A file for the bank is released in the books, before word of it is here: what the bank says of it only the books can judge.
  on(message.settle, () => ({ outcome: 'allow' }), steps.settleTransfer);
  setHandler(message.refundChanged, () => {
    news += 1;
  });

  become(await steps.refundFacts({ refundId }));
  let heard = 0;
  let ask = false;
  let underWay = false;
  /** Calls outside are repeated until they succeed; meanwhile the terms go on. */
  const errand = async (call: Promise<RefundChanged>) => {
    underWay = true;
    become(await call);
    underWay = false;
  };
  const withProvider = () =>
    money.state!.route === 'provider' && (money.state!.status === 'sent' || money.state!.status === 'paid');

  for (;;) {
    await ownTurn();
    if (money.state!.over && news === heard && !ask && !underWay) break;
    if (news > heard) {
      heard = news;
      become(await steps.refundFacts({ refundId }));
      ask = withProvider();
      continue;
    }
    if (!underWay && money.state!.status === 'approved' && money.state!.route === 'provider')
      void errand(errands.sendRefund({ refundId, at: clock.now() }));
    if (!underWay && ask) {
      ask = false;
      void errand(errands.lookAtRefund({ refundId, at: clock.now() }));
    }
    const busy = underWay;
    const { version, next, lookAt } = money.state!;
    const due = [next?.at, busy ? undefined : (lookAt ?? undefined)].filter((at) => at !== undefined).sort()[0];
    const moved = () => news > heard || money.state!.version !== version || underWay !== busy;
    if ((await clock.waitUntil(() => due, moved)) === 'interrupted') continue;
    if (next && next.at <= clock.now())
      become(await steps.tellLateRefund({ refundId, kind: next.kind, at: clock.now() }));
    else ask = withProvider();
  }

  await condition(allHandlersFinished);
  await steps.closeRefund({ refundId, at: clock.now() });
}
