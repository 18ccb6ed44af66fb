import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  currentUpdateInfo,
  setHandler,
  type defineUpdate,
} from '@temporalio/workflow';
import { mayMove, type PlateChangeMove } from '../rules/plate-changes/status.ts';
import { nextDue } from '../rules/values/due.ts';
import { instant, type Instant } from '../rules/values/moment.ts';
import { refuse } from '../rules/values/refusal.ts';
import { businessClock } from './business-clock.ts';
import * as message from './contract/plate-change.ts';
import type { PlateChanged, PlateChangeInput, PlateChangeState } from './contract/plate-change.ts';
import { calls, orReject, stepKey, steps } from './steps.ts';

/**
 * A change of plate: asked and shown with its fee and moment, proved where the car is somebody else's, paid, and then in effect, at once
 * or when its moment has come. Until that moment the old plate counts.
 */
export async function plateChange({ plateChangeId }: PlateChangeInput): Promise<void> {
  const clock = businessClock(0);
  let state: PlateChangeState | undefined;
  let refused = false;
  let isPaid = false;
  let isStopped = false;

  const become = <Result extends PlateChanged>(changed: Result): Result => {
    if (changed.outcome === 'changed' && changed.state.version >= (state?.version ?? 0)) state = changed.state;
    return changed;
  };
  const act = <Command extends object>(command: Command) => ({
    ...command,
    plateChangeId,
    at: clock.now(),
    key: stepKey(currentUpdateInfo()!.id),
  });
  const on = <Command extends object>(
    update: ReturnType<typeof defineUpdate<PlateChanged, [Command]>>,
    move: PlateChangeMove | ((command: Command) => PlateChangeMove),
    handler: (command: Command) => Promise<PlateChanged>,
  ) =>
    setHandler(update, handler, {
      validator: (command: Command) => {
        const wanted = typeof move === 'string' ? move : move(command);
        orReject(state ? mayMove(state.status, wanted) : refuse('not-found'));
      },
    });

  setHandler(message.open, async (command) => {
    const opened = await steps.openPlateChange(act(command));
    if (opened.outcome === 'refuse') {
      refused = state === undefined;
      return opened;
    }
    clock.correct(opened.clockOffsetMs);
    become({ outcome: 'changed', state: opened.state });
    if (opened.asksKeeper) await askKeeper();
    return { outcome: 'changed', state: state! };
  });
  on(message.attach, 'attach', async (command) => become(await steps.attachToPlateChange(act(command))));
  on(message.detach, 'detach', async (command) => become(await steps.detachFromPlateChange(act(command))));
  on(message.confirm, 'confirm', async (command) => become(await steps.confirmPlateChange(act(command))));
  on(message.withdraw, 'withdraw', async (command) => become(await steps.withdrawPlateChange(act(command))));
  on(message.giveBack, 'give-back', async (command) => become(await steps.giveBackPlate(act(command))));
  on(message.claim, 'approve', async (command) => become(await steps.claimPlateChangeTask(act(command))));
  on(message.release, 'approve', async (command) => become(await steps.releasePlateChangeTask(act(command))));
  on(
    message.decide,
    ({ verdict }) => verdict,
    async (command) => become(await steps.decidePlateChangeTask(act(command))),
  );
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

  await condition(() => state !== undefined || refused);

  let reached: Instant = instant(0);
  while (state && !state.over) {
    if (isStopped) {
      become(await steps.readPlateChangeState({ plateChangeId, at: clock.now() }));
      isStopped = false;
      continue;
    }
    if (isPaid && state.status === 'awaiting-payment') {
      become(await steps.settlePaidPlateChange({ plateChangeId, at: clock.now(), key: stepKey('paid') }));
      continue;
    }
    const { version, deadlines } = state;
    const due = nextDue(deadlines, reached);
    const moved = () => state!.version !== version || isStopped || (isPaid && state!.status === 'awaiting-payment');
    if ((await clock.waitUntil(() => due?.at, moved)) === 'interrupted') continue;
    const { kind, at } = due!;
    const key = stepKey(`${kind}:${at}:${version}`);
    become(await steps.reachPlateChangeDeadline({ plateChangeId, kind, version, at: clock.now(), key }));
    reached = at;
  }

  await condition(allHandlersFinished);
  if (!refused) await steps.closePlateChange({ plateChangeId, at: clock.now() });
}
