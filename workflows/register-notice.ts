import { allHandlersFinished, condition, currentUpdateInfo, setHandler, type defineUpdate } from '@temporalio/workflow';
import { refuse } from '../rules/values/refusal.ts';
import { businessClock } from './business-clock.ts';
import * as message from './contract/register-notice.ts';
import type { NoticesChanged, NoticesState, RegisterNoticeInput } from './contract/register-notice.ts';
import { orReject, stepKey, steps } from './steps.ts';

/** A register's event never ends a permit by itself: its holder is asked, and when nothing is heard a person looks (PEERS-025). */
export async function registerNotice({ eventId, clockOffsetMs }: RegisterNoticeInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  let state: NoticesState | undefined;
  let heard = 0;

  const on = <Command extends object>(
    update: ReturnType<typeof defineUpdate<NoticesChanged, [Command]>>,
    step: (command: Command & { eventId: string; at: string; key: string }) => Promise<NoticesChanged>,
  ) =>
    setHandler(
      update,
      async (command) => {
        const changed = await step({ ...command, eventId, at: clock.now(), key: stepKey(currentUpdateInfo()!.id) });
        heard += 1;
        return changed;
      },
      {
        validator: (_command: Command) =>
          orReject(state && state.open > 0 ? { outcome: 'allow' } : refuse('not-found')),
      },
    );
  on(message.object, steps.objectToNotice);
  on(message.claim, steps.claimNoticeTask);
  on(message.release, steps.releaseNoticeTask);
  on(message.decide, steps.decideNoticeTask);
  setHandler(message.noticeSettled, () => {
    heard += 1;
  });

  state = await steps.openNotices({ eventId, at: clock.now(), key: stepKey('open') });
  while (state.open > 0) {
    const seen = heard;
    const { respondBefore }: NoticesState = state;
    const waited = await clock.waitUntil(
      () => respondBefore ?? undefined,
      () => heard !== seen,
    );
    if (waited === 'reached')
      state = await steps.overdueNotices({ eventId, at: clock.now(), key: stepKey(`overdue:${respondBefore}`) });
    else state = await steps.noticesState({ eventId });
  }
  await condition(allHandlersFinished);
  await steps.closeNotices({ eventId, at: clock.now() });
}
