import {
  allHandlersFinished,
  condition,
  continueAsNew,
  currentUpdateInfo,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { decideEnd, type PermitStatus } from '../rules/permits/status.ts';
import { businessClock } from './business-clock.ts';
import {
  block,
  end,
  rightsChanged,
  termChanged,
  unblock,
  type PermitChanged,
  type PermitInput,
} from './contract/permit.ts';
import { errands, orReject, stepKey, steps } from './steps.ts';

/**
 * Two looks into the books at one moment may be answered together when a history is replayed, and then what follows them comes in
 * another order than it came: a new term is read with the rights that came with it.
 */
const ONE_LOOK = 'term-read-with-rights';

/**
 * A permit in force: made known to the national register, until its last day or until somebody ends it; then taken from it. A renewal
 * moves the last day, also of a permit that had just expired.
 */
export async function permit({ permitId, clockOffsetMs }: PermitInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  let status: PermitStatus = 'issued';
  const inForce = () => status === 'issued';

  const whileInForce = { validator: (_command: unknown) => orReject(decideEnd(status)) };
  const acted = <Command extends object>(command: Command) => ({
    ...command,
    permitId,
    at: clock.now(),
    key: stepKey(currentUpdateInfo()!.id),
  });

  setHandler(
    end,
    async (command) => {
      const changed = await steps.endPermit(acted(command));
      if (changed.outcome === 'changed') status = changed.status;
      return changed;
    },
    whileInForce,
  );

  let changes = 0;
  /** Held back or let go: the register hears of the rights that changed with it. */
  const heldBack = async (changing: Promise<PermitChanged>) => {
    const changed = await changing;
    if (changed.outcome === 'changed') changes += 1;
    return changed;
  };
  setHandler(block, (command) => heldBack(steps.blockPermit(acted(command))), whileInForce);
  setHandler(unblock, (command) => heldBack(steps.unblockPermit(acted(command))), whileInForce);

  setHandler(rightsChanged, () => {
    changes += 1;
  });
  let terms = 0;
  setHandler(termChanged, () => {
    terms += 1;
    changes += 1;
  });

  const facts = await steps.permitFacts({ permitId });
  if (inForce()) status = facts.status; // somebody may have ended it while they were read
  let { validUntil } = facts;
  const registering = Promise.all(facts.toRegister.map((rightId) => errands.registerRight({ rightId })));

  let followed = 0;
  let over = false;
  /**
   * Tells the register of every change of rights: the new ones first, so that it never knows of none. One that ended while it was still
   * being made known is seen by the second look. Only a message sets this going, so histories without one replay as they were.
   */
  const following = (async () => {
    if (inForce() && facts.toRevoke.length > 0) changes += 1; // left over by a process that was lost
    const begun = new Set(facts.toRegister);
    for (;;) {
      await condition(() => changes > followed || over);
      if (changes === followed) return;
      const heard = changes;
      const books = await steps.permitFacts({ permitId });
      const { toRegister } = books;
      if (patched(ONE_LOOK)) ({ validUntil } = books);
      await registering;
      await Promise.all(
        toRegister.filter((rightId) => !begun.has(rightId)).map((rightId) => errands.registerRight({ rightId })),
      );
      toRegister.forEach((rightId) => begun.add(rightId));
      const { toRevoke } = await steps.permitFacts({ permitId });
      if (inForce()) await Promise.all(toRevoke.map((rightId) => errands.revokeRight({ rightId })));
      followed = heard;
    }
  })();

  let heardTerms = terms;
  while (inForce()) {
    if (terms > heardTerms) {
      heardTerms = terms;
      if (!patched(ONE_LOOK)) ({ validUntil } = await steps.permitFacts({ permitId }));
      continue;
    }
    const waited = await clock.waitUntil(
      () => validUntil,
      () => !inForce() || workflowInfo().continueAsNewSuggested || terms > heardTerms,
    );
    if (waited === 'reached') {
      const later = await steps.expirePermit({ permitId, at: clock.now() });
      if (later) ({ validUntil } = later);
      else status = 'expired';
    } else if (inForce() && terms === heardTerms) {
      await registering;
      await condition(() => allHandlersFinished() && followed === changes);
      await continueAsNew<typeof permit>({ permitId, clockOffsetMs: clock.offsetMs() });
    }
  }

  over = true;
  await registering;
  await following;
  const last = await steps.permitFacts({ permitId });
  await Promise.all(last.toRevoke.map((rightId) => errands.revokeRight({ rightId })));
  await condition(allHandlersFinished);
  await steps.closePermit({ permitId, at: clock.now() });
  // Renewed while it was being closed: the books say so, and it begins anew.
  if (terms > heardTerms && (await steps.permitFacts({ permitId })).status === 'issued')
    await continueAsNew<typeof permit>({ permitId, clockOffsetMs: clock.offsetMs() });
}
