import { type CivilDate } from '../values/civil-day.ts';
import { splitVat, type Cents } from '../values/money.ts';
import { refuse, type Refusal } from '../values/refusal.ts';
import { readVatNumber } from '../values/vat-number.ts';

/** A receipt for a private person, an invoice for a company (kwitantie, factuur; POM-011). */
export type InvoiceKind = 'receipt' | 'invoice';

/** Who it is made out to, as they ask for it. */
export interface Party {
  name: string;
  street: string;
  postcode: string;
  city: string;
  /** Two letters. */
  country: string;
  /** Of a company; null for a person. */
  vatNumber: string | null;
}

export interface Seller extends Party {
  vatNumber: string;
}

/** An invoice as it was issued: never changed, only written down in one form or another. */
export interface Invoice {
  kind: InvoiceKind;
  number: string;
  issuedOn: CivilDate;
  /** Of the payment: the same on the bank statement. */
  reference: string;
  cents: Cents;
  vatPercent: number;
  seller: Seller;
  buyer: Party;
}

/** May an invoice be made out to them? A company needs a VAT number whose checksum is right. */
export function decideInvoice(
  kind: InvoiceKind,
  party: Party,
): { outcome: 'allow'; party: Party } | Refusal<'vat-number-wrong'> {
  if (kind === 'receipt') return { outcome: 'allow', party: { ...party, vatNumber: null } };
  if (party.vatNumber === null) return refuse('vat-number-wrong', {}, 'correct-vat-number');
  const read = readVatNumber(party.vatNumber);
  return read.outcome === 'refuse' ? read : { outcome: 'allow', party: { ...party, vatNumber: read.value } };
}

/** As people read it: F-2026-00012. Each kind has a series of its own, which begins anew each year. */
export const invoiceNumber = (kind: InvoiceKind, year: number, number: number): string =>
  `${kind === 'invoice' ? 'F' : 'K'}-${year}-${String(number).padStart(5, '0')}`;

export const amountsOf = ({ cents, vatPercent }: Pick<Invoice, 'cents' | 'vatPercent'>): { net: Cents; vat: Cents } =>
  splitVat(cents, vatPercent);
