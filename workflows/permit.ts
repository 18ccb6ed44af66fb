import {
  allHandlersFinished,
  condition,
  continueAsNew,
  currentUpdateInfo,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { decideEnd, type PermitStatus } from '../rules/permits/status.ts';
import { businessClock } from './business-clock.ts';
import { end, type PermitInput } from './contract/permit.ts';
import { errands, orReject, stepKey, steps } from './steps.ts';

/** A permit in force: made known to the national register, until its last day or until somebody ends it; then taken from it. */
export async function permit({ permitId, clockOffsetMs }: PermitInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  let status: PermitStatus = 'issued';

  setHandler(
    end,
    async (command) => {
      const changed = await steps.endPermit({
        ...command,
        permitId,
        at: clock.now(),
        key: stepKey(currentUpdateInfo()!.id),
      });
      if (changed.outcome === 'changed') status = changed.status;
      return changed;
    },
    { validator: (_command) => orReject(decideEnd(status)) },
  );

  const facts = await steps.permitFacts({ permitId });
  if (status === 'issued') status = facts.status; // somebody may have ended it while they were read
  const registering = Promise.all(facts.toRegister.map((rightId) => errands.registerRight({ rightId })));

  while (status === 'issued') {
    const waited = await clock.waitUntil(
      () => facts.validUntil,
      () => status !== 'issued' || workflowInfo().continueAsNewSuggested,
    );
    if (waited === 'reached') {
      await steps.expirePermit({ permitId, at: clock.now() });
      status = 'expired';
    } else if (status === 'issued') {
      await registering;
      await condition(allHandlersFinished);
      await continueAsNew<typeof permit>({ permitId, clockOffsetMs: clock.offsetMs() });
    }
  }

  await registering;
  const { toRevoke } = await steps.permitFacts({ permitId });
  await Promise.all(toRevoke.map((rightId) => errands.revokeRight({ rightId })));
  await condition(allHandlersFinished);
  await steps.closePermit({ permitId, at: clock.now() });
}
