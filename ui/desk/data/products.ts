import type { ApplicationView, OpenBody } from '../../../api/permit-applications/shapes.ts';
import type { OfferedProduct } from '../../../api/products/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export function readProducts(signal: AbortSignal): Promise<Answer<{ items: OfferedProduct[] }>> {
  return call<{ items: OfferedProduct[] }>('/v1/products', { signal });
}

/** Begins an application; with the same key it is the same one, however often the button was pressed. */
export function openApplication(body: OpenBody, key: string): Promise<Answer<ApplicationView>> {
  return call<ApplicationView>('/v1/applications', { method: 'POST', body, key });
}
