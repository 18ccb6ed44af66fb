import { type Api } from '../api.ts';
import { answer, endpoint, type Endpoint } from '../http/endpoint.ts';
import { offeredTo } from './read.ts';
import { OfferedProducts } from './shapes.ts';

export function productRoutes(api: Api): Endpoint[] {
  return [
    endpoint({
      method: 'get', path: '/v1/products', may: 'desk', records: null, answers: OfferedProducts,
      summary: 'What I may apply for, with price and places left',
      handle: async ({ caller }) => answer({ items: await offeredTo(api, caller) }),
    }),
  ]; // prettier-ignore
}
