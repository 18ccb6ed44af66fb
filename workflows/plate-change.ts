import { ActivityFailure, allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { mayMove, type PlateChangeMove } from '../rules/plate-changes/status.ts';
import { nextDue } from '../rules/values/due.ts';
import { instant, type Instant } from '../rules/values/moment.ts';
import { refuse } from '../rules/values/refusal.ts';
import { businessClock } from './business-clock.ts';
import { caseOf, ownTurn } from './case.ts';
import * as message from './contract/plate-change.ts';
import type { PlateChangeInput, PlateChangeState } from './contract/plate-change.ts';
import { calls, stepKey, steps } from './steps.ts';

/**
 * A change of plate: asked and shown with its fee and moment, proved where the car is somebody else's, paid, and then in effect, at once
 * or when its moment has come. Until that moment the old plate counts.
 */
export async function plateChange({ plateChangeId, begun }: PlateChangeInput): Promise<void> {
  const clock = businessClock(begun?.clockOffsetMs ?? 0);
  const change = caseOf<PlateChangeState, { plateChangeId: string }>({ plateChangeId }, clock);
  const { act, become, on } = change;
  let refused = false;
  let isPaid = false;
  let isStopped = false;
  const may = (move: PlateChangeMove) => (state: PlateChangeState | undefined) =>
    state ? mayMove(state.status, move) : refuse('not-found');

  setHandler(message.open, async (command) => {
    const opened = await steps.openPlateChange(act(command));
    if (opened.outcome === 'refuse') {
      refused = change.state === undefined;
      return opened;
    }
    clock.correct(opened.clockOffsetMs);
    become({ outcome: 'changed', state: opened.state });
    if (opened.asksKeeper) await askKeeper();
    return { outcome: 'changed', state: change.state! };
  });
  on(message.attach, may('attach'), steps.attachToPlateChange);
  on(message.detach, may('detach'), steps.detachFromPlateChange);
  on(message.confirm, may('confirm'), steps.confirmPlateChange);
  on(message.withdraw, may('withdraw'), steps.withdrawPlateChange);
  on(message.giveBack, may('give-back'), steps.giveBackPlate);
  on(message.claim, may('approve'), steps.claimPlateChangeTask);
  on(message.release, may('approve'), steps.releasePlateChangeTask);
  on(message.decide, (state, { verdict }) => may(verdict)(state), steps.decidePlateChangeTask);
  setHandler(message.paid, () => {
    isPaid = true;
  });
  setHandler(message.stopped, () => {
    isStopped = true;
  });

  /** Without an answer in time the holder goes on with proof, and staff see why. */
  async function askKeeper(): Promise<void> {
    const { keeper } = await calls.askKeeperOfChange({ plateChangeId }).catch((error: unknown) => {
      if (error instanceof ActivityFailure) return { keeper: 'unavailable' as const };
      throw error;
    });
    become(await steps.recordKeeperOfChange({ plateChangeId, keeper, at: clock.now(), key: stepKey('keeper') }));
  }

  if (begun) become(await steps.readPlateChangeState({ plateChangeId, at: clock.now() }));
  await condition(() => change.state !== undefined || refused);

  let reached: Instant = instant(0);
  for (;;) {
    await ownTurn();
    if (!change.state || change.state.over) break;
    const { version, deadlines, status } = change.state;
    if (isStopped) {
      become(await steps.readPlateChangeState({ plateChangeId, at: clock.now() }));
      isStopped = false;
      continue;
    }
    if (isPaid && status === 'awaiting-payment') {
      become(await steps.settlePaidPlateChange({ plateChangeId, at: clock.now(), key: stepKey('paid') }));
      continue;
    }
    const due = nextDue(deadlines, reached);
    const moved = () =>
      change.state!.version !== version || isStopped || (isPaid && change.state!.status === 'awaiting-payment');
    if ((await clock.waitUntil(() => due?.at, moved)) === 'interrupted') continue;
    const { kind, at } = due!;
    const key = stepKey(`${kind}:${at}:${version}`);
    become(await steps.reachPlateChangeDeadline({ plateChangeId, kind, version, at: clock.now(), key }));
    reached = at;
  }

  await condition(allHandlersFinished);
  if (!refused) await steps.closePlateChange({ plateChangeId, at: clock.now() });
}
