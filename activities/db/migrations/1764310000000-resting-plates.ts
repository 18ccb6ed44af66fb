import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The plates of a permit rest while an action on another plate counts in their place (tijdelijk kenteken). */
export class RestingPlates1764310000000 implements MigrationInterface {
  readonly name = 'RestingPlates1764310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- When the plates of a permit count from a moment on: as long as it is valid, but for its actions that are not over. What they are
-- entitled to follows the right they had last.
CREATE FUNCTION own_rights_due(of_permit uuid, from_then timestamptz)
  RETURNS TABLE (municipality_id text, country text, plate text, areas text[], usage_id text, since timestamptz, until timestamptz)
  LANGUAGE sql STABLE AS $$
  SELECT had.municipality_id, pp.country, pp.plate, had.areas, had.usage_id, lower(piece), upper(piece)
    FROM permit p
    JOIN permit_plate pp ON pp.permit_id = p.id AND pp.until IS NULL
   CROSS JOIN LATERAL (
           SELECT r.municipality_id, r.areas, r.usage_id FROM parking_right r
            WHERE r.permit_id = p.id AND r.kind = 'permit' AND r.country = pp.country AND r.plate = pp.plate
            ORDER BY r.id DESC LIMIT 1) had
   CROSS JOIN LATERAL unnest(
           tstzmultirange(tstzrange(greatest(from_then, p.valid_from), greatest(from_then, p.valid_from, p.valid_until)))
           - (SELECT coalesce(range_agg(tstzrange(a.starts_at, a.ends_at)), '{}') FROM parking_action a
               WHERE a.permit_id = p.id AND a.state = 'open')) AS piece
   WHERE p.id = of_permit AND p.status = 'issued'
$$;

-- Brings the rights of a permit's own plates in line with its actions, in the statement that books one: no moment has both or none, and
-- they count again by themselves when the action is over, even if nothing runs then. A right is never changed but for its end: the
-- national register knows it as it was. Does nothing for a product whose plates do not rest.
CREATE FUNCTION rest_own_plates(of_permit uuid, now_at timestamptz, their_plates_rest boolean) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  cut bigint;
  opened bigint;
BEGIN
  IF their_plates_rest IS NOT TRUE THEN RETURN false; END IF;
  -- What follows sees everything that whoever changed this permit before us has committed.
  PERFORM FROM permit WHERE id = of_permit FOR NO KEY UPDATE;
  UPDATE parking_right r SET until = greatest(r.since, least(r.until, now_at)), open = false
   WHERE r.permit_id = of_permit AND r.kind = 'permit' AND r.open AND r.until > now_at
     AND NOT EXISTS (SELECT FROM own_rights_due(of_permit, now_at) due
                      WHERE due.country = r.country AND due.plate = r.plate
                        AND due.since = greatest(r.since, now_at) AND due.until = r.until);
  GET DIAGNOSTICS cut = ROW_COUNT;
  INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
  SELECT due.municipality_id, of_permit, due.country, due.plate, due.areas, due.since, due.until, 'permit', due.usage_id
    FROM own_rights_due(of_permit, now_at) due
   WHERE NOT EXISTS (SELECT FROM parking_right r
                      WHERE r.permit_id = of_permit AND r.kind = 'permit' AND r.open AND due.country = r.country AND due.plate = r.plate
                        AND due.since = greatest(r.since, now_at) AND due.until = r.until);
  GET DIAGNOSTICS opened = ROW_COUNT;
  IF cut + opened = 0 THEN RETURN false; END IF;
  INSERT INTO outbox (subject_id, kind, payload) VALUES (of_permit, 'permit-rights-changed', jsonb_build_object('permitId', of_permit));
  RETURN true;
END $$;
`;
