import { call, type Answer } from '../../data/http.ts';

/** The key notices are signed with; null where none are sent. */
export function readPushKey(signal: AbortSignal): Promise<Answer<{ key: string | null }>> {
  return call<{ key: string | null }>('/v1/account/push-key', { signal });
}

/** From now on, or no longer, notices come to this browser. */
export function keepSubscription(
  { on, subscription }: { on: boolean; subscription: PushSubscriptionJSON },
  key: string,
): Promise<Answer<undefined>> {
  const { endpoint, keys } = subscription;
  return call<undefined>('/v1/account/push-subscriptions', {
    method: on ? 'POST' : 'DELETE',
    body: on ? { endpoint, keys } : { endpoint },
    key,
  });
}
