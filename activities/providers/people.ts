import { z } from 'zod';
import { type Address } from '../../rules/municipalities/places.ts';
import { Unavailable, type BusinessRegister, type PersonRegister } from '../ports.ts';
import { bodyOf, request, requestJson } from './http.ts';

export interface RegisterSettings {
  url: string;
  apiKey: string;
}

const People = z.object({
  personen: z.array(
    z.object({
      naam: z.object({ volledigeNaam: z.string() }),
      verblijfplaats: z
        .object({
          verblijfadres: z.object({
            korteStraatnaam: z.string(),
            huisnummer: z.number().int(),
            huisletter: z.string().optional(),
            huisnummertoevoeging: z.string().optional(),
            postcode: z.string(),
            woonplaats: z.string(),
          }),
        })
        .optional(),
    }),
  ),
});

const FIELDS = ['naam.volledigeNaam', 'verblijfplaats.verblijfadres'];

/** The register of residents, by the Haal Centraal interface (BRP Personen bevragen). Only name and address are asked. */
export function personRegister({ url, apiKey }: RegisterSettings): PersonRegister {
  return {
    async find(bsn) {
      const answer = await requestJson<unknown>('the register of residents', new URL('personen', url), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-API-KEY': apiKey },
        body: JSON.stringify({ type: 'RaadpleegMetBurgerservicenummer', burgerservicenummer: [bsn], fields: FIELDS }),
      });
      const parsed = People.safeParse(answer);
      if (!parsed.success) throw new Unavailable('the register of residents', 'an answer of another shape');
      const person = parsed.data.personen[0];
      if (!person) return null;
      const home = person.verblijfplaats?.verblijfadres;
      const address: Address | null = home
        ? {
            street: home.korteStraatnaam,
            houseNumber: home.huisnummer,
            houseSuffix: [home.huisletter, home.huisnummertoevoeging].filter(Boolean).join(' '),
            postcode: home.postcode,
            city: home.woonplaats,
            country: 'NL',
          }
        : null;
      return { name: person.naam.volledigeNaam, address };
    },
  };
}

const Establishment = z.object({
  straatnaam: z.string(),
  huisnummer: z.number().int(),
  huisletter: z.string().optional(),
  postcode: z.string(),
  plaats: z.string(),
});
const Business = z.object({
  naam: z.string(),
  _embedded: z.object({ hoofdvestiging: z.object({ adressen: z.array(Establishment) }) }).optional(),
});
const Branch = z.object({ eersteHandelsnaam: z.string(), adressen: z.array(Establishment) });

/** The business register: of a branch its own address, otherwise that of the head office (KVK Basisprofiel, Vestigingsprofiel). */
export function businessRegister({ url, apiKey }: RegisterSettings): BusinessRegister {
  const PARTY = 'the business register';
  const get = async (path: string): Promise<unknown> => {
    const response = await request(PARTY, new URL(path, url), {
      headers: { Accept: 'application/json', apikey: apiKey },
    });
    if (response.status === 404) return null;
    if (!response.ok) throw new Unavailable(PARTY, `status ${response.status}`);
    return bodyOf(PARTY, response.json());
  };
  const parse = <Shape extends z.ZodType>(shape: Shape, body: unknown): z.infer<Shape> => {
    const parsed = shape.safeParse(body);
    if (!parsed.success) throw new Unavailable(PARTY, 'an answer of another shape');
    return parsed.data;
  };
  return {
    async find(kvk, branch) {
      if (branch !== null) {
        const body = await get(`vestigingsprofielen/${encodeURIComponent(branch)}`);
        if (body === null) return null;
        const { eersteHandelsnaam: name, adressen } = parse(Branch, body);
        return { name, address: establishmentAddress(adressen[0]) };
      }
      const body = await get(`basisprofielen/${encodeURIComponent(kvk)}`);
      if (body === null) return null;
      const { naam: name, _embedded } = parse(Business, body);
      return { name, address: establishmentAddress(_embedded?.hoofdvestiging.adressen[0]) };
    },
  };
}

function establishmentAddress(found: z.infer<typeof Establishment> | undefined): Address | null {
  if (!found) return null;
  const { straatnaam: street, huisnummer: houseNumber, huisletter: houseSuffix = '', postcode, plaats: city } = found;
  return { street, houseNumber, houseSuffix, postcode, city, country: 'NL' };
}
