import { type WorkerDeps } from './ports.ts';
import { planJob, runJob } from './jobs.ts';
import {
  closeMandate,
  dropMandate,
  lapseMandate,
  mandateState,
  registerMandate,
  revokeMandate,
} from './direct-debit/mandate.ts';
import {
  answerFineReport,
  attachToFineReport,
  claimFineReport,
  releaseFineReport,
  withdrawFineReport,
} from './fine-reports/answer.ts';
import { openFineReport } from './fine-reports/open.ts';
import { closeFineReport, reachFineReportTerm, readFineReport } from './fine-reports/time.ts';
import { closeGrant, grantFacts, reachGrantTerm } from './grants/term.ts';
import { closeLetter, requestRendering } from './letters/state.ts';
import { closePayment } from './payments/close.ts';
import { approveRefund, refuseRefund, settleTransfer, useAccount } from './refunds/act.ts';
import { tellLateRefund } from './refunds/late.ts';
import { lookAtRefund, sendRefund } from './refunds/send.ts';
import { closeRefund, refundFacts } from './refunds/state.ts';
import { closeParking, parkingFacts, settleParking } from './parking.ts';
import { remindParking } from './parking-notices.ts';
import { cancelPayment, failPayment, readPayment } from './payments/settle.ts';
import { createAtProvider, startPayment } from './payments/start.ts';
import { attachDocument, detachDocument, recordAnswer, submitDocuments } from './permit-applications/answer.ts';
import { confirmApplication } from './permit-applications/confirm.ts';
import { askKeeper, recordKeeper } from './permit-applications/keeper.ts';
import { applicationState, openApplication } from './permit-applications/open.ts';
import { claimTask, decideTask, releaseTask } from './permit-applications/review.ts';
import { closeApplication, issueAfterPayment, reachDeadline, withdrawApplication } from './permit-applications/time.ts';
import {
  attachToPlateChange,
  confirmPlateChange,
  detachFromPlateChange,
  withdrawPlateChange,
} from './plate-changes/answer.ts';
import { askKeeperOfChange, recordKeeperOfChange } from './plate-changes/keeper.ts';
import { openPlateChange } from './plate-changes/open.ts';
import { claimPlateChangeTask, decidePlateChangeTask, releasePlateChangeTask } from './plate-changes/review.ts';
import { closePlateChange, giveBackPlate, settlePaidPlateChange } from './plate-changes/settle.ts';
import { reachPlateChangeDeadline, readPlateChangeState } from './plate-changes/time.ts';
import { blockPermit, unblockPermit } from './permits/block.ts';
import { closePermit, endPermit, expirePermit, permitFacts } from './permits/life.ts';
import { claimNoticeTask, decideNoticeTask, releaseNoticeTask } from './register-notices/review.ts';
import { objectToNotice, closeNotices, noticesState, openNotices, overdueNotices } from './register-notices/notices.ts';
import { closeRenewal, confirmRenewal, reachRenewalDeadline, renewAfterPayment, renewalFacts, withdrawRenewal } from './renewals/acts.ts'; // prettier-ignore
import { registerRight, revokeRight } from './permits/registration.ts';
import { acceptOffer, skipOffer, withdrawFromWaitlist } from './waitlist/act.ts';
import { chooseWaitlistLocations, joinWaitlist } from './waitlist/join.ts';
import { closeWaitlistEntry, reachOfferDeadline, waitlistState } from './waitlist/time.ts';

/** Every effect a process can have, by the name it calls it. */
const ACTIVITIES = {
  openApplication,
  applicationState,
  recordAnswer,
  attachDocument,
  detachDocument,
  submitDocuments,
  confirmApplication,
  withdrawApplication,
  claimTask,
  releaseTask,
  decideTask,
  askKeeper,
  recordKeeper,
  reachDeadline,
  issueAfterPayment,
  closeApplication,
  openPlateChange,
  askKeeperOfChange,
  recordKeeperOfChange,
  attachToPlateChange,
  detachFromPlateChange,
  confirmPlateChange,
  withdrawPlateChange,
  giveBackPlate,
  claimPlateChangeTask,
  releasePlateChangeTask,
  decidePlateChangeTask,
  settlePaidPlateChange,
  reachPlateChangeDeadline,
  readPlateChangeState,
  closePlateChange,
  openNotices,
  objectToNotice,
  claimNoticeTask,
  releaseNoticeTask,
  decideNoticeTask,
  overdueNotices,
  noticesState,
  closeNotices,
  openFineReport,
  attachToFineReport,
  withdrawFineReport,
  claimFineReport,
  releaseFineReport,
  answerFineReport,
  reachFineReportTerm,
  readFineReport,
  closeFineReport,
  endPermit,
  blockPermit,
  unblockPermit,
  expirePermit,
  permitFacts,
  closePermit,
  renewalFacts,
  confirmRenewal,
  withdrawRenewal,
  reachRenewalDeadline,
  renewAfterPayment,
  closeRenewal,
  registerRight,
  revokeRight,
  parkingFacts,
  remindParking,
  settleParking,
  closeParking,
  grantFacts,
  reachGrantTerm,
  closeGrant,
  startPayment,
  createAtProvider,
  failPayment,
  cancelPayment,
  readPayment,
  closePayment,
  registerMandate,
  revokeMandate,
  mandateState,
  lapseMandate,
  dropMandate,
  closeMandate,
  refundFacts,
  approveRefund,
  refuseRefund,
  settleTransfer,
  useAccount,
  sendRefund,
  lookAtRefund,
  tellLateRefund,
  closeRefund,
  requestRendering,
  closeLetter,
  joinWaitlist,
  chooseWaitlistLocations,
  acceptOffer,
  skipOffer,
  withdrawFromWaitlist,
  waitlistState,
  reachOfferDeadline,
  closeWaitlistEntry,
  planJob,
  runJob,
};

export const ACTIVITY_NAMES = Object.keys(ACTIVITIES) as readonly (keyof Activities)[];

type Effects = typeof ACTIVITIES;

/** The same verbs as a process sees them: without what they need. */
export type Activities = {
  [Name in keyof Effects]: (command: Parameters<Effects[Name]>[1]) => Promise<Awaited<ReturnType<Effects[Name]>>>;
};

export function createActivities(deps: WorkerDeps): Activities {
  return Object.fromEntries(
    Object.entries(ACTIVITIES).map(([name, effect]) => [name, (command: never) => effect(deps, command)]),
  ) as unknown as Activities;
}
