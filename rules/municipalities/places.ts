import { type Area, type AreaId, type ReleaseContent } from './release.ts';

export interface Address {
  street: string;
  houseNumber: number;
  /** Letter and addition, as written on the door. */
  houseSuffix: string;
  postcode: string;
  city: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

/** `4302 sa` and `4302SA` are one postcode. */
export const postcodeKey = (postcode: string): string => postcode.toUpperCase().replace(/\s/g, '');

/** A Dutch postcode as it is written: `4302 SA`. */
export const postcodeDisplay = (postcode: string): string =>
  postcode.replace(
    /^(\d{4})\s*([A-Za-z]{2})$/,
    (_whole, digits: string, letters: string) => `${digits} ${letters.toUpperCase()}`,
  );

/** An address as people read it, line by line. */
export function addressLines({ street, houseNumber, houseSuffix, postcode, city }: Address): string[] {
  return [`${street} ${houseNumber}${houseSuffix ? ` ${houseSuffix}` : ''}`, `${postcodeDisplay(postcode)}  ${city}`];
}

/** The zone an address lies in, or undefined outside every zone. */
export function areaOfAddress({ postcode, houseNumber }: Address, content: ReleaseContent): AreaId | undefined {
  return content.addresses.find(
    (range) =>
      postcodeKey(range.postcode) === postcodeKey(postcode) &&
      houseNumber >= (range.from ?? 0) &&
      houseNumber <= (range.to ?? Infinity),
  )?.area;
}

/** Parking places on own ground (POET); null when the municipality does not register them. */
export function ownPlacesAt({ postcode, houseNumber }: Address, { ownPlaces }: ReleaseContent): number | null {
  if (ownPlaces === null) return null;
  return (
    ownPlaces.find(
      (known) => postcodeKey(known.postcode) === postcodeKey(postcode) && known.houseNumber === houseNumber,
    )?.places ?? 0
  );
}

/** The area a point lies in, for an officer who sends where they stand rather than a zone. */
export function areaAt(longitude: number, latitude: number, areas: readonly Area[]): Area | undefined {
  return areas.find((area) =>
    area.polygons.some(
      ([outer, ...holes]) =>
        outer !== undefined &&
        inside(longitude, latitude, outer) &&
        !holes.some((hole) => inside(longitude, latitude, hole)),
    ),
  );
}

/** Even-odd rule: a ray to the east crosses the ring an odd number of times. */
function inside(x: number, y: number, ring: readonly (readonly [number, number])[]): boolean {
  return ring.reduce((within, [x1, y1], index) => {
    const [x2, y2] = ring[(index + 1) % ring.length]!;
    const crosses = y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1;
    return crosses ? !within : within;
  }, false);
}
