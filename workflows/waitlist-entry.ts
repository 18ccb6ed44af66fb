import { allHandlersFinished, condition, currentUpdateInfo, setHandler, type defineUpdate } from '@temporalio/workflow';
import { instant, type Instant } from '../rules/values/moment.ts';
import { refuse } from '../rules/values/refusal.ts';
import { isWaitOver, mayMoveInLine, nextOfferDeadline } from '../rules/waitlist.ts';
import { businessClock } from './business-clock.ts';
import * as message from './contract/waitlist-entry.ts';
import type { WaitlistChanged, WaitlistEntryInput, WaitlistState } from './contract/waitlist-entry.ts';
import { orReject, stepKey, steps } from './steps.ts';

/**
 * A wish for a full product: waits in line, is offered a place that comes free, and is told again before the offer ends. Whoever frees
 * a place books the offer and then sends word, so this process asks the books where it stands.
 */
export async function waitlistEntry({ entryId, clockOffsetMs }: WaitlistEntryInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  let state: WaitlistState | undefined;
  let refused = false;

  const become = <Result extends WaitlistChanged>(changed: Result): Result => {
    if (changed.outcome === 'changed' && changed.state.version >= (state?.version ?? 0)) state = changed.state;
    return changed;
  };
  const act = <Command extends object>(command: Command) => ({
    ...command,
    entryId,
    at: clock.now(),
    key: stepKey(currentUpdateInfo()!.id),
  });
  /** The books may be ahead of this process, so only what is over for good is refused at the door; the rest they decide. */
  const on = <Command extends object>(
    update: ReturnType<typeof defineUpdate<WaitlistChanged, [Command]>>,
    handler: (command: Command) => Promise<WaitlistChanged>,
  ) =>
    setHandler(update, handler, {
      validator: (_command: Command) => {
        if (!state) orReject(refuse('not-found'));
        else if (isWaitOver(state.status)) orReject(mayMoveInLine(state.status, 'withdraw'));
      },
    });

  setHandler(message.join, async (command) => {
    const joined = await steps.joinWaitlist(act(command));
    if (joined.outcome === 'refuse') refused = true;
    else clock.correct(joined.clockOffsetMs);
    return become(joined.outcome === 'refuse' ? joined : { outcome: 'changed', state: joined.state });
  });
  on(message.chooseLocations, async (command) => become(await steps.chooseWaitlistLocations(act(command))));
  on(message.accept, async (command) => become(await steps.acceptOffer(act(command))));
  on(message.skip, async (command) => become(await steps.skipOffer(act(command))));
  on(message.withdraw, async (command) => become(await steps.withdrawFromWaitlist(act(command))));
  let changes = 0;
  setHandler(message.waitlistChanged, () => {
    changes += 1;
  });

  let followed = 0;
  let reached: Instant = instant(0);
  await condition(() => state !== undefined || refused || changes > 0);
  while (!refused && !(state && isWaitOver(state.status))) {
    if (changes > followed) {
      const heard = changes;
      if (become(await steps.waitlistState({ entryId })).outcome === 'refuse') break;
      followed = heard;
      continue;
    }
    const { version, deadlines } = state!;
    const due = nextOfferDeadline(deadlines, reached);
    const moved = () => state!.version !== version || changes > followed;
    if ((await clock.waitUntil(() => due?.at, moved)) === 'interrupted') continue;
    const { kind, at } = due!;
    const key = stepKey(`${kind}:${at}:${version}`);
    become(await steps.reachOfferDeadline({ entryId, kind, version, at: clock.now(), key }));
    reached = at;
  }

  await condition(allHandlersFinished);
  if (state) await steps.closeWaitlistEntry({ entryId, at: clock.now() });
}
