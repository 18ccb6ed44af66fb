import type { AcceptedAtCounter } from '../../../api/waitlist/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

/** Takes an offer up for who stands at the counter with its number. */
export function acceptAtCounter(number: string, key: string): Promise<Answer<AcceptedAtCounter>> {
  return call<AcceptedAtCounter>('/v1/staff/waitlist-entries/_accept', { method: 'POST', body: { number }, key });
}
