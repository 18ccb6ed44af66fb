import { type Actor } from '../../rules/audit.ts';
import { type Address } from '../../rules/municipalities/places.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { type SearchTerms } from '../../rules/staff-work/search.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** By what somebody was found. */
export type FoundBy = 'number' | 'plate' | 'email' | 'address' | 'name';

export interface FoundPerson {
  id: string;
  kind: 'person' | 'business';
  name: string;
  address: Address | null;
  by: FoundBy;
  /** Cases under way, and permits in force. */
  running: number;
  permits: number;
}

export interface Search {
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
  terms: SearchTerms;
}

/** More than this is no answer: whoever searches is asked for more. */
const AT_MOST = 20;

/**
 * People of one municipality by whatever somebody at the counter can tell (PEERS-033). Everybody who is shown is told of it: each gets
 * an event of their own.
 */
export function findPeople(
  { pool }: Pick<Deps, 'pool'>,
  { municipalityId, actor, terms }: Search,
  at: Instant,
): Promise<{ people: FoundPerson[]; more: boolean }> {
  const { number, plate, email, address, name } = terms;
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<FoundPerson>({
      ...search,
      values: [
        municipalityId, number, plate, email, address?.postcode ?? null, address?.street ?? null, address?.houseNumber ?? null,
        name?.map((part) => `%${part.replace(/[\\%_]/g, '\\$&')}%`) ?? null, AT_MOST + 1, at,
      ], // prettier-ignore
    });
    const people = rows.slice(0, AT_MOST);
    for (const { id: holderId, by } of people)
      await record(tx, at, actor, { municipalityId, holderId }, { kind: 'person-found', data: { by } });
    return { people, more: rows.length > AT_MOST };
  });
}

/** What is exact comes first; somebody found in more than one way is there once. */
const search = statement(
  'search-people',
  `WITH found AS (
     SELECT holder_id, 1 AS place, 'number' AS by FROM (
       SELECT holder_id FROM application WHERE municipality_id = $1 AND number = $2::text
       UNION SELECT holder_id FROM permit WHERE municipality_id = $1 AND number = $2
       UNION SELECT holder_id FROM renewal WHERE municipality_id = $1 AND number = $2
       UNION SELECT holder_id FROM plate_change WHERE municipality_id = $1 AND number = $2
       UNION SELECT holder_id FROM waitlist_entry WHERE municipality_id = $1 AND number = $2
       UNION SELECT holder_id FROM refund WHERE municipality_id = $1 AND number = $2
       UNION SELECT holder_id FROM payment WHERE municipality_id = $1 AND reference = $2) numbered WHERE $2 IS NOT NULL
      UNION ALL
     SELECT holder_id, 2, 'plate' FROM (
       SELECT p.holder_id FROM permit_plate pp JOIN permit p ON p.id = pp.permit_id WHERE pp.plate = $3::text AND p.municipality_id = $1
       UNION
       SELECT a.holder_id FROM application_plate ap JOIN application a ON a.id = ap.application_id
        WHERE ap.plate = $3 AND a.municipality_id = $1) driving WHERE $3 IS NOT NULL
      UNION ALL
     SELECT id, 3, 'email' FROM holder WHERE municipality_id = $1 AND lower(email) = $4::text
      UNION ALL
     SELECT id, 4, 'address' FROM holder
      WHERE municipality_id = $1 AND upper(replace(address ->> 'postcode', ' ', '')) = $5::text
        AND ($7::int IS NULL OR (address ->> 'houseNumber')::int = $7)
      UNION ALL
     SELECT id, 4, 'address' FROM holder
      WHERE municipality_id = $1 AND lower(address ->> 'street') = $6::text AND ($7 IS NULL OR (address ->> 'houseNumber')::int = $7)
      UNION ALL
     SELECT id, 5, 'name' FROM holder WHERE municipality_id = $1 AND lower(name) LIKE ALL ($8::text[])
   ), best AS (
     SELECT DISTINCT ON (holder_id) holder_id, place, by FROM found ORDER BY holder_id, place
   )
   SELECT h.id, h.kind, h.name, h.address, b.by,
          (SELECT count(*)::int FROM application a WHERE a.holder_id = h.id AND a.closed_at IS NULL) AS running,
          (SELECT count(*)::int FROM permit p WHERE p.holder_id = h.id AND p.status = 'issued' AND p.valid_until > $10::timestamptz) AS permits
     FROM best b JOIN holder h ON h.id = b.holder_id
    ORDER BY b.place, h.name, h.id LIMIT $9`,
);
