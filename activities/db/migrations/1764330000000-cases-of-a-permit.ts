import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happens to a permit after its issue and is paid for: renewals (verlenging) and changes of plate (kentekenwijziging). */
export class CasesOfAPermit1764330000000 implements MigrationInterface {
  readonly name = 'CasesOfAPermit1764330000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- One more period of a permit. A period is added once, however often the season is prepared.
DROP TABLE renewal;
CREATE TABLE renewal (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  permit_id        uuid NOT NULL REFERENCES permit,
  number           text NOT NULL,
  release          integer NOT NULL,
  period_id        text NOT NULL,
  price_cents      bigint NOT NULL CHECK (price_cents >= 0),
  starts_on        date NOT NULL,
  since            timestamptz NOT NULL,
  until            timestamptz NOT NULL CHECK (until > since),
  status           text NOT NULL CHECK (status IN ('awaiting-confirmation', 'awaiting-payment', 'renewed', 'withdrawn', 'lapsed')),
  status_since     timestamptz NOT NULL,
  confirmed_at     timestamptz,
  deadlines        jsonb NOT NULL DEFAULT '[]',
  version          integer NOT NULL DEFAULT 1,
  opened_at        timestamptz NOT NULL,
  closed_at        timestamptz,
  FOREIGN KEY (municipality_id, release) REFERENCES release,
  UNIQUE (municipality_id, number),
  UNIQUE (permit_id, since)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX one_open_renewal ON renewal (permit_id) WHERE closed_at IS NULL;
CREATE INDEX renewal_holder ON renewal (holder_id, opened_at);

-- Another plate on a permit: instead of the one it replaces, or beside those there are. Plates are erased with those of the permit.
CREATE TABLE plate_change (
  id                uuid PRIMARY KEY,
  municipality_id   text NOT NULL REFERENCES municipality,
  holder_id         uuid NOT NULL REFERENCES holder,
  permit_id         uuid NOT NULL REFERENCES permit,
  number            text NOT NULL,
  release           integer NOT NULL,
  replaces_id       uuid REFERENCES permit_plate,
  country           text,
  plate             text,
  display           text,
  keeper            text,
  -- From when it counts: null is as soon as everything is settled. The plate it replaces counts until then, or until \`overlap_until\`.
  effective_at      timestamptz,
  overlap_until     timestamptz,
  fee_cents         bigint NOT NULL DEFAULT 0 CHECK (fee_cents >= 0),
  status            text NOT NULL,
  status_since      timestamptz NOT NULL,
  ground            text,
  deadlines         jsonb NOT NULL DEFAULT '[]',
  version           integer NOT NULL DEFAULT 1,
  opened_at         timestamptz NOT NULL,
  closed_at         timestamptz,
  FOREIGN KEY (municipality_id, release) REFERENCES release,
  UNIQUE (municipality_id, number)
) WITH (fillfactor = 80);
CREATE INDEX plate_change_permit ON plate_change (permit_id, opened_at);
CREATE INDEX plate_change_holder ON plate_change (holder_id, opened_at);

-- What a charge is for: one case, or a top-up.
ALTER TABLE charge ADD COLUMN renewal_id uuid REFERENCES renewal, ADD COLUMN plate_change_id uuid REFERENCES plate_change;
ALTER TABLE charge ADD CHECK (num_nonnulls(application_id, renewal_id, plate_change_id) <= 1);
CREATE INDEX charge_renewal ON charge (renewal_id) WHERE renewal_id IS NOT NULL;
CREATE INDEX charge_plate_change ON charge (plate_change_id) WHERE plate_change_id IS NOT NULL;

CREATE VIEW charge_case AS
SELECT c.id AS charge_id, 'application' AS kind, a.id AS case_id, a.number, a.status, a.product_id, a.release, a.area_id, a.starts_on,
       a.period_id, p.id AS permit_id, p.valid_from,
       (SELECT jsonb_agg(jsonb_build_object('country', country, 'display', display) ORDER BY position)
          FROM application_plate WHERE application_id = a.id) AS plates
  FROM charge c JOIN application a ON a.id = c.application_id LEFT JOIN permit p ON p.application_id = a.id
 UNION ALL
SELECT c.id, 'renewal', r.id, r.number, r.status, p.product_id, r.release, p.area_id, r.starts_on, r.period_id,
       CASE r.status WHEN 'renewed' THEN p.id END, r.since,
       (SELECT jsonb_agg(jsonb_build_object('country', country, 'display', display) ORDER BY position)
          FROM permit_plate WHERE permit_id = p.id AND until IS NULL)
  FROM charge c JOIN renewal r ON r.id = c.renewal_id JOIN permit p ON p.id = r.permit_id
 UNION ALL
SELECT c.id, 'plate-change', n.id, n.number, n.status, p.product_id, n.release, p.area_id, NULL, NULL,
       CASE n.status WHEN 'changed' THEN p.id END, n.effective_at,
       CASE WHEN n.display IS NOT NULL THEN jsonb_build_array(jsonb_build_object('country', n.country, 'display', n.display)) END
  FROM charge c JOIN plate_change n ON n.id = c.plate_change_id JOIN permit p ON p.id = n.permit_id;
`;
