import { readPdf } from '../testing/pdf.ts';
import { renderLetter, renderLetters, type Block, type LetterContent } from './page.ts';

const letter = (with_: Partial<LetterContent> = {}): LetterContent => ({
  language: 'nl',
  title: 'Bewonersvergunning verleend',
  sender: { name: 'Voorbeeldstad', lines: ['Marktplein 1', '14 0500'] },
  recipient: ['Emma Visser', 'Kade 21', '4302 SA  Voorbeeldstad'],
  facts: [
    ['Datum', '20 november 2026'],
    ['Ons kenmerk', 'BV-2026-00017'],
  ],
  blocks: [
    { kind: 'paragraph', text: 'Geachte Emma Visser,' },
    { kind: 'heading', text: 'Besluit' },
    { kind: 'paragraph', text: 'Wij verlenen de vergunning.' },
    { kind: 'facts', facts: [['Kentekens', 'T-17-KRV']] },
    { kind: 'heading', text: 'Betaalbewijs', newPage: true },
    { kind: 'facts', facts: [['Bedrag', '€ 90,00']] },
  ],
  footer: 'Voorbeeldstad · bladzijde {page} van {pages}',
  ...with_,
});

const read = async (content: LetterContent) => readPdf(await renderLetter(content));
const oneLine = (text: string) => text.replace(/\s+/g, ' ');

describe('a letter for somebody who listens', () => {
  it('tells its title and language, and that it has a structure', async () => {
    expect(await read(letter())).toMatchObject({
      title: 'Bewonersvergunning verleend',
      language: 'nl',
      isTagged: true,
    });
    expect(await read(letter({ language: 'en', title: 'Resident permit granted' }))).toMatchObject({
      title: 'Resident permit granted',
      language: 'en',
    });
  });

  it('is read from the sender to the last fact, each part as what it is', async () => {
    const { pages } = await read(letter());
    expect(pages[0]!.read.map(({ tag, text }) => [tag, oneLine(text)])).toEqual([
      ['P', 'Voorbeeldstad'],
      ['P', 'Marktplein 1 · 14 0500'],
      ['P', 'Emma Visser Kade 21 4302 SA Voorbeeldstad'],
      ['Lbl', 'Datum'],
      ['LBody', '20 november 2026'],
      ['Lbl', 'Ons kenmerk'],
      ['LBody', 'BV-2026-00017'],
      ['H1', 'Bewonersvergunning verleend'],
      ['P', 'Geachte Emma Visser,'],
      ['H2', 'Besluit'],
      ['P', 'Wij verlenen de vergunning.'],
      ['Lbl', 'Kentekens'],
      ['LBody', 'T-17-KRV'],
    ]);
    expect(pages[1]!.read).toEqual([
      { tag: 'H2', text: 'Betaalbewijs' },
      { tag: 'Lbl', text: 'Bedrag' },
      { tag: 'LBody', text: '€ 90,00' },
    ]);
  });

  it('has its footer on every page, and nobody has to listen to it', async () => {
    const { pages } = await read(letter());
    expect(pages.map(({ artifacts }) => artifacts.join(''))).toEqual([
      'Voorbeeldstad · bladzijde 1 van 2',
      'Voorbeeldstad · bladzijde 2 van 2',
    ]);
    expect(pages.flatMap(({ untagged }) => untagged)).toEqual([]);
  });

  it('is an accessible PDF by its own word, with its fonts in it', async () => {
    const pdf = (await renderLetter(letter())).toString('latin1');
    expect(pdf.startsWith('%PDF-1.7')).toBe(true);
    expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(pdf).toMatch(/\/DisplayDocTitle true/);
    expect(pdf.match(/\/FontFile2/g)?.length).toBeGreaterThanOrEqual(2);
    expect(pdf).not.toMatch(/\/BaseFont \/Helvetica/);
  });
});

it('several letters in one file each begin on a page of their own and count their own pages', async () => {
  const { pages } = await readPdf(await renderLetters([letter(), letter({ title: 'Tweede brief' })]));
  expect(pages).toHaveLength(4);
  const all = pages.map((page) => JSON.stringify(page));
  expect(all[2]).toContain('Tweede brief');
  expect(all.map((page) => /bladzijde (\d) van (\d)/.exec(page)?.slice(1).join('/'))).toEqual([
    '1/2',
    '2/2',
    '1/2',
    '2/2',
  ]);
});

it('writes everybody with all their letters', async () => {
  const names = [
    'Győző Ősz',
    'Łukasz Wałęsa',
    'Çağlar Şahin',
    'Zoë Müller-Œuvray',
    'Đorđe Žižek',
    'Ἀλέξανδρος',
    'Þórður Ægisson',
  ];
  const blocks = names.map((name): Block => ({ kind: 'paragraph', text: `Geachte ${name},` }));
  const { pages } = await read(letter({ recipient: names, blocks }));
  const texts = pages.flatMap(({ read: parts }) => parts).map(({ text }) => text);
  for (const name of names) expect(texts).toContain(`Geachte ${name},`);
  expect(texts).toContain(names.join('\n'));
});

describe('a long letter', () => {
  const many = Array.from({ length: 90 }, (_, index): [string, string] => [
    `Kenteken ${index + 1}`,
    index % 3 === 0
      ? `plaat ${index + 1} en een toelichting die zo lang is dat zij zeker niet op een enkele regel past`
      : `plaat ${index + 1}`,
  ]);
  const pagesOf = async (blocks: Block[]) => (await read(letter({ blocks }))).pages;

  it('goes on over pages without tearing a row: label and all lines of its value stay together', async () => {
    const pages = await pagesOf([{ kind: 'facts', facts: many }]);
    expect(pages.length).toBeGreaterThan(2);
    const rows = pages.map(({ read: parts }) => parts.filter(({ text }) => /^(Kenteken|plaat) \d/.test(text)));
    for (const parts of rows)
      expect(parts.map(({ tag }) => tag)).toEqual(parts.map((_, at) => (at % 2 ? 'LBody' : 'Lbl')));
    expect(rows.flat().map(({ text }) => oneLine(text))).toEqual(many.flat());
    for (const { placed } of pages) {
      const body = placed.filter(({ text }) => !text.includes('bladzijde'));
      expect(Math.min(...body.map(({ y }) => y))).toBeGreaterThan(72); // the margin stays free for the footer
    }
  });

  it('keeps a heading with what follows it, and a paragraph readable over two pages', async () => {
    const sentence = 'Deze zin staat er vaak, zodat de brief lang genoeg wordt. ';
    for (const times of [40, 45, 50]) {
      const pages = await pagesOf([
        { kind: 'paragraph', text: sentence.repeat(times).trim() },
        { kind: 'heading', text: 'Bent u het er niet mee eens?' },
        { kind: 'paragraph', text: 'Dan kunt u bezwaar maken.' },
      ]);
      const page = pages.find(({ read: parts }) => parts.some(({ tag }) => tag === 'H2'))!;
      expect(page.read.at(-1)?.text).toBe('Dan kunt u bezwaar maken.');
      expect(pages.flatMap(({ untagged }) => untagged)).toEqual([]);
      const said = pages
        .flatMap(({ read: parts }) => parts)
        .map(({ text }) => oneLine(text))
        .join(' ');
      expect(said.split(sentence.trim())).toHaveLength(times + 1);
    }
  });

  it('of one very long row still shows all of it', async () => {
    const plates = Array.from({ length: 300 }, (_, index) => `T-${10 + (index % 90)}-KRV`).join(', ');
    const pages = await pagesOf([{ kind: 'facts', facts: [['Kentekens', plates]] }]);
    const said = pages
      .flatMap(({ read: parts }) => parts)
      .filter(({ tag }) => tag === 'LBody')
      .map(({ text }) => oneLine(text))
      .join(' ');
    expect(said).toContain(plates.slice(-40));
    expect(said.match(/KRV/g)).toHaveLength(300);
    expect(pages.flatMap(({ untagged }) => untagged)).toEqual([]);
  });
});
