import { z } from 'zod';
import { Unavailable, type VehicleRegister } from '../ports.ts';
import { requestJson } from './http.ts';

export interface VehicleSettings {
  openDataUrl: string;
  keeperUrl: string;
  apiKey: string;
}

const VEHICLES = 'm9d7-ebf2.json';
const FUELS = '8ys7-d773.json';

const Vehicle = z.object({
  eerste_kleur: z.string().optional(),
  merk: z.string().optional(),
  handelsbenaming: z.string().optional(),
});
const Fuel = z.object({ brandstof_omschrijving: z.string() });
/** As the register calls what leaves nothing in the street. */
const WITHOUT_EMISSION = ['Elektriciteit', 'Waterstof'];
const KeeperAnswer = z.object({ result: z.enum(['match', 'no-match', 'unknown']) });
const KEEPERS = { match: 'own', 'no-match': 'other', unknown: 'unknown' } as const;

/** The Dutch vehicle register: its open data for what a car looks like, its closed query for whose it is (RDW). */
export function vehicleRegister({ openDataUrl, keeperUrl, apiKey }: VehicleSettings): VehicleRegister {
  return {
    async keeperOf(plate, subject) {
      const answer = await requestJson<unknown>('the keeper check', keeperUrl, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-API-KEY': apiKey },
        body: JSON.stringify({ plate, countryCode: 'NL', subject }),
      });
      const parsed = KeeperAnswer.safeParse(answer);
      if (!parsed.success) throw new Unavailable('the keeper check', 'an answer of another shape');
      return KEEPERS[parsed.data.result];
    },
    async isZeroEmission(plate) {
      const url = new URL(FUELS, openDataUrl);
      url.searchParams.set('kenteken', plate);
      const parsed = z.array(Fuel).safeParse(await requestJson<unknown>('the vehicle data', url, {}));
      if (!parsed.success) throw new Unavailable('the vehicle data', 'an answer of another shape');
      // A hybrid has a row for each of its fuels.
      if (parsed.data.length === 0) return null;
      return parsed.data.every(({ brandstof_omschrijving: fuel }) => WITHOUT_EMISSION.includes(fuel));
    },
    async describe(plate) {
      const url = new URL(VEHICLES, openDataUrl);
      url.searchParams.set('kenteken', plate);
      const parsed = z.array(Vehicle).safeParse(await requestJson<unknown>('the vehicle data', url, {}));
      if (!parsed.success) throw new Unavailable('the vehicle data', 'an answer of another shape');
      const found = parsed.data[0];
      return found
        ? {
            colour: (found.eerste_kleur ?? '').toLowerCase(),
            make: tidy(found.merk),
            model: tidy(found.handelsbenaming),
          }
        : null;
    },
  };
}

/** The register shouts; a car is a `Volvo V60`, not a `VOLVO V60`. Names with digits keep their capitals. */
const tidy = (text = ''): string =>
  text
    .toLowerCase()
    .replace(
      /(^|[\s-])(\p{L})(\p{L}*\d?\w*)/gu,
      (_whole, before: string, first: string, rest: string) =>
        `${before}${first.toUpperCase()}${/\d/.test(rest) ? rest.toUpperCase() : rest}`,
    );
