import { statement } from '../../activities/db/transaction.ts';
import {
  changeDelivery,
  changeSubscription,
  subscribe,
  type SubscriptionAct,
} from '../../activities/outgoing-events/subscriptions.ts';
import { OUTGOING_EVENTS, OUTGOING_KINDS } from '../../rules/outgoing-events.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { Deliveries, SubscriptionBody, SubscriptionKey, Subscriptions } from './shapes.ts';

const PATH = '/v1/staff/event-subscriptions';
const NOT_FOUND = refusal(refuse('not-found'));

/** Other systems hear of what happens here: signed, in order, tried until they arrive. */
export function outgoingEventRoutes(api: Api): Endpoint[] {
  const { deps, settings } = api;
  const by = ({ id, roles, municipalityId }: Staff) => ({
    municipalityId,
    actor: { kind: 'staff' as const, id, roles },
  });
  const change = (act: SubscriptionAct, summary: string): Endpoint =>
    endpoint({
      method: 'post', path: `${PATH}/{id}/_${act}`, may: 'operate', records: 'event-subscription-changed', answers: Subscriptions,
      refuses: ['not-found'], summary,
      async handle({ caller, params: { id = '' } }) {
        if (!isUuid(id)) return NOT_FOUND;
        const changed = await changeSubscription(deps, { id, act, ...by(caller) }, deps.clock());
        return isRefusal(changed) ? refusal(changed) : answer(await readSubscriptions(api, caller));
      },
    }); // prettier-ignore
  const changeOne = (act: 'send-again' | 'skip', summary: string): Endpoint =>
    endpoint({
      method: 'post', path: `${PATH}/{id}/deliveries/{deliveryId}/_${act}`, may: 'operate', records: 'event-delivery-changed',
      answers: Deliveries, refuses: ['not-found', 'delivery-not-given-up'], summary,
      async handle({ caller, params: { id = '', deliveryId = '' } }) {
        if (!isUuid(id) || !isUuid(deliveryId)) return NOT_FOUND;
        const changed = await changeDelivery(deps, { id, deliveryId, act, ...by(caller) }, deps.clock());
        return isRefusal(changed) ? refusal(changed) : answer(await readDeliveries(api, id));
      },
    }); // prettier-ignore
  return [
    endpoint({
      method: 'get', path: PATH, may: 'operate', records: null, answers: Subscriptions,
      summary: 'Which other systems hear of what',
      handle: async ({ caller }) => answer(await readSubscriptions(api, caller)),
    }),
    endpoint({
      method: 'post', path: PATH, may: 'operate', records: 'event-subscription-made', body: SubscriptionBody, answers: SubscriptionKey,
      status: 201, secret: true, refuses: ['receiver-address-wrong', 'oin-missing', 'subscription-known'],
      summary: 'Have another system told, as CloudEvents signed with a secret that is shown once (RFC 9421, hmac-sha256)',
      async handle({ caller, body }) {
        const plain = settings.SANDBOX_URL !== undefined;
        const given = await subscribe(deps, { ...by(caller), ...body }, { plain }, deps.clock());
        return isRefusal(given) ? refusal(given) : answer({ keyId: given.subscriptionId, secret: given.secret });
      },
    }),
    endpoint({
      method: 'get', path: `${PATH}/{id}/deliveries`, may: 'operate', records: null, answers: Deliveries, refuses: ['not-found'],
      summary: 'What was last sent to it or waits, with what it answered; what was given up first',
      async handle({ caller, params: { id = '' } }) {
        const { items } = await readSubscriptions(api, caller);
        return items.some((item) => item.id === id) ? answer(await readDeliveries(api, id)) : NOT_FOUND;
      },
    }),
    change('pause', 'Send nothing for now; everything is kept'),
    change('resume', 'Go on sending'),
    change('end', 'Send nothing any more'),
    change('send-again', 'Try again what was given up'),
    changeOne('send-again', 'Try one again'),
    changeOne('skip', 'Leave one out, so that later ones of its case go on'),
  ]; // prettier-ignore
}

async function readSubscriptions({ deps }: Api, { municipalityId }: Staff): Promise<Subscriptions> {
  const [{ rows }, { content }] = await Promise.all([
    deps.pool.query<SubscriptionRow>({ ...list, values: [municipalityId] }),
    deps.releases.inForce(municipalityId, deps.clock()),
  ]);
  return {
    items: rows.map((row) => ({
      id: row.id,
      channel: row.channel,
      name: row.name,
      url: row.url,
      kinds: row.kinds,
      madeBy: row.made_by,
      madeAt: row.made_at.toISOString(),
      pausedAt: row.paused_at?.toISOString() ?? null,
      waiting: row.waiting,
      givenUp: row.given_up,
    })),
    kinds: OUTGOING_KINDS.map((kind) => ({ kind, type: OUTGOING_EVENTS[kind] })),
    oin: content.municipality.oin ?? null,
  };
}

async function readDeliveries({ deps }: Api, subscriptionId: string): Promise<Deliveries> {
  const { rows } = await deps.pool.query<DeliveryRow>({ ...lastDeliveries, values: [subscriptionId] });
  return {
    items: rows.map(({ at, tried_at, ...row }) => ({
      ...row,
      at: at.toISOString(),
      triedAt: tried_at?.toISOString() ?? null,
    })),
  };
}

interface SubscriptionRow {
  id: string;
  channel: 'webhook' | 'case-register';
  name: string;
  url: string | null;
  kinds: string[];
  made_by: string | null;
  made_at: Date;
  paused_at: Date | null;
  waiting: number;
  given_up: number;
}

type DeliveryRow = Omit<Deliveries['items'][number], 'at' | 'triedAt'> & { at: Date; tried_at: Date | null };

const list = statement(
  'read-event-subscriptions',
  `SELECT s.id, s.channel, s.name, s.url, s.kinds, m.name AS made_by, s.made_at, s.paused_at,
          (SELECT count(*)::int FROM event_delivery d WHERE d.subscription_id = s.id AND d.status = 'waiting') AS waiting,
          (SELECT count(*)::int FROM event_delivery d WHERE d.subscription_id = s.id AND d.status = 'given-up') AS given_up
     FROM event_subscription s LEFT JOIN staff_member m ON m.id = s.made_by
    WHERE s.municipality_id = $1 AND s.ended_at IS NULL ORDER BY s.channel, s.name`,
);
const lastDeliveries = statement(
  'read-event-deliveries',
  `SELECT d.id, e.kind, e.at, d.status, d.tries, d.answer, d.tried_at
     FROM (SELECT * FROM (SELECT * FROM event_delivery WHERE subscription_id = $1 AND status = 'given-up' ORDER BY position LIMIT 50) dead
           UNION
           SELECT * FROM (SELECT * FROM event_delivery WHERE subscription_id = $1 ORDER BY position DESC LIMIT 50) newest) d
     JOIN audit_event e ON e.id = d.event_id
    ORDER BY d.status <> 'given-up', d.position DESC`,
);
