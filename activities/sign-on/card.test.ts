import { voorbeeld, texts } from '../testing/voorbeeld.ts';
import { readPdf } from '../testing/pdf.ts';
import { printCard } from './card.ts';

describe('the card for the fridge', () => {
  it.each(['nl', 'en'] as const)(
    'is one page with the line, the number and the code, read in order by a screen reader, in %s [BEYOND-011]',
    async (language) => {
      const content = voorbeeld();
      const product = content.products[0]!;
      const facts = { language, content, product, number: '12345678', code: '987654' };
      const pdf = await readPdf(await printCard({ texts, publicUrl: 'https://parkeren.example' }, facts));
      expect(pdf).toMatchObject({ language, isTagged: true, pages: [{ untagged: [] }] });
      expect(pdf.title).not.toBe('');
      expect(pdf.pages).toHaveLength(1);
      const read = pdf.pages[0]!.read.map(({ text }) => text).join('\n');
      for (const part of ['088 000 0001', '1234 5678', '987 654', product.name[language]]) expect(read).toContain(part);
      expect(read).toMatch(/1\. .+\n2\. .+\n3\. .+\n4\. /s);
      expect(pdf.pages[0]!.placed.every(({ y }) => y > 15)).toBe(true);
    },
  );
});
