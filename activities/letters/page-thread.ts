import { parentPort } from 'node:worker_threads';
import { renderLetter, type LetterContent } from './page.ts';

/** The thread of the printer: one letter in, one PDF out. A letter that cannot be rendered ends it, which the printer is told. */
parentPort!.on('message', (content: LetterContent) => {
  void renderLetter(content).then((pdf) => parentPort!.postMessage(pdf));
});
