import type {
  Deliveries,
  SubscriptionBody,
  SubscriptionKey,
  Subscriptions,
} from '../../../api/outgoing-events/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const PATH = '/v1/staff/event-subscriptions';

export function readSubscriptions(signal: AbortSignal): Promise<Answer<Subscriptions>> {
  return call<Subscriptions>(PATH, { signal });
}

export function makeSubscription(body: SubscriptionBody, key: string): Promise<Answer<SubscriptionKey>> {
  return call<SubscriptionKey>(PATH, { method: 'POST', body, key });
}

export function changeSubscription(
  { id, act }: { id: string; act: 'pause' | 'resume' | 'end' | 'send-again' },
  key: string,
): Promise<Answer<Subscriptions>> {
  return call<Subscriptions>(`${PATH}/${id}/_${act}`, { method: 'POST', key });
}

export function readDeliveries(id: string, signal: AbortSignal): Promise<Answer<Deliveries>> {
  return call<Deliveries>(`${PATH}/${id}/deliveries`, { signal });
}

export function changeDelivery(
  { id, deliveryId, act }: { id: string; deliveryId: string; act: 'send-again' | 'skip' },
  key: string,
): Promise<Answer<Deliveries>> {
  return call<Deliveries>(`${PATH}/${id}/deliveries/${deliveryId}/_${act}`, { method: 'POST', key });
}
