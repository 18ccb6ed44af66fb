import { readPdf } from '../../activities/testing/pdf.ts';
import { type DocumentView } from '../permit-applications/shapes.ts';
import { type Browser } from './browser.ts';
import { eventually } from './eventually.ts';

/** The pages of a letter as they are read out, each on one line. */
export async function pagesOf(bytes: Buffer): Promise<string[]> {
  const { pages } = await readPdf(bytes);
  return pages.map(({ read }) =>
    read
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s+/g, ' '),
  );
}

/** Waits for the letters at a place that lists them, and reads the newest. */
export async function newestLetter(
  browser: Browser,
  folder: string,
  list: () => Promise<DocumentView[]>,
): Promise<{ view: DocumentView; pages: string[] }> {
  const views = await eventually(`a letter under ${folder}`, list, ({ length }) => length > 0);
  const view = views.at(-1)!;
  const { bytes } = await browser.download(`${folder}/${view.id}`);
  return { view, pages: await pagesOf(bytes) };
}
