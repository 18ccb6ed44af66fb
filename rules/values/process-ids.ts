/**
 * Names of durable processes. They are made of row ids, so that whoever knows the row knows its process, and nothing in a name tells
 * who or which car it is about.
 */
export const permitApplicationId = (applicationId: string): string => `permit-application-${applicationId}`;
export const permitId = (id: string): string => `permit-${id}`;
export const paymentId = (id: string): string => `payment-${id}`;
export const parkingActionId = (id: string): string => `parking-action-${id}`;
export const renewalId = (id: string): string => `renewal-${id}`;
export const refundId = (id: string): string => `refund-${id}`;
export const mandateId = (id: string): string => `mandate-${id}`;
export const grantId = (id: string): string => `grant-${id}`;
export const plateChangeId = (id: string): string => `plate-change-${id}`;
export const registerNoticeId = (eventId: string): string => `register-notice-${eventId}`;
export const fineReportId = (id: string): string => `fine-report-${id}`;
export const waitlistEntryId = (id: string): string => `waitlist-entry-${id}`;
export const letterId = (id: string): string => `letter-${id}`;
export const jobId = (job: string): string => `job-${job}`;
