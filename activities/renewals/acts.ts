import { type PoolClient } from 'pg';
import { type Actor } from '../../rules/audit.ts';
import { decideRenewalWithdrawal, mayRenewalMove, type RenewalDeadlineKind } from '../../rules/renewals/status.ts';
import { afterConfirmation, decideRenewal, keptUntil } from '../../rules/renewals/terms.ts';
import { permitId as permitProcess, renewalId as processIdOf } from '../../rules/values/process-ids.ts';
import { latest, type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import type { RenewalChanged, RenewalState } from '../../workflows/contract/renewal.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { closeProcess, command, processWaitsUntil } from '../db/stores/outbox.ts';
import { inTransaction, once, statement } from '../db/transaction.ts';
import { applicantFacts } from '../permit-applications/dossier.ts';
import { releasePlace } from '../permit-applications/places.ts';
import { type Deps } from '../ports.ts';
import { chargeRenewal, dropRenewalCharge, returnRenewalCharge } from './charge.ts';
import { announceDebit, debitRenewal } from '../direct-debit/renewal.ts';
import { cutCover, extendCover } from './cover.ts';
import { readRenewal, saveRenewal, stateOf, subjectOf, type RenewalCase } from './dossier.ts';
import { renew } from './renew.ts';
import { tellHolder } from './tell.ts';

export interface RenewalAct {
  renewalId: string;
  actor: Actor;
  at: Instant;
  key: string;
}

/** What its process begins with. */
export async function renewalFacts(deps: Deps, { renewalId }: { renewalId: string }): Promise<RenewalState> {
  const { rows } = await deps.pool.query<RenewalState>({ ...readState, values: [renewalId] });
  if (!rows[0]) throw new Error(`renewal ${renewalId} is gone`);
  return rows[0];
}

/** One act: permit and renewal are held, and everything it writes is committed together or not at all; a repeat gets the first answer. */
function act(
  deps: Deps,
  { renewalId, key }: Pick<RenewalAct, 'renewalId' | 'key'>,
  step: (tx: PoolClient, renewal: RenewalCase) => Promise<RenewalState | Refusal>,
): Promise<RenewalChanged> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<RenewalChanged> => {
      const renewal = await readRenewal(tx, deps, renewalId);
      if (!renewal) return refuse('not-found');
      const result = await step(tx, renewal);
      return 'outcome' in result ? result : { outcome: 'changed', state: result };
    }),
  );
}

/**
 * The holder says that everything is still right (PORTAL-085). What costs something goes to the cart; who was in time keeps the right
 * while it waits there (PEERS-022).
 */
export function confirmRenewal(deps: Deps, command: RenewalAct): Promise<RenewalChanged> {
  const { at, actor } = command;
  return act(deps, command, async (tx, renewal) => {
    const { product, release, holder, permit, offer, status } = renewal;
    const allowed = mayRenewalMove(status, 'confirm');
    if (isRefusal(allowed)) return allowed;
    const entitled = decideRenewal(product, applicantFacts(holder, release.content), permit.areaId);
    if (isRefusal(entitled)) return entitled;

    const next = afterConfirmation(offer.cents);
    const kept = next === 'awaiting-payment' && permit.status === 'issued' ? await keep(tx, renewal, at) : null;
    const data = { renewalId: renewal.id, keptUntil: kept };
    await record(tx, at, actor, subjectOf(renewal), { kind: 'renewal-confirmed', data });
    if (next === 'renewed')
      return (await renew(tx, renewal, at, at)) ?? refuse('permit-not-in-force', {}, 'look-again');
    await chargeRenewal(tx, { ...renewal, applicationId: permit.applicationId, cents: offer.cents }, at);
    const debitAt = await announceDebit(tx, renewal, at);
    return saveRenewal(tx, renewal, { status: next, confirmedAt: at, debitAt }, at);
  });
}

/** Its plates count on while the renewal is decided. */
async function keep(tx: PoolClient, { permitId, permit, product, terms, offer, timeZone }: RenewalCase, at: Instant) {
  const until = keptUntil(terms, { since: offer.since, confirmedAt: at }, timeZone);
  if (until === null) return null;
  await tx.query({ ...setKept, values: [permitId, until] });
  const end = permit.validUntil;
  const days = { on: permit.weekdays, timeZone };
  await extendCover(tx, permitId, product, { end, more: { from: end, to: until }, at, days });
  await processWaitsUntil(tx, permitProcess(permitId), until);
  await command(tx, permitId, 'permit-term-changed', { permitId });
  return until;
}

/** Gives it up (trek in, PORTAL-087). The permit ends when what was paid for ends. */
export function withdrawRenewal(deps: Deps, command: RenewalAct): Promise<RenewalChanged> {
  const { at, actor } = command;
  return act(deps, command, async (tx, renewal) => {
    const allowed = decideRenewalWithdrawal(renewal.status, renewal.terms);
    if (isRefusal(allowed)) return allowed;
    if (!(await dropRenewalCharge(tx, renewal.id, 'withdrawn', at)))
      return refuse('renewal-already-paid', {}, 'end-permit');
    const data = { renewalId: renewal.id, from: renewal.status };
    await record(tx, at, actor, subjectOf(renewal), { kind: 'renewal-withdrawn', data });
    return giveUp(tx, renewal, 'withdrawn', at);
  });
}

/** Its payment came in: the period is added, or, when the permit was ended meanwhile, the money goes back. */
export function renewAfterPayment(
  deps: Deps,
  command: Pick<RenewalAct, 'renewalId' | 'at' | 'key'>,
): Promise<RenewalChanged> {
  const { at } = command;
  return act(deps, command, async (tx, renewal) => {
    const allowed = mayRenewalMove(renewal.status, 'pay');
    if (isRefusal(allowed)) return stateOf(renewal);
    const renewed = await renew(tx, renewal, at);
    if (renewed) return renewed;
    await returnRenewalCharge(tx, deps, renewal.id, at);
    return saveRenewal(tx, renewal, { status: 'withdrawn' }, at);
  });
}

export interface RenewalReached {
  renewalId: string;
  kind: RenewalDeadlineKind;
  /** In which version of the case the deadline was set; a case that moved on has other deadlines. */
  version: number;
  at: Instant;
  key: string;
}

/** What happens by itself: remind, and lapse. What was paid a moment ago wins over a term that ends now. */
export function reachRenewalDeadline(deps: Deps, command: RenewalReached): Promise<RenewalChanged> {
  const { kind, version, at } = command;
  return act(deps, command, async (tx, renewal) => {
    const { id: renewalId, status } = renewal;
    if (renewal.version !== version) return stateOf(renewal);
    if (kind === 'debit') return saveRenewal(tx, await debitRenewal(tx, renewal, at), { status, debitAt: null }, at);
    if (kind === 'remind') {
      // Who is debited has nothing to do.
      if (renewal.debitAt !== null || renewal.debiting) return saveRenewal(tx, renewal, { status }, at);
      await tellHolder(tx, renewal, 'renewal-reminder', at);
      await record(tx, at, SYSTEM, subjectOf(renewal), { kind: 'reminder-sent', data: { status } });
      return saveRenewal(tx, renewal, { status }, at);
    }
    if (!(await dropRenewalCharge(tx, renewalId, 'lapsed', at))) return stateOf(renewal);
    await record(tx, at, SYSTEM, subjectOf(renewal), { kind: 'renewal-lapsed', data: { renewalId, from: status } });
    await tellHolder(tx, renewal, 'renewal-lapsed', at);
    return giveUp(tx, renewal, 'lapsed', at);
  });
}

/** Nothing is added: what counted on ends with what was paid for, and the place of a permit that is over is free. */
async function giveUp(tx: PoolClient, renewal: RenewalCase, status: 'withdrawn' | 'lapsed', at: Instant) {
  const { permitId, permit, product } = renewal;
  if (permit.keptUntil !== null) {
    await tx.query({ ...setKept, values: [permitId, null] });
    await cutCover(tx, permitId, product, { end: latest(permit.validUntil, at), at });
    await processWaitsUntil(tx, permitProcess(permitId), latest(permit.validUntil, at));
    await command(tx, permitId, 'permit-term-changed', { permitId });
  }
  if (permit.status !== 'issued') await releasePlace(tx, permit.applicationId, at);
  return saveRenewal(tx, renewal, { status }, at);
}

/** The last step of every renewal: its process may end. */
export async function closeRenewal(deps: Deps, { renewalId, at }: { renewalId: string; at: Instant }): Promise<void> {
  await closeProcess(deps.pool, processIdOf(renewalId), at);
}

const readState = statement('read-renewal-state', 'SELECT status, version, deadlines FROM renewal WHERE id = $1');
const setKept = statement('keep-permit', 'UPDATE permit SET kept_until = $2, version = version + 1 WHERE id = $1');
