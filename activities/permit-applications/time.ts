import { type DeadlineKind } from '../../rules/permit-applications/deadlines.ts';
import { reminderIn } from '../../rules/messages.ts';
import { type ApplicationStatus } from '../../rules/permit-applications/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { closeProcess } from '../db/stores/outbox.ts';
import { permitApplicationId } from '../../rules/values/process-ids.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { closeTask, escalate as escalateTask } from '../db/stores/tasks.ts';
import { inTransaction, once, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { endCover } from '../payments/provisional.ts';
import { refundWhatWasPaid } from '../refunds/open.ts';
import { issuePermit } from '../permits/issue.ts';
import { act, changed, subjectOf, type Act, type Changed } from './act.ts';
import { dropCharge } from './charge.ts';
import { readDossier, saveDossier, stateOf, type Dossier } from './dossier.ts';
import { releasePlace } from './places.ts';
import { mail } from './review.ts';

/** Takes the application back, at any time before it is valid (trek in, PORTAL-059). */
export function withdrawApplication(deps: Deps, command: Act): Promise<Changed> {
  const { at, actor } = command;
  return act(deps, command, 'withdraw', async (tx, dossier) => {
    const { paid } = await dropCharge(tx, dossier.id, 'withdrawn', at);
    // Paid a moment ago and not issued yet: the money goes back, and whoever comes second finds it withdrawn.
    if (paid !== null) await refundWhatWasPaid(tx, deps, { chargeId: paid, actor }, at);
    await record(tx, at, actor, subjectOf(dossier), { kind: 'application-withdrawn', data: { from: dossier.status } });
    return changed(await finish(tx, dossier, 'withdrawn', at));
  });
}

/** Its payment came in: the permit is valid from this moment (PORTAL-002). */
export function issueAfterPayment(deps: Deps, command: Omit<Act, 'actor'>): Promise<Changed> {
  return act(deps, { ...command, actor: SYSTEM }, 'pay', async (tx, dossier) =>
    changed(await issuePermit(tx, deps, dossier, {}, command.at)),
  );
}

export interface Reached {
  applicationId: string;
  kind: DeadlineKind;
  /** In which version of the case the deadline was set; a case that moved on has other deadlines. */
  version: number;
  at: Instant;
  key: string;
}

/** What happens by itself: remind, lapse, warn that a term ends, close. Nothing when the case has moved on meanwhile. */
export function reachDeadline(deps: Deps, { applicationId, kind, version, at, key }: Reached): Promise<Changed> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<Changed> => {
      const dossier = await readDossier(tx, deps, applicationId, at);
      if (!dossier) return refuse('not-found');
      if (dossier.version !== version) return changed(stateOf(dossier));
      switch (kind) {
        case 'remind':
          return changed(await remind(tx, dossier, at));
        case 'lapse':
          return lapse(tx, dossier, at);
        case 'close':
          await record(tx, at, SYSTEM, subjectOf(dossier), {
            kind: 'application-closed',
            data: { status: 'closed-rejected' },
          });
          return changed(await finish(tx, dossier, 'closed-rejected', at));
        case 'target':
        case 'legal-term':
          return changed(await escalate(tx, dossier, kind, at));
        default:
          return kind satisfies never;
      }
    }),
  );
}

async function remind(tx: Db, dossier: Dossier, at: Instant) {
  const reminder = reminderIn(dossier.status);
  if (reminder === null) return saveDossier(tx, dossier, {}, at);
  await mail(tx, dossier, reminder, at);
  await record(tx, at, SYSTEM, subjectOf(dossier), { kind: 'reminder-sent', data: { status: dossier.status } });
  return saveDossier(tx, dossier, {}, at);
}

/** Nobody acted in time. What was paid a moment ago wins over a term that ends now. */
async function lapse(tx: Db, dossier: Dossier, at: Instant): Promise<Changed> {
  if ((await dropCharge(tx, dossier.id, 'lapsed', at)).paid !== null) return changed(stateOf(dossier));
  await record(tx, at, SYSTEM, subjectOf(dossier), { kind: 'application-lapsed', data: { from: dossier.status } });
  await mail(tx, dossier, 'application-lapsed', at);
  return changed(await finish(tx, dossier, 'lapsed', at));
}

async function escalate(tx: Db, dossier: Dossier, kind: 'target' | 'legal-term', at: Instant) {
  await escalateTask(tx, dossier.id, kind === 'target' ? 'target' : 'legal');
  await record(tx, at, SYSTEM, subjectOf(dossier), { kind: 'term-reached', data: { kind } });
  return saveDossier(tx, dossier, {}, at);
}

async function finish(tx: Db, dossier: Dossier, status: ApplicationStatus, at: Instant) {
  await endCover(tx, dossier.id, 'cut', at);
  await releasePlace(tx, dossier.id, at);
  await closeTask(tx, dossier.id, at);
  return saveDossier(tx, dossier, { status }, at);
}

/** The last step of every application: its process may end. */
export async function closeApplication(
  deps: Deps,
  { applicationId, at }: { applicationId: string; at: Instant },
): Promise<void> {
  await closeProcess(deps.pool, permitApplicationId(applicationId), at);
}
