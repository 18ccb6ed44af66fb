import type { z } from 'zod';
import type { FavouriteList, RecentPlates } from '../../../api/parking/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type Favourite = z.infer<typeof FavouriteList>['items'][number];
export type RecentPlate = z.infer<typeof RecentPlates>['items'][number];

export function readFavourites(permitId: string, signal: AbortSignal): Promise<Answer<z.infer<typeof FavouriteList>>> {
  return call<z.infer<typeof FavouriteList>>(`/v1/parking/permits/${permitId}/favourites`, { signal });
}

/** Plates that parked here before and are no favourites (2PARK-063). */
export function readRecentPlates(permitId: string, signal: AbortSignal): Promise<Answer<z.infer<typeof RecentPlates>>> {
  return call<z.infer<typeof RecentPlates>>(`/v1/parking/permits/${permitId}/recent-plates`, { signal });
}
