import { setHandler } from '@temporalio/workflow';
import { businessClock } from './business-clock.ts';
import { grantChanged, type GrantInput } from './contract/grant.ts';
import { steps } from './steps.ts';

/**
 * Waits until an invitation lapses or the permit is over, and ends the grant then: what is left of its part goes back to the owner.
 * Accepting and revoking are booked before this process hears of them, so it asks the books what to wait for.
 */
export async function grant({ grantId, clockOffsetMs }: GrantInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  let messages = 0;
  setHandler(grantChanged, () => {
    messages += 1;
  });

  for (;;) {
    const heard = messages;
    const facts = await steps.grantFacts({ grantId });
    if (facts.status === 'ended') break;
    await clock.waitUntil(
      () => facts.dueAt,
      () => messages > heard,
    );
    if (messages === heard) await steps.reachGrantTerm({ grantId, at: clock.now() });
  }
  await steps.closeGrant({ grantId, at: clock.now() });
}
