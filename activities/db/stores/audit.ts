import { createHash, randomBytes } from 'node:crypto';
import { staffBehind, type Actor, type AuditEvent, type AuditKind } from '../../../rules/audit.ts';
import { type Instant } from '../../../rules/values/moment.ts';
import { statement, type Db } from '../transaction.ts';

/** What an event is about; a case's timeline is found by these. */
export interface AuditSubject {
  municipalityId: string;
  holderId?: string | null;
  applicationId?: string | null;
  permitId?: string | null;
  paymentId?: string | null;
}

/**
 * Records an event in the transaction of the change it tells of. `personal` is kept apart and can be erased; the event keeps a salted
 * digest, so that what was there can be proved while it exists. What staff does for somebody else is theirs, and says how they were asked.
 */
export async function record<Kind extends AuditKind>(
  tx: Db,
  at: Instant,
  actor: Actor,
  subject: AuditSubject,
  event: AuditEvent<Kind>,
  personal?: Record<string, unknown>,
): Promise<void> {
  const salt = personal ? randomBytes(16).toString('hex') : null;
  const value = personal ? JSON.stringify(personal) : null;
  const digest = personal ? createHash('sha256').update(`${salt}${value}`).digest('hex') : null;
  const through = actor.kind === 'holder' ? actor.through : undefined;
  const data = through ? { ...event.data, onBehalf: through.channel } : event.data;
  await tx.query({
    ...addEvent,
    values: [
      subject.municipalityId, at, event.kind, through ? 'staff' : actor.kind, staffBehind(actor) ?? actor.id, subject.holderId ?? null,
      subject.applicationId ?? null, subject.permitId ?? null, subject.paymentId ?? null, JSON.stringify(data), digest, salt, value,
    ], // prettier-ignore
  });
}

export const SYSTEM: Actor = { kind: 'system', id: 'parkwerk' };

const addEvent = statement(
  'add-audit-event',
  `WITH event AS (
     INSERT INTO audit_event (municipality_id, at, kind, actor_kind, actor_id, holder_id, application_id, permit_id, payment_id, data, personal_digest)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     RETURNING id
   ), personal AS (
     INSERT INTO audit_personal (event_id, salt, value) SELECT id, $12, $13::text FROM event WHERE $12::text IS NOT NULL
   )
   SELECT id FROM event`,
);

/**
 * Of `audit_event e`, those in no chain yet. Only the youngest are looked at, and compared with the youngest links only: said once, the
 * planner reads every link there ever was.
 */
export const UNLINKED = `
  e.id > coalesce((SELECT max(event_id) FROM audit_link), 0) - 10000
  AND NOT EXISTS (SELECT FROM audit_link l WHERE l.event_id = e.id AND l.event_id > coalesce((SELECT max(event_id) FROM audit_link), 0) - 10000)`;
