import { createPrinter } from './printer.ts';
import type { LetterContent } from './page.ts';

/** A thread that needs no build: it answers with the titles, and breaks over a letter without one. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', (letters) => {
      const titles = letters.map(({ title }) => title);
      if (titles.includes('')) throw new Error('no title');
      parentPort.postMessage(Buffer.from(titles.join(' + ')));
    });`)}`,
);

const letter = (title: string): LetterContent => ({
  language: 'nl',
  title,
  sender: { name: 'Voorbeeldstad', lines: [] },
  recipient: [],
  facts: [],
  blocks: [],
  footer: '{page}',
});

describe('a printer', () => {
  it('gives everybody the letter they asked for, however many ask at once', async () => {
    const print = createPrinter(thread);
    const titles = ['een', 'twee', 'drie'];
    const printed = await Promise.all(titles.map((title) => print(letter(title))));
    expect(printed.map(String)).toEqual(titles);
  });

  it('tells who asked for a letter that cannot be printed, and prints the next', async () => {
    const print = createPrinter(thread);
    const [broken, next] = await Promise.allSettled([print(letter('')), print(letter('volgende'))]);
    expect(broken).toMatchObject({ status: 'rejected', reason: expect.objectContaining({ message: 'no title' }) });
    expect(next).toMatchObject({ status: 'fulfilled' });
  });

  it('makes one file of several', async () => {
    const printed = await createPrinter(thread).together([letter('een'), letter('twee')]);
    expect(printed.toString()).toBe('een + twee');
  });
});
