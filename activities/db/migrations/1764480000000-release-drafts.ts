import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Releases that staff proposes, and a second person lets hold (gegevensversie in voorbereiding). */
export class ReleaseDrafts1764480000000 implements MigrationInterface {
  readonly name = 'ReleaseDrafts1764480000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- What is submitted stays as it is until somebody else decides about it; nobody wrote what came with the program's own files.
CREATE TABLE release_draft (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  number           text NOT NULL,
  title            text NOT NULL,
  article          text NOT NULL,
  article_url      text,
  base             integer NOT NULL,
  restores         boolean NOT NULL DEFAULT false,
  valid_on         date,
  files            jsonb NOT NULL,
  version          integer NOT NULL DEFAULT 1,
  status           text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'submitted', 'approved', 'rejected', 'withdrawn')),
  written_by       uuid REFERENCES staff_member,
  written_at       timestamptz NOT NULL,
  submitted_at     timestamptz,
  -- The newest release when it was submitted: a newer one since then was never compared with it.
  newest           integer,
  sha256           text,
  decided_by       uuid REFERENCES staff_member,
  decided_at       timestamptz,
  reason           text,
  UNIQUE (municipality_id, number),
  FOREIGN KEY (municipality_id, base) REFERENCES release,
  CONSTRAINT release_approved_by_another CHECK (decided_by <> written_by),
  CHECK ((status IN ('approved', 'rejected')) = (decided_by IS NOT NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (status NOT IN ('submitted', 'approved', 'rejected') OR (newest IS NOT NULL AND sha256 IS NOT NULL AND submitted_at IS NOT NULL)),
  CHECK ((reason IS NOT NULL) = (status = 'rejected'))
);
CREATE INDEX release_draft_list ON release_draft (municipality_id, written_at DESC, id);

CREATE FUNCTION refuse_changed_submission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'draft' AND (NEW.files, NEW.valid_on, NEW.title, NEW.article, NEW.base, NEW.sha256, NEW.newest, NEW.restores)
       IS DISTINCT FROM (OLD.files, OLD.valid_on, OLD.title, OLD.article, OLD.base, OLD.sha256, OLD.newest, OLD.restores) THEN
    RAISE EXCEPTION 'what was submitted of release draft % stays as it is', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER submission_is_final BEFORE UPDATE ON release_draft FOR EACH ROW EXECUTE FUNCTION refuse_changed_submission();

-- Made of a draft or of the program's own files. One of a draft holds once somebody else approved it, and as it was approved.
ALTER TABLE release ADD COLUMN draft_id uuid UNIQUE REFERENCES release_draft;
CREATE FUNCTION refuse_unapproved_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM release_draft WHERE id = NEW.draft_id AND municipality_id = NEW.municipality_id
                    AND status = 'approved' AND sha256 = NEW.sha256) THEN
    RAISE EXCEPTION 'release % of % was not approved', NEW.number, NEW.municipality_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER release_is_approved BEFORE INSERT ON release
  FOR EACH ROW WHEN (NEW.draft_id IS NOT NULL) EXECUTE FUNCTION refuse_unapproved_release();
`;
