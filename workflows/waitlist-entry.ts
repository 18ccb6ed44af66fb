import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { instant, type Instant } from '../rules/values/moment.ts';
import { refuse } from '../rules/values/refusal.ts';
import { isWaitOver, mayMoveInLine, nextOfferDeadline } from '../rules/waitlist.ts';
import { businessClock } from './business-clock.ts';
import { caseOf, ownTurn } from './case.ts';
import * as message from './contract/waitlist-entry.ts';
import type { WaitlistEntryInput, WaitlistState } from './contract/waitlist-entry.ts';
import { stepKey, steps } from './steps.ts';

/**
 * A wish for a full product: waits in line, is offered a place that comes free, and is told again before the offer ends. Whoever frees
 * a place books the offer and then sends word, so this process asks the books where it stands.
 */
export async function waitlistEntry({ entryId, clockOffsetMs }: WaitlistEntryInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  const entry = caseOf<WaitlistState, { entryId: string }>({ entryId }, clock);
  const { act, become, on } = entry;
  let refused = false;
  /** The books may be ahead of this process, so only what is over for good is refused at the door; the rest they decide. */
  const unlessOver = (state: WaitlistState | undefined) => {
    if (!state) return refuse('not-found');
    return isWaitOver(state.status) ? mayMoveInLine(state.status, 'withdraw') : { outcome: 'allow' as const };
  };

  setHandler(message.join, async (command) => {
    const joined = await steps.joinWaitlist(act(command));
    if (joined.outcome === 'refuse') refused = true;
    else clock.correct(joined.clockOffsetMs);
    return become(joined.outcome === 'refuse' ? joined : { outcome: 'changed', state: joined.state });
  });
  on(message.chooseLocations, unlessOver, steps.chooseWaitlistLocations);
  on(message.accept, unlessOver, steps.acceptOffer);
  on(message.skip, unlessOver, steps.skipOffer);
  on(message.withdraw, unlessOver, steps.withdrawFromWaitlist);
  let changes = 0;
  setHandler(message.waitlistChanged, () => {
    changes += 1;
  });

  let followed = 0;
  let reached: Instant = instant(0);
  await condition(() => entry.state !== undefined || refused || changes > 0);
  for (;;) {
    await ownTurn();
    if (refused || (entry.state && isWaitOver(entry.state.status))) break;
    if (changes > followed) {
      const heard = changes;
      if (become(await steps.waitlistState({ entryId })).outcome === 'refuse') break;
      followed = heard;
      continue;
    }
    const { version, deadlines } = entry.state!;
    const due = nextOfferDeadline(deadlines, reached);
    const moved = () => entry.state!.version !== version || changes > followed;
    if ((await clock.waitUntil(() => due?.at, moved)) === 'interrupted') continue;
    const { kind, at } = due!;
    const key = stepKey(`${kind}:${at}:${version}`);
    become(await steps.reachOfferDeadline({ entryId, kind, version, at: clock.now(), key }));
    reached = at;
  }

  await condition(allHandlersFinished);
  if (entry.state) await steps.closeWaitlistEntry({ entryId, at: clock.now() });
}
