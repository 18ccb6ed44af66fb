export { letter } from './letter.ts';
export { payment } from './payment.ts';
export { permit } from './permit.ts';
export { permitApplication } from './permit-application.ts';
export { recurringJob } from './recurring-job.ts';
