import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import {
  fineReportId,
  grantId,
  letterId,
  mandateId,
  parkingActionId,
  paymentId,
  permitApplicationId,
  permitId,
  plateChangeId,
  registerNoticeId,
  waitlistEntryId,
  renewalId,
  refundId,
} from '../rules/values/process-ids.ts';
import { clockMoved } from '../workflows/contract/business-clock.ts';
import { FINE_REPORT, type FineReportInput } from '../workflows/contract/fine-report.ts';
import { GRANT, grantChanged, type GrantInput } from '../workflows/contract/grant.ts';
import { LETTER, rendered, type LetterInput } from '../workflows/contract/letter.ts';
import { MANDATE, mandateChanged, type MandateInput } from '../workflows/contract/mandate.ts';
import { hint, PAYMENT, type PaymentInput } from '../workflows/contract/payment.ts';
import { paid, PERMIT_APPLICATION, type PermitApplicationInput } from '../workflows/contract/permit-application.ts';
import * as plateChange from '../workflows/contract/plate-change.ts';
import { end, PERMIT, rightsChanged, termChanged, type PermitInput } from '../workflows/contract/permit.ts';
import { closed, paid as renewalPaid, RENEWAL, type RenewalInput } from '../workflows/contract/renewal.ts';
import {
  PARKING_ACTION,
  parkingCorrected,
  parkingExtended,
  parkingStopped,
  type ParkingActionInput,
} from '../workflows/contract/parking-action.ts';
import { REFUND, refundChanged, type RefundInput } from '../workflows/contract/refund.ts';
import { CASES, PARKING } from '../workflows/contract/queues.ts';
import { noticeSettled, REGISTER_NOTICE, type RegisterNoticeInput } from '../workflows/contract/register-notice.ts';
import { WAITLIST_ENTRY, waitlistChanged, type WaitlistEntryInput } from '../workflows/contract/waitlist-entry.ts';
import { type QueueName, type QueuePayloads } from '../activities/queues.ts';
import { type Commands } from '../activities/db/stores/outbox.ts';
import { begun } from './begun.ts';
import { type Command } from './outbox.ts';
import { startRecurringJob } from './recurring.ts';

export interface DeliverDeps {
  client: Client;
  clockOffsetMs: () => number;
  enqueue: <Name extends QueueName>(queue: Name, id: string, payload: QueuePayloads[Name]) => Promise<void>;
  /** Whether this process may run the first task itself. The engine does not ask then whether its build is the current one. */
  eager: boolean;
}

/** Turns a command into a start, a signal or a job. A repeat finds its work done and is content. */
export function deliverTo({ client, clockOffsetMs, enqueue, eager }: DeliverDeps) {
  const start = <Input>(type: string, workflowId: string, input: Input, taskQueue = CASES) =>
    settled(
      client.workflow.start(type, {
        workflowId,
        taskQueue,
        args: [input],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        // Same process, same connection: the first task comes back with the answer instead of through the queue.
        requestEagerStart: eager,
      }),
    );

  /** From its books alone; one that runs is left alone, for it may be somebody else who was quicker. */
  const restart = ({ kind, subjectId }: Commands['restart-process']) => {
    const { type, workflowId, input, taskQueue = CASES } = begun(kind, subjectId, clockOffsetMs());
    return settled(
      client.workflow.start(type, {
        workflowId,
        taskQueue,
        args: [input],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
      }),
    );
  };

  return async function deliver(command: Command): Promise<void> {
    switch (command.kind) {
      case 'start-permit': {
        const input: PermitInput = { permitId: command.payload.permitId, clockOffsetMs: clockOffsetMs() };
        return start(PERMIT, permitId(input.permitId), input);
      }
      case 'start-letter': {
        const input: LetterInput = command.payload;
        return start(LETTER, letterId(input.letterId), input);
      }
      case 'start-job':
        return startRecurringJob(client, command.payload.job, clockOffsetMs());
      case 'start-application': {
        const { applicationId } = command.payload;
        const input: PermitApplicationInput = { applicationId, begun: { clockOffsetMs: clockOffsetMs() } };
        return start(PERMIT_APPLICATION, permitApplicationId(applicationId), input);
      }
      case 'application-paid':
        return settled(client.workflow.getHandle(permitApplicationId(command.payload.applicationId)).signal(paid));
      case 'plate-change-paid':
        return settled(
          client.workflow.getHandle(plateChangeId(command.payload.plateChangeId)).signal(plateChange.paid),
        );
      case 'plate-change-stopped':
        return settled(
          client.workflow.getHandle(plateChangeId(command.payload.plateChangeId)).signal(plateChange.stopped),
        );
      case 'end-permit': {
        const { permitId: id, noticeId, actor, ground } = command.payload;
        const process = client.workflow.getHandle(permitId(id));
        return settled(process.executeUpdate(end, { args: [{ actor, ground }], updateId: noticeId }));
      }
      case 'start-register-notice': {
        const input: RegisterNoticeInput = { eventId: command.payload.eventId, clockOffsetMs: clockOffsetMs() };
        return start(REGISTER_NOTICE, registerNoticeId(input.eventId), input);
      }
      case 'register-notice-settled':
        return settled(client.workflow.getHandle(registerNoticeId(command.payload.eventId)).signal(noticeSettled));
      case 'start-fine-report': {
        const { reportId } = command.payload;
        const input: FineReportInput = { reportId, begun: { clockOffsetMs: clockOffsetMs() } };
        return start(FINE_REPORT, fineReportId(reportId), input);
      }
      case 'payment-hint': {
        // A late report may come when the process is over: it is taken up again, and asks the provider.
        const input: PaymentInput = {
          paymentId: command.payload.paymentId,
          clockOffsetMs: clockOffsetMs(),
          resumed: true,
        };
        await client.workflow.signalWithStart(PAYMENT, {
          workflowId: paymentId(input.paymentId),
          taskQueue: CASES,
          args: [input],
          signal: hint,
        });
        return;
      }
      case 'start-mandate': {
        const input: MandateInput = { mandateId: command.payload.mandateId, clockOffsetMs: clockOffsetMs() };
        return start(MANDATE, mandateId(input.mandateId), input);
      }
      case 'mandate-changed':
        return settled(client.workflow.getHandle(mandateId(command.payload.mandateId)).signal(mandateChanged));
      case 'start-refund': {
        const input: RefundInput = { refundId: command.payload.refundId, clockOffsetMs: clockOffsetMs() };
        return start(REFUND, refundId(input.refundId), input);
      }
      case 'refund-changed': {
        // Money may come back weeks after everything was over: its process is taken up again.
        const input: RefundInput = { refundId: command.payload.refundId, clockOffsetMs: clockOffsetMs() };
        await client.workflow.signalWithStart(REFUND, {
          workflowId: refundId(input.refundId),
          taskQueue: CASES,
          args: [input],
          signal: refundChanged,
        });
        return;
      }
      case 'start-parking-action': {
        const { actionId } = command.payload;
        const input: ParkingActionInput = { actionId, clockOffsetMs: clockOffsetMs(), endsAtOnce: true };
        return start(PARKING_ACTION, parkingActionId(input.actionId), input, PARKING);
      }
      case 'parking-stopped':
        return settled(client.workflow.getHandle(parkingActionId(command.payload.actionId)).signal(parkingStopped));
      case 'parking-extended':
        return settled(client.workflow.getHandle(parkingActionId(command.payload.actionId)).signal(parkingExtended));
      case 'parking-corrected':
        return settled(client.workflow.getHandle(parkingActionId(command.payload.actionId)).signal(parkingCorrected));
      case 'permit-rights-changed':
        return settled(client.workflow.getHandle(permitId(command.payload.permitId)).signal(rightsChanged));
      case 'permit-term-changed': {
        // Of one that had expired the process is over: it is taken up again.
        const input: PermitInput = { permitId: command.payload.permitId, clockOffsetMs: clockOffsetMs() };
        await client.workflow.signalWithStart(PERMIT, {
          workflowId: permitId(input.permitId),
          taskQueue: CASES,
          args: [input],
          signal: termChanged,
        });
        return;
      }
      case 'start-renewal': {
        const input: RenewalInput = { renewalId: command.payload.renewalId, clockOffsetMs: clockOffsetMs() };
        return start(RENEWAL, renewalId(input.renewalId), input);
      }
      case 'renewal-paid':
        return settled(client.workflow.getHandle(renewalId(command.payload.renewalId)).signal(renewalPaid));
      case 'renewal-closed':
        return settled(client.workflow.getHandle(renewalId(command.payload.renewalId)).signal(closed));
      case 'start-grant': {
        const input: GrantInput = { grantId: command.payload.grantId, clockOffsetMs: clockOffsetMs() };
        return start(GRANT, grantId(input.grantId), input);
      }
      case 'grant-changed':
        return settled(client.workflow.getHandle(grantId(command.payload.grantId)).signal(grantChanged));
      case 'waitlist-changed': {
        // One that was lost is taken up again: it reads in the books where it stands.
        const input: WaitlistEntryInput = { entryId: command.payload.entryId, clockOffsetMs: clockOffsetMs() };
        await client.workflow.signalWithStart(WAITLIST_ENTRY, {
          workflowId: waitlistEntryId(input.entryId),
          taskQueue: CASES,
          args: [input],
          signal: waitlistChanged,
        });
        return;
      }
      case 'offer-places':
        // By command, not by place: one that comes free while the last is looked at must be looked at too.
        return enqueue('places', command.seq, command.payload);
      case 'letter-rendered':
        return settled(client.workflow.getHandle(letterId(command.payload.letterId)).signal(rendered));
      case 'clock-moved': {
        const { workflowId, offsetMs } = command.payload;
        return settled(client.workflow.getHandle(workflowId).signal(clockMoved, { offsetMs }));
      }
      case 'restart-process':
        return restart(command.payload);
      case 'retry-activity': {
        const { workflowId, activity } = command.payload;
        const { namespace } = client.options;
        const reset = { namespace, execution: { workflowId }, type: activity, resetHeartbeat: true };
        return settled(client.workflowService.resetActivity(reset));
      }
      case 'send-mail':
        return enqueue('mail', command.payload.messageId, command.payload);
      case 'alarm-crossed':
        // By crossing, not by balance: one that falls again while the last is looked at must be looked at too.
        return enqueue('alarms', command.payload.crossingId, command.payload);
      case 'check-case':
        return enqueue('audit', command.payload.checkId, command.payload);
      case 'simulate':
        return enqueue('simulations', command.payload.simulationId, command.payload);
      case 'make-bundle':
        return enqueue('bundles', command.payload.bundleId, command.payload);
      case 'send-push':
        return enqueue('push', command.seq, command.payload);
      case 'print-batch':
        return enqueue('post', command.payload.batchId, command.payload);
      case 'render-letter':
        return enqueue('letters', command.payload.letterId, command.payload);
      default:
        return command satisfies never;
    }
  };
}

/** Started before, or finished already: the books are closed in the database, so there is nothing left to tell. */
async function settled(delivery: Promise<unknown>): Promise<void> {
  try {
    await delivery;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError || error instanceof WorkflowNotFoundError) return;
    if (error instanceof WorkflowUpdateFailedError) return; // refused: somebody else ended it first
    throw error;
  }
}
