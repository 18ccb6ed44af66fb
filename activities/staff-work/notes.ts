import { type Actor } from '../../rules/audit.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

export interface NewNote {
  municipalityId: MunicipalityId;
  holderId: string;
  /** Null where it is about the person, not about one case. */
  applicationId: string | null;
  body: string;
  actor: Extract<Actor, { kind: 'staff' }>;
  key: string;
}

/** Writes down what colleagues should know (aantekening). The words stay out of the chain: they are personal and are erased. */
export function addNote({ pool }: Pick<Deps, 'pool'>, { key, ...note }: NewNote, at: Instant): Promise<{ id: string }> {
  return inTransaction(pool, (tx) => once(tx, `note:${key}`, () => keepNote(tx, note, at)));
}

/** The same, beside what it explains. */
export async function keepNote(
  tx: Db,
  { municipalityId, holderId, applicationId, body, actor }: Omit<NewNote, 'key'>,
  at: Instant,
): Promise<{ id: string }> {
  const values = [municipalityId, holderId, applicationId, body, actor.id, at];
  const { rows } = await tx.query<{ id: string }>({ ...insertNote, values });
  const { id } = rows[0]!;
  const subject = { municipalityId, holderId, applicationId };
  await record(tx, at, actor, subject, { kind: 'note-added', data: { noteId: id } });
  return { id };
}

const insertNote = statement(
  'add-staff-note',
  `INSERT INTO staff_note (municipality_id, holder_id, application_id, body, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6)
   RETURNING id`,
);
