import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what happened among millions of events: by kind and moment, and all that belongs to a case, its payments included. */
export class AuditSearch1764450000000 implements MigrationInterface {
  readonly name = 'AuditSearch1764450000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One index for every question: without a kind, each kind is read from its newest on and the newest of those are shown.
      CREATE INDEX audit_kind ON audit_event (municipality_id, kind, at, id);
      CREATE INDEX audit_payment ON audit_event (payment_id, id) WHERE payment_id IS NOT NULL;
      CREATE INDEX audit_staff ON audit_event (actor_id, at, id) WHERE actor_kind = 'staff';
      CREATE INDEX charge_application ON charge (application_id) WHERE application_id IS NOT NULL;
      CREATE INDEX payment_charge_charge ON payment_charge (charge_id);
      CREATE INDEX renewal_permit ON renewal (permit_id);
      CREATE INDEX letter_application ON letter (application_id) WHERE application_id IS NOT NULL;
      CREATE INDEX letter_permit ON letter (permit_id) WHERE permit_id IS NOT NULL;
      CREATE INDEX refund_payment ON refund (payment_id);
      CREATE INDEX register_notice_permit ON register_notice (permit_id);
      CREATE INDEX grant_permit ON permit_grant (permit_id);
      CREATE INDEX waitlist_entry_application ON waitlist_entry (application_id) WHERE application_id IS NOT NULL;
      CREATE INDEX application_newest ON application (municipality_id, opened_at, id);
      -- Which cases a plate was ever named in, also where nothing was issued.
      CREATE INDEX application_plate_named ON application_plate (plate, country);
      CREATE INDEX permit_plate_named ON permit_plate (plate, country);
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
