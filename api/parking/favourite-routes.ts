import { isClash, statement } from '../../activities/db/transaction.ts';
import { favouriteName } from '../../rules/parking/favourite.ts';
import { refuseUnlessMay } from '../../rules/parking/may.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type z } from 'zod';
import { type Api } from '../api.ts';
import { type Account } from '../http/caller.ts';
import { answer, endpoint, refusal, type Answered, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { accessTo } from './access.ts';
import { standingOf } from './permits.ts';
import { FavouriteBody, FavouriteList, FavouriteView, RecentPlates } from './shapes.ts';
import { isRefused, plateOf } from './stays.ts';

type Favourite = z.infer<typeof FavouriteView>;

const NOT_FOUND = refusal(refuse('not-found'));
const MAY_NOT = ['not-allowed-by-product', 'permit-not-in-force'] as const;
const GROUNDS = [
  ...MAY_NOT, 'favourite-name-too-long', 'favourite-exists', 'plate-empty', 'plate-too-long', 'plate-characters',
] as const; // prettier-ignore

/** Plates with a name, to start faster and to know who is parked (2PARK-080), and the ones that were used last (2PARK-063). */
export function favouriteRoutes(api: Api): Endpoint[] {
  const { pool, clock } = api.deps;

  /** A permit whose owner may keep favourites on it (2PARK-082). */
  const refusedTo = async ({ id }: Account, permitId: string): Promise<Refusal | undefined> => {
    const standing = await standingOf(api, id, permitId);
    if (!standing) return refuse('not-found');
    return refuseUnlessMay('favourites', standing.terms, standing.access.role, standing.state);
  };

  /** One statement that adds or changes a row; the database knows whether the plate is there already. */
  const keep = async (
    body: z.infer<typeof FavouriteBody>,
    write: (country: string, plate: string, display: string, name: string) => Promise<{ rows: { id: string }[] }>,
  ): Promise<Answered<Favourite>> => {
    const plate = plateOf(body.plate, body.country);
    if (isRefused(plate)) return refusal(plate);
    const named = favouriteName(body.name);
    if (named.outcome === 'refuse') return refusal(named);
    const { country, key, display } = plate;
    try {
      const { rows } = await write(country, key, display, named.name);
      return rows[0] ? answer({ id: rows[0].id, plate: { country, display }, name: named.name }) : NOT_FOUND;
    } catch (error) {
      if (isClash(error)) return refusal(refuse('favourite-exists', {}, 'change-favourite'));
      throw error;
    }
  };

  return [
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/favourites', may: 'account', programs: ['favourites'], records: null, answers: FavouriteList,
      refuses: MAY_NOT,
      summary: 'Favourite plates of a permit, by name',
      async handle({ caller, params }) {
        const refused = await refusedTo(caller, params['id']!);
        if (refused) return refusal(refused);
        const { rows } = await pool.query<FavouriteRow>({ ...readFavourites, values: [params['id']] });
        return answer({ items: rows.map(({ id, country, display, name }) => ({ id, plate: { country, display }, name })) });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/permits/{id}/favourites', may: 'account', programs: ['favourites'], records: null, body: FavouriteBody,
      answers: FavouriteView, status: 201, refuses: GROUNDS,
      summary: 'Keep a plate as a favourite, with a name of at most ten characters',
      async handle({ caller, params, body }) {
        const refused = await refusedTo(caller, params['id']!);
        if (refused) return refusal(refused);
        return keep(body, (...values) => pool.query({ ...addFavourite, values: [params['id'], ...values, clock()] }));
      },
    }),
    endpoint({
      method: 'put', path: '/v1/parking/permits/{id}/favourites/{favouriteId}', may: 'account', programs: ['favourites'], records: null, body: FavouriteBody,
      answers: FavouriteView, refuses: GROUNDS,
      summary: 'Give a favourite another name or plate; what it parked keeps its past',
      async handle({ caller, params, body }) {
        const refused = await refusedTo(caller, params['id']!);
        if (refused) return refusal(refused);
        const favouriteId = params['favouriteId']!;
        if (!isUuid(favouriteId)) return NOT_FOUND;
        return keep(body, (...values) => pool.query({ ...changeFavourite, values: [params['id'], ...values, favouriteId] }));
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/parking/permits/{id}/favourites/{favouriteId}', may: 'account', programs: ['favourites'], records: null,
      refuses: MAY_NOT,
      summary: 'Take a plate off the favourites',
      async handle({ caller, params }) {
        const refused = await refusedTo(caller, params['id']!);
        if (refused) return refusal(refused);
        const favouriteId = params['favouriteId']!;
        if (!isUuid(favouriteId)) return NOT_FOUND;
        const { rowCount } = await pool.query({ ...dropFavourite, values: [params['id'], favouriteId] });
        return rowCount === 1 ? answer(undefined) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/permits/{id}/recent-plates', may: 'account', programs: ['favourites'], records: null, answers: RecentPlates,
      summary: 'The plates this account parked last under a permit, without the favourites',
      async handle({ caller, params }) {
        const access = await accessTo(pool, caller.id, params['id']!);
        if (!access) return NOT_FOUND;
        const { rows } = await pool.query<RecentRow>({ ...readRecent, values: [access.permitId, caller.id, clock(), access.role === 'owner'] });
        return answer({ items: rows.map(({ country, display, used_at }) => ({ country, display, usedAt: used_at.toISOString() })) });
      },
    }),
  ]; // prettier-ignore
}

interface FavouriteRow {
  id: string;
  country: string;
  display: string;
  name: string;
}

interface RecentRow {
  country: string;
  display: string;
  used_at: Date;
}

const readFavourites = statement(
  'read-favourites',
  'SELECT id, country, display, name FROM favourite WHERE permit_id = $1 ORDER BY lower(name), id',
);
const addFavourite = statement(
  'add-favourite',
  `INSERT INTO favourite (permit_id, country, plate, display, name, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
);
const changeFavourite = statement(
  'change-favourite',
  `UPDATE favourite SET country = $2, plate = $3, display = $4, name = $5 WHERE permit_id = $1 AND id = $6 RETURNING id`,
);
const dropFavourite = statement('drop-favourite', 'DELETE FROM favourite WHERE permit_id = $1 AND id = $2');

/** Twenty, each once, at its last use. What is erased or only planned is none of them; favourites are an owner's. */
const readRecent = statement(
  'read-recent-plates',
  `SELECT country, display, used_at FROM (
     SELECT DISTINCT ON (a.country, a.plate) a.country, a.display, a.starts_at AS used_at
       FROM parking_action a
      WHERE a.permit_id = $1 AND a.account_id = $2 AND a.plate IS NOT NULL AND a.starts_at <= $3 AND a.starts_at < a.ends_at
        AND NOT ($4::boolean AND EXISTS (SELECT FROM favourite f WHERE f.permit_id = $1 AND f.country = a.country AND f.plate = a.plate))
      ORDER BY a.country, a.plate, a.starts_at DESC
   ) used
   ORDER BY used_at DESC LIMIT 20`,
);
