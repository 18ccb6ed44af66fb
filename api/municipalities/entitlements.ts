import { Unavailable } from '../../activities/ports.ts';
import { isPlate, readPlate } from '../../rules/values/plate.ts';
import { ownPlacesAt, areaOfAddress } from '../../rules/municipalities/places.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { decideEligibility, type Applicant } from '../../rules/permit-applications/eligibility.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { isIssued } from '../../rules/waitlist.ts';
import { type Api } from '../api.ts';
import { areaName } from '../permit-applications/read.ts';
import { offerOf } from '../products/read.ts';
import { type Entitlements, type EntitlementsBody } from './shapes.ts';

/**
 * What somebody could get at an address, asked before signing in: the same rules as for who has signed in, on what was typed. Nothing
 * of it is kept (PEERS-026, BEYOND-015).
 */
export async function entitlementsAt(
  api: Api,
  release: Release,
  { postcode, houseNumber, applicant: kind, cars, electric, plate }: EntitlementsBody,
): Promise<Entitlements> {
  const now = api.deps.clock();
  const { content } = release;
  const address = {
    street: '',
    houseNumber,
    houseSuffix: '',
    postcode,
    city: '',
    country: content.municipality.country,
  };
  const area = areaOfAddress(address, content) ?? null;
  const applicant: Applicant = { kind, addressKnown: true, area, ownPlaces: ownPlacesAt(address, content) };
  const emission = electric ? 'zero' : plate === null ? 'any' : await emissionOf(api, plate);
  const products = await Promise.all(
    content.products.filter(isIssued).map(async (product): Promise<Entitlements['products'][number]> => {
      const { id, name, summary, plates } = product;
      const decision = decideEligibility(product, applicant);
      if (decision.outcome === 'refuse') {
        const unmet = decision.steps.filter(({ outcome }) => outcome === 'not-met');
        return {
          id,
          name,
          summary,
          offer: null,
          refused: { ground: decision.ground, steps: unmet },
          enoughForCars: false,
        };
      }
      const offer = await offerOf(api, product, decision, {
        release,
        applicant,
        now,
        zeroEmission: emission === 'zero',
      });
      // Without plates it is not a car that it lets park, but whoever comes to visit.
      return { id, name, summary, offer, refused: null, enoughForCars: plates.max === 0 || plates.atOnce >= cars };
    }),
  );
  return {
    area: area === null ? null : { id: area, name: areaName(release, area) ?? area },
    ownPlaces: applicant.ownPlaces,
    cars,
    emission,
    asOf: civilDateOf(now, content.municipality.timeZone),
    products,
  };
}

/** Asked of the vehicle register as for a real application; without its answer the listed prices are shown. */
async function emissionOf({ deps }: Api, typed: string): Promise<Entitlements['emission']> {
  const plate = readPlate(typed, 'NL');
  if (!isPlate(plate)) return 'unknown';
  try {
    const zero = await deps.vehicles.isZeroEmission(plate.key);
    return zero === null ? 'unknown' : zero ? 'zero' : 'some';
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    deps.log.info('vehicle data do not answer; listed prices are shown');
    return 'unknown';
  }
}
