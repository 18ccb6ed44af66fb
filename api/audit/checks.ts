import { command } from '../../activities/db/stores/outbox.ts';
import { record } from '../../activities/db/stores/audit.ts';
import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { permissionsOf, isStaffRole } from '../../rules/staff.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { isUuid } from '../http/ids.ts';
import { type CaseCheck, type CaseReaders, type StaffReport } from './shapes.ts';

interface CheckRow {
  id: string;
  kind: 'replay' | 'dossier';
  asked_at: Date;
  done_at: Date | null;
  result: CaseCheck['result'];
}

const viewOf = ({ id, kind, asked_at, done_at, result }: CheckRow): CaseCheck => ({
  id,
  kind,
  askedAt: asked_at.toISOString(),
  doneAt: done_at?.toISOString() ?? null,
  result,
});

/** Asks the worker, which has the engine and the code, to prove a case; that somebody did is recorded with it. */
export function askCheck(
  { deps }: Pick<Api, 'deps'>,
  { id: staffId, roles, municipalityId }: Staff,
  applicationId: string,
  kind: CheckRow['kind'],
): Promise<CaseCheck> {
  return inTransaction(deps.pool, async (tx) => {
    const at = deps.clock();
    const { rows } = await tx.query<CheckRow & { holder_id: string }>({
      ...addCheck,
      values: [municipalityId, applicationId, kind, staffId, at],
    });
    const check = rows[0]!;
    await record(tx, at, { kind: 'staff', id: staffId, roles }, { municipalityId, applicationId, holderId: check.holder_id }, {
      kind: 'case-checked',
      data: { checkId: check.id, check: kind },
    }); // prettier-ignore
    await command(tx, check.id, 'check-case', { checkId: check.id });
    return viewOf(check);
  });
}

export async function readCheck(
  { deps }: Pick<Api, 'deps'>,
  applicationId: string,
  id: string,
): Promise<CaseCheck | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await deps.pool.query<CheckRow>({ ...oneCheck, values: [id, applicationId] });
  return rows[0] && viewOf(rows[0]);
}

/** The signed file, or the same to read; undefined until it is made. */
export async function readDossierFile(
  { deps }: Pick<Api, 'deps'>,
  applicationId: string,
  id: string,
  form: 'json' | 'pdf',
): Promise<Buffer | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await deps.pool.query<{ dossier: Buffer | null; pdf: Buffer | null }>({
    ...dossierFiles,
    values: [id, applicationId],
  });
  return (form === 'json' ? rows[0]?.dossier : rows[0]?.pdf) ?? undefined;
}

/** Who saw the case and who acted in it (PEERS-036). */
export async function readReaders(
  { deps }: Pick<Api, 'deps'>,
  municipalityId: string,
  applicationId: string,
): Promise<CaseReaders> {
  const { rows } = await deps.pool.query<{
    actor_kind: CaseReaders['items'][number]['actor']['kind'];
    name: string | null;
    seen: number;
    changed: number;
    first_at: Date;
    last_at: Date;
  }>({ ...readersOfCase, values: [applicationId, municipalityId] });
  return {
    items: rows.map(({ actor_kind: kind, name, seen, changed, first_at, last_at }) => ({
      actor: { kind, name },
      seen,
      changed,
      firstAt: first_at.toISOString(),
      lastAt: last_at.toISOString(),
    })),
  };
}

/** Everybody who works for the municipality, with what their roles allow and how much they used it. */
export async function readStaffReport({ deps }: Pick<Api, 'deps'>, municipalityId: string): Promise<StaffReport> {
  const { rows } = await deps.pool.query<{ id: string; name: string; roles: string[]; seen_at: Date; seen: number; acts: number }>({
    ...staffReport,
    values: [municipalityId],
  }); // prettier-ignore
  return {
    items: rows.map(({ id, name, roles, seen_at, seen, acts }) => ({
      id,
      name,
      roles,
      permissions: permissionsOf(roles.filter(isStaffRole)),
      lastSignedInAt: seen_at.toISOString(),
      casesSeen: seen,
      acts,
    })),
  };
}

/** Looking changes nothing; everything else somebody of staff is recorded with is an act. */
const LOOKING = `('case-read', 'document-read', 'person-shown', 'plate-searched', 'case-checked', 'past-asked', 'checks-listed', 'post-batch-read', 'signed-in', 'signed-out')`;
const CHECK = 'id, kind, asked_at, done_at, result';
const addCheck = statement(
  'add-case-check',
  `INSERT INTO case_check (municipality_id, application_id, kind, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5)
   RETURNING ${CHECK}, (SELECT holder_id FROM application WHERE id = $2) AS holder_id`,
);
const oneCheck = statement(
  'read-one-case-check',
  `SELECT ${CHECK} FROM case_check WHERE id = $1 AND application_id = $2`,
);
const dossierFiles = statement(
  'read-dossier-files',
  'SELECT dossier, pdf FROM case_check WHERE id = $1 AND application_id = $2',
);
const readersOfCase = statement(
  'read-readers-of-case',
  `SELECT e.actor_kind, s.name, count(*) FILTER (WHERE e.kind IN ${LOOKING})::int AS seen,
          count(*) FILTER (WHERE e.kind NOT IN ${LOOKING})::int AS changed, min(e.at) AS first_at, max(e.at) AS last_at
     FROM (SELECT id FROM audit_event WHERE application_id = $1
           UNION SELECT e.id FROM permit p JOIN audit_event e ON e.permit_id = p.id WHERE p.application_id = $1) found
     JOIN audit_event e ON e.id = found.id AND e.municipality_id = $2
     LEFT JOIN staff_member s ON e.actor_kind = 'staff' AND s.id::text = e.actor_id
    GROUP BY e.actor_kind, s.id, s.name ORDER BY e.actor_kind = 'staff' DESC, max(e.at) DESC`,
);
const staffReport = statement(
  'read-staff-report',
  `SELECT s.id, s.name, s.roles, s.seen_at, coalesce(did.seen, 0)::int AS seen, coalesce(did.acts, 0)::int AS acts
     FROM staff_member s LEFT JOIN LATERAL (
       SELECT count(DISTINCT e.application_id) FILTER (WHERE e.kind IN ${LOOKING}) AS seen, count(*) FILTER (WHERE e.kind NOT IN ${LOOKING}) AS acts
         FROM audit_event e WHERE e.actor_kind = 'staff' AND e.actor_id = s.id::text
     ) did ON true
    WHERE s.municipality_id = $1 ORDER BY s.name, s.id`,
);
