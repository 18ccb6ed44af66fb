import { type AreaId } from '../municipalities/names.ts';
import { type Product } from '../municipalities/product.ts';
import { refuse, type Refusal, type RuleStep } from '../values/refusal.ts';

/** The other address of a move: where it lies, and whether the municipality knows it without being shown a paper. */
export interface SecondAddress {
  /** Null outside every zone. */
  areaId: AreaId | null;
  known: boolean;
}

export type SecondAddressGround = 'second-address-not-asked' | 'second-address-outside' | 'second-address-same-zone';

/** The second address of a move lies in another zone, where this product is sold too (verhuisvergunning, PEERS-024). */
export function decideSecondAddress(
  { secondAddress, places, article }: Product,
  { areaId }: Pick<SecondAddress, 'areaId'>,
  firstArea: AreaId | null,
): { outcome: 'allow' } | Refusal<SecondAddressGround> {
  if (!secondAddress) return refuse('second-address-not-asked', {}, 'look-again');
  if (!places.some(({ area }) => area === areaId))
    return refuse('second-address-outside', { area: areaId }, 'correct-address', article);
  if (areaId === firstArea) return refuse('second-address-same-zone', { area: areaId }, 'one-permit-will-do', article);
  return { outcome: 'allow' };
}

/**
 * Does the municipality know the second address already? Who has moved in the register of persons may still have a permit of the old
 * address, given because the register said so then; anything else is shown with a paper.
 */
export const isKnownAddress = (areaId: AreaId | null, permitsByAddress: readonly { areaId: AreaId }[]): boolean =>
  permitsByAddress.some((permit) => permit.areaId === areaId);

/** How the decision came by the second address; a paper is a step of its own. */
export const secondAddressStep = ({ article }: Product, { areaId, known }: SecondAddress): RuleStep => ({
  rule: 'second-address',
  outcome: known ? 'met' : 'staff-decides',
  article,
  values: { area: areaId, known },
  remedy: null,
});
