import { allHandlersFinished, condition, currentUpdateInfo, setHandler } from '@temporalio/workflow';
import type { Actor } from '../rules/audit.ts';
import { isOver, mayRenewalMove, type RenewalMove } from '../rules/renewals/status.ts';
import { nextDue } from '../rules/values/due.ts';
import { instant, type Instant } from '../rules/values/moment.ts';
import { businessClock } from './business-clock.ts';
import { ownTurn } from './case.ts';
import * as message from './contract/renewal.ts';
import type { RenewalChanged, RenewalInput, RenewalState } from './contract/renewal.ts';
import { orReject, stepKey, steps } from './steps.ts';

/**
 * One more period of a permit: confirmed where the product asks for it, paid, and then added; or given up, or too late. The season
 * opened it in the books before this process was started.
 */
export async function renewal({ renewalId, clockOffsetMs }: RenewalInput): Promise<void> {
  const clock = businessClock(clockOffsetMs);
  let state: RenewalState | undefined;
  let isPaid = false;
  let isClosed = false;

  const become = (changed: RenewalChanged): RenewalChanged => {
    if (changed.outcome === 'changed' && changed.state.version >= (state?.version ?? 0)) state = changed.state;
    return changed;
  };
  /** Every act carries who, when, and a key that makes its repetition harmless. */
  const by = ({ actor }: { actor: Actor }) => ({
    renewalId,
    actor,
    at: clock.now(),
    key: stepKey(currentUpdateInfo()!.id),
  });
  /** Refused at the door when the state forbids it; before the books were read, they decide. */
  const validator = (move: RenewalMove) => (_command: unknown) => {
    if (state) orReject(mayRenewalMove(state.status, move));
  };

  setHandler(message.confirm, async (command) => become(await steps.confirmRenewal(by(command))), {
    validator: validator('confirm'),
  });
  setHandler(message.withdraw, async (command) => become(await steps.withdrawRenewal(by(command))), {
    validator: validator('withdraw'),
  });
  setHandler(message.paid, () => {
    isPaid = true;
  });
  setHandler(message.closed, () => {
    isClosed = true;
  });

  become({ outcome: 'changed', state: await steps.renewalFacts({ renewalId }) });

  let reached: Instant = instant(0);
  for (;;) {
    await ownTurn();
    if (isOver(state!.status) || isClosed) break;
    if (isPaid) {
      become(await steps.renewAfterPayment({ renewalId, at: clock.now(), key: stepKey('renew') }));
      break;
    }
    const { version, deadlines } = state!;
    const due = nextDue(deadlines, reached);
    const moved = () => state!.version !== version || isPaid || isClosed;
    if ((await clock.waitUntil(() => due?.at, moved)) === 'interrupted') continue;
    const { kind, at } = due!;
    const key = stepKey(`${kind}:${at}:${version}`);
    become(await steps.reachRenewalDeadline({ renewalId, kind, version, at: clock.now(), key }));
    reached = at;
  }

  await condition(allHandlersFinished);
  await steps.closeRenewal({ renewalId, at: clock.now() });
}
