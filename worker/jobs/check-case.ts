import { performCheck, type CheckDeps } from '../../activities/audit/check-case.ts';
import { type Log } from '../../activities/log.ts';
import { type Consumer } from '../queues.ts';

/** An auditor had asked for it and looks every few seconds whether it is there; what fails for good is told in the log and asked anew. */
export const checkCase = (deps: CheckDeps, log: Log): Consumer<'audit'> => ({
  work: (payload) => performCheck(deps, payload),
  last: ({ checkId }, error) => Promise.resolve(log.error({ err: error, checkId }, 'a case could not be checked')),
});
