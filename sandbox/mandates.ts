import { randomInt } from 'node:crypto';
import type { BusinessClock } from './clock.ts';
import type { State } from './state.ts';

export interface Customer {
  id: string;
  name: string | null;
  email: string | null;
  metadata: unknown;
  createdAt: string;
}

export interface Mandate {
  id: string;
  customerId: string;
  status: 'valid';
  consumerName: string;
  consumerAccount: string;
  mandateReference: string | null;
  signatureDate: string;
  createdAt: string;
}

export type NewMandate = Pick<
  Mandate,
  'customerId' | 'consumerName' | 'consumerAccount' | 'mandateReference' | 'signatureDate'
>;

export type Mandates = ReturnType<typeof openMandates>;

/** Customers of the merchant, and the leave each gave to debit an account. A revoked mandate is gone, as at the real provider. */
export function openMandates({ state, clock }: { state: State; clock: BusinessClock }) {
  const customers = state.table<Customer>('customers');
  const mandates = state.table<Mandate>('mandates');
  const now = () => clock.now().toISOString();

  return {
    customer: (id: string): Customer | undefined => customers.get(id),
    addCustomer(asked: Pick<Customer, 'name' | 'email' | 'metadata'>): Customer {
      const customer = { ...asked, id: `cst_${code()}`, createdAt: now() };
      customers.put(customer.id, customer);
      return customer;
    },
    /** Newest first. */
    of: (customerId: string): Mandate[] =>
      mandates
        .all()
        .filter((mandate) => mandate.customerId === customerId)
        .reverse(),
    add(asked: NewMandate): Mandate {
      const mandate: Mandate = { ...asked, id: `mdt_${code()}`, status: 'valid', createdAt: now() };
      mandates.put(mandate.id, mandate);
      return mandate;
    },
    revoke: (id: string): void => mandates.remove(id),
    clear(): void {
      customers.clear();
      mandates.clear();
    },
  };
}

/** Modulo 97, as banks check an account number. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(text)) return false;
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

function code(): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';
  return Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
}
