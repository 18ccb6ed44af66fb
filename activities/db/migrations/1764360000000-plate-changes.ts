import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of plate with their proof, review and moments, and what registers tell about the holder of a permit (registermelding). */
export class PlateChanges1764360000000 implements MigrationInterface {
  readonly name = 'PlateChanges1764360000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
ALTER TABLE plate_change
  ADD COLUMN act           text NOT NULL CHECK (act IN ('replace', 'add', 'remove', 'temporary')),
  -- What was asked; the moments follow from it when the change is settled.
  ADD COLUMN starts_on     date,
  ADD COLUMN overlap_days  integer NOT NULL DEFAULT 0 CHECK (overlap_days BETWEEN 0 AND 1),
  ADD COLUMN back_on       date,
  ADD COLUMN back_at       timestamptz,
  -- The plate of the permit it has become.
  ADD COLUMN given_id      uuid REFERENCES permit_plate,
  ADD COLUMN vehicle       text,
  ADD COLUMN colour        text,
  ADD COLUMN received_at   timestamptz,
  ADD COLUMN paused_since  timestamptz,
  ADD COLUMN paused_days   integer NOT NULL DEFAULT 0,
  ADD COLUMN settled_at    timestamptz,
  ADD CHECK ((plate IS NULL) OR act <> 'remove'),
  ADD CHECK ((replaces_id IS NULL) = (act = 'add')),
  ADD CHECK (overlap_until >= effective_at),
  ADD CHECK (back_at > effective_at);
-- Two who change the same plate at once: one gets it, the other is told.
CREATE UNIQUE INDEX one_change_of_a_plate ON plate_change (replaces_id) WHERE closed_at IS NULL AND replaces_id IS NOT NULL;
CREATE UNIQUE INDEX one_change_to_a_plate ON plate_change (permit_id, country, plate) WHERE closed_at IS NULL AND plate IS NOT NULL;
CREATE UNIQUE INDEX charge_once_per_plate_change ON charge (plate_change_id) WHERE status IN ('open', 'paid');

ALTER TABLE document ADD COLUMN plate_change_id uuid REFERENCES plate_change;
CREATE INDEX document_plate_change ON document (plate_change_id) WHERE plate_change_id IS NOT NULL;
ALTER TABLE letter ADD COLUMN plate_change_id uuid REFERENCES plate_change;

-- Told by a register: a car is no longer in its holder's name, a holder has moved out of the area. The holder is asked first.
CREATE TABLE register_notice (
  id               uuid PRIMARY KEY,
  event_id         uuid NOT NULL,
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  permit_id        uuid NOT NULL REFERENCES permit,
  plate_id         uuid REFERENCES permit_plate,
  kind             text NOT NULL CHECK (kind IN ('vehicle-not-in-name', 'moved-out')),
  status           text NOT NULL CHECK (status IN ('asked', 'with-staff', 'settled')),
  -- How it ended, or why staff look at it.
  ground           text,
  respond_before   timestamptz NOT NULL,
  version          integer NOT NULL DEFAULT 1,
  opened_at        timestamptz NOT NULL,
  closed_at        timestamptz,
  CHECK ((status = 'settled') = (closed_at IS NOT NULL)),
  CHECK ((plate_id IS NOT NULL) = (kind = 'vehicle-not-in-name'))
);
CREATE UNIQUE INDEX one_open_register_notice ON register_notice (permit_id, kind, plate_id) NULLS NOT DISTINCT WHERE closed_at IS NULL;
CREATE INDEX register_notice_event ON register_notice (event_id);

-- Staff work is about an application, a change of plate or what a register told; so is a decision.
ALTER TABLE task ALTER COLUMN application_id DROP NOT NULL,
  ADD COLUMN plate_change_id uuid REFERENCES plate_change,
  ADD COLUMN register_notice_id uuid REFERENCES register_notice,
  ADD COLUMN case_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(application_id, plate_change_id, register_notice_id)) STORED,
  ADD CHECK (num_nonnulls(application_id, plate_change_id, register_notice_id) = 1);
DROP INDEX task_once;
CREATE UNIQUE INDEX task_once ON task (case_id) WHERE status <> 'done';
ALTER TABLE decision ALTER COLUMN application_id DROP NOT NULL,
  ADD COLUMN plate_change_id uuid REFERENCES plate_change,
  ADD COLUMN register_notice_id uuid REFERENCES register_notice,
  ADD CHECK (num_nonnulls(application_id, plate_change_id, register_notice_id) = 1);
CREATE INDEX decision_plate_change ON decision (plate_change_id) WHERE plate_change_id IS NOT NULL;
CREATE INDEX decision_register_notice ON decision (register_notice_id) WHERE register_notice_id IS NOT NULL;

-- What a task is about, in the words of the queue.
CREATE VIEW task_case AS
SELECT t.id AS task_id, 'application' AS subject, a.id AS case_id, a.number, a.product_id, a.release, a.area_id, a.holder_id,
       (SELECT count(*)::int FROM document d WHERE d.application_id = a.id AND d.plate_change_id IS NULL AND d.origin = 'upload'
           AND d.attached_at IS NOT NULL AND d.removed_at IS NULL) AS documents,
       EXISTS (SELECT FROM application_plate p WHERE p.application_id = a.id AND p.keeper = 'unavailable') AS keeper_unavailable
  FROM task t JOIN application a ON a.id = t.application_id
 UNION ALL
SELECT t.id, 'plate-change', n.id, n.number, p.product_id, n.release, p.area_id, n.holder_id,
       (SELECT count(*)::int FROM document d WHERE d.plate_change_id = n.id AND d.attached_at IS NOT NULL AND d.removed_at IS NULL),
       coalesce(n.keeper = 'unavailable', false)
  FROM task t JOIN plate_change n ON n.id = t.plate_change_id JOIN permit p ON p.id = n.permit_id
 UNION ALL
SELECT t.id, 'register-notice', r.id, p.number, p.product_id, p.release, p.area_id, r.holder_id, 0, false
  FROM task t JOIN register_notice r ON r.id = t.register_notice_id JOIN permit p ON p.id = r.permit_id;
`;
