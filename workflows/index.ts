export { grant } from './grant.ts';
export { letter } from './letter.ts';
export { parkingAction } from './parking-action.ts';
export { payment } from './payment.ts';
export { permit } from './permit.ts';
export { permitApplication } from './permit-application.ts';
export { recurringJob } from './recurring-job.ts';
