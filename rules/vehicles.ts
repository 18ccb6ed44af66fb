import { type EvidenceRule, type PlateRules } from './municipalities/product.ts';
import { refuse, type Refusal } from './values/refusal.ts';

/** What the vehicle register says: in the applicant's name, in another's, nothing known, or it did not answer. */
export type Keeper = 'own' | 'other' | 'unknown' | 'unavailable' | 'not-asked';

export interface GivenPlate {
  id: string;
  country: string;
  key: string;
  keeper: Keeper;
  /** Without emission, as the vehicle register says; null or absent where it does not know or was not asked. */
  zeroEmission?: boolean | null;
}

export type PlatesGround = 'too-many-plates' | 'too-few-plates' | 'same-plate-twice' | 'foreign-plate-not-allowed';

/** How many plates, from where, none twice (kentekens, PORTAL-037, PORTAL-038). */
export function decidePlates(
  rules: PlateRules,
  plates: readonly Pick<GivenPlate, 'country' | 'key'>[],
  { complete }: { complete: boolean },
): { outcome: 'allow' } | Refusal<PlatesGround> {
  const values = { given: plates.length, min: rules.min, max: rules.max };
  if (plates.length > rules.max) return refuse('too-many-plates', values, 'remove-plate');
  if (complete && plates.length < rules.min) return refuse('too-few-plates', values, 'add-plate');
  if (!rules.foreign && plates.some((plate) => plate.country !== 'NL')) {
    return refuse('foreign-plate-not-allowed', {}, 'use-dutch-plate');
  }
  const distinct = new Set(plates.map((plate) => `${plate.country} ${plate.key}`));
  if (distinct.size < plates.length) return refuse('same-plate-twice', values, 'remove-plate');
  return { outcome: 'allow' };
}

/** The register is asked for a person's Dutch plates only: it knows no foreign keepers, and a business has many drivers (PORTAL-039). */
export const asksKeeper = (rules: PlateRules, applicant: 'person' | 'business', country: string): boolean =>
  rules.keeperCheck && applicant === 'person' && country === 'NL';

/** The proof asked for a plate that is not known to be the applicant's; null when none is (LOKET-012). */
export function evidenceForPlate(
  rules: PlateRules,
  applicant: 'person' | 'business',
  plate: GivenPlate,
): EvidenceRule | null {
  if (applicant === 'business' || !rules.keeperCheck) return null;
  return plate.keeper === 'own' ? null : rules.evidence;
}
