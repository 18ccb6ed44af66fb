import { patched, setHandler } from '@temporalio/workflow';
import { earliest, epoch } from '../rules/values/moment.ts';
import { businessClock } from './business-clock.ts';
import {
  parkingCorrected,
  parkingExtended,
  parkingStopped,
  type ParkingActionInput,
} from './contract/parking-action.ts';
import { errands, steps } from './steps.ts';

/**
 * Everything about an action that takes time: its right is made known to the national register, whoever started it is reminded, it is
 * settled when its end comes, and taken back from the register when somebody stopped it before. Start, stop and later end are booked
 * before this process hears of them.
 */
export async function parkingAction({ actionId, clockOffsetMs, endsAtOnce }: ParkingActionInput): Promise<void> {
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

  let corrections = 0;
  setHandler(parkingCorrected, () => {
    messages += 1;
    corrections += 1;
  });

  const registering: Promise<void>[] = [];
  const begun = new Set<string>();
  let ended = false;
  /** The plate that was meant is made known first, then the other is taken back. Only a message sets this going: older histories replay. */
  const takeBack = async () => {
    await Promise.all(registering);
    const { overtaken } = await steps.parkingFacts({ actionId });
    await Promise.all(overtaken.map((rightId) => errands.revokeRight({ rightId })));
  };
  const takingBack: Promise<void>[] = [];
  let takenBack = 0;
  for (;;) {
    const heard = messages;
    const facts = await steps.parkingFacts({ actionId });
    for (const rightId of facts.toRegister.filter((id) => !begun.has(id))) {
      begun.add(rightId);
      registering.push(errands.registerRight({ rightId }));
    }
    if (corrections > takenBack) {
      takenBack = corrections;
      takingBack.push(takeBack());
    }
    if (facts.state === 'settled') break;
    // Of a history from before there was anything to tell, the facts name no such moment.
    const next = earliest(facts.noticeAt ?? facts.endsAt, facts.endsAt);
    await clock.waitUntil(
      () => next,
      () => messages > heard,
    );
    if (messages > heard) continue;
    const at = clock.now();
    // Asks the books: one that was given a later end meanwhile is not over, and one that was stopped is not told of.
    if (epoch(at) < epoch(facts.endsAt)) await steps.remindParking({ actionId, at });
    else ended = (await steps.settleParking({ actionId, at })).state === 'settled';
    if (ended && endsAtOnce && messages === heard) break;
  }

  await Promise.all(registering);
  await Promise.all(takingBack);
  // The books may say that it was stopped before the message does.
  if (stopped || (!ended && patched('stopped-by-the-books'))) {
    const { registered } = await steps.parkingFacts({ actionId });
    await Promise.all(registered.map((rightId) => errands.revokeRight({ rightId })));
  }
  await steps.closeParking({ actionId, at: clock.now() });
}
