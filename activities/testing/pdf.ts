import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A PDF as a screen reader meets it. */
export interface ReadPdf {
  title: string;
  language: string;
  isTagged: boolean;
  pages: ReadPage[];
}

export interface ReadPage {
  /** Tag and text of every leaf of the structure tree, in reading order. */
  read: { tag: string; text: string }[];
  /** What the structure passes over: lines, footers. */
  artifacts: string[];
  /** Text that is neither: nobody who listens would hear it. */
  untagged: string[];
  /** Each piece of text with how far it stands from the bottom of the page. */
  placed: { text: string; y: number }[];
}

interface Node {
  role?: string;
  type?: string;
  id?: string;
  children?: Node[];
}

export async function readPdf(pdf: Buffer): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0, useSystemFonts: false });
  const document = await task.promise;
  const { info } = (await document.getMetadata()) as { info: { Title?: string; Language?: string } };
  const marks = (await document.getMarkInfo()) as { Marked?: boolean } | null;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    pages.push(pageOf(await page.getStructTree(), await page.getTextContent({ includeMarkedContent: true })));
  }
  await task.destroy();
  return { title: info.Title ?? '', language: info.Language ?? '', isTagged: marks?.Marked === true, pages };
}

type Content = Awaited<
  ReturnType<Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>['getTextContent']>
>;

function pageOf(tree: Node | null, { items }: Content): ReadPage {
  const byId = new Map<string, string>();
  const artifacts: string[] = [];
  const untagged: string[] = [];
  const placed: ReadPage['placed'] = [];
  const marks: { tag: string; id: string | null }[] = [];
  for (const item of items) {
    if ('type' in item) {
      if (item.type === 'endMarkedContent') marks.pop();
      else marks.push({ tag: (item as { tag?: string }).tag ?? '', id: item.id ?? null });
      continue;
    }
    const text = item.str + (item.hasEOL ? '\n' : '');
    const id = marks.findLast((mark) => mark.id !== null)?.id ?? null;
    if (item.str.trim() !== '') placed.push({ text: item.str, y: Number(item.transform[5]) });
    if (id !== null) byId.set(id, (byId.get(id) ?? '') + text);
    else if (item.str.trim() === '') continue;
    else if (marks.some(({ tag }) => tag === 'Artifact')) artifacts.push(item.str);
    else untagged.push(item.str);
  }
  const read: ReadPage['read'] = [];
  const heard = new Set<string>();
  const walk = (node: Node, tag: string): void => {
    if (node.type === 'content' && node.id !== undefined) {
      heard.add(node.id);
      const text = (byId.get(node.id) ?? '').trim();
      if (text !== '') read.push({ tag, text });
    }
    for (const child of node.children ?? []) walk(child, node.role ?? tag);
  };
  if (tree) walk(tree, '');
  for (const [id, text] of byId) if (!heard.has(id)) untagged.push(text);
  return { read, artifacts, untagged, placed };
}
