import { statement } from '../transaction.ts';

/** Everything a switch of the plate that counts depends on, in one snapshot; $2 is now. */
export const readPlateFacts = statement(
  'read-plate-facts',
  `SELECT p.municipality_id, p.product_id, p.status, p.valid_from, greatest(p.valid_until, p.kept_until) AS valid_until,
          p.blocked_at IS NOT NULL AS blocked, p.version,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('country', country, 'plate', plate, 'display', display) ORDER BY position), '[]')
             FROM permit_plate WHERE permit_id = p.id AND until IS NULL) AS plates,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('rightId', id, 'country', country, 'plate', plate, 'since', since)), '[]')
             FROM parking_right WHERE permit_id = p.id AND kind = 'permit' AND open AND until > $2) AS counting
     FROM permit p WHERE p.id = $1`,
);

/**
 * The right of the earlier plate ends where that of the chosen one begins ($5): in one statement, so that no moment has both or
 * none. Of two who chose within the same moment the later may be booked first: what it ended then ends where this one begins. Fails with `serialization_failure` when the permit ($2) has moved on since the facts were read.
 */
export const bookSwitch = statement(
  'book-plate-switch',
  `WITH kept AS (
     UPDATE permit SET version = version + 1 WHERE id = $1 AND version = $2
     RETURNING id, municipality_id, holder_id, application_id, area_id, greatest(valid_until, kept_until) AS valid_until
   ), cut AS (
     UPDATE parking_right r SET until = greatest(r.since, least(r.until, $5::timestamptz)), open = false
       FROM kept WHERE r.permit_id = kept.id AND r.id = ANY($3::uuid[]) AND r.open
     RETURNING r.id
   ), cut_before AS (
     UPDATE parking_right r SET until = greatest(r.since, $5::timestamptz)
       FROM kept WHERE r.permit_id = kept.id AND r.kind = 'permit' AND NOT r.open AND r.until > $5 AND NOT r.id = ANY($3::uuid[])
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

/** Everything the correction of an action's plate depends on, in one snapshot. */
export const readCorrectionFacts = statement(
  'read-correction-facts',
  `SELECT a.municipality_id, a.permit_id, a.release, a.country, a.plate, a.starts_at, a.ends_at, a.state, a.corrected_at IS NOT NULL AS corrected,
          a.version, p.version AS permit_version, p.product_id, p.status, p.valid_from, p.valid_until, p.blocked_at IS NOT NULL AS blocked,
          g.country AS grant_country, g.plate AS grant_plate,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('country', pp.country, 'plate', pp.plate)), '[]')
             FROM permit_plate pp WHERE pp.permit_id = p.id AND pp.until IS NULL) AS plates,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'country', o.country, 'plate', o.plate, 'from', o.starts_at, 'to', o.ends_at)), '[]')
             FROM parking_action o WHERE o.permit_id = p.id AND o.state = 'open') AS open
     FROM parking_action a JOIN permit p ON p.id = a.permit_id LEFT JOIN permit_grant g ON g.id = a.grant_id
    WHERE a.id = $1`,
);

/**
 * The right passes from the plate that was given to the one that was meant ($6, $7), at this moment ($5) or, of a planned action, from its
 * beginning: in one statement. Fails with `serialization_failure` when the permit ($2) or the action ($4) has moved on since.
 */
export const bookCorrection = statement(
  'book-correction',
  `WITH kept AS (
     UPDATE permit SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id, holder_id, application_id
   ), corrected AS (
     UPDATE parking_action a SET country = $6::text, plate = $7::text, display = $8::text, earlier_plate = a.display,
                                 corrected_at = $5::timestamptz, version = version + 1
      WHERE id = $3 AND version = $4 AND state = 'open' AND corrected_at IS NULL
     RETURNING id, permit_id, municipality_id
   ), cut AS (
     UPDATE parking_right r SET until = greatest(r.since, least(r.until, $5::timestamptz)), open = false
       FROM corrected c WHERE r.action_id = c.id AND r.open AND r.until > $5::timestamptz
     RETURNING r.municipality_id, r.permit_id, r.action_id, r.areas, r.usage_id, greatest(old.since, $5::timestamptz) AS since, old.until
   ), opened AS (
     INSERT INTO parking_right (municipality_id, permit_id, action_id, country, plate, areas, since, until, kind, usage_id)
     SELECT municipality_id, permit_id, action_id, $6::text, $7::text, areas, since, until, 'action', usage_id FROM cut
   ), commanded AS (
     INSERT INTO outbox (subject_id, kind, payload) SELECT id, 'parking-corrected', jsonb_build_object('actionId', id) FROM corrected
   ), audited AS (
     INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, holder_id, application_id, permit_id, data)
     SELECT c.municipality_id, $5::timestamptz, 'parking-corrected', $9::text, $10::text, k.holder_id, k.application_id, c.permit_id,
            jsonb_build_object('actionId', c.id)
       FROM corrected c, kept k
   )
   SELECT c.id
     FROM must_hold((SELECT count(*) FROM kept) = 1 AND (SELECT count(*) FROM corrected) = 1) AS held, corrected c`,
);
