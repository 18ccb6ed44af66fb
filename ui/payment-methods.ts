import type { PaymentMethod } from '../rules/municipalities/municipality.ts';
import { useMunicipality } from './municipality-frame.tsx';
import { useFormat } from './text/text.tsx';

/** As they stand on a payment page, which no language translates. */
const BRANDS: Record<PaymentMethod, readonly string[]> = {
  ideal: ['iDEAL | Wero'],
  bancontact: ['Bancontact'],
  creditcard: ['Visa', 'Mastercard'],
};

/** How people may pay here, for within a sentence (POM-012). */
export function usePaymentMethods(): string {
  const { paymentMethods } = useMunicipality();
  return useFormat().oneOf(paymentMethods.flatMap((method) => BRANDS[method]));
}
