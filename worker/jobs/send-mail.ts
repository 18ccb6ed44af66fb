import { giveUpMessage, sendMessage } from '../../activities/messages/send.ts';
import { type Deps } from '../../activities/ports.ts';
import { type Consumer } from '../queues.ts';

/** Mail leaves here and nowhere else, a few at a time, tried again while the mail server is away. */
export const sendMail = (deps: Deps): Consumer<'mail'> => ({
  work: (payload) => sendMessage(deps, payload),
  last: (payload) => giveUpMessage(deps, payload),
});
