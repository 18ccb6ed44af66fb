import { isAboutMoney, type IncidentKind } from '../../../rules/staff-work/incidents.ts';
import { type Instant } from '../../../rules/values/moment.ts';
import { statement, type Db } from '../transaction.ts';

/** Something a person must look at. One open incident per kind and subject, however often it is found; what was put aside stays so. */
export async function openIncident(
  tx: Db,
  municipalityId: string | null,
  kind: IncidentKind,
  subject: string,
  detail: Record<string, unknown>,
  at: Instant,
): Promise<void> {
  const command = kind === 'command-undelivered' ? String(detail['kind']) : null;
  const values = [municipalityId, kind, subject, JSON.stringify(detail), at, isAboutMoney({ kind, command })];
  await tx.query({ ...addIncident, values });
}

/** What was found before and is right again. */
export async function closeIncidents(
  tx: Db,
  kind: IncidentKind,
  stillWrong: readonly string[],
  at: Instant,
): Promise<void> {
  await tx.query({ ...endIncidents, values: [kind, stillWrong, at] });
}

/** One that is right again, found by whoever put it right. */
export async function closeIncident(tx: Db, kind: IncidentKind, subject: string, at: Instant): Promise<void> {
  await tx.query({ ...endIncident, values: [kind, subject, at] });
}

const addIncident = statement(
  'add-incident',
  `INSERT INTO incident (municipality_id, kind, subject, detail, opened_at, about_money)
   SELECT $1, $2, $3, $4::jsonb, $5::timestamptz, $6
    WHERE NOT EXISTS (SELECT FROM incident WHERE kind = $2 AND subject = $3 AND outcome = 'skipped')
   ON CONFLICT (kind, subject) WHERE closed_at IS NULL DO NOTHING`,
);
const endIncident = statement(
  'end-incident',
  'UPDATE incident SET closed_at = $3 WHERE kind = $1 AND subject = $2 AND closed_at IS NULL',
);
const endIncidents = statement(
  'end-incidents',
  'UPDATE incident SET closed_at = $3 WHERE kind = $1 AND closed_at IS NULL AND NOT subject = ANY ($2::text[])',
);
