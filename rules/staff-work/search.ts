import { plateKey } from '../values/plate.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/** What a line typed by staff may mean. One line may mean several things: `12-AB-34` is a plate, `1234 AB` a postcode or a plate. */
export interface SearchTerms {
  outcome: 'search';
  /** A number of a case or permit, such as `Z-2304` or `BV-2026-04417`. */
  number: string | null;
  plate: string | null;
  /** By postcode or street, with or without the number of the house. */
  address: { postcode: string | null; street: string | null; houseNumber: number | null } | null;
  email: string | null;
  /** Part of a name; every word of it must be there. */
  name: string[] | null;
}

const NUMBER = /^[a-z]{1,10}(-\d{4})?-\d{1,10}$/i;
const POSTCODE = /^(\d{4}\s?[a-z]{2})(?:[\s,]+(\d{1,5})\s*\S{0,6})?$/i;
const BELGIAN_POSTCODE = /^(\d{4})[\s,]+(\d{1,5})\s*\S{0,6}$/;
const STREET = /^(\p{L}[\p{L}\d .'’-]*?)\s+(\d{1,5})\s*\p{L}?$/u;
const NAME = /^\p{L}[\p{L} .'’-]*$/u;

/** Reads the one search box of the counter (PEERS-033). */
export function readSearch(typed: string): SearchTerms | Refusal<'search-too-short'> {
  const text = typed.normalize('NFC').trim().replace(/\s+/g, ' ');
  const key = plateKey(text);
  const terms: SearchTerms = {
    outcome: 'search',
    number: NUMBER.test(text) ? text.toUpperCase() : null,
    plate: key.length >= 4 && key.length <= 10 && /\d/.test(key) && !text.includes('@') ? key : null,
    address: addressIn(text),
    email: /^\S+@\S+$/.test(text) ? text.toLowerCase() : null,
    name: text.length >= 2 && NAME.test(text) ? text.toLowerCase().split(' ') : null,
  };
  const { number, plate, address, email, name } = terms;
  if (number ?? plate ?? address ?? email ?? name) return terms;
  return refuse('search-too-short', {}, 'type-more');
}

function addressIn(text: string): SearchTerms['address'] {
  const postcode = POSTCODE.exec(text) ?? BELGIAN_POSTCODE.exec(text);
  if (postcode)
    return { postcode: postcode[1]!.replace(' ', '').toUpperCase(), street: null, houseNumber: numberIn(postcode[2]) };
  const street = STREET.exec(text);
  return street && { postcode: null, street: street[1]!.toLowerCase(), houseNumber: numberIn(street[2]) };
}

const numberIn = (text: string | undefined): number | null => (text === undefined ? null : Number(text));
