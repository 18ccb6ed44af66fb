import { allHandlersFinished, condition, currentUpdateInfo, setHandler, type defineUpdate } from '@temporalio/workflow';
import type { Instant } from '../rules/values/moment.ts';
import type { Refusal } from '../rules/values/refusal.ts';
import type { BusinessClock } from './business-clock.ts';
import { orReject, stepKey } from './steps.ts';

type Changed<State> = { outcome: 'changed'; state: State } | Refusal;

/** An act carries whose case it is, when, and a key that makes its repetition harmless. */
type Act<Command, Id> = Command & Id & { at: Instant; key: string };

/** A case as its process knows it: where it stands, as the books last said, and how it takes what people ask of it. */
export function caseOf<State extends { version: number }, Id extends Record<string, string>>(
  id: Id,
  clock: BusinessClock,
) {
  let state: State | undefined;

  /** Takes over what the books say; an answer that was overtaken never sets the case back. */
  const become = <Result extends Changed<State>>(changed: Result): Result => {
    if (changed.outcome === 'changed' && changed.state.version >= (state?.version ?? 0)) state = changed.state;
    return changed;
  };
  const act = <Command extends object>(command: Command): Act<Command, Id> => ({
    ...command,
    ...id,
    at: clock.now(),
    key: stepKey(currentUpdateInfo()!.id),
  });
  /** What is asked by update: refused at the door where the state forbids it, else done by `step`. */
  const on = <Command extends object>(
    update: ReturnType<typeof defineUpdate<Changed<State>, [Command]>>,
    judge: (state: State | undefined, command: Command) => { outcome: 'allow' } | Refusal,
    step: (command: Act<Command, Id>) => Promise<Changed<State>>,
  ) =>
    setHandler(update, async (command) => become(await step(act(command))), {
      validator: (command: Command) => orReject(judge(state, command)),
    });

  return {
    become,
    act,
    on,
    get state(): State | undefined {
      return state;
    },
  };
}

/**
 * Until all that was asked is answered. A look into the books and what somebody asks at that moment may be answered together when a
 * history is replayed; a process that takes its turn does what follows in the same order then.
 */
export const ownTurn = (): Promise<void> => condition(allHandlersFinished);
