import { randomBytes } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { decideReceiver, type OutgoingKind } from '../../rules/outgoing-events.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { closeIncident } from '../db/stores/incidents.ts';
import { inTransaction, isClash, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

interface ByStaff {
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
}

export interface NewSubscription extends ByStaff {
  name: string;
  url: string;
  kinds: readonly OutgoingKind[];
}

/** Shown once; whoever takes the events checks their signatures with it. */
export interface SubscriptionSecret {
  outcome: 'given';
  subscriptionId: string;
  secret: string;
}

/** Has another system told of what happens from now on. */
export async function subscribe(
  deps: Pick<Deps, 'pool' | 'vault' | 'releases'>,
  { municipalityId, actor, name, url, kinds }: NewSubscription,
  { plain }: { plain: boolean },
  at: Instant,
): Promise<SubscriptionSecret | Refusal<'receiver-address-wrong' | 'oin-missing' | 'subscription-known'>> {
  const receiver = decideReceiver(url, { plain });
  if (isRefusal(receiver)) return receiver;
  const { content } = await deps.releases.inForce(municipalityId, at);
  if (!content.municipality.oin) return refuse('oin-missing');
  const secret = randomBytes(32);
  const sealed = deps.vault.seal(secret);
  return inTransaction(deps.pool, async (tx): Promise<SubscriptionSecret> => {
    const values = [municipalityId, name, receiver.url, kinds, sealed, actor.id, at];
    const { rows } = await tx.query<{ id: string }>({ ...add, values });
    const subscriptionId = rows[0]!.id;
    const data = { subscriptionId, kinds: [...kinds] };
    await record(tx, at, actor, { municipalityId }, { kind: 'event-subscription-made', data });
    return { outcome: 'given', subscriptionId, secret: secret.toString('base64') };
  }).catch((error: unknown) => {
    if (isClash(error)) return refuse('subscription-known', {}, 'look-again');
    throw error;
  });
}

export type SubscriptionAct = 'pause' | 'resume' | 'end' | 'send-again';

/** Pauses it, goes on, ends it for good, or tries what was given up again. */
export function changeSubscription(
  { pool }: Pick<Deps, 'pool'>,
  { id, act, municipalityId, actor }: ByStaff & { id: string; act: SubscriptionAct },
  at: Instant,
): Promise<{ outcome: 'changed' } | Refusal<'not-found'>> {
  return inTransaction(pool, async (tx) => {
    if (!(await isTheirs(tx, id, municipalityId))) return refuse('not-found');
    let deliveries = 0;
    if (act === 'send-again') {
      deliveries = (await tx.query({ ...sendAgain, values: [id, null] })).rowCount ?? 0;
      await closeIncident(tx, 'event-not-delivered', id, at);
    } else await tx.query({ ...CHANGES[act], values: act === 'resume' ? [id] : [id, at] });
    const data = { subscriptionId: id, act, deliveries };
    await record(tx, at, actor, { municipalityId }, { kind: 'event-subscription-changed', data });
    return { outcome: 'changed' };
  });
}

/** One delivery that was given up: tried again, or left out so that later ones of its case go on. */
export function changeDelivery(
  { pool }: Pick<Deps, 'pool'>,
  {
    id,
    deliveryId,
    act,
    municipalityId,
    actor,
  }: ByStaff & { id: string; deliveryId: string; act: 'send-again' | 'skip' },
  at: Instant,
): Promise<{ outcome: 'changed' } | Refusal<'not-found' | 'delivery-not-given-up'>> {
  return inTransaction(pool, async (tx) => {
    if (!(await isTheirs(tx, id, municipalityId))) return refuse('not-found');
    const { rows } = await tx.query({ ...hasDelivery, values: [id, deliveryId] });
    if (rows.length === 0) return refuse('not-found');
    const changed = await tx.query({ ...(act === 'skip' ? skip : sendAgain), values: [id, deliveryId] });
    if (changed.rowCount === 0) return refuse('delivery-not-given-up', {}, 'look-again');
    const { rows: left } = await tx.query({ ...anyGivenUp, values: [id] });
    if (left.length === 0) await closeIncident(tx, 'event-not-delivered', id, at);
    const data = { subscriptionId: id, deliveryId, act };
    await record(tx, at, actor, { municipalityId }, { kind: 'event-delivery-changed', data });
    return { outcome: 'changed' };
  });
}

async function isTheirs(tx: Db, id: string, municipalityId: string): Promise<boolean> {
  const { rows } = await tx.query({ ...lock, values: [id, municipalityId] });
  return rows.length > 0;
}

/** From where the chain is now, and what is not linked yet: it hears of nothing that was before. */
const add = statement(
  'add-event-subscription',
  `INSERT INTO event_subscription (municipality_id, name, url, kinds, secret_sealed, made_by, made_at, position)
   SELECT $1, $2, $3, $4, $5, $6, $7, coalesce((SELECT max(position) FROM audit_link WHERE municipality_id = $1), 0) RETURNING id`,
);
const lock = statement(
  'lock-event-subscription',
  'SELECT FROM event_subscription WHERE id = $1 AND municipality_id = $2 AND ended_at IS NULL FOR UPDATE',
);
const CHANGES = {
  pause: statement(
    'pause-event-subscription',
    'UPDATE event_subscription SET paused_at = coalesce(paused_at, $2) WHERE id = $1',
  ),
  resume: statement('resume-event-subscription', 'UPDATE event_subscription SET paused_at = NULL WHERE id = $1'),
  end: statement(
    'end-event-subscription',
    "UPDATE event_subscription SET ended_at = $2 WHERE id = $1 AND channel = 'webhook'",
  ),
};
const sendAgain = statement(
  'send-event-again',
  `UPDATE event_delivery SET status = 'waiting', tries = 0, not_before = now()
    WHERE subscription_id = $1 AND status = 'given-up' AND ($2::uuid IS NULL OR id = $2)`,
);
const skip = statement(
  'skip-event',
  `UPDATE event_delivery SET status = 'skipped' WHERE subscription_id = $1 AND status = 'given-up' AND id = $2`,
);
const hasDelivery = statement(
  'has-event-delivery',
  'SELECT FROM event_delivery WHERE subscription_id = $1 AND id = $2',
);
const anyGivenUp = statement(
  'any-event-given-up',
  `SELECT FROM event_delivery WHERE subscription_id = $1 AND status = 'given-up' LIMIT 1`,
);
