import { batchFailed, printPostBatch } from '../../activities/letters/print-batch.ts';
import { type Print, type PrintTogether } from '../../activities/letters/printer.ts';
import { letterFailed, renderDueLetter } from '../../activities/letters/render.ts';
import { type Deps } from '../../activities/ports.ts';
import { type Consumer } from '../queues.ts';

/** Letters are rendered apart from their process, which asks again until the letter is kept. */
export const renderLetter = (deps: Deps, print: Print): Consumer<'letters'> => ({
  work: (payload) => renderDueLetter(deps, print, payload),
  last: (payload) => letterFailed(deps, payload),
});

/** What goes by post is printed in batches, which staff waits for. */
export const printBatch = (deps: Deps, print: PrintTogether): Consumer<'post'> => ({
  work: (payload) => printPostBatch(deps, print, payload),
  last: (payload) => batchFailed(deps, payload),
});
