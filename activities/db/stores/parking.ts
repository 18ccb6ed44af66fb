import { statement } from '../transaction.ts';

/**
 * Everything a start or a later end depends on, in one snapshot; the versions say which one. Its release is $6, or the one in force at
 * $7. Under a grant with a balance of its own that balance is all there is; what was used under it reaches as far as the month of $5 can.
 */
export const readPermitFacts = statement(
  'read-parking-facts',
  `SELECT p.municipality_id, p.product_id, p.area_id, p.status, p.valid_from, greatest(p.valid_until, p.kept_until) AS valid_until,
          p.blocked_at IS NOT NULL AS blocked, p.version,
          coalesce($6::int, (SELECT number FROM release WHERE municipality_id = p.municipality_id AND valid_from <= $7 ORDER BY number DESC LIMIT 1)) AS release,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'unit', b.unit, 'from', b.period_from, 'until', b.period_until,
                                                        'available', b.available, 'version', b.version) ORDER BY b.period_from NULLS FIRST, b.id), '[]')
             FROM (SELECT pb.balance_id FROM permit_balance pb WHERE pb.permit_id = p.id AND gr.balance_id IS NULL
                   UNION ALL SELECT gr.balance_id WHERE gr.balance_id IS NOT NULL) own
             JOIN balance b ON b.id = own.balance_id) AS balances,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'country', a.country, 'plate', a.plate, 'from', a.starts_at, 'to', a.ends_at)), '[]')
             FROM parking_action a WHERE a.permit_id = p.id AND a.state = 'open') AS open,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('country', pp.country, 'plate', pp.plate)), '[]')
             FROM permit_plate pp WHERE pp.permit_id = p.id AND pp.until IS NULL) AS plates,
          g.request_hash, g.body AS answer,
          gr.status AS grant_status, gr.country AS grant_country, gr.plate AS grant_plate, gr.unit AS grant_unit, gr.balance_id AS grant_balance_id, gr.monthly_cap,
          gr.weekdays, gr.from_minute, gr.until_minute, gr.weekly_starts, gr.paused_at IS NOT NULL AS paused, gr.ends_at AS grant_ends_at,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'from', a.starts_at, 'draws', coalesce(a.costs, a.holds),
                                                        'begins', a.starts_at < a.ends_at)), '[]')
             FROM parking_action a
            WHERE coalesce(gr.monthly_cap, gr.weekly_starts) IS NOT NULL AND a.permit_id = p.id AND a.grant_id = gr.id
              AND a.starts_at BETWEEN $5::timestamptz - interval '32 days' AND $5::timestamptz + interval '32 days') AS used
     FROM permit p LEFT JOIN answer_given g ON g.owner = $2 AND g.key = $3 AND g.status IS NOT NULL
     LEFT JOIN permit_grant gr ON gr.id = $4 AND gr.permit_id = p.id
    WHERE p.id = $1`,
);

/** Stays of one car under a permit that reach into a stretch of time; what was taken back before it began never was. */
export const readVisits = statement(
  'read-visits',
  `SELECT id, starts_at, ends_at FROM parking_action
    WHERE permit_id = $1 AND country = $2 AND plate = $3 AND starts_at < ends_at AND ends_at > $4 AND starts_at < $5`,
);

/**
 * A quote is kept to the second it was given for, but a right is never backdated: it begins no earlier than it is booked ($14).
 * Holds, action, right, journal, command, process, audit event and remembered answer: all or nothing, in one statement, hence in one
 * transaction. The process is due at once: it says itself what it waits for, when it has read what there is to tell. Fails with `serialization_failure` when the permit ($2) or a balance ($4) has moved on since the facts were read.
 */
export const bookStart = statement(
  'book-parking-start',
  `WITH kept AS (
     UPDATE permit SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id, municipality_id, holder_id, application_id
   ), spent AS (
     UPDATE balance b SET available = b.available - d.amount, held = b.held + d.amount, version = b.version + 1
       FROM unnest($3::uuid[], $4::int[], $5::bigint[]) AS d (id, version, amount)
      WHERE b.id = d.id AND b.version = d.version
     RETURNING b.id
   ), action AS (
     INSERT INTO parking_action (municipality_id, permit_id, area_id, release, country, plate, display, starts_at, ends_at, holds, started_at,
                                 account_id, grant_id, open_end)
     SELECT municipality_id, id, $6::text, $7::int, $8::text, $9::text, $10::text, $11::timestamptz, $12::timestamptz, $13::jsonb, $14::timestamptz,
            $27::uuid, $28::uuid, $29::boolean
       FROM kept
     RETURNING id, municipality_id, permit_id
   ), opened AS (
     INSERT INTO parking_right (municipality_id, permit_id, action_id, country, plate, areas, since, until, kind, usage_id)
     SELECT municipality_id, permit_id, id, $8::text, $9::text, ARRAY[$6::text], greatest($11::timestamptz, $14::timestamptz), $12::timestamptz,
            'action', $15::text
       FROM action
   ), entry AS (
     INSERT INTO journal_entry (municipality_id, reason, subject_id, at)
     SELECT municipality_id, 'hold 1', id, $14::timestamptz FROM action WHERE cardinality($16::text[]) > 0
     RETURNING id
   ), posted AS (
     INSERT INTO posting (entry_id, account, ref, unit, amount)
     SELECT entry.id, line.account, line.ref, line.unit, line.amount
       FROM entry, unnest($16::text[], $17::text[], $18::text[], $19::bigint[]) AS line (account, ref, unit, amount)
   ), processed AS (
     INSERT INTO process (workflow_id, kind, subject_id, municipality_id, opened_at, next_due_at)
     SELECT 'parking-action-' || id, 'parking-action', id, municipality_id, $14::timestamptz, $14::timestamptz FROM action
   ), commanded AS (
     INSERT INTO outbox (subject_id, kind, payload) SELECT id, 'start-parking-action', jsonb_build_object('actionId', id) FROM action
   ), audited AS (
     INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, holder_id, application_id, permit_id, data)
     SELECT a.municipality_id, $14::timestamptz, 'parking-started', $20::text, $21::text, k.holder_id, k.application_id, a.permit_id,
            jsonb_build_object('actionId', a.id, 'from', $11::text, 'until', $12::text)
       FROM action a, kept k
   ), remembered AS (
     INSERT INTO answer_given (owner, key, request_hash, status, body)
     SELECT $22::text, $23::text, $24::text, 201, (jsonb_build_object('id', id) || $25::jsonb)::text FROM action WHERE $23::text IS NOT NULL
   )
   SELECT a.id, (jsonb_build_object('id', a.id) || $25::jsonb)::text AS answer
     FROM must_hold((SELECT count(*) FROM kept) = 1 AND (SELECT count(*) FROM spent) = cardinality($3::uuid[])) AS held, action a,
          rest_own_plates(a.permit_id, $14::timestamptz, $26::boolean) AS rested`,
);

/** An action as it is booked, with the balances it draws on, where the rest goes when its grant is over, and the rights it has open. */
export const readAction = statement(
  'read-parking-action',
  `SELECT a.permit_id, a.municipality_id, p.product_id, a.release, a.area_id, a.country, a.plate, a.starts_at, a.ends_at, a.state, a.holds, a.version,
          a.grant_id, a.guest_pays, coalesce(g.tell_starts AND a.host_told_at IS NULL, false) AS host_to_tell,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'unit', b.unit, 'from', b.period_from, 'until', b.period_until)), '[]')
             FROM (SELECT pb.balance_id FROM permit_balance pb WHERE pb.permit_id = a.permit_id AND g.balance_id IS NULL
                   UNION ALL SELECT g.balance_id WHERE g.balance_id IS NOT NULL) drawn
             JOIN balance b ON b.id = drawn.balance_id) AS balances,
          CASE WHEN g.status = 'ended' THEN g.source_balance_id END AS returns_to,
          ARRAY(SELECT id FROM parking_right r WHERE r.action_id = a.id AND r.registered_at IS NULL AND r.since < coalesce(r.enrolled_until, r.until) ORDER BY r.since) AS to_register,
          ARRAY(SELECT id FROM parking_right r WHERE r.action_id = a.id AND r.register_id IS NOT NULL AND r.revoked_at IS NULL ORDER BY r.since) AS registered,
          ARRAY(SELECT id FROM parking_right r WHERE r.action_id = a.id AND r.register_id IS NOT NULL AND r.revoked_at IS NULL AND NOT r.open
                 ORDER BY r.since) AS overtaken
     FROM parking_action a JOIN permit p ON p.id = a.permit_id LEFT JOIN permit_grant g ON g.id = a.grant_id
    WHERE a.id = $1`,
);

/** Cost to income, the rest back, rights cut, and its process told if $15 says so. Nothing changes when another got there first. */
export const bookEnd = statement(
  'book-parking-end',
  `WITH ended AS (
     UPDATE parking_action SET state = 'settled', ends_at = $3::timestamptz, costs = $4::jsonb, version = version + 1
      WHERE id = $1 AND version = $2 AND state = 'open'
     RETURNING id, permit_id, municipality_id, version
   ), released AS (
     UPDATE balance b SET held = b.held - d.hold, available = b.available + d.back, version = b.version + 1
       FROM unnest($5::uuid[], $6::bigint[], $7::bigint[]) AS d (id, hold, back), ended
      WHERE b.id = d.id
   ), cut AS (
     UPDATE parking_right r SET until = greatest(r.since, least(r.until, $3::timestamptz)), open = false
       FROM ended e WHERE r.action_id = e.id AND r.open
   ), entry AS (
     INSERT INTO journal_entry (municipality_id, reason, subject_id, at)
     SELECT municipality_id, 'settle', id, $8::timestamptz FROM ended WHERE cardinality($9::text[]) > 0
     RETURNING id
   ), posted AS (
     INSERT INTO posting (entry_id, account, ref, unit, amount)
     SELECT entry.id, line.account, line.ref, line.unit, line.amount
       FROM entry, unnest($9::text[], $10::text[], $11::text[], $12::bigint[]) AS line (account, ref, unit, amount)
   ), commanded AS (
     INSERT INTO outbox (subject_id, kind, payload) SELECT id, 'parking-stopped', jsonb_build_object('actionId', id) FROM ended WHERE $15::boolean
   ), audited AS (
     INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, permit_id, data)
     SELECT municipality_id, $8::timestamptz, 'parking-ended', $13::text, $14::text, permit_id, jsonb_build_object('actionId', id, 'at', $3::text) FROM ended
   )
   SELECT e.id FROM ended e, rest_own_plates(e.permit_id, $8::timestamptz, $16::boolean) AS rested`,
);

/** A later end: more is set aside, a right follows on the one there is, and its process is told. Fails when the facts have changed. */
export const bookExtension = statement(
  'book-parking-extension',
  `WITH kept AS (
     UPDATE permit SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id
   ), extended AS (
     UPDATE parking_action SET ends_at = $5::timestamptz, open_end = false, holds = $6::jsonb, version = version + 1, reminded_at = $12::timestamptz
      WHERE id = $3 AND version = $4 AND state = 'open'
     RETURNING id, permit_id, municipality_id, area_id, country, plate, version
   ), spent AS (
     UPDATE balance b SET available = b.available - d.amount, held = b.held + d.amount, version = b.version + 1
       FROM unnest($7::uuid[], $8::int[], $9::bigint[]) AS d (id, version, amount)
      WHERE b.id = d.id AND b.version = d.version
     RETURNING b.id
   ), opened AS (
     INSERT INTO parking_right (municipality_id, permit_id, action_id, country, plate, areas, since, until, kind, usage_id)
     SELECT municipality_id, permit_id, id, country, plate, ARRAY[area_id], $10::timestamptz, $5::timestamptz, 'action', $11::text FROM extended
   ), entry AS (
     INSERT INTO journal_entry (municipality_id, reason, subject_id, at)
     SELECT municipality_id, 'hold ' || version, id, $12::timestamptz FROM extended WHERE cardinality($13::text[]) > 0
     RETURNING id
   ), posted AS (
     INSERT INTO posting (entry_id, account, ref, unit, amount)
     SELECT entry.id, line.account, line.ref, line.unit, line.amount
       FROM entry, unnest($13::text[], $14::text[], $15::text[], $16::bigint[]) AS line (account, ref, unit, amount)
   ), processed AS (
     UPDATE process SET next_due_at = $12::timestamptz FROM extended WHERE process.subject_id = extended.id
   ), commanded AS (
     INSERT INTO outbox (subject_id, kind, payload) SELECT id, 'parking-extended', jsonb_build_object('actionId', id) FROM extended
   ), audited AS (
     INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, permit_id, data)
     SELECT municipality_id, $12::timestamptz, 'parking-extended', $17::text, $18::text, permit_id, jsonb_build_object('actionId', id, 'until', $5::text) FROM extended
   )
   SELECT e.id
     FROM must_hold((SELECT count(*) FROM kept) = 1 AND (SELECT count(*) FROM extended) = 1
                    AND (SELECT count(*) FROM spent) = cardinality($7::uuid[])) AS held, extended e,
          rest_own_plates(e.permit_id, $12::timestamptz, $19::boolean) AS rested`,
);
