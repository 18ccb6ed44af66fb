import { type Log } from '../../activities/log.ts';
import { makeBundle, type BundleDeps } from '../../activities/objections/make.ts';
import { type Consumer } from '../queues.ts';

/** Who asked for it looks every few seconds whether it is there; what fails for good is told in the log and asked anew. */
export const makeBundleOf = (deps: BundleDeps, log: Log): Consumer<'bundles'> => ({
  work: (payload) => makeBundle(deps, payload),
  last: ({ bundleId }, error) => Promise.resolve(log.error({ err: error, bundleId }, 'a bundle could not be made')),
});
