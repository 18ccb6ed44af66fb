import { statement } from '../../activities/db/transaction.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { PushEndpointBody, PushKeyView, PushSubscriptionBody } from './shapes.ts';

/** More browsers than anybody has; who asks for one more loses the oldest. */
const MOST_BROWSERS = 20;

/** Notices to this browser: they begin with a subscription and end with the session it was made in. */
export function pushRoutes({ deps }: Api): Endpoint[] {
  return [
    endpoint({
      method: 'get', path: '/v1/account/push-key', may: 'account', records: null, answers: PushKeyView,
      summary: 'The key a browser subscribes to for notices',
      handle: () => Promise.resolve(answer({ key: deps.push?.publicKey ?? null })),
    }),
    endpoint({
      method: 'post', path: '/v1/account/push-subscriptions', may: 'account', records: null, body: PushSubscriptionBody,
      refuses: ['push-not-available', 'push-service-unknown'],
      summary: 'Sends notices to this browser from now on',
      async handle({ caller, body: { endpoint: address, keys } }) {
        if (!deps.push) return refusal(refuse('push-not-available', {}, 'mail-instead'));
        if (!deps.push.accepts({ endpoint: address, keys }))
          return refusal(refuse('push-service-unknown', {}, 'mail-instead'));
        await deps.pool.query({
          ...keepSubscription,
          values: [caller.id, caller.sessionId, address, keys.p256dh, keys.auth, deps.clock(), MOST_BROWSERS],
        });
        return answer(undefined);
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/account/push-subscriptions', may: 'account', records: null, body: PushEndpointBody,
      summary: 'Sends no more notices to this browser',
      async handle({ caller, body }) {
        await deps.pool.query({ ...dropSubscription, values: [caller.id, body.endpoint] });
        return answer(undefined);
      },
    }),
  ]; // prettier-ignore
}

/** A browser where somebody else signs in goes on with them. */
const keepSubscription = statement(
  'keep-push-subscription',
  `WITH surplus AS (
     DELETE FROM push_subscription WHERE id IN (
       SELECT id FROM push_subscription WHERE account_id = $1 AND endpoint <> $3 ORDER BY created_at DESC, id DESC OFFSET $7 - 1)
   )
   INSERT INTO push_subscription (account_id, session_id, endpoint, p256dh, auth, created_at) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (endpoint) DO UPDATE
     SET account_id = excluded.account_id, session_id = excluded.session_id, p256dh = excluded.p256dh, auth = excluded.auth`,
);
const dropSubscription = statement(
  'drop-push-subscription',
  'DELETE FROM push_subscription WHERE account_id = $1 AND endpoint = $2',
);
