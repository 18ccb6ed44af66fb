import { type CivilDate } from '../values/civil-day.ts';
import { type Cents } from '../values/money.ts';
import { type AreaId } from './names.ts';

export interface Area {
  id: AreaId;
  name: string;
  kind: 'zone' | 'garage';
  /** Number in the national register (gebied). */
  registerId: string;
  /** Outer rings then holes, longitude and latitude (WGS84), as in GeoJSON. */
  polygons: readonly (readonly (readonly (readonly [number, number])[])[])[];
}

/** A piece of the drawn map: a surface of rings, or a line; longitude and latitude. */
export interface Backdrop {
  kind: 'land' | 'water' | 'green' | 'street' | 'rail';
  shape: 'polygon' | 'line';
  points: readonly (readonly (readonly [number, number])[])[];
}

export interface AddressRange {
  area: AreaId;
  postcode: string;
  /** Both ends included; absent means the whole postcode. */
  from?: number;
  to?: number;
}

export interface OwnPlaces {
  postcode: string;
  houseNumber: number;
  places: number;
}

/** The model of the national register, as a municipality writes it down (regeling, tijdvak, tariefberekening, tariefdeel). */
export interface Tariffs {
  regulations: readonly Regulation[];
  fares: readonly { id: string; parts: readonly FareStep[] }[];
}

export interface Regulation {
  id: string;
  areas: readonly AreaId[];
  /** How the national register calls this use (gebruiksdoel): `BETAALD`. */
  usage: string;
  /** In force from this day, until the day before `until`; null is open. */
  from: CivilDate | null;
  until: CivilDate | null;
  dayMaximumCents: Cents | null;
  /** ISO weekdays, or the name of a special day; times of the wall clock, `24:00` is the end of the day. No fare: free. */
  frames: readonly { days: readonly (number | string)[]; from: string; to: string; fare: string | null }[];
}

/** What some of the elapsed minutes cost; `to` null is as long as it lasts, `euros` an exact decimal. */
export interface FareStep {
  from: number;
  to: number | null;
  euros: string;
  stepMinutes: number;
}
