import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fines that somebody says are wrong (melding onterechte bekeuring), as work of staff with a term of the law. */
export class FineReports1764550000000 implements MigrationInterface {
  readonly name = 'FineReports1764550000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reports);
    await runner.query(work);
    await runner.query(ownHands);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const reports = `
CREATE TABLE fine_report (
  id                  uuid PRIMARY KEY,
  municipality_id     text NOT NULL REFERENCES municipality,
  permit_id           uuid NOT NULL REFERENCES permit,
  -- Of one stay; absent: of the permit itself.
  action_id           uuid REFERENCES parking_action,
  -- Who reports it, and may read it: the holder at the desk, or an account in the parking app. An account may be gone later.
  reporter            text NOT NULL CHECK (reporter IN ('holder', 'account')),
  holder_id           uuid REFERENCES holder,
  account_id          uuid REFERENCES account ON DELETE SET NULL,
  number              text NOT NULL,
  release             integer NOT NULL,
  area_id             text NOT NULL,
  language            text NOT NULL CHECK (language IN ('nl', 'en')),
  fine_on             date NOT NULL,
  -- What names the fine and what people wrote; gone thirteen weeks after the answer. The print tells one fine from another.
  fine_number_sealed  bytea,
  fine_number_hash    bytea,
  words_sealed        bytea,
  answer_sealed       bytea,
  bundle_id           uuid REFERENCES objection_bundle ON DELETE SET NULL,
  status              text NOT NULL CHECK (status IN ('with-staff', 'put-right', 'passed-on', 'refused', 'withdrawn')),
  -- What was wrong, or why it is refused.
  cause               text,
  ground              text,
  answered_by         uuid REFERENCES staff_member,
  target_on           date NOT NULL,
  legal_on            date NOT NULL,
  deadlines           jsonb NOT NULL DEFAULT '[]',
  version             integer NOT NULL DEFAULT 1,
  opened_at           timestamptz NOT NULL,
  closed_at           timestamptz,
  erased_at           timestamptz,
  UNIQUE (municipality_id, number),
  CHECK ((status = 'with-staff') = (closed_at IS NULL)),
  CHECK ((status = 'put-right') = (cause IS NOT NULL)),
  CHECK ((status = 'refused') = (ground IS NOT NULL)),
  CHECK ((status IN ('put-right', 'passed-on', 'refused')) = (answered_by IS NOT NULL)),
  CHECK (CASE reporter WHEN 'holder' THEN holder_id IS NOT NULL AND account_id IS NULL ELSE holder_id IS NULL END)
);
-- One fine is looked at once at a time, whoever reports it.
CREATE UNIQUE INDEX one_open_report_of_a_fine ON fine_report (municipality_id, fine_number_hash) WHERE closed_at IS NULL;
CREATE INDEX fine_report_permit ON fine_report (permit_id, opened_at);
CREATE INDEX fine_report_action ON fine_report (action_id) WHERE action_id IS NOT NULL;
CREATE INDEX fine_report_bundle ON fine_report (bundle_id) WHERE bundle_id IS NOT NULL;
CREATE INDEX fine_report_to_erase ON fine_report (municipality_id, closed_at) WHERE erased_at IS NULL;

-- What officers saw of its cars on the day of the fine: kept with their plates as long as the report.
CREATE TABLE fine_report_check (
  report_id  uuid NOT NULL REFERENCES fine_report,
  check_id   uuid NOT NULL REFERENCES plate_check,
  PRIMARY KEY (report_id, check_id)
);
CREATE INDEX fine_report_check_of ON fine_report_check (check_id);

ALTER TABLE document ADD COLUMN fine_report_id uuid REFERENCES fine_report;
CREATE INDEX document_fine_report ON document (fine_report_id) WHERE fine_report_id IS NOT NULL;
ALTER TABLE message ADD COLUMN fine_report_id uuid REFERENCES fine_report;

CREATE TRIGGER step_is_kept AFTER INSERT ON fine_report FOR EACH ROW EXECUTE FUNCTION keep_process_step('fine-report');
CREATE TRIGGER next_step_is_kept AFTER UPDATE OF status ON fine_report FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION keep_process_step('fine-report');
`;

const work = `
ALTER TABLE task ADD COLUMN fine_report_id uuid REFERENCES fine_report;
ALTER TABLE task DROP CONSTRAINT task_check;
ALTER TABLE task ADD CONSTRAINT task_check CHECK (num_nonnulls(application_id, plate_change_id, register_notice_id, fine_report_id) = 1);
ALTER TABLE task ALTER COLUMN case_id SET EXPRESSION AS (coalesce(application_id, plate_change_id, register_notice_id, fine_report_id));

CREATE OR REPLACE VIEW task_case AS
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
  FROM task t JOIN register_notice r ON r.id = t.register_notice_id JOIN permit p ON p.id = r.permit_id
 UNION ALL
SELECT t.id, 'fine-report', f.id, f.number, p.product_id, f.release, f.area_id, p.holder_id, 0, false
  FROM task t JOIN fine_report f ON f.id = t.fine_report_id JOIN permit p ON p.id = f.permit_id;
`;

const ownHands = `
CREATE OR REPLACE FUNCTION helped_with(of_case uuid, staff uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM audit_event e
                  WHERE e.application_id = of_case AND e.actor_kind = 'staff' AND e.actor_id = staff::text AND e.data ? 'onBehalf')
      OR EXISTS (SELECT FROM plate_change c JOIN audit_event e ON e.permit_id = c.permit_id
                  WHERE c.id = of_case AND e.actor_kind = 'staff' AND e.actor_id = staff::text AND e.data ? 'onBehalf'
                    AND (e.data ->> 'plateChangeId' = of_case::text
                         OR e.data ->> 'documentId' IN (SELECT id::text FROM document WHERE plate_change_id = of_case)))
      OR EXISTS (SELECT FROM register_notice n JOIN audit_event e ON e.permit_id = n.permit_id
                  WHERE n.id = of_case AND e.actor_kind = 'staff' AND e.actor_id = staff::text AND e.data ? 'onBehalf'
                    AND e.data ->> 'noticeId' = of_case::text)
      OR EXISTS (SELECT FROM fine_report f JOIN audit_event e ON e.permit_id = f.permit_id
                  WHERE f.id = of_case AND e.actor_kind = 'staff' AND e.actor_id = staff::text AND e.data ? 'onBehalf'
                    AND (e.data ->> 'reportId' = of_case::text
                         OR e.data ->> 'documentId' IN (SELECT id::text FROM document WHERE fine_report_id = of_case)))
$$;

-- A report has its answer on itself, given by somebody who had no part in making it.
CREATE FUNCTION refuse_own_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF helped_with(NEW.id, NEW.answered_by) THEN
    RAISE EXCEPTION 'who helped with report % does not answer it', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answer_of_own_report BEFORE UPDATE OF answered_by ON fine_report
  FOR EACH ROW WHEN (NEW.answered_by IS NOT NULL) EXECUTE FUNCTION refuse_own_report();
`;
