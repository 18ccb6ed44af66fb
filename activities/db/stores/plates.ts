import { statement } from '../transaction.ts';

/** Everything a switch of the plate that counts depends on, in one snapshot; $2 is now. */
export const readPlateFacts = statement(
  'read-plate-facts',
  `SELECT p.municipality_id, p.product_id, p.status, p.valid_from, p.valid_until, p.blocked_at IS NOT NULL AS blocked, p.version,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('country', country, 'plate', plate, 'display', display) ORDER BY position), '[]')
             FROM permit_plate WHERE permit_id = p.id AND until IS NULL) AS plates,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('rightId', id, 'country', country, 'plate', plate, 'since', since)), '[]')
             FROM parking_right WHERE permit_id = p.id AND kind = 'permit' AND open AND until > $2) AS counting
     FROM permit p WHERE p.id = $1`,
);

/**
 * The right of the earlier plate ends where that of the chosen one begins ($5): in one statement, so that no moment has both or
 * none. Fails with `serialization_failure` when the permit ($2) has moved on since the facts were read.
 */
export const bookSwitch = statement(
  'book-plate-switch',
  `WITH kept AS (
     UPDATE permit SET version = version + 1 WHERE id = $1 AND version = $2
     RETURNING id, municipality_id, holder_id, application_id, area_id, valid_until
   ), cut AS (
     UPDATE parking_right r SET until = greatest(r.since, least(r.until, $5::timestamptz)), open = false
       FROM kept WHERE r.permit_id = kept.id AND r.id = ANY($3::uuid[]) AND r.open
     RETURNING r.id
   ), opened AS (
     INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
     SELECT municipality_id, id, $6::text, $7::text, ARRAY[area_id], $5::timestamptz, valid_until, 'permit', $8::text FROM kept
     RETURNING id
   ), commanded AS (
     INSERT INTO outbox (subject_id, kind, payload) SELECT id, 'permit-rights-changed', jsonb_build_object('permitId', id) FROM kept
   ), audited AS (
     INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, holder_id, application_id, permit_id, data)
     SELECT k.municipality_id, $4::timestamptz, 'active-plate-changed', $9::text, $10::text, k.holder_id, k.application_id, k.id,
            jsonb_build_object('rightId', o.id, 'since', $5::text)
       FROM kept k, opened o
   )
   SELECT o.id
     FROM must_hold((SELECT count(*) FROM kept) = 1 AND (SELECT count(*) FROM cut) = cardinality($3::uuid[])) AS held, opened o`,
);
