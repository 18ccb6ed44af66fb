import { type Actor } from '../../rules/audit.ts';
import { type WrongCause } from '../../rules/fine-reports/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

export interface WrongByOfficer {
  municipalityId: string;
  officerId: string;
  /** As the page knows it: also the number a device gave without a connection. */
  checkId: string;
  cause: WrongCause;
  actor: Actor;
}

/** "The system is wrong", says who made the check; of nobody else's check, and again with another cause is a change of mind (BEYOND-026). */
export function markByOfficer(
  { pool, clock }: Pick<Deps, 'pool' | 'clock'>,
  { municipalityId, officerId, checkId, cause, actor }: WrongByOfficer,
): Promise<{ outcome: 'marked' } | Refusal> {
  const at = clock();
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ check_id: string; found_by: string }>({
      ...addByOfficer,
      values: [checkId, municipalityId, officerId, cause, at],
    });
    const marked = rows[0];
    if (!marked) return refuse('not-found');
    const event = { kind: 'check-found-wrong', data: { checkId: marked.check_id, cause } } as const;
    await record(tx, at, actor, { municipalityId }, event);
    return { outcome: 'marked' };
  });
}

/** A report of a wrong fine was right: what officers saw red that day counts, with the cause a person gave it. */
export async function markByReport(tx: Db, reportId: string, cause: WrongCause, at: Instant): Promise<void> {
  await tx.query({ ...addByReport, values: [reportId, cause, at] });
}

/** A cause that staff gave after looking into it stays. */
const addByOfficer = statement(
  'add-wrong-check-by-officer',
  `INSERT INTO wrong_check (check_id, municipality_id, checked_at, cause, found_by, found_at)
   SELECT id, municipality_id, at, $4, 'officer', $5 FROM plate_check
    WHERE (id = $1 OR offline_id = $1) AND municipality_id = $2 AND officer_id = $3
   ON CONFLICT (check_id) DO UPDATE
     SET cause = CASE wrong_check.found_by WHEN 'officer' THEN excluded.cause ELSE wrong_check.cause END
   RETURNING check_id, found_by`,
);
const addByReport = statement(
  'add-wrong-checks-by-report',
  `INSERT INTO wrong_check (check_id, municipality_id, checked_at, cause, found_by, report_id, found_at)
   SELECT c.id, c.municipality_id, c.at, $2, 'report', $1, $3 FROM fine_report_check l JOIN plate_check c ON c.id = l.check_id
    WHERE l.report_id = $1 AND c.active_until IS NULL
   ON CONFLICT (check_id) DO UPDATE SET cause = excluded.cause, found_by = 'report', report_id = excluded.report_id`,
);
