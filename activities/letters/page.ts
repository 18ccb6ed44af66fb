import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import PDFDocument from 'pdfkit';
import { type Language } from '../../rules/messages.ts';
import { type Area, type Backdrop } from '../../rules/municipalities/areas.ts';
import { fill } from '../../rules/sentences.ts';
import { drawMap } from './map.ts';

type Pdf = InstanceType<typeof PDFDocument>;

/** A letter as it is read: headings, paragraphs and lists of facts, in order. */
export interface LetterContent {
  language: Language;
  title: string;
  sender: { name: string; lines: string[] };
  recipient: string[];
  facts: [string, string][];
  blocks: Block[];
  /** On every page, with places for `page` and `pages`. */
  footer: string;
}

export type Block =
  | { kind: 'heading'; text: string; newPage?: boolean }
  | { kind: 'paragraph'; text: string }
  | { kind: 'facts'; facts: [string, string][] }
  /** An area on what lies around it; `text` is what is read out. */
  | { kind: 'map'; text: string; polygons: Area['polygons']; backdrop: readonly Backdrop[] };

const font = (weight: string, file: string): string => {
  const resolve = createRequire(import.meta.url).resolve;
  return fileURLToPath(
    new URL(`${weight}/${file}`, pathToFileURL(resolve('@expo-google-fonts/source-sans-3/package.json'))),
  );
};
const REGULAR = font('400Regular', 'SourceSans3_400Regular.ttf');
const BOLD = font('700Bold', 'SourceSans3_700Bold.ttf');

const MARGIN = { top: 62, bottom: 72, left: 71, right: 71 };
const LABEL_WIDTH = 190;
const MAP_HEIGHT = 220;
const GAP = 12;
const INK = '#14252b';
const QUIET = '#46575d';

/**
 * Renders a letter as tagged PDF (PDF/UA): everything that is read is in the structure tree in reading order; rules and footers are
 * artifacts, which a screen reader passes over.
 */
export const renderLetter = (content: LetterContent): Promise<Buffer> => renderLetters([content]);

/** Several in one file, to print: each begins on a page of its own and counts its own pages. */
export function renderLetters(letters: readonly LetterContent[]): Promise<Buffer> {
  const [content] = letters;
  if (!content) throw new Error('no letter to render');
  return new Promise((resolve, reject) => {
    const pdf = new PDFDocument({
      size: 'A4',
      margins: MARGIN,
      font: REGULAR,
      pdfVersion: '1.7',
      subset: 'PDF/UA' as 'PDF/A-1', // the library knows PDF/UA, its types do not yet
      tagged: true,
      lang: content.language,
      displayTitle: true,
      bufferPages: true,
      info: { Title: content.title, Author: content.sender.name },
    });
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    letters.forEach((letter, index) => {
      if (index > 0) pdf.addPage();
      write(pdf, letter);
    });
    pdf.end();
  });
}

function write(pdf: Pdf, { title, sender, recipient, facts, blocks, footer }: LetterContent): void {
  const first = pdf.bufferedPageRange().count - 1;
  pdf.registerFont('regular', REGULAR).registerFont('bold', BOLD).fillColor(INK);
  const root = pdf.struct('Document');
  pdf.addStructure(root);

  const add = (tag: string, draw: () => void) => {
    root.add(pdf.struct(tag, {}, draw));
  };
  add('P', () => pdf.font('bold').fontSize(13).text(sender.name));
  add('P', () => pdf.font('regular').fontSize(9.5).fillColor(QUIET).text(sender.lines.join(' · ')));
  rule(pdf);
  pdf.moveDown(2.4).fillColor(INK);
  add('P', () => pdf.font('regular').fontSize(11).text(recipient.join('\n'), { lineGap: 2 }));
  pdf.moveDown(1.8);
  factList(pdf, root, facts);
  pdf.moveDown(1.4);
  add('H1', () => pdf.font('bold').fontSize(19).text(title));
  pdf.moveDown(0.7);

  for (const block of blocks) {
    switch (block.kind) {
      case 'heading':
        if (block.newPage) pdf.addPage();
        else if (pdf.y > pdf.page.height - MARGIN.bottom - 90) pdf.addPage();
        else pdf.moveDown(0.5);
        add('H2', () => pdf.font('bold').fontSize(13).fillColor(INK).text(block.text));
        pdf.moveDown(0.35);
        break;
      case 'paragraph':
        add('P', () => pdf.font('regular').fontSize(11).fillColor(INK).text(block.text, { lineGap: 2.5 }));
        pdf.moveDown(0.7);
        break;
      case 'facts':
        factList(pdf, root, block.facts);
        pdf.moveDown(0.7);
        break;
      case 'map':
        if (pdf.y > pdf.page.height - MARGIN.bottom - MAP_HEIGHT) pdf.addPage();
        root.add(
          pdf.struct('Figure', { alt: block.text }, () =>
            drawMap(pdf, block, {
              left: MARGIN.left,
              width: pdf.page.width - MARGIN.left - MARGIN.right,
              height: MAP_HEIGHT,
            }),
          ),
        );
        pdf.moveDown(0.7);
        break;
      default:
        return block satisfies never;
    }
  }
  root.end();
  footers(pdf, footer, first);
}

/** A list of label and value: read as list items, drawn in two columns. */
function factList(pdf: Pdf, root: PDFKit.PDFStructureElement, facts: [string, string][]): void {
  const list = pdf.struct('L');
  root.add(list);
  const valueWidth = pdf.page.width - MARGIN.left - MARGIN.right - LABEL_WIDTH;
  for (const [label, value] of facts) {
    // A row is not torn over two pages.
    const height = Math.max(
      pdf
        .font('regular')
        .fontSize(11)
        .heightOfString(label, { width: LABEL_WIDTH - GAP }),
      pdf.font('bold').fontSize(11).heightOfString(value, { width: valueWidth }),
    );
    if (pdf.y + height > pdf.page.height - MARGIN.bottom) pdf.addPage();
    const item = pdf.struct('LI');
    list.add(item);
    const top = pdf.y;
    item.add(
      pdf.struct('Lbl', {}, () => {
        pdf
          .font('regular')
          .fontSize(11)
          .fillColor(QUIET)
          .text(`${label} `, MARGIN.left, top, { width: LABEL_WIDTH - GAP });
      }),
    );
    const afterLabel = pdf.y;
    item.add(
      pdf.struct('LBody', {}, () => {
        pdf
          .font('bold')
          .fontSize(11)
          .fillColor(INK)
          .text(value, MARGIN.left + LABEL_WIDTH, top, { width: valueWidth });
      }),
    );
    item.end();
    pdf.x = MARGIN.left;
    pdf.y = Math.max(pdf.y, afterLabel) + 3;
  }
  list.end();
}

function rule(pdf: Pdf): void {
  pdf.moveDown(0.6);
  const y = pdf.y;
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf
    .moveTo(MARGIN.left, y)
    .lineTo(pdf.page.width - MARGIN.right, y)
    .lineWidth(1.2)
    .strokeColor(INK)
    .stroke();
  pdf.endMarkedContent();
}

function footers(pdf: Pdf, footer: string, first: number): void {
  const last = pdf.bufferedPageRange().count - 1;
  for (let page = first; page <= last; page += 1) {
    pdf.switchToPage(page);
    const bottom = pdf.page.margins.bottom;
    pdf.page.margins.bottom = 0; // writing below the margin would begin another page
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf
      .font('regular')
      .fontSize(9)
      .fillColor(QUIET)
      .text(fill(footer, { page: page - first + 1, pages: last - first + 1 }), MARGIN.left, pdf.page.height - 48, {
        width: pdf.page.width - MARGIN.left - MARGIN.right,
        lineBreak: false,
      });
    pdf.endMarkedContent();
    pdf.page.margins.bottom = bottom;
  }
}
