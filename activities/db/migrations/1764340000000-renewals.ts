import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a renewal (verlenging) changes about its permit, and the letters and mails about it. */
export class Renewals1764340000000 implements MigrationInterface {
  readonly name = 'Renewals1764340000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- The right of a permit whose renewal was confirmed in time runs on until then, while the renewal is decided (PEERS-022). What was paid for
-- still ends with valid_until.
ALTER TABLE permit ADD COLUMN kept_until timestamptz;

ALTER TABLE letter ADD COLUMN renewal_id uuid REFERENCES renewal;
ALTER TABLE message ADD COLUMN renewal_id uuid REFERENCES renewal;

CREATE UNIQUE INDEX charge_of_renewal_once ON charge (renewal_id) WHERE status IN ('open', 'paid');

-- What the season looks for: permits in force by their end.
CREATE INDEX permit_season ON permit (municipality_id, product_id, valid_until) WHERE status = 'issued';

CREATE OR REPLACE FUNCTION own_rights_due(of_permit uuid, from_then timestamptz)
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
           tstzmultirange(tstzrange(greatest(from_then, p.valid_from), greatest(from_then, p.valid_from, p.valid_until, p.kept_until)))
           - (SELECT coalesce(range_agg(tstzrange(a.starts_at, a.ends_at)), '{}') FROM parking_action a
               WHERE a.permit_id = p.id AND a.state = 'open')) AS piece
   WHERE p.id = of_permit AND p.status = 'issued'
$$;
`;
