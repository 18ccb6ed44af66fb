import type { WaitlistEntryView } from '../../../api/waitlist/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

type Changed = Promise<Answer<WaitlistEntryView>>;

const path = (id: string, rest = '') => `/v1/waitlist-entries/${encodeURIComponent(id)}${rest}`;

export function readWaitlist(signal: AbortSignal): Promise<Answer<{ items: WaitlistEntryView[] }>> {
  return call<{ items: WaitlistEntryView[] }>('/v1/waitlist-entries', { signal });
}

/** What somebody waits for, and the application this comes instead of. */
export interface Wish {
  productId: string;
  areaIds: readonly string[];
  applicationId?: string;
}

export function joinWaitlist(wish: Wish, key: string): Changed {
  return call<WaitlistEntryView>('/v1/waitlist-entries', { method: 'POST', body: wish, key });
}

export function chooseLocations({ id, areaIds }: { id: string; areaIds: readonly string[] }, key: string): Changed {
  return call<WaitlistEntryView>(path(id), { method: 'PATCH', body: { areaIds }, key });
}

/** Takes the offer up: where to go on with the application. */
export function acceptOffer(id: string, key: string): Promise<Answer<{ applicationId: string }>> {
  return call<{ applicationId: string }>(path(id, '/_accept'), { method: 'POST', key });
}

export function skipOffer(id: string, key: string): Changed {
  return call<WaitlistEntryView>(path(id, '/_skip'), { method: 'POST', key });
}

export function leaveWaitlist(id: string, key: string): Changed {
  return call<WaitlistEntryView>(path(id, '/_withdraw'), { method: 'POST', key });
}
