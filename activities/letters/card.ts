import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import PDFDocument from 'pdfkit';
import { type Language } from '../../rules/values/language.ts';
import { qrCode } from '../../rules/values/qr.ts';

/** A card for the fridge: everything in big type, once each. */
export interface CardContent {
  language: Language;
  title: string;
  sender: string;
  lead: string;
  /** What to dial, the number and the code of the card: label and value. */
  facts: [string, string][];
  /** What to do, step by step. */
  steps: string[];
  qr: { address: string; label: string };
  footer: string;
}

const font = (weight: string, file: string): string => {
  const resolve = createRequire(import.meta.url).resolve;
  return fileURLToPath(
    new URL(`${weight}/${file}`, pathToFileURL(resolve('@expo-google-fonts/source-sans-3/package.json'))),
  );
};
const REGULAR = font('400Regular', 'SourceSans3_400Regular.ttf');
const BOLD = font('700Bold', 'SourceSans3_700Bold.ttf');
const MARGIN = 34;
const QR_SIZE = 118;
const INK = '#14252b';

/** Renders the card as tagged PDF (PDF/UA) on A5: read in order by a screen reader, and by who has no glasses at hand. */
export function renderCard(content: CardContent): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pdf = new PDFDocument({
      size: 'A5',
      margins: { top: MARGIN, bottom: 20, left: MARGIN, right: MARGIN },
      font: REGULAR,
      pdfVersion: '1.7',
      subset: 'PDF/UA' as 'PDF/A-1', // the library knows PDF/UA, its types do not yet
      tagged: true,
      lang: content.language,
      displayTitle: true,
      info: { Title: content.title, Author: content.sender },
    });
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    write(pdf, content);
    pdf.end();
  });
}

function write(pdf: InstanceType<typeof PDFDocument>, content: CardContent): void {
  const { sender, title, lead, facts, steps, qr, footer } = content;
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const add = (tag: string, draw: () => void) => {
    root.add(pdf.struct(tag, {}, draw));
  };
  const width = pdf.page.width - 2 * MARGIN;
  const set = (weight: string, size: number) => pdf.font(weight).fontSize(size).fillColor(INK);

  add('P', () => set(REGULAR, 13).text(sender));
  add('H1', () => set(BOLD, 25).text(title, { lineGap: -2 }));
  pdf.moveDown(0.25);
  add('P', () => set(REGULAR, 13).text(lead));
  pdf.moveDown(0.5);

  const top = pdf.y;
  const beside = width - QR_SIZE - 16;
  for (const [label, value] of facts) {
    add('P', () => {
      set(REGULAR, 13).text(`${label} `, MARGIN, pdf.y, { width: beside });
      set(BOLD, 25).text(value, { width: beside, lineGap: 1 });
    });
  }
  const below = pdf.y;
  const picture = pdf.struct('Figure', { alt: qr.label }, () => drawQr(pdf, qr.address, MARGIN + beside + 16, top));
  root.add(picture);
  pdf.x = MARGIN;
  pdf.y = Math.max(below, top + QR_SIZE) + 10;

  const list = pdf.struct('L');
  root.add(list);
  steps.forEach((step, at) => {
    const item = pdf.struct('LI');
    list.add(item);
    item.add(
      pdf.struct('LBody', {}, () => set(REGULAR, 15).text(`${at + 1}. ${step}`, MARGIN, pdf.y, { width, lineGap: 1 })),
    );
    item.end();
    pdf.moveDown(0.2);
  });
  list.end();
  pdf.moveDown(0.4);
  add('P', () => set(REGULAR, 11).text(footer, MARGIN, pdf.y, { width }));
  root.end();
}

/** Light around it, as readers need it. */
const QUIET = 4;

function drawQr(pdf: InstanceType<typeof PDFDocument>, address: string, left: number, top: number): void {
  const modules = qrCode(address);
  const unit = QR_SIZE / (modules.length + 2 * QUIET);
  modules.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark) pdf.rect(left + (x + QUIET) * unit, top + (y + QUIET) * unit, unit, unit);
    }),
  );
  pdf.fill('#000000');
}
