import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What goes on paper because mail does not reach somebody, and the batches it is printed and posted in (post). */
export class Post1764511000000 implements MigrationInterface {
  readonly name = 'Post1764511000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
-- Whoever has no address is written to as well: then it is a letter from the start.
ALTER TABLE message ALTER COLUMN recipient DROP NOT NULL;
ALTER TABLE message DROP CONSTRAINT message_status_check;
ALTER TABLE message ADD CONSTRAINT message_status_check CHECK (status IN ('queued', 'sent', 'bounced', 'given-up', 'on-paper'));
-- The words of a mail and of a letter, sealed: a mail may come back days after it was sent. Emptied thirteen weeks after.
ALTER TABLE message ADD COLUMN content_sealed bytea;
ALTER TABLE letter ADD COLUMN content_sealed bytea;
CREATE INDEX message_kept_words ON message (municipality_id, created_at) WHERE content_sealed IS NOT NULL;
CREATE INDEX letter_kept_words ON letter (municipality_id, due_at) WHERE content_sealed IS NOT NULL;
CREATE INDEX letter_of_holder ON letter (holder_id, due_at);

CREATE TABLE post_batch (
  id               uuid PRIMARY KEY,
  municipality_id  text NOT NULL REFERENCES municipality,
  number           text NOT NULL,
  items            integer NOT NULL CHECK (items > 0),
  made_by          uuid NOT NULL REFERENCES staff_member,
  made_at          timestamptz NOT NULL,
  pdf_sealed       bytea,
  printed_at       timestamptz,
  sent_by          uuid REFERENCES staff_member,
  sent_at          timestamptz,
  UNIQUE (municipality_id, number),
  CHECK ((sent_by IS NULL) = (sent_at IS NULL))
);

-- One thing in one envelope: a mail that came to nothing, or a decision for whom no mail reaches. Once each, and in one batch.
CREATE TABLE post_item (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  holder_id        uuid NOT NULL REFERENCES holder,
  message_id       uuid UNIQUE REFERENCES message,
  letter_id        uuid UNIQUE REFERENCES letter,
  what             text NOT NULL,
  ground           text NOT NULL CHECK (ground IN ('bounced', 'no-address')),
  content_sealed   bytea,
  put_at           timestamptz NOT NULL,
  batch_id         uuid REFERENCES post_batch,
  CHECK (num_nonnulls(message_id, letter_id) = 1)
);
CREATE INDEX post_item_waiting ON post_item (municipality_id, put_at) WHERE batch_id IS NULL;
CREATE INDEX post_item_batch ON post_item (batch_id, put_at);
`;
