import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  currentUpdateInfo,
  setHandler,
  type defineUpdate,
} from '@temporalio/workflow';
import { isClosed, mayMove, type Move } from '../rules/permit-applications/status.ts';
import { nextDue } from '../rules/values/due.ts';
import { instant, type Instant } from '../rules/values/moment.ts';
import { refuse } from '../rules/values/refusal.ts';
import { businessClock } from './business-clock.ts';
import * as message from './contract/permit-application.ts';
import type { ApplicationState, Changed, PermitApplicationInput } from './contract/permit-application.ts';
import { calls, orReject, stepKey, steps } from './steps.ts';

/**
 * An application: filled in step by step, looked at by staff where the product asks for it, paid, issued. What each step decides is
 * decided by a rule in an activity and kept with its facts; here is the order of things, and what happens when nobody acts.
 */
export async function permitApplication({ applicationId, begun }: PermitApplicationInput): Promise<void> {
  const clock = businessClock(begun?.clockOffsetMs ?? 0);
  let state: ApplicationState | undefined;
  let refused = false;
  let isPaid = false;

  const become = <Result extends Changed>(changed: Result): Result => {
    if (changed.outcome === 'changed' && changed.state.version >= (state?.version ?? 0)) state = changed.state;
    return changed;
  };
  /** Every act carries who, when, and a key that makes its repetition harmless. */
  const act = <Command extends object>(command: Command) => ({
    ...command,
    applicationId,
    at: clock.now(),
    key: stepKey(currentUpdateInfo()!.id),
  });
  /** An update that is refused at the door when the state forbids its move. */
  const on = <Command extends object>(
    update: ReturnType<typeof defineUpdate<Changed, [Command]>>,
    move: Move | ((command: Command) => Move),
    handler: (command: Command) => Promise<Changed>,
  ) =>
    setHandler(update, handler, {
      validator: (command: Command) => {
        const wanted = typeof move === 'string' ? move : move(command);
        orReject(state ? mayMove(state.status, wanted) : refuse('not-found'));
      },
    });

  setHandler(message.open, async (command) => {
    const opened = await steps.openApplication(act(command));
    if (opened.outcome === 'refuse') refused = true;
    else clock.correct(opened.clockOffsetMs);
    return become(opened.outcome === 'refuse' ? opened : { outcome: 'changed', state: opened.state });
  });
  on(message.answer, 'answer', async (command) => {
    const answered = become(await steps.recordAnswer(act(command)));
    if (answered.outcome === 'refuse') return answered;
    await Promise.all(answered.askKeeperOf.map(askKeeper));
    return { outcome: 'changed', state: state! };
  });
  on(message.attach, 'attach', async (command) => become(await steps.attachDocument(act(command))));
  on(message.detach, 'detach', async (command) => become(await steps.detachDocument(act(command))));
  on(message.submitDocuments, 'submit-documents', async (command) => become(await steps.submitDocuments(act(command))));
  on(message.confirm, 'confirm', async (command) => become(await steps.confirmApplication(act(command))));
  on(message.withdraw, 'withdraw', async (command) => become(await steps.withdrawApplication(act(command))));
  on(message.claim, 'approve', async (command) => become(await steps.claimTask(act(command))));
  on(message.release, 'approve', async (command) => become(await steps.releaseTask(act(command))));
  on(
    message.decide,
    ({ verdict }) => verdict,
    async (command) => become(await steps.decideTask(act(command))),
  );
  setHandler(message.paid, () => {
    isPaid = true;
  });

  /** Without an answer in time the applicant goes on with proof, and staff see why (PORTAL-039). */
  async function askKeeper(plateId: string): Promise<void> {
    const { keeper } = await calls.askKeeper({ applicationId, plateId }).catch((error: unknown) => {
      if (error instanceof ActivityFailure) return { keeper: 'unavailable' as const };
      throw error;
    });
    const key = stepKey(`keeper:${plateId}`);
    become(await steps.recordKeeper({ applicationId, plateId, keeper, at: clock.now(), key }));
  }

  if (begun) become({ outcome: 'changed', state: await steps.applicationState({ applicationId, at: clock.now() }) });
  await condition(() => state !== undefined || refused);

  let reached: Instant = instant(0);
  while (state && !isClosed(state.status)) {
    if (isPaid && state.status === 'awaiting-payment') {
      become(await steps.issueAfterPayment({ applicationId, at: clock.now(), key: stepKey('issue') }));
      continue;
    }
    const { version, deadlines } = state;
    const due = nextDue(deadlines, reached);
    const moved = () => state!.version !== version || (isPaid && state!.status === 'awaiting-payment');
    if ((await clock.waitUntil(() => due?.at, moved)) === 'interrupted') continue;
    const { kind, at } = due!;
    become(
      await steps.reachDeadline({
        applicationId,
        kind,
        version,
        at: clock.now(),
        key: stepKey(`${kind}:${at}:${version}`),
      }),
    );
    reached = at;
  }

  await condition(allHandlersFinished);
  if (!refused) await steps.closeApplication({ applicationId, at: clock.now() });
}
