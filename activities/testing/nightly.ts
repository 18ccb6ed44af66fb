import { type Pool } from 'pg';
import { erase } from '../erasure.ts';
import { importReleases } from '../municipalities/import.ts';
import { type Deps } from '../ports.ts';
import { withVisitorScheme } from './visitor-scheme.ts';

/** Voorbeeldstad as it is once visitors can park there. */
export const offerVisitors = (pool: Pool): Promise<unknown> =>
  importReleases(pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');

/** What the night before this moment leaves behind. */
export const afterTheNight = (deps: Deps, at: string): Promise<unknown> => erase(deps, at);
