import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other systems that hear of what happens, and what was sent to them (abonnementen op notificaties). */
export class OutgoingEvents1764501000000 implements MigrationInterface {
  readonly name = 'OutgoingEvents1764501000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(schema);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const schema = `
CREATE TABLE event_subscription (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  municipality_id  text NOT NULL REFERENCES municipality,
  name             text NOT NULL,
  url              text NOT NULL,
  kinds            text[] NOT NULL,
  -- Signs what is sent. Sealed rather than hashed: we must be able to sign with it.
  secret_sealed    bytea NOT NULL,
  made_by          uuid NOT NULL REFERENCES staff_member,
  made_at          timestamptz NOT NULL,
  -- Nothing is sent meanwhile, and nothing is lost.
  paused_at        timestamptz,
  ended_at         timestamptz,
  -- Up to where in the municipality's chain its deliveries were written down.
  position         bigint NOT NULL
);
CREATE UNIQUE INDEX event_subscription_name ON event_subscription (municipality_id, name) WHERE ended_at IS NULL;

CREATE TABLE event_delivery (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  subscription_id  uuid NOT NULL REFERENCES event_subscription,
  position         bigint NOT NULL,
  event_id         bigint NOT NULL REFERENCES audit_event,
  -- What it is about: of one case the earlier comes before the later.
  subject_id       text NOT NULL,
  status           text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'given-up', 'skipped')),
  tries            integer NOT NULL DEFAULT 0,
  -- Real time, as everything that is tried again.
  not_before       timestamptz NOT NULL DEFAULT now(),
  tried_at         timestamptz,
  answer           text,
  UNIQUE (subscription_id, position)
);
CREATE INDEX event_delivery_due ON event_delivery (not_before) WHERE status = 'waiting';
CREATE INDEX event_delivery_head ON event_delivery (subscription_id, subject_id, position) WHERE status IN ('waiting', 'given-up');
CREATE INDEX event_delivery_over ON event_delivery (tried_at) WHERE status IN ('delivered', 'skipped');
`;
