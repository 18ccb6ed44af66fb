import type { ProductsForStaff } from '../../../api/products/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export function readStaffProducts(signal: AbortSignal): Promise<Answer<ProductsForStaff>> {
  return call<ProductsForStaff>('/v1/staff/products', { signal });
}
