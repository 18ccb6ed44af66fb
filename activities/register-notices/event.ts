import { randomUUID } from 'node:crypto';
import { type Address } from '../../rules/municipalities/places.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { registerNoticeId as processIdOf } from '../../rules/values/process-ids.ts';
import { openProcess } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** What a register reports, as it lies sealed until it is followed up. */
export type RegisterEvent = { subject: { type: string; value: string } } & (
  { kind: 'vehicle-not-in-name'; plate: string; country: string } | { kind: 'moved-out'; address: Address }
);

/** Kept sealed: what a register says names a person. */
export async function keepRegisterEvent(
  tx: Db,
  { vault }: Pick<Deps, 'vault'>,
  event: RegisterEvent,
  at: Instant,
): Promise<string> {
  const eventId = randomUUID();
  const sealed = vault.seal(Buffer.from(JSON.stringify(event))).toString('base64');
  await tx.query({ ...keepEvent, values: [eventId, `register-${event.kind}`, JSON.stringify({ sealed })] });
  await openProcess(tx, {
    workflowId: processIdOf(eventId),
    kind: 'register-notice',
    subjectId: eventId,
    municipalityId: null,
    openedAt: at,
    nextDueAt: null,
  });
  return eventId;
}

export async function readEvent(tx: Db, { vault }: Deps, eventId: string): Promise<RegisterEvent | undefined> {
  const { rows } = await tx.query<{ body: { sealed: string } }>({ ...findEvent, values: [eventId] });
  if (!rows[0]) return undefined;
  return JSON.parse(vault.open(Buffer.from(rows[0].body.sealed, 'base64')).toString('utf8')) as RegisterEvent;
}

const keepEvent = statement('keep-register-event', 'INSERT INTO inbound_event (id, source, body) VALUES ($1, $2, $3)');
const findEvent = statement('find-register-event', 'SELECT body FROM inbound_event WHERE id = $1');
