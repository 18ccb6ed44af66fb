import { type Deps } from '../../activities/ports.ts';
import { sendPush as send } from '../../activities/push.ts';
import { type Consumer } from '../queues.ts';

/** Notices to browsers, beside the mails that say the same: one that cannot be delivered is let go, and its mail tells. */
export const sendPush = (deps: Deps): Consumer<'push'> => ({
  work: (payload) => send(deps, payload),
  last: ({ kind, subscriptionId }) => {
    deps.log.warn({ kind, subscriptionId }, 'a notice did not reach its browser');
    return Promise.resolve();
  },
});
