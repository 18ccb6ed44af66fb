import { type ParkingTerms } from '../municipalities/parking.ts';
import { type AreaId } from '../municipalities/names.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/** Where an action is: the area of the permit, or the chosen one where the product offers a choice (2PARK-111). */
export function locationOf(
  { locations }: Pick<ParkingTerms, 'locations'>,
  permitArea: AreaId,
  chosen: AreaId | undefined,
): { outcome: 'allow'; areaId: AreaId } | Refusal<'location-not-offered'> {
  const offered = locations.length > 0 ? locations : [permitArea];
  const areaId = chosen ?? (offered.includes(permitArea) ? permitArea : offered[0]!);
  return offered.includes(areaId)
    ? { outcome: 'allow', areaId }
    : refuse('location-not-offered', { areaId }, 'choose-other-location');
}
