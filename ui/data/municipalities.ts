import type {
  AreaMap,
  Entitlements,
  FilmView,
  MunicipalityView,
  PublicProduct,
} from '../../api/municipalities/shapes.ts';
import type { WaitingLine } from '../../api/waitlist/shapes.ts';
import { call, type Answer } from './http.ts';

/** What anybody may know of the municipalities: contact, ways to sign in, products and places. */
export function readMunicipalities(signal: AbortSignal): Promise<Answer<{ items: MunicipalityView[] }>> {
  return call<{ items: MunicipalityView[] }>('/v1/municipalities', { signal });
}

export function readMunicipality(id: string, signal: AbortSignal): Promise<Answer<MunicipalityView>> {
  return call<MunicipalityView>(`/v1/municipalities/${encodeURIComponent(id)}`, { signal });
}

export function readPublicProducts(id: string, signal: AbortSignal): Promise<Answer<{ items: PublicProduct[] }>> {
  return call<{ items: PublicProduct[] }>(`/v1/municipalities/${encodeURIComponent(id)}/products`, { signal });
}

/** What is said in its instruction film. */
export function readFilm(id: string, signal: AbortSignal): Promise<Answer<FilmView>> {
  return call<FilmView>(`/v1/municipalities/${encodeURIComponent(id)}/film`, { signal });
}

/** Zones and garages, and the water and streets they are drawn on. */
export function readAreas(id: string, signal: AbortSignal): Promise<Answer<AreaMap>> {
  return call<AreaMap>(`/v1/municipalities/${encodeURIComponent(id)}/areas`, { signal });
}

/** A waiting list in its order; anybody may read it. */
export function readWaitingLine(
  { id, product, area, cursor }: { id: string; product: string; area: string; cursor: string | null },
  signal?: AbortSignal,
): Promise<Answer<WaitingLine>> {
  const path = `/v1/municipalities/${[id, 'waiting-lists', product, area].map(encodeURIComponent).join('/')}`;
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  return call<WaitingLine>(path + query, { ...(signal && { signal }) });
}

/** What somebody asks about before signing in. */
export interface Question {
  postcode: string;
  houseNumber: number;
  applicant: 'person' | 'business';
  cars: number;
  /** Suppose it is electric, or ask the vehicle register about a plate. */
  electric: boolean;
  plate: string | null;
}

/** Sent as a body, never in an address, and without a key: nothing of it is kept. */
export function askEntitlements(id: string, question: Question, signal: AbortSignal): Promise<Answer<Entitlements>> {
  const path = `/v1/municipalities/${encodeURIComponent(id)}/entitlements`;
  return call<Entitlements>(path, { method: 'POST', body: question, signal });
}
