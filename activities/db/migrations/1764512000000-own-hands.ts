import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who of staff filed a case for somebody, or helped with it, does not judge it: four eyes. */
export class OwnHands1764512000000 implements MigrationInterface {
  readonly name = 'OwnHands1764512000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- What staff does for somebody else stands in the trail with how they were asked; it names the case, or a document of it.
CREATE FUNCTION helped_with(of_case uuid, staff uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM audit_event e
                  WHERE e.application_id = of_case AND e.actor_kind = 'staff' AND e.actor_id = staff::text AND e.data ? 'onBehalf')
      OR EXISTS (SELECT FROM plate_change c JOIN audit_event e ON e.permit_id = c.permit_id
                  WHERE c.id = of_case AND e.actor_kind = 'staff' AND e.actor_id = staff::text AND e.data ? 'onBehalf'
                    AND (e.data ->> 'plateChangeId' = of_case::text
                         OR e.data ->> 'documentId' IN (SELECT id::text FROM document WHERE plate_change_id = of_case)))
      OR EXISTS (SELECT FROM register_notice n JOIN audit_event e ON e.permit_id = n.permit_id
                  WHERE n.id = of_case AND e.actor_kind = 'staff' AND e.actor_id = staff::text AND e.data ? 'onBehalf'
                    AND e.data ->> 'noticeId' = of_case::text)
$$;

CREATE FUNCTION refuse_own_hands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'task' THEN
    IF helped_with(NEW.case_id, NEW.claimed_by) THEN
      RAISE EXCEPTION 'who helped with case % does not take it in hand', NEW.case_id USING ERRCODE = 'check_violation';
    END IF;
  ELSIF helped_with(coalesce(NEW.application_id, NEW.plate_change_id, NEW.register_notice_id), NEW.staff_id) THEN
    RAISE EXCEPTION 'who helped with the case of decision % does not take it', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
-- The generated column is there only after the row is written.
CREATE CONSTRAINT TRIGGER task_of_own_hands AFTER UPDATE OF claimed_by ON task
  FOR EACH ROW WHEN (NEW.claimed_by IS NOT NULL AND NEW.claimed_by IS DISTINCT FROM OLD.claimed_by) EXECUTE FUNCTION refuse_own_hands();
CREATE TRIGGER decision_of_own_hands BEFORE INSERT ON decision
  FOR EACH ROW WHEN (NEW.staff_id IS NOT NULL) EXECUTE FUNCTION refuse_own_hands();

-- What was done for somebody, for their own history.
CREATE INDEX audit_on_behalf ON audit_event (holder_id, id) WHERE actor_kind = 'staff' AND data ? 'onBehalf';
`;
