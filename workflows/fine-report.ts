import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { mayMoveReport, type FineReportMove } from '../rules/fine-reports/status.ts';
import { nextDue } from '../rules/values/due.ts';
import { instant, type Instant } from '../rules/values/moment.ts';
import { refuse } from '../rules/values/refusal.ts';
import { businessClock } from './business-clock.ts';
import { caseOf, ownTurn } from './case.ts';
import * as message from './contract/fine-report.ts';
import type { FineReportInput, FineReportState } from './contract/fine-report.ts';
import { stepKey, steps } from './steps.ts';

/**
 * A fine that somebody says is wrong: looked at by a person, who puts it right, passes it on or says why not. Who waits is told when that
 * takes longer than the law allows, and may take the report back until it is answered.
 */
export async function fineReport({ reportId, begun }: FineReportInput): Promise<void> {
  const clock = businessClock(begun?.clockOffsetMs ?? 0);
  const report = caseOf<FineReportState, { reportId: string }>({ reportId }, clock);
  const { act, become, on } = report;
  let refused = false;
  const may = (move: FineReportMove) => (state: FineReportState | undefined) =>
    state ? mayMoveReport(state.status, move) : refuse('not-found');

  setHandler(message.open, async (command) => {
    const opened = await steps.openFineReport(act(command));
    if (opened.outcome === 'refuse') {
      refused = report.state === undefined;
      return opened;
    }
    clock.correct(opened.clockOffsetMs);
    return become({ outcome: 'changed', state: opened.state });
  });
  on(message.attach, may('attach'), steps.attachToFineReport);
  on(message.withdraw, may('withdraw'), steps.withdrawFineReport);
  on(message.claim, may('pass-on'), steps.claimFineReport);
  on(message.release, may('pass-on'), steps.releaseFineReport);
  on(message.answer, (state, { answer }) => may(answer.outcome)(state), steps.answerFineReport);

  if (begun) become(await steps.readFineReport({ reportId }));
  await condition(() => report.state !== undefined || refused);

  let reached: Instant = instant(0);
  for (;;) {
    await ownTurn();
    if (!report.state || report.state.over) break;
    const { version, deadlines } = report.state;
    const due = nextDue(deadlines, reached);
    const moved = () => report.state!.version !== version;
    if ((await clock.waitUntil(() => due?.at, moved)) === 'interrupted') continue;
    const { kind, at } = due!;
    const key = stepKey(`${kind}:${at}:${version}`);
    become(await steps.reachFineReportTerm({ reportId, kind, version, at: clock.now(), key }));
    reached = at;
  }

  await condition(allHandlersFinished);
  if (!refused) await steps.closeFineReport({ reportId, at: clock.now() });
}
