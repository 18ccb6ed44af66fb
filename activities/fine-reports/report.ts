import { type PoolClient } from 'pg';
import { type Actor } from '../../rules/audit.ts';
import {
  isReportOver,
  mayMoveReport,
  type FineRefusal,
  type FineReportDeadline,
  type FineReportMove,
  type FineReportStatus,
  type WrongCause,
} from '../../rules/fine-reports/status.ts';
import { type Language, type MessageKind } from '../../rules/messages.ts';
import { type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { fineReportId as processIdOf } from '../../rules/values/process-ids.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import type { FineReported, FineReportState } from '../../workflows/contract/fine-report.ts';
import { queueMessage, type PrivateToMail } from '../db/stores/messages.ts';
import { processWaitsUntil } from '../db/stores/outbox.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** A report of a wrong fine as it lies in the books, held until the transaction ends. */
export interface FineReport {
  id: string;
  municipalityId: string;
  permitId: string;
  applicationId: string;
  /** Whose permit it is; not always who reports. */
  permitHolderId: string;
  actionId: string | null;
  holderId: string | null;
  accountId: string | null;
  email: string | null;
  language: Language;
  number: string;
  legalOn: CivilDate;
  status: FineReportStatus;
  deadlines: FineReportDeadline[];
  version: number;
}

/** What every act on a report carries: which one, who, when in business time, and the key that makes a repeat harmless. */
export interface ReportAct {
  reportId: string;
  actor: Actor;
  at: Instant;
  key: string;
}

/** One act on a report: where it stands must allow the move, and everything it writes is committed together or not at all. */
export function act(
  deps: Pick<Deps, 'pool'>,
  { reportId, key }: Omit<ReportAct, 'actor'>,
  move: FineReportMove,
  step: (tx: PoolClient, report: FineReport) => Promise<FineReportState | Refusal>,
): Promise<FineReported> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<FineReported> => {
      const report = await lockReport(tx, reportId);
      if (!report) return refuse('not-found');
      const allowed = mayMoveReport(report.status, move);
      if (isRefusal(allowed)) return allowed;
      const state = await step(tx, report);
      return 'outcome' in state ? state : { outcome: 'changed', state };
    }),
  );
}

export async function lockReport(tx: Db, id: string): Promise<FineReport | undefined> {
  const { rows } = await tx.query<ReportRow>({ ...findReport, values: [id] });
  const [row] = rows;
  return row && { ...row, email: row.reporter === 'holder' ? row.holder_email : (row.account_email ?? '') };
}

export interface Closing {
  status: Exclude<FineReportStatus, 'with-staff'>;
  cause?: WrongCause;
  ground?: FineRefusal;
  answeredBy?: string;
  answerSealed?: Buffer | null;
}

/** Nothing more is asked of anybody: it stands where it ended. */
export async function closeReport(
  tx: Db,
  report: FineReport,
  { status, cause, ground, answeredBy, answerSealed }: Closing,
  at: Instant,
): Promise<FineReportState> {
  const version = report.version + 1;
  await tx.query({
    ...endReport,
    values: [report.id, version, status, cause ?? null, ground ?? null, answeredBy ?? null, answerSealed ?? null, at],
  });
  await processWaitsUntil(tx, processIdOf(report.id), null);
  return { status, version, deadlines: [], over: true };
}

/** The terms that are still to come. */
export async function waitOn(tx: Db, report: FineReport, deadlines: FineReportDeadline[]): Promise<FineReportState> {
  const version = report.version + 1;
  await tx.query({ ...setTerms, values: [report.id, version, JSON.stringify(deadlines)] });
  await processWaitsUntil(tx, processIdOf(report.id), deadlines[0]?.at ?? null);
  return { status: report.status, version, deadlines, over: false };
}

export const stateOf = ({ status, version, deadlines }: FineReport): FineReportState => ({
  status,
  version,
  deadlines,
  over: isReportOver(status),
});

/** Ids of a report for the audit trail: it is part of the life of its permit. */
export const subjectOf = ({
  municipalityId,
  permitHolderId: holderId,
  applicationId,
  permitId,
}: Pick<FineReport, 'municipalityId' | 'permitHolderId' | 'applicationId' | 'permitId'>) => ({
  municipalityId,
  holderId,
  applicationId,
  permitId,
});

/** Tells whoever reported it, where they reported it; what mail does not bring goes on paper. */
export function mailReporter(
  tx: Db,
  report: FineReport,
  kind: Extract<MessageKind, `fine-report-${string}`>,
  at: Instant,
  more: PrivateToMail = {},
): Promise<void> {
  const { municipalityId, holderId, accountId, language, email: recipient, permitId, actionId, id } = report;
  return queueMessage(
    tx,
    {
      municipalityId, holderId, accountId, language, recipient, kind, permitId, fineReportId: id, private: more,
      ...(actionId !== null && { actionId }),
    }, // prettier-ignore
    at,
  );
}

type ReportRow = Omit<FineReport, 'email'> & {
  reporter: 'holder' | 'account';
  holder_email: string | null;
  account_email: string | null;
};

const findReport = statement(
  'lock-fine-report',
  `SELECT f.id, f.municipality_id AS "municipalityId", f.permit_id AS "permitId", p.application_id AS "applicationId",
          p.holder_id AS "permitHolderId", f.action_id AS "actionId", f.reporter, f.holder_id AS "holderId", f.account_id AS "accountId",
          h.email AS holder_email, a.email AS account_email, f.language, f.number, f.legal_on::text AS "legalOn", f.status, f.deadlines, f.version
     FROM fine_report f JOIN permit p ON p.id = f.permit_id LEFT JOIN holder h ON h.id = f.holder_id LEFT JOIN account a ON a.id = f.account_id
    WHERE f.id = $1 FOR UPDATE OF f`,
);
const endReport = statement(
  'end-fine-report',
  `UPDATE fine_report SET version = $2, status = $3, cause = $4, ground = $5, answered_by = $6, answer_sealed = $7, closed_at = $8, deadlines = '[]'
    WHERE id = $1`,
);
const setTerms = statement(
  'set-terms-of-fine-report',
  'UPDATE fine_report SET version = $2, deadlines = $3 WHERE id = $1',
);
