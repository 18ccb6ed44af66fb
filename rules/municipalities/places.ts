import { type Area } from './areas.ts';
import { type AreaId } from './names.ts';
import { type ReleaseContent } from './release.ts';

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

type Shape = Pick<Area, 'polygons'>;

/** The area a point lies in, for an officer who sends where they stand rather than a zone. */
export function areaAt<Zone extends Shape>(
  longitude: number,
  latitude: number,
  areas: readonly Zone[],
): Zone | undefined {
  return areas.find((area) =>
    area.polygons.some(
      ([outer, ...holes]) =>
        outer !== undefined &&
        inside(longitude, latitude, outer) &&
        !holes.some((hole) => inside(longitude, latitude, hole)),
    ),
  );
}

/** How far a point is from the nearest edge of an area, in metres; what is measured in degrees is flat enough over one town. */
export function metresToBorder(longitude: number, latitude: number, { polygons }: Shape): number {
  const east = METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
  const edges = polygons
    .flat()
    .flatMap((ring) => ring.map((point, index) => [point, ring[(index + 1) % ring.length]!]));
  const distances = edges.map(([from, to]) => {
    const [x1, y1] = [(from![0] - longitude) * east, (from![1] - latitude) * METRES_PER_DEGREE];
    const [dx, dy] = [(to![0] - from![0]) * east, (to![1] - from![1]) * METRES_PER_DEGREE];
    const along = dx === 0 && dy === 0 ? 0 : -(x1 * dx + y1 * dy) / (dx * dx + dy * dy);
    const nearest = Math.min(1, Math.max(0, along));
    return Math.hypot(x1 + nearest * dx, y1 + nearest * dy);
  });
  return Math.min(...distances);
}

const METRES_PER_DEGREE = 111_320;
/** Across a street, and as far off as a telephone in a street of houses is. */
const NEAR_METRES = 25;

export type Standing<Zone> =
  | { where: 'inside' }
  /** Within this area, but another one, or no zone at all, begins so close by that the sign decides. */
  | { where: 'near'; metres: number; other: Zone | null }
  | { where: 'elsewhere'; zone: Zone | null };

/** Where somebody stands who parks in this area (BEYOND-038); `accuracy` is what the device says of itself, in metres. */
export function standingIn<Zone extends Shape & { id: AreaId }>(
  area: Zone,
  areas: readonly Zone[],
  { longitude, latitude, accuracy }: { longitude: number; latitude: number; accuracy: number },
): Standing<Zone> {
  const zone = areaAt(longitude, latitude, areas) ?? null;
  const metres = Math.round(metresToBorder(longitude, latitude, area));
  const close = metres <= Math.max(NEAR_METRES, accuracy);
  if (zone?.id !== area.id) return close ? { where: 'near', metres, other: zone } : { where: 'elsewhere', zone };
  if (!close) return { where: 'inside' };
  const beside = areas
    .filter(({ id }) => id !== area.id)
    .map((other) => ({ other, metres: metresToBorder(longitude, latitude, other) }))
    .filter((found) => found.metres <= Math.max(NEAR_METRES, accuracy))
    .sort((a, b) => a.metres - b.metres);
  return { where: 'near', metres, other: beside[0]?.other ?? null };
}

/** Even-odd rule: a ray to the east crosses the ring an odd number of times. */
function inside(x: number, y: number, ring: readonly (readonly [number, number])[]): boolean {
  return ring.reduce((within, [x1, y1], index) => {
    const [x2, y2] = ring[(index + 1) % ring.length]!;
    const crosses = y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1;
    return crosses ? !within : within;
  }, false);
}
