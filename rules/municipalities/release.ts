import { type Instant } from '../values/moment.ts';
import { type AddressRange, type Area, type Backdrop, type OwnPlaces, type Tariffs } from './areas.ts';
import { type Municipality } from './municipality.ts';
import { type AreaId, type MunicipalityId, type ProductId } from './names.ts';
import { type OpenDataTables } from './national.ts';
import { type EvidenceKind, type Product } from './product.ts';

/**
 * One immutable, numbered version of a municipality's products, areas, prices, calendar and texts (gegevensversie). Every case stores
 * the number it was decided with, so that a decision of years ago can be explained with the data of then.
 */
export interface Release {
  municipalityId: MunicipalityId;
  number: number;
  /** From this moment on it is the one in force, until a newer one is. */
  validFrom: Instant;
  content: ReleaseContent;
}

export interface ReleaseContent {
  municipality: Municipality;
  areas: readonly Area[];
  /** Water, green and streets the areas are drawn on. */
  backdrop: readonly Backdrop[];
  /** Which addresses lie in which area. */
  addresses: readonly AddressRange[];
  /** Parking places on own ground per address (POET); null when the municipality does not register them. */
  ownPlaces: readonly OwnPlaces[] | null;
  evidence: readonly EvidenceKind[];
  products: readonly Product[];
  /** When parking is paid for in which area, and at what price. */
  tariffs: Tariffs;
  /** Rows taken over from the national register, for areas and uses without a regulation of our own; null or absent is none. */
  national?: OpenDataTables | null;
  /** Sentences that replace the standard ones, by key. */
  texts: { nl: Record<string, string>; en: Record<string, string> };
}

export const productOf = (content: ReleaseContent, id: ProductId): Product | undefined =>
  content.products.find((product) => product.id === id);

export const areaOf = (content: ReleaseContent, id: AreaId): Area | undefined =>
  content.areas.find((area) => area.id === id);
