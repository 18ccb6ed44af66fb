import { type ProcessKind } from '../activities/db/stores/outbox.ts';
import * as id from '../rules/values/process-ids.ts';
import { FINE_REPORT, type FineReportInput } from '../workflows/contract/fine-report.ts';
import { GRANT, type GrantInput } from '../workflows/contract/grant.ts';
import { LETTER, type LetterInput } from '../workflows/contract/letter.ts';
import { MANDATE, type MandateInput } from '../workflows/contract/mandate.ts';
import { PARKING_ACTION, type ParkingActionInput } from '../workflows/contract/parking-action.ts';
import { PAYMENT, type PaymentInput } from '../workflows/contract/payment.ts';
import { PERMIT_APPLICATION, type PermitApplicationInput } from '../workflows/contract/permit-application.ts';
import { PERMIT, type PermitInput } from '../workflows/contract/permit.ts';
import { PLATE_CHANGE, type PlateChangeInput } from '../workflows/contract/plate-change.ts';
import { PARKING } from '../workflows/contract/queues.ts';
import { REFUND, type RefundInput } from '../workflows/contract/refund.ts';
import { REGISTER_NOTICE, type RegisterNoticeInput } from '../workflows/contract/register-notice.ts';
import { RENEWAL, type RenewalInput } from '../workflows/contract/renewal.ts';
import { WAITLIST_ENTRY, type WaitlistEntryInput } from '../workflows/contract/waitlist-entry.ts';

interface Begun {
  type: string;
  workflowId: string;
  input: object;
  taskQueue?: string;
}

/** A process that takes up its case where the books say it stands. */
export function begun(kind: Exclude<ProcessKind, 'job'>, subjectId: string, clockOffsetMs: number): Begun {
  const process = <Input extends object>(type: string, workflowId: string, input: Input): Begun => ({
    type,
    workflowId,
    input,
  });
  switch (kind) {
    case 'permit-application':
      return process<PermitApplicationInput>(PERMIT_APPLICATION, id.permitApplicationId(subjectId), {
        applicationId: subjectId,
        begun: { clockOffsetMs },
      });
    case 'plate-change':
      return process<PlateChangeInput>(PLATE_CHANGE, id.plateChangeId(subjectId), {
        plateChangeId: subjectId,
        begun: { clockOffsetMs },
      });
    case 'permit':
      return process<PermitInput>(PERMIT, id.permitId(subjectId), { permitId: subjectId, clockOffsetMs });
    case 'renewal':
      return process<RenewalInput>(RENEWAL, id.renewalId(subjectId), { renewalId: subjectId, clockOffsetMs });
    case 'waitlist-entry':
      return process<WaitlistEntryInput>(WAITLIST_ENTRY, id.waitlistEntryId(subjectId), {
        entryId: subjectId,
        clockOffsetMs,
      });
    case 'refund':
      return process<RefundInput>(REFUND, id.refundId(subjectId), { refundId: subjectId, clockOffsetMs });
    case 'payment':
      return process<PaymentInput>(PAYMENT, id.paymentId(subjectId), {
        paymentId: subjectId,
        clockOffsetMs,
        resumed: true,
      });
    case 'mandate':
      return process<MandateInput>(MANDATE, id.mandateId(subjectId), { mandateId: subjectId, clockOffsetMs });
    case 'grant':
      return process<GrantInput>(GRANT, id.grantId(subjectId), { grantId: subjectId, clockOffsetMs });
    case 'register-notice':
      return process<RegisterNoticeInput>(REGISTER_NOTICE, id.registerNoticeId(subjectId), {
        eventId: subjectId,
        clockOffsetMs,
      });
    case 'fine-report':
      return process<FineReportInput>(FINE_REPORT, id.fineReportId(subjectId), {
        reportId: subjectId,
        begun: { clockOffsetMs },
      });
    case 'letter':
      return process<LetterInput>(LETTER, id.letterId(subjectId), { letterId: subjectId });
    case 'parking-action':
      return {
        ...process<ParkingActionInput>(PARKING_ACTION, id.parkingActionId(subjectId), {
          actionId: subjectId,
          clockOffsetMs,
        }),
        taskQueue: PARKING,
      };
    default:
      return kind satisfies never;
  }
}
