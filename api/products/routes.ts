import { type Api } from '../api.ts';
import { answer, endpoint, type Endpoint } from '../http/endpoint.ts';
import { offeredTo, productsForStaff } from './read.ts';
import { OfferedProducts, ProductsForStaff } from './shapes.ts';

export function productRoutes(api: Api): Endpoint[] {
  return [
    endpoint({
      method: 'get', path: '/v1/products', may: 'desk', records: null, answers: OfferedProducts,
      summary: 'What I may apply for, with price and places left',
      handle: async ({ caller }) => answer({ items: await offeredTo(api, caller) }),
    }),
    endpoint({
      method: 'get', path: '/v1/staff/products', may: 'read-products', records: null, answers: ProductsForStaff,
      summary: 'Every product of the release in force, also those no longer issued, with prices, ceilings and where its income is booked',
      handle: async ({ caller }) => answer(await productsForStaff(api, caller.municipalityId)),
    }),
  ]; // prettier-ignore
}
