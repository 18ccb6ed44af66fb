import { createHash } from 'node:crypto';
import {
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure, type UpdateDefinition } from '@temporalio/common';
import { statement, type Db, type Statement } from '../activities/db/transaction.ts';
import {
  paymentId as paymentProcess,
  permitApplicationId,
  permitId as permitProcess,
  waitlistEntryId,
  renewalId as renewalProcess,
  plateChangeId as plateChangeProcess,
  registerNoticeId as registerNoticeProcess,
  fineReportId as fineReportProcess,
  refundId as refundProcess,
  mandateId as mandateProcess,
} from '../rules/values/process-ids.ts';
import { refuse, type Refusal } from '../rules/values/refusal.ts';
import * as payment from '../workflows/contract/payment.ts';
import * as application from '../workflows/contract/permit-application.ts';
import * as renewal from '../workflows/contract/renewal.ts';
import * as plateChange from '../workflows/contract/plate-change.ts';
import * as fineReport from '../workflows/contract/fine-report.ts';
import { type NoticesChanged } from '../workflows/contract/register-notice.ts';
import { PERMIT, type PermitChanged, type PermitInput } from '../workflows/contract/permit.ts';
import * as waitlist from '../workflows/contract/waitlist-entry.ts';
import { REFUND, type RefundChanged, type RefundInput } from '../workflows/contract/refund.ts';
import * as mandate from '../workflows/contract/mandate.ts';
import { CASES } from '../workflows/contract/queues.ts';

/** Longest wait for a process to answer. The update itself is durable: asking again with the same key gets its answer. */
const PATIENCE_MS = 20_000;

type Said<Result> = Promise<Result | Refusal>;

/** The messages the API sends into processes. What a process refuses comes back as a refusal, at the door or from its rules. */
export interface Processes {
  openApplication(applicationId: string, input: application.Open, key: string): Said<application.Changed>;
  application<Input>(
    id: string,
    update: UpdateDefinition<application.Changed, [Input]>,
    input: Input,
    key: string,
  ): Said<application.Changed>;
  openPlateChange(
    plateChangeId: string,
    input: plateChange.OpenPlateChange,
    key: string,
  ): Said<plateChange.PlateChanged>;
  plateChange<Input>(
    id: string,
    update: UpdateDefinition<plateChange.PlateChanged, [Input]>,
    input: Input,
    key: string,
  ): Said<plateChange.PlateChanged>;
  registerNotice<Input>(
    eventId: string,
    noticeId: string,
    update: UpdateDefinition<NoticesChanged, [Input]>,
    input: Input,
    key: string,
  ): Said<NoticesChanged>;
  openFineReport(reportId: string, input: fineReport.OpenFineReport, key: string): Said<fineReport.FineReported>;
  fineReport<Input>(
    id: string,
    update: UpdateDefinition<fineReport.FineReported, [Input]>,
    input: Input,
    key: string,
  ): Said<fineReport.FineReported>;
  permit<Input>(
    id: string,
    update: UpdateDefinition<PermitChanged, [Input]>,
    input: Input,
    key: string,
  ): Said<PermitChanged>;
  joinWaitlist(entryId: string, input: waitlist.Join, key: string): Said<waitlist.WaitlistChanged>;
  waitlistEntry<Input>(
    id: string,
    update: UpdateDefinition<waitlist.WaitlistChanged, [Input]>,
    input: Input,
    key: string,
  ): Said<waitlist.WaitlistChanged>;
  renewal<Input>(
    id: string,
    update: UpdateDefinition<renewal.RenewalChanged, [Input]>,
    input: Input,
    key: string,
  ): Said<renewal.RenewalChanged>;
  refund<Input>(
    id: string,
    update: UpdateDefinition<RefundChanged, [Input]>,
    input: Input,
    key: string,
  ): Said<RefundChanged>;
  mandate<Input>(
    id: string,
    update: UpdateDefinition<mandate.MandateChanged, [Input]>,
    input: Input,
    key: string,
  ): Said<mandate.MandateChanged>;
  beginPayment(paymentId: string, input: payment.Begin, key: string): Said<payment.Begun>;
  payment<Input, Result>(
    id: string,
    update: UpdateDefinition<Result, [Input]>,
    input: Input,
    key: string,
  ): Said<Result>;
}

export function createProcesses(client: Client, db: Db, clockOffsetMs: () => number): Processes {
  async function send<Input, Result>(
    workflowId: string,
    update: UpdateDefinition<Result, [Input]>,
    input: Input,
    key: string,
    statusOf: { status: Statement; id: string },
  ): Said<Result> {
    const ask = () =>
      client.withDeadline(Date.now() + PATIENCE_MS, () =>
        client.workflow.getHandle(workflowId).executeUpdate(update, { args: [input], updateId: updateIdOf(key) }),
      );
    return unlessOver(
      answered(ask, () => kept(workflowId, key)),
      statusOf,
    );
  }

  /** What a step of a process answered, kept with what it wrote. */
  async function kept<Result>(workflowId: string, key: string): Promise<Result | undefined> {
    const { rows } = await db.query<{ result: Result }>({
      ...keptAnswer,
      values: [`${workflowId}:${updateIdOf(key)}`],
    });
    return rows[0]?.result;
  }

  /** Whoever comes when it is over reads how it ended. */
  async function unlessOver<Result>(
    said: Said<Result>,
    { status, id }: { status: Statement; id: string },
  ): Said<Result> {
    try {
      return await said;
    } catch (error) {
      const over = error instanceof WorkflowNotFoundError || error instanceof WorkflowExecutionAlreadyStartedError;
      if (!over) throw error;
      const { rows } = await db.query<{ status: string }>({ ...status, values: [id] });
      return refuse('move-not-allowed', rows[0] ? { status: rows[0].status } : {}, 'look-again');
    }
  }

  /** One call that starts the process, if it does not run yet, and gives it its first message. */
  function begin<Input, Result>(
    process: { type: string; workflowId: string; input: object; once?: true },
    update: UpdateDefinition<Result, [Input]>,
    input: Input,
    key: string,
  ): Said<Result> {
    const ask = () => {
      const startWorkflowOperation = new WithStartWorkflowOperation(process.type, {
        workflowId: process.workflowId,
        taskQueue: CASES,
        args: [process.input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        ...(process.once && { workflowIdReusePolicy: 'REJECT_DUPLICATE' }),
      });
      return client.withDeadline(Date.now() + PATIENCE_MS, () =>
        client.workflow.executeUpdateWithStart(update, {
          args: [input],
          updateId: updateIdOf(key),
          startWorkflowOperation,
        }),
      );
    };
    return answered(ask, () => kept(process.workflowId, key));
  }

  return {
    openApplication: (applicationId, input, key) => {
      const start: application.PermitApplicationInput = { applicationId };
      const workflowId = permitApplicationId(applicationId);
      return begin({ type: application.PERMIT_APPLICATION, workflowId, input: start }, application.open, input, key);
    },
    application: (id, update, input, key) =>
      send(permitApplicationId(id), update, input, key, { status: applicationStatus, id }),
    openPlateChange: (id, input, key) => {
      const start: plateChange.PlateChangeInput = { plateChangeId: id };
      const workflowId = plateChangeProcess(id);
      return begin({ type: plateChange.PLATE_CHANGE, workflowId, input: start }, plateChange.open, input, key);
    },
    plateChange: (id, update, input, key) =>
      send(plateChangeProcess(id), update, input, key, { status: plateChangeStatus, id }),
    registerNotice: (eventId, noticeId, update, input, key) =>
      send(registerNoticeProcess(eventId), update, input, key, { status: noticeStatus, id: noticeId }),
    openFineReport: (id, input, key) => {
      const start: fineReport.FineReportInput = { reportId: id };
      const workflowId = fineReportProcess(id);
      return begin({ type: fineReport.FINE_REPORT, workflowId, input: start }, fineReport.open, input, key);
    },
    fineReport: (id, update, input, key) =>
      send(fineReportProcess(id), update, input, key, { status: fineReportStatus, id }),
    permit: (id, update, input, key) => {
      // A permit is valid a moment before the relay has started its process, and may be ended in that moment.
      const start: PermitInput = { permitId: id, clockOffsetMs: clockOffsetMs() };
      const process = { type: PERMIT, workflowId: permitProcess(id), input: start, once: true } as const;
      return unlessOver(begin(process, update, input, key), { status: permitStatus, id });
    },
    joinWaitlist: (entryId, input, key) => {
      // The process asks the database how far business time runs ahead when it writes its first row.
      const start: waitlist.WaitlistEntryInput = { entryId, clockOffsetMs: 0 };
      const workflowId = waitlistEntryId(entryId);
      return begin({ type: waitlist.WAITLIST_ENTRY, workflowId, input: start }, waitlist.join, input, key);
    },
    waitlistEntry: (id, update, input, key) =>
      send(waitlistEntryId(id), update, input, key, { status: waitlistStatus, id }),
    renewal: (id, update, input, key) => {
      // The season has opened it a moment before the relay has started its process.
      const start: renewal.RenewalInput = { renewalId: id, clockOffsetMs: clockOffsetMs() };
      const process = { type: renewal.RENEWAL, workflowId: renewalProcess(id), input: start, once: true } as const;
      return unlessOver(begin(process, update, input, key), { status: renewalStatus, id });
    },
    refund: (id, update, input, key) => {
      // Money can come back weeks after its process was over: then that is taken up again.
      const start: RefundInput = { refundId: id, clockOffsetMs: clockOffsetMs() };
      return begin({ type: REFUND, workflowId: refundProcess(id), input: start }, update, input, key);
    },
    mandate: (id, update, input, key) => {
      // It may be revoked in the moment before the relay has started its process.
      const start: mandate.MandateInput = { mandateId: id, clockOffsetMs: clockOffsetMs() };
      const process = { type: mandate.MANDATE, workflowId: mandateProcess(id), input: start, once: true } as const;
      return unlessOver(begin(process, update, input, key), { status: mandateStatus, id });
    },
    beginPayment: (paymentId, input, key) => {
      // The process asks the database how far business time runs ahead when it writes its first row.
      const start: payment.PaymentInput = { paymentId, clockOffsetMs: 0, resumed: false };
      return begin(
        { type: payment.PAYMENT, workflowId: paymentProcess(paymentId), input: start },
        payment.begin,
        input,
        key,
      );
    },
    payment: (id, update, input, key) => send(paymentProcess(id), update, input, key, { status: paymentStatus, id }),
  };
}

/**
 * A process refuses at the door by a failure that carries the refusal. Word that comes in while a process is about to end makes the engine
 * do its last task anew. What was asked in it is asked again then, under the same id; if the process has ended meanwhile by what was asked,
 * its answer is the one that was kept.
 */
async function answered<Result>(ask: () => Promise<Result>, kept: () => Promise<Result | undefined>): Said<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (attempt < MOST_ATTEMPTS && isTaskDoneAnew(error)) continue;
      const before = attempt > 1 ? await kept() : undefined;
      if (before !== undefined) return before;
      if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
        const refused = error.cause.details?.[0] as Refusal | undefined;
        if (refused?.outcome === 'refuse') return refused;
      }
      throw error;
    }
  }
}

const MOST_ATTEMPTS = 3;
/** An update that comes with a start is told so by the connection itself, any other by the client. */
const isTaskDoneAnew = (error: unknown): boolean => {
  const told = error instanceof ServiceError ? error.cause : error;
  return told instanceof Error && /unexpected workflow task failure/.test(told.message);
};

/** Keys of clients never travel into histories as they are. */
const updateIdOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

const keptAnswer = statement('kept-answer', 'SELECT result FROM effect WHERE key = $1');
const applicationStatus = statement('status-of-application', 'SELECT status FROM application WHERE id = $1');
const waitlistStatus = statement('status-of-waitlist-entry', 'SELECT status FROM waitlist_entry WHERE id = $1');
const permitStatus = statement('status-of-permit', 'SELECT status FROM permit WHERE id = $1');
const renewalStatus = statement('status-of-renewal', 'SELECT status FROM renewal WHERE id = $1');
const plateChangeStatus = statement('status-of-plate-change', 'SELECT status FROM plate_change WHERE id = $1');
const mandateStatus = statement('status-of-mandate', 'SELECT status FROM mandate WHERE id = $1');
const noticeStatus = statement('status-of-register-notice', 'SELECT status FROM register_notice WHERE id = $1');
const fineReportStatus = statement('status-of-fine-report', 'SELECT status FROM fine_report WHERE id = $1');
const paymentStatus = statement('status-of-payment', 'SELECT status FROM payment WHERE id = $1');
