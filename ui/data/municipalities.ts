import type { AreaMap, MunicipalityView, PublicProduct } from '../../api/municipalities/shapes.ts';
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

/** Zones and garages, and the water and streets they are drawn on. */
export function readAreas(id: string, signal: AbortSignal): Promise<Answer<AreaMap>> {
  return call<AreaMap>(`/v1/municipalities/${encodeURIComponent(id)}/areas`, { signal });
}
