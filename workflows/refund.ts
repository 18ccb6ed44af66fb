import { allHandlersFinished, condition, currentUpdateInfo, setHandler, type defineUpdate } from '@temporalio/workflow';
import { decideRefundMove, type RefundMove } from '../rules/refunds/status.ts';
import { businessClock } from './business-clock.ts';
import * as message from './contract/refund.ts';
import type { RefundChanged, RefundInput, RefundState } from './contract/refund.ts';
import { errands, orReject, stepKey, steps } from './steps.ts';

/**
 * A refund: looked at by a second person where the rules ask for it, sent back the way it came or in a file for the bank, followed until
 * it has arrived. It warns when it takes too long, however long the provider is away meanwhile.
 */
export async function refund({ refundId, clockOffsetMs }: RefundInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  let state: RefundState | undefined;
  let news = 0;

  const become = <Result extends RefundChanged>(changed: Result): Result => {
    if (changed.outcome === 'changed' && changed.state.version >= (state?.version ?? 0)) state = changed.state;
    return changed;
  };
  const act = <Command extends object>(command: Command) => ({
    ...command,
    refundId,
    at: clock.now(),
    key: stepKey(currentUpdateInfo()!.id),
  });
  const on = <Command extends object>(
    update: ReturnType<typeof defineUpdate<RefundChanged, [Command]>>,
    move: (command: Command) => RefundMove,
    handler: (command: Command) => Promise<RefundChanged>,
  ) =>
    setHandler(update, handler, {
      // One that comes with the start is judged by the step itself, which reads the books.
      validator: (command: Command) => {
        if (state) orReject(decideRefundMove(state.status, move(command)));
      },
    });

  on(
    message.approve,
    () => 'approve',
    async (command) => become(await steps.approveRefund(act(command))),
  );
  on(
    message.refuseRefund,
    () => 'refuse',
    async (command) => become(await steps.refuseRefund(act(command))),
  );
  on(
    message.settle,
    ({ came }) => (came === 'paid' ? 'pay' : 'return'),
    async (command) => become(await steps.settleTransfer(act(command))),
  );
  on(
    message.useAccount,
    () => 'give-account',
    async (command) => become(await steps.useAccount(act(command))),
  );
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
  const withProvider = () => state!.route === 'provider' && (state!.status === 'sent' || state!.status === 'paid');

  while (!state!.over || news > heard || ask || underWay) {
    if (news > heard) {
      heard = news;
      become(await steps.refundFacts({ refundId }));
      ask = withProvider();
      continue;
    }
    if (!underWay && state!.status === 'approved' && state!.route === 'provider')
      void errand(errands.sendRefund({ refundId, at: clock.now() }));
    if (!underWay && ask) {
      ask = false;
      void errand(errands.lookAtRefund({ refundId, at: clock.now() }));
    }
    const busy = underWay;
    const { version, next, lookAt } = state!;
    const due = [next?.at, busy ? undefined : (lookAt ?? undefined)].filter((at) => at !== undefined).sort()[0];
    const moved = () => news > heard || state!.version !== version || underWay !== busy;
    if ((await clock.waitUntil(() => due, moved)) === 'interrupted') continue;
    if (next && next.at <= clock.now())
      become(await steps.tellLateRefund({ refundId, kind: next.kind, at: clock.now() }));
    else ask = withProvider();
  }

  await condition(allHandlersFinished);
  await steps.closeRefund({ refundId, at: clock.now() });
}
