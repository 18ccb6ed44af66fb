import { setHandler } from '@temporalio/workflow';
import { businessClock } from './business-clock.ts';
import { parkingExtended, parkingStopped, type ParkingActionInput } from './contract/parking-action.ts';
import { errands, steps } from './steps.ts';

/**
 * Everything about an action that takes time: its right is made known to the national register, it is settled when its end comes, and
 * taken back from the register when somebody stopped it before. Start, stop and later end are booked before this process hears of them.
 */
export async function parkingAction({ actionId, clockOffsetMs }: ParkingActionInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  let messages = 0;
  let stopped = false;
  setHandler(parkingStopped, () => {
    messages += 1;
    stopped = true;
  });
  setHandler(parkingExtended, () => {
    messages += 1;
  });

  const registering: Promise<void>[] = [];
  const begun = new Set<string>();
  for (;;) {
    const heard = messages;
    const facts = await steps.parkingFacts({ actionId });
    for (const rightId of facts.toRegister.filter((id) => !begun.has(id))) {
      begun.add(rightId);
      registering.push(errands.registerRight({ rightId }));
    }
    if (facts.state === 'settled') break;
    await clock.waitUntil(
      () => facts.endsAt,
      () => messages > heard,
    );
    // Asks the books: one that was given a later end meanwhile is not over.
    if (messages === heard) await steps.settleParking({ actionId, at: clock.now() });
  }

  await Promise.all(registering);
  if (stopped) {
    const { registered } = await steps.parkingFacts({ actionId });
    await Promise.all(registered.map((rightId) => errands.revokeRight({ rightId })));
  }
  await steps.closeParking({ actionId, at: clock.now() });
}
