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
import { end, rightsChanged, type PermitInput } from './contract/permit.ts';
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

  let changes = 0;
  setHandler(rightsChanged, () => {
    changes += 1;
  });

  const facts = await steps.permitFacts({ permitId });
  if (status === 'issued') status = facts.status; // somebody may have ended it while they were read
  const registering = Promise.all(facts.toRegister.map((rightId) => errands.registerRight({ rightId })));

  let followed = 0;
  let over = false;
  /**
   * Tells the register of every change of rights: the new ones first, so that it never knows of none. One that ended while it was still
   * being made known is seen by the second look. Only a message sets this going, so histories without one replay as they were.
   */
  const following = (async () => {
    if (status === 'issued' && facts.toRevoke.length > 0) changes += 1; // left over by a process that was lost
    const begun = new Set(facts.toRegister);
    for (;;) {
      await condition(() => changes > followed || over);
      if (changes === followed) return;
      const heard = changes;
      const { toRegister } = await steps.permitFacts({ permitId });
      await registering;
      await Promise.all(
        toRegister.filter((rightId) => !begun.has(rightId)).map((rightId) => errands.registerRight({ rightId })),
      );
      toRegister.forEach((rightId) => begun.add(rightId));
      const { toRevoke } = await steps.permitFacts({ permitId });
      if (status === 'issued') await Promise.all(toRevoke.map((rightId) => errands.revokeRight({ rightId })));
      followed = heard;
    }
  })();

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
      await condition(() => allHandlersFinished() && followed === changes);
      await continueAsNew<typeof permit>({ permitId, clockOffsetMs: clock.offsetMs() });
    }
  }

  over = true;
  await registering;
  await following;
  const { toRevoke } = await steps.permitFacts({ permitId });
  await Promise.all(toRevoke.map((rightId) => errands.revokeRight({ rightId })));
  await condition(allHandlersFinished);
  await steps.closePermit({ permitId, at: clock.now() });
}
