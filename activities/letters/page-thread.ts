import { parentPort } from 'node:worker_threads';
import { renderLetters, type LetterContent } from './page.ts';

/** The thread of the printer: letters in, one PDF out. One that cannot be rendered ends it, which the printer is told. */
parentPort!.on('message', (letters: readonly LetterContent[]) => {
  void renderLetters(letters).then((pdf) => parentPort!.postMessage(pdf));
});
