import type { Overview } from '../../../api/me/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

/** The counts of the home screen, the menu and the cart in the bar. */
export function readOverview(signal: AbortSignal): Promise<Answer<Overview>> {
  return call<Overview>('/v1/me/overview', { signal });
}
