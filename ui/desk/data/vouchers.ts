import type { PermitView } from '../../../api/permits/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export interface VoucherUse {
  plate: string;
  country: string;
  startsOn: string;
}

/** Uses one voucher for a plate. */
export function activateVoucher(permitId: string, body: VoucherUse, key: string): Promise<Answer<PermitView>> {
  return call<PermitView>(`/v1/permits/${encodeURIComponent(permitId)}/vouchers/_activate`, {
    method: 'POST',
    body,
    key,
  });
}
