import { type LetterKind } from '../../rules/documents.ts';
import { spokenParts, type ReadLetter } from '../../rules/letters/reading.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Language } from '../../rules/values/language.ts';
import { ended, facts, issued, refunded, refusedPlate, rejected, reminded, renewed } from '../testing/letter-facts.ts';
import { readPdf } from '../testing/pdf.ts';
import { texts } from '../testing/voorbeeld.ts';
import { composeLetter, type LetterFacts } from './compose.ts';
import { renderLetter } from './page.ts';
import { readingOf } from './reading.ts';

const changed = (): LetterFacts =>
  facts('plate-changed', {
    decision: null,
    plateChange: { comes: 'K-51-FTN', goes: 'T-17-KRV', from: '2026-11-20T12:00:00.000Z', overlapUntil: null, backAt: null },
  }); // prettier-ignore

const EVERY: [LetterKind, LetterFacts][] = [
  ['permit-issued', issued()],
  ['permit-renewed', renewed()],
  ['renewal-reminder', reminded()],
  ['application-rejected', rejected()],
  ['permit-ended', ended()],
  ['plate-changed', changed()],
  ['plate-change-rejected', refusedPlate()],
  ['refund', refunded()],
];

const inLanguage = (given: LetterFacts, language: Language) =>
  composeLetter({ ...given, language }, texts.in(language, given.content));
const read = (given: LetterFacts, pdf: Buffer = Buffer.from('%PDF')) =>
  readingOf('d1', given, { nl: inLanguage(given, 'nl'), en: inLanguage(given, 'en') }, pdf);

const plain = (text: string): string => text.replace(/\s+/g, ' ');
const wordsOf = (letter: ReadLetter): string =>
  plain([...letter.recipient, ...spokenParts(letter), letter.sender.lines.join(' ')].join(' '));

/** How each field is written in a letter of a language; a field that stands here not at all is one nobody compared. */
function written(path: string, value: string | number, language: Language): string | null {
  const format = formatsIn(language);
  const say = texts.in(language, issued().content);
  const field = path.replace(/\.\d+/g, '');
  if (/\.rules\.(rule|values)/.test(`.${field}`)) return null; // the sentence of a rule: compared below
  if (/(On|from|From|lastDay)$/.test(field)) return format.day(String(value));
  if (/[cC]ents$/.test(field)) return format.money(Number(value));
  if (field === 'permit.weekdays') return format.isoWeekdays([Number(value)]);
  if (field.endsWith('rules.outcome')) return say(`outcome.${value}` as 'outcome.met');
  if (field === 'ground') return say(`ground.${value}` as 'ground.moved');
  if (field === 'decision.by') return say(value === 'rule' ? 'letter.automated' : 'letter.byStaff');
  if (field.startsWith('permit.productName') || field.startsWith('objection.address'))
    return field.endsWith(`.${language}`) ? String(value) : null;
  if (
    /^(reference|recipient|decision\.(id|rules\.article)|permit\.(number|areaNames|plates)|plateChange\.(comes|goes)|refunds\.(number|rules\.article)|payment\.reference|objection\.weeks)$/.test(
      field,
    )
  )
    return String(value);
  throw new Error(`nobody says how ${path} is written in a letter`);
}

/** Every field with its path; what is not told of has none. */
function leaves(value: unknown, path = ''): [string, string | number][] {
  if (value === null || typeof value === 'boolean') return [];
  if (typeof value === 'string' || typeof value === 'number') return [[path, value]];
  return Object.entries(value as object).flatMap(([name, inner]) => leaves(inner, path ? `${path}.${name}` : name));
}

describe.each(EVERY)('the letter %s and its signed file', (_kind, given) => {
  it.each(['nl', 'en'] as const)('agree field by field in %s [BEYOND-032]', (language) => {
    const { fields, text } = read(given);
    const words = wordsOf(text[language]);
    for (const [path, value] of leaves(fields)) {
      const expected = written(path, value, language);
      if (expected !== null) expect([path, words.includes(plain(expected))]).toEqual([path, true]);
    }
    const say = texts.in(language, given.content);
    for (const { rule, values } of [...(fields.decision?.rules ?? []), ...fields.refunds.flatMap(({ rules }) => rules)]) {
      const sentence = say(`rule.${rule}` as 'rule.own-places', Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? value : String(value ?? '–')])));
      expect(words).toContain(plain(sentence));
    } // prettier-ignore
  });

  it('say the same as the PDF, and the file names that PDF by its digest [BEYOND-032]', async () => {
    const letter = inLanguage(given, 'nl');
    const pdf = await renderLetter(letter);
    const { text, pdfSha256 } = read(given, pdf);
    const { pages } = await readPdf(pdf);
    const printed = plain(pages.flatMap(({ read: parts }) => parts.map(({ text: part }) => part)).join(' ')).replaceAll(' ', '');
    const { title, sender, recipient, facts: head, blocks } = text.nl;
    const said = [
      title, sender.name, ...sender.lines, ...recipient, ...head.flat(),
      ...blocks.flatMap((block) => (block.kind === 'facts' ? block.facts.flat() : block.kind === 'map' ? [] : [block.text])),
    ];
    for (const part of said) expect(printed).toContain(plain(part).replaceAll(' ', ''));
    expect(pdfSha256).toMatch(/^[0-9a-f]{64}$/);
  }); // prettier-ignore

  it('has the same parts in both languages, so that they can stand side by side [BEYOND-032]', () => {
    const { text } = read(given);
    const shape = ({ facts: head, blocks }: ReadLetter) => [
      head.length,
      ...blocks.map((block) => (block.kind === 'facts' ? block.facts.length : block.kind)),
    ];
    expect(shape(text.en)).toEqual(shape(text.nl));
    expect(text.en.title).not.toBe(text.nl.title);
  });
});

it('a reminder has no ground, no decision and no way to object, as nothing is decided yet', () => {
  expect(read(reminded()).fields).toMatchObject({ ground: null, decision: null, objection: null, payment: null });
});

it('what a letter does not say of its permit is not in its file either', () => {
  expect(read(ended()).fields).toMatchObject({ permit: null, payment: null, ground: 'moved' });
  expect(read(ended()).fields.decision).toBeNull();
});
