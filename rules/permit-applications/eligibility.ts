import { type AreaId } from '../municipalities/names.ts';
import { type Product, type ProductPlace } from '../municipalities/product.ts';
import { type Refusal, type RuleStep } from '../values/refusal.ts';

/** What entitlement depends on: who asks, and what the registers say of their address. */
export interface Applicant {
  kind: 'person' | 'business';
  /** The zone of the home or establishment address; null outside every zone or when the address is unknown. */
  area: AreaId | null;
  addressKnown: boolean;
  /** Parking places on own ground; null when not registered. */
  ownPlaces: number | null;
}

export type EligibilityGround = 'not-for-this-applicant' | 'address-unknown' | 'address-outside-area' | 'own-places';

export interface Entitled {
  outcome: 'allow';
  /** Where the applicant may have this product. */
  places: readonly ProductPlace[];
  steps: RuleStep[];
}

/** May this applicant have this product at all, and where (aanvraagbaar, PORTAL-020)? */
export function decideEligibility(product: Product, applicant: Applicant): Entitled | Refusal<EligibilityGround> {
  const { eligibility } = product;
  const article = eligibility.article;
  const steps: RuleStep[] = [];
  let ground: EligibilityGround | undefined;
  const check = (rule: EligibilityGround, met: boolean, values: RuleStep['values'], remedy: string) => {
    steps.push({ rule, outcome: met ? 'met' : 'not-met', article, values, remedy: met ? null : remedy });
    if (!met) ground ??= rule;
  };

  check(
    'not-for-this-applicant',
    eligibility.applicants.includes(applicant.kind),
    { applicant: applicant.kind },
    'other-product',
  );

  const places = placesFor(product, applicant.area);
  if (eligibility.area === 'address') {
    check('address-unknown', applicant.addressKnown, {}, 'counter');
    if (applicant.addressKnown)
      check('address-outside-area', places.length > 0, { area: applicant.area }, 'other-product');
  }

  const { ownPlacesAtMost, ownPlacesAtLeast } = eligibility;
  if (applicant.ownPlaces !== null && (ownPlacesAtMost !== null || ownPlacesAtLeast !== null)) {
    const within =
      applicant.ownPlaces <= (ownPlacesAtMost ?? Infinity) && applicant.ownPlaces >= (ownPlacesAtLeast ?? 0);
    check(
      'own-places',
      within,
      { ownPlaces: applicant.ownPlaces, atMost: ownPlacesAtMost, atLeast: ownPlacesAtLeast },
      'other-product',
    );
  }

  return ground ? { outcome: 'refuse', ground, steps } : { outcome: 'allow', places, steps };
}

/** With an address rule: the zone of the address first, then its neighbours; without one: everywhere the product exists. */
function placesFor({ eligibility, places }: Product, area: AreaId | null): ProductPlace[] {
  if (eligibility.area === 'any') return [...places];
  if (area === null) return [];
  return [area, ...(eligibility.neighbours[area] ?? [])].flatMap((id) => places.filter((place) => place.area === id));
}
