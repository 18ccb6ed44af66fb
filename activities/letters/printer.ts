import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { LetterContent } from './page.ts';

/** Makes a letter a PDF. */
export type Print = (content: LetterContent) => Promise<Buffer>;

/** Makes several letters one PDF, to put on paper. */
export type PrintTogether = (letters: readonly LetterContent[]) => Promise<Buffer>;

export type Printer = Print & { together: PrintTogether };

/** Built, this file and the thread lie side by side. */
const THREAD = new URL('page-thread.js', import.meta.url);
const IDLE_MS = 60_000;

/**
 * Renders letters one after the other in a thread of their own: each takes a tenth of a second or more, in which everybody whose case
 * this process works at would wait. The thread begins with the first letter, and ends when there was none for a minute.
 */
export function createPrinter(thread: URL = THREAD): Printer {
  let running: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let before: Promise<unknown> = Promise.resolve();

  const begin = (): Worker => {
    const worker = new Worker(thread);
    worker.once('exit', () => {
      if (running === worker) running = undefined;
    });
    worker.unref(); // it never keeps a process alive that has nothing else to do
    return worker;
  };

  async function printed(letters: readonly LetterContent[]): Promise<Buffer> {
    clearTimeout(idle);
    running ??= begin();
    const worker = running;
    try {
      const answered = once(worker, 'message') as Promise<[Uint8Array]>; // rejects when the thread breaks
      worker.postMessage(letters);
      const [pdf] = await answered;
      idle = setTimeout(() => {
        running = undefined;
        void worker.terminate();
      }, IDLE_MS).unref();
      return Buffer.from(pdf);
    } catch (error) {
      running = undefined;
      throw error;
    }
  }

  const together: PrintTogether = (letters) => {
    const pdf = before.then(() => printed(letters));
    before = pdf.catch(() => undefined); // who asked for that letter hears of it; the next is printed all the same
    return pdf;
  };
  return Object.assign((content: LetterContent) => together([content]), { together });
}
