import { type Address } from '../rules/municipalities/places.ts';

/** An address as people read it, line by line. */
export function addressLines({ street, houseNumber, houseSuffix, postcode, city }: Address): string[] {
  return [`${street} ${houseNumber}${houseSuffix ? ` ${houseSuffix}` : ''}`, `${postcode} ${city}`];
}
