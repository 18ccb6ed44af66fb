import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Checks lie in a table per month: what an hour writes and reads stays as small as a month, however many years there are. */
export class ChecksByMonth1764661000000 implements MigrationInterface {
  readonly name = 'ChecksByMonth1764661000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(bounds + table + months + references);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const bounds = `
-- A number that says when the check was made, by the clock the check itself goes by: so a month of numbers is a month of checks.
CREATE FUNCTION check_id(moment timestamptz) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT uuidv7(make_interval(secs => extract(epoch FROM moment - clock_timestamp())::double precision))
$$;
CREATE FUNCTION first_check_id(epoch numeric) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (lpad(to_hex((least(greatest(epoch, 0), 253402300800) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;
-- What asks for checks since or before a moment adds the numbers they can have, and no other month is looked at. A day's room, because
-- the clocks of two machines need not agree.
CREATE FUNCTION checks_since(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT first_check_id(extract(epoch FROM moment) - 86400)
$$;
CREATE FUNCTION checks_before(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT first_check_id(extract(epoch FROM moment) + 86400)
$$;
`;

const table = `
DROP VIEW flagged_check;
ALTER TABLE red_alert DROP CONSTRAINT red_alert_check_id_fkey;
ALTER TABLE fine_report_check DROP CONSTRAINT fine_report_check_check_id_fkey;
ALTER TABLE wrong_check DROP CONSTRAINT wrong_check_check_id_fkey;
ALTER TABLE plate_check RENAME TO whole_plate_check;

CREATE TABLE plate_check (
  id               uuid NOT NULL DEFAULT uuidv7(),
  municipality_id  text NOT NULL,
  officer_id       uuid NOT NULL,
  country          text NOT NULL,
  plate            text,
  area_id          text NOT NULL,
  asked_about      timestamptz NOT NULL,
  at               timestamptz NOT NULL,
  active_until     timestamptz,
  ended_at         timestamptz,
  right_id         uuid,
  -- How many other plates that count here differ by one character; never which.
  near             integer NOT NULL DEFAULT 0,
  -- How often the plate was red before, within the hours the municipality looks back.
  earlier          integer NOT NULL DEFAULT 0,
  -- The number a device gave to a check it made by itself, and what the officer saw: its list may have been some minutes old.
  offline_id       uuid,
  offline_verdict  text CHECK (offline_verdict IN ('green', 'red', 'amber')),
  -- When it was looked at whether somebody should hear of it.
  weighed_at       timestamptz,
  CHECK ((offline_id IS NULL) = (offline_verdict IS NULL))
) PARTITION BY RANGE (id);
-- A check never fails for want of its month.
CREATE TABLE plate_check_rest PARTITION OF plate_check DEFAULT;
`;

const months = `
-- Makes the table of a month, unless it is there or checks of it lie with the rest: those stay there. Only new tables are locked, and
-- the rest while it is searched.
CREATE FUNCTION add_check_month(month date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  name text := 'plate_check_' || to_char(month, 'YYYY_MM');
  first uuid := first_check_id(extract(epoch FROM date_trunc('month', month::timestamp)));
  next uuid := first_check_id(extract(epoch FROM date_trunc('month', month::timestamp) + interval '1 month'));
BEGIN
  IF to_regclass(name) IS NOT NULL OR EXISTS (SELECT FROM plate_check_rest WHERE id >= first AND id < next) THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE plate_check INCLUDING ALL)', name);
  EXECUTE format('ALTER TABLE plate_check ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, first, next);
  RETURN true;
END $$;

SELECT add_check_month(month::date)
  FROM generate_series(
    (SELECT date_trunc('month', least(min(uuid_extract_timestamp(id)), now()) AT TIME ZONE 'UTC') FROM whole_plate_check),
    date_trunc('month', now() AT TIME ZONE 'UTC') + interval '3 months', interval '1 month') AS month;

INSERT INTO plate_check (id, municipality_id, officer_id, country, plate, area_id, asked_about, at, active_until, ended_at, right_id, near,
                         earlier, offline_id, offline_verdict, weighed_at)
SELECT id, municipality_id, officer_id, country, plate, area_id, asked_about, at, active_until, ended_at, right_id, near, earlier, offline_id,
       offline_verdict, weighed_at FROM whole_plate_check;

-- Months cannot hold together that a number of a device is there once: a table of numbers does.
CREATE TABLE offline_check (
  offline_id  uuid PRIMARY KEY
);
INSERT INTO offline_check SELECT offline_id FROM whole_plate_check WHERE offline_id IS NOT NULL;
DROP TABLE whole_plate_check;
CREATE FUNCTION claim_offline_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO offline_check (offline_id) VALUES (NEW.offline_id);
  RETURN NULL;
END $$;
CREATE TRIGGER kept_once AFTER INSERT ON plate_check FOR EACH ROW WHEN (NEW.offline_id IS NOT NULL) EXECUTE FUNCTION claim_offline_number();
CREATE TRIGGER numbered_once AFTER UPDATE OF offline_id ON plate_check FOR EACH ROW
  WHEN (NEW.offline_id IS DISTINCT FROM OLD.offline_id) EXECUTE FUNCTION claim_offline_number();
`;

const references = `
ALTER TABLE plate_check ADD PRIMARY KEY (id);
CREATE INDEX plate_check_offline ON plate_check (offline_id) WHERE offline_id IS NOT NULL;
CREATE INDEX plate_check_to_erase ON plate_check (least(asked_about, at)) WHERE plate IS NOT NULL;
CREATE INDEX plate_check_to_weigh ON plate_check (at) WHERE active_until IS NULL AND weighed_at IS NULL AND plate IS NOT NULL;
CREATE INDEX plate_check_moment ON plate_check USING brin (asked_about) WITH (pages_per_range = 32);
CREATE INDEX plate_check_newest ON plate_check (municipality_id, at, id);
CREATE INDEX plate_check_officer ON plate_check (officer_id, at, id);
CREATE INDEX plate_check_not_green ON plate_check (municipality_id, at, id) WHERE active_until IS NULL;
CREATE INDEX plate_check_near ON plate_check (municipality_id, at, id) WHERE active_until IS NULL AND near > 0;
CREATE INDEX plate_check_ended ON plate_check (municipality_id, at, id) WHERE active_until IS NULL AND ended_at IS NOT NULL;
CREATE INDEX plate_check_plate ON plate_check (municipality_id, plate, country, at) WHERE plate IS NOT NULL;
CREATE INDEX plate_check_area ON plate_check (municipality_id, area_id, at, id);
ALTER TABLE red_alert ADD FOREIGN KEY (check_id) REFERENCES plate_check;
ALTER TABLE fine_report_check ADD FOREIGN KEY (check_id) REFERENCES plate_check;
ALTER TABLE wrong_check ADD FOREIGN KEY (check_id) REFERENCES plate_check;

-- Every check of a moment inside an outage is to be looked at again before anybody is fined, also when the outage was recorded later.
CREATE VIEW flagged_check AS
  SELECT c.id, c.municipality_id, c.area_id, c.asked_about, c.at, c.active_until, c.ended_at, c.near, o.id AS outage_id, o.part
    FROM outage o JOIN plate_check c ON c.municipality_id = o.municipality_id
     AND c.asked_about >= o.began_at AND c.asked_about < coalesce(o.ended_at, 'infinity')
   WHERE o.withdrawn_at IS NULL;
`;
