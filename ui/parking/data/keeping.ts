import type { z } from 'zod';
import type { AlarmBody, FavouriteBody, FavouriteList } from '../../../api/parking/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type Favourites = z.infer<typeof FavouriteList>;
export type Favourite = Favourites['items'][number];
export type NewFavourite = z.infer<typeof FavouriteBody>;
export type Alarm = z.infer<typeof AlarmBody>;

const of = (permitId: string) => `/v1/parking/permits/${encodeURIComponent(permitId)}`;

export function readFavourites(permitId: string, signal: AbortSignal): Promise<Answer<Favourites>> {
  return call<Favourites>(`${of(permitId)}/favourites`, { signal });
}

/** A new one, or other words for one there is. */
export function saveFavourite(
  { permitId, id, body }: { permitId: string; id: string | null; body: NewFavourite },
  key: string,
): Promise<Answer<unknown>> {
  return id === null
    ? call(`${of(permitId)}/favourites`, { method: 'POST', body, key })
    : call(`${of(permitId)}/favourites/${encodeURIComponent(id)}`, { method: 'PUT', body, key });
}

export function deleteFavourite(
  { permitId, id }: { permitId: string; id: string },
  key: string,
): Promise<Answer<undefined>> {
  return call<undefined>(`${of(permitId)}/favourites/${encodeURIComponent(id)}`, { method: 'DELETE', key });
}

export function saveAlarm(
  { permitId, body }: { permitId: string; body: Alarm },
  key: string,
): Promise<Answer<unknown>> {
  return call(`${of(permitId)}/alarm`, { method: 'PUT', body, key });
}
