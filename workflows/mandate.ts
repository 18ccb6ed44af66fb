import { allHandlersFinished, condition, currentUpdateInfo, setHandler } from '@temporalio/workflow';
import { moveMandate } from '../rules/direct-debit/mandate-status.ts';
import { businessClock } from './business-clock.ts';
import { mandateChanged, revoke, type MandateInput, type MandateState } from './contract/mandate.ts';
import { errands, orReject, stepKey, steps } from './steps.ts';

/**
 * Leave to debit an account: made known to the provider, there until it is revoked, the bank has it no more, or nobody used it for
 * years, and then given up at the provider, too.
 */
export async function mandate({ mandateId, clockOffsetMs }: MandateInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  let state: MandateState | undefined;
  let changes = 0;

  setHandler(
    revoke,
    async ({ actor }) => {
      const key = stepKey(currentUpdateInfo()!.id);
      const changed = await steps.revokeMandate({ mandateId, actor, at: clock.now(), key });
      if (changed.outcome === 'changed') state = changed.state;
      changes += 1;
      return changed;
    },
    {
      validator: (_command) => {
        if (state) orReject(moveMandate(state.status, 'revoke'));
      },
    },
  );
  setHandler(mandateChanged, () => {
    changes += 1;
  });

  const registered = await errands.registerMandate({ mandateId, at: clock.now() });
  state = state ?? registered; // it may have been revoked while the provider was asked
  while (state.status === 'valid') {
    const heard = changes;
    const { lapsesAt } = state;
    await clock.waitUntil(
      () => lapsesAt,
      () => changes > heard,
    );
    state = changes > heard ? await steps.mandateState({ mandateId }) : await steps.lapseMandate({ mandateId, at: clock.now() }); // prettier-ignore
  }

  await errands.dropMandate({ mandateId });
  await condition(allHandlersFinished);
  await steps.closeMandate({ mandateId, at: clock.now() });
}
