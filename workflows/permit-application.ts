import { ActivityFailure, allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { isClosed, mayMove, type Move } from '../rules/permit-applications/status.ts';
import { nextDue } from '../rules/values/due.ts';
import { instant, type Instant } from '../rules/values/moment.ts';
import { refuse } from '../rules/values/refusal.ts';
import { businessClock } from './business-clock.ts';
import { caseOf } from './case.ts';
import * as message from './contract/permit-application.ts';
import type { ApplicationState, PermitApplicationInput } from './contract/permit-application.ts';
import { calls, stepKey, steps } from './steps.ts';

/**
 * An application: filled in step by step, looked at by staff where the product asks for it, paid, issued. What each step decides is
 * decided by a rule in an activity and kept with its facts; here is the order of things, and what happens when nobody acts.
 */
export async function permitApplication({ applicationId, begun }: PermitApplicationInput): Promise<void> {
  const clock = businessClock(begun?.clockOffsetMs ?? 0);
  const application = caseOf<ApplicationState, { applicationId: string }>({ applicationId }, clock);
  const { act, become, on } = application;
  let refused = false;
  let isPaid = false;
  const may = (move: Move) => (state: ApplicationState | undefined) =>
    state ? mayMove(state.status, move) : refuse('not-found');

  setHandler(message.open, async (command) => {
    const opened = await steps.openApplication(act(command));
    if (opened.outcome === 'refuse') refused = true;
    else clock.correct(opened.clockOffsetMs);
    return become(opened.outcome === 'refuse' ? opened : { outcome: 'changed', state: opened.state });
  });
  on(message.answer, may('answer'), async (command) => {
    const answered = become(await steps.recordAnswer(command));
    if (answered.outcome === 'refuse') return answered;
    await Promise.all(answered.askKeeperOf.map(askKeeper));
    return { outcome: 'changed', state: application.state! };
  });
  on(message.attach, may('attach'), steps.attachDocument);
  on(message.detach, may('detach'), steps.detachDocument);
  on(message.submitDocuments, may('submit-documents'), steps.submitDocuments);
  on(message.confirm, may('confirm'), steps.confirmApplication);
  on(message.withdraw, may('withdraw'), steps.withdrawApplication);
  on(message.claim, may('approve'), steps.claimTask);
  on(message.release, may('approve'), steps.releaseTask);
  on(message.decide, (state, { verdict }) => may(verdict)(state), steps.decideTask);
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
  await condition(() => application.state !== undefined || refused);

  let reached: Instant = instant(0);
  while (application.state && !isClosed(application.state.status)) {
    const { version, deadlines, status } = application.state;
    if (isPaid && status === 'awaiting-payment') {
      become(await steps.issueAfterPayment({ applicationId, at: clock.now(), key: stepKey('issue') }));
      continue;
    }
    const due = nextDue(deadlines, reached);
    const moved = () =>
      application.state!.version !== version || (isPaid && application.state!.status === 'awaiting-payment');
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
