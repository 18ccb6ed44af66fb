import { type FineReportDeadline } from '../../rules/fine-reports/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { fineReportId as processIdOf } from '../../rules/values/process-ids.ts';
import { refuse } from '../../rules/values/refusal.ts';
import type { FineReported } from '../../workflows/contract/fine-report.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { closeProcess } from '../db/stores/outbox.ts';
import { escalate } from '../db/stores/tasks.ts';
import { inTransaction, once } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { lockReport, mailReporter, stateOf, subjectOf, waitOn } from './report.ts';

export interface TermReached {
  reportId: string;
  kind: FineReportDeadline['kind'];
  /** In which version the term was set; a report that moved on has none. */
  version: number;
  at: Instant;
  key: string;
}

/** Nobody has answered yet: staff see how urgent it is, and at the end of the term of the law who waits is told so. */
export function reachFineReportTerm(
  deps: Deps,
  { reportId, kind, version, at, key }: TermReached,
): Promise<FineReported> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<FineReported> => {
      const report = await lockReport(tx, reportId);
      if (!report) return refuse('not-found');
      if (report.version !== version) return { outcome: 'changed', state: stateOf(report) };
      await escalate(tx, report.id, kind === 'target' ? 'target' : 'legal');
      await record(tx, at, SYSTEM, subjectOf(report), { kind: 'term-reached', data: { kind } });
      if (kind === 'legal-term') await mailReporter(tx, report, 'fine-report-late', at);
      return {
        outcome: 'changed',
        state: await waitOn(
          tx,
          report,
          report.deadlines.filter((due) => due.at > at),
        ),
      };
    }),
  );
}

export function readFineReport(deps: Deps, { reportId }: { reportId: string }): Promise<FineReported> {
  return inTransaction(deps.pool, async (tx): Promise<FineReported> => {
    const report = await lockReport(tx, reportId);
    return report ? { outcome: 'changed', state: stateOf(report) } : refuse('not-found');
  });
}

export async function closeFineReport(deps: Deps, { reportId, at }: { reportId: string; at: Instant }): Promise<void> {
  await closeProcess(deps.pool, processIdOf(reportId), at);
}
