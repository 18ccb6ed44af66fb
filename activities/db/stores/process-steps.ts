import { isListedWay, type CaseKind } from '../../../rules/processes.ts';
import { statement, type Db } from '../transaction.ts';
import { BELONGING } from './case-processes.ts';

export interface ProcessOfCase {
  kind: CaseKind;
  id: string;
  number: string | null;
  status: string;
  /** Oldest first; empty where it began before steps were kept. */
  steps: { from: string | null; status: string; at: string }[];
}

/** Every process of a case with where it stands and the way it went, in the order they began. */
export async function readProcessesOfCase(db: Db, applicationId: string): Promise<ProcessOfCase[]> {
  const { rows } = await db.query<ProcessOfCase>({ ...stepsOfCase, values: [applicationId] });
  return rows.map((row) => ({
    ...row,
    steps: row.steps.map((step) => ({ ...step, at: new Date(step.at).toISOString() })),
  }));
}

/** Ways cases went lately that no table knows, with whose they were: a program that writes what the process does not allow. */
export async function unlistedWays(
  db: Db,
): Promise<{ kind: CaseKind; from: string | null; to: string; subjects: string[] }[]> {
  const { rows } = await db.query<{ kind: CaseKind; from: string | null; to: string; subjects: string[] }>(waysGone);
  return rows.filter(({ kind, from, to }) => !isListedWay(kind, from, to));
}

const stepsOfCase = statement(
  'read-process-steps-of-case',
  `WITH ${BELONGING}, found AS (
     SELECT 'permit-application' AS kind, id, number, status, opened_at AS began FROM application WHERE id = $1
     UNION ALL SELECT 'permit', id, number, status, issued_at FROM permit WHERE application_id = $1
     UNION ALL SELECT 'payment', id, reference, status, created_at FROM payment WHERE id IN (SELECT id FROM of_payment)
     UNION ALL SELECT 'waitlist-entry', id, number, status, entered_at FROM waitlist_entry WHERE application_id = $1
     UNION ALL SELECT 'renewal', r.id, r.number, r.status, r.opened_at FROM of_permit p JOIN renewal r ON r.permit_id = p.id
     UNION ALL SELECT 'plate-change', n.id, n.number, n.status, n.opened_at FROM of_permit p JOIN plate_change n ON n.permit_id = p.id
     UNION ALL SELECT 'register-notice', n.id, NULL, n.status, n.opened_at FROM of_permit p JOIN register_notice n ON n.permit_id = p.id
     UNION ALL SELECT 'fine-report', x.id, x.number, x.status, x.opened_at FROM of_permit p JOIN fine_report x ON x.permit_id = p.id
     UNION ALL SELECT 'grant', g.id, NULL, g.status, g.invited_at FROM of_permit p JOIN permit_grant g ON g.permit_id = p.id
     UNION ALL SELECT 'refund', f.id, f.number, f.status, f.created_at FROM of_payment y JOIN refund f ON f.payment_id = y.id
   )
   SELECT kind, id, number, status,
          coalesce((SELECT json_agg(json_build_object('from', s.from_status, 'status', s.status, 'at', s.at) ORDER BY s.id)
                      FROM process_step s WHERE s.subject_id = found.id AND s.kind = found.kind), '[]') AS steps
     FROM found ORDER BY kind <> 'permit-application', began, id`,
);
const waysGone = statement(
  'read-ways-gone',
  `SELECT kind, from_status AS "from", status AS "to", (array_agg(DISTINCT subject_id::text))[1:20] AS subjects
     FROM process_step WHERE id > coalesce((SELECT max(id) FROM process_step), 0) - 100000 GROUP BY kind, from_status, status`,
);
