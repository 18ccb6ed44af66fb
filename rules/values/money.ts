/** Whole euro cents; never a fraction (bedrag in centen). */
export type Cents = number;

export interface VatSplit {
  net: Cents;
  vat: Cents;
}

/** The VAT inside a price that includes it, rounded half up on the cent; net and VAT always add up to the price. */
export function splitVat(gross: Cents, ratePercent: number): VatSplit {
  const vat = Math.floor((2 * gross * ratePercent + 100 + ratePercent) / (2 * (100 + ratePercent)));
  return { net: gross - vat, vat };
}

export const sum = (amounts: readonly Cents[]): Cents => amounts.reduce((total, cents) => total + cents, 0);
