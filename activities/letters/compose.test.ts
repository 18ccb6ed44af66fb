import { type LetterKind } from '../../rules/documents.ts';
import { type Language } from '../../rules/messages.ts';
import { fill } from '../../rules/sentences.ts';
import {
  content,
  ended,
  facts,
  issued,
  permit,
  product,
  refund,
  refunded,
  refusedPlate,
  rejected,
  reminded,
  renewed,
  steps,
} from '../testing/letter-facts.ts';
import { readPdf } from '../testing/pdf.ts';
import { texts } from '../testing/voorbeeld.ts';
import { composeLetter, plateSentence, type LetterFacts } from './compose.ts';
import { renderLetter, type LetterContent } from './page.ts';

const compose = (given: LetterFacts): LetterContent => composeLetter(given, texts.in(given.language, given.content));

/** Every word of a letter, top to bottom. */
const wordsOf = ({ title, sender, recipient, facts: head, blocks, footer }: LetterContent): string =>
  [
    sender.name, ...sender.lines, ...recipient, ...head.flat(), title,
    ...blocks.flatMap((block) => (block.kind === 'facts' ? block.facts.flat() : [block.text])),
    fill(footer, { page: 1, pages: 2 }),
  ].join('\n').replaceAll('\u00a0', ' '); // prettier-ignore

const KINDS: [LetterKind, (with_: Partial<LetterFacts>) => LetterFacts][] = [
  ['permit-issued', issued],
  ['permit-renewed', renewed],
  ['application-rejected', rejected],
  ['permit-ended', ended],
  ['plate-change-rejected', refusedPlate],
  ['refund', refunded],
];
const every = KINDS.flatMap(([kind, of]) =>
  (['nl', 'en'] as const).map((language): [LetterKind, Language, LetterFacts] => [kind, language, of({ language })]),
);

it('a change of plate nobody had to judge was not decided by a person, and a judged one was', () => {
  const changed = (decision: LetterFacts['decision']) =>
    wordsOf(
      compose(
        facts('plate-changed', {
          decision,
          plateChange: {
            comes: 'K-51-FTN',
            goes: 'T-17-KRV',
            from: '2026-11-20T12:00:00.000Z',
            overlapUntil: null,
            backAt: null,
          },
        }),
      ),
    );
  expect(changed(null)).toContain('Dit besluit is automatisch genomen');
  expect(changed({ id: 'd3c2', by: 'staff', ground: null, steps })).toContain(
    'Een medewerker heeft dit besluit genomen',
  );
});

describe.each(every)('the letter %s in %s', (_kind, language, given) => {
  it('has no place left open', () => {
    expect(wordsOf(compose(given))).not.toMatch(/[{}]|undefined|null|NaN/);
  });

  it('holds what a decision must hold: to whom, by whom, on which article, why, and where to object', () => {
    const words = wordsOf(compose(given));
    const { municipality } = content;
    for (const part of [
      'Emma Visser',
      '4302 SA  Voorbeeldstad',
      municipality.ordinance[language],
      'artikel 3',
      municipality.objection.address[language],
      String(municipality.objection.weeks),
      municipality.signatory[language],
      municipality.contact.phone,
      language === 'nl' ? '20 november 2026' : '20 November 2026',
    ]) {
      expect(words).toContain(part);
    }
  });

  it('becomes a PDF that reads the same, with one title, every part in the structure', async () => {
    const letter = compose(given);
    const pdf = await readPdf(await renderLetter(letter));
    const parts = pdf.pages.flatMap(({ read }) => read);
    expect(pdf).toMatchObject({ title: letter.title, language, isTagged: true });
    expect(pdf.pages.flatMap(({ untagged }) => untagged)).toEqual([]);
    expect(parts.filter(({ tag }) => tag === 'H1').map(({ text }) => text)).toEqual([letter.title]);
    expect(parts.filter(({ tag }) => tag === 'H2').map(({ text }) => text)).toEqual(
      letter.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : [])),
    );
  });
});

describe('a reminder by letter', () => {
  it.each([
    ['nl', 'Log in bij het parkeerloket en betaal de verlenging', '30 november 2026', '31 december 2026'],
    ['en', 'Log in to the parking desk and pay the renewal', '30 November 2026', '31 December 2026'],
  ] as const)(
    'says in %s what to do and until when, and offers no objection: nothing is decided yet [PEERS-021]',
    (language, todo, lastDay, before) => {
      const words = wordsOf(compose(reminded({ language })));
      for (const part of [todo, lastDay, before]) expect(words).toContain(part);
      expect(words).not.toContain('Awb');
      expect(words).not.toContain(content.municipality.objection.address[language]);
    },
  );
});

describe('a permit that is issued', () => {
  it('shows what it is, for which plates, where, from when up to and including which day, and its price', () => {
    const table = compose(issued()).blocks.find((block) => block.kind === 'facts');
    expect(table?.facts.map((row) => row.map((cell) => cell.replaceAll('\u00a0', ' ')))).toEqual([
      ['Product', 'Bewonersvergunning'],
      ['Nummer', 'BV-2026-00017'],
      ['Gebied', 'Kadekwartier'],
      ['Kentekens', 'T-17-KRV'],
      ['Geldig vanaf', '1 december 2026'],
      ['Geldig tot en met', '30 november 2027'],
      ['Prijs', '€ 90,00'],
    ]);
  });

  it('says that it is free, and brings no proof of payment, when it costs nothing', () => {
    const words = wordsOf(compose(issued({ permit: { ...permit, priceCents: 0 }, payment: null })));
    expect(words).toContain('Gratis');
    expect(words).not.toContain('Betaalbewijs');
  });

  it('has its proof of payment in the same file, on a page of its own [LOKET-030]', async () => {
    const { pages } = await readPdf(await renderLetter(compose(issued())));
    const last = pages.at(-1)!.read;
    expect(pages.length).toBeGreaterThan(1);
    expect(last[0]).toEqual({ tag: 'H2', text: 'Betaalbewijs' });
    const words = last.map(({ text }) => text.replaceAll('\u00a0', ' '));
    // Paid half past midnight by the clock of the municipality, though in UTC it was still the day before.
    for (const word of ['€ 90,00', 'PW-7F3K', '22 november 2026']) expect(words).toContain(word);
  });

  it('shows the VAT that is in the price, where there is any', () => {
    expect(wordsOf(compose(issued()))).not.toContain('btw');
    const garage = issued({
      product: { ...product('resident'), vatPercent: 21 },
      payment: { ...issued().payment!, cents: 12_100 },
    });
    expect(wordsOf(compose(garage))).toMatch(/btw\n€ 21,00/);
  });

  it.each([
    [0, 1, 'noPlates'],
    [1, 1, 'onePlate'],
    [1, 5, 'onePlate'],
    [2, 2, 'allPlates'],
    [3, 5, 'allPlates'],
    [2, 1, 'choosePlate'],
    [6, 5, 'choosePlate'],
  ] as const)('with %i plates of which %i count at once says the sentence %s', (plates, atOnce, sentence) => {
    expect(plateSentence(plates, atOnce)).toBe(sentence);
    const given = issued({
      product: { ...product('resident'), plates: { ...product('resident').plates, atOnce } },
      permit: { ...permit, plates: Array.from({ length: plates }, (_, index) => `T-1${index}-KRV`) },
    });
    expect(wordsOf(compose(given))).toContain(
      texts.in('nl', content)(`letter.permit-issued.${sentence}`, { area: 'Kadekwartier' }),
    );
  });

  it('lists every rule with its article, and calls what staff approved met', () => {
    const words = wordsOf(compose(issued({ decision: { id: 'd3c1', by: 'staff', ground: null, steps } })));
    expect(words.match(/Voldaan \(artikel 3 lid 1\)/g)).toHaveLength(2);
    expect(words).toContain('Voldaan (artikel 4 lid 2)');
  });
});

describe('the letter of a garage subscription', () => {
  const garage = (language: Language) =>
    issued({
      language,
      product: product('garage-subscription'),
      permit: { ...permit, number: 'GA-2026-00003', areaId: 'garage-kade', priceCents: 36_000 },
      payment: { reference: 'PW-7F3K', paidAt: '2026-11-21T23:30:00.000Z', cents: 36_000 },
      pass: { number: 'PAS-000012', dueOn: '2026-12-01' },
    });

  it.each([
    ['nl', 'Betaalbewijs', 'Overeenkomst', 'uiterlijk 1 december 2026'],
    ['en', 'Proof of payment', 'Agreement', 'on 1 December 2026 at the latest'],
  ] as const)('is one file of three parts in %s: decision, proof of payment, agreement [LOKET-056]', async (...row) => {
    const [language, payment, agreement, due] = row;
    const pdf = await readPdf(await renderLetter(compose(garage(language))));
    expect(pdf.pages.flatMap(({ untagged }) => untagged)).toEqual([]);
    const firstOf = pdf.pages.map(({ read }) => read[0]);
    const starts = [payment, agreement].map((text) =>
      firstOf.findIndex((part) => part?.tag === 'H2' && part.text === text),
    );
    expect(starts[0]).toBeGreaterThan(0);
    expect(starts[1]).toBeGreaterThan(starts[0]!);
    const words = pdf.pages.slice(starts[1]).flatMap(({ read }) => read.map(({ text }) => text.replace(/\s+/g, ' ')));
    for (const word of ['Voorbeeldstad', 'Emma Visser', 'Garage Kade', 'GA-2026-00003', 'PAS-000012'])
      expect(words).toContain(word);
    expect(words.some((text) => text.includes(due))).toBe(true);
    const clauses = product('garage-subscription').agreement!;
    for (const clause of clauses) expect(words.some((text) => text.includes(clause[language]))).toBe(true);
  });

  it('of a product per weekday names the days it counts on [PORTAL-035]', () => {
    const words = wordsOf(compose(issued({ permit: { ...permit, weekdays: [1, 3, 5] } })));
    expect(words).toContain('Dagen\nmaandag, woensdag en vrijdag');
  });

  it('has no agreement where the product has none', () => {
    expect(wordsOf(compose(issued()))).not.toContain('Overeenkomst');
  });
});

describe('who decided', () => {
  const automatic = texts.in('nl', content)('letter.automated');
  const byStaff = texts.in('nl', content)('letter.byStaff');

  it('is said: the rules by themselves, or a person', () => {
    expect(wordsOf(compose(issued()))).toContain(automatic);
    expect(wordsOf(compose(rejected()))).toContain(byStaff);
  });

  it('of the end of a permit is a person, however the permit was once issued', () => {
    const words = wordsOf(compose(ended()));
    expect(words).toContain(byStaff);
    expect(words).not.toContain(automatic);
    expect(words).not.toContain('d3c1');
  });
});

describe('a rejection', () => {
  it('gives its ground first, then the rules, and calls what staff could not approve not met', () => {
    const words = wordsOf(compose(rejected()));
    const ground = texts.in('nl', content)('ground.evidence-expired');
    expect(words.indexOf(ground)).toBeGreaterThan(0);
    expect(words.indexOf(ground)).toBeLessThan(words.indexOf('Voldaan ('));
    expect(words).toContain('Niet voldaan (artikel 4 lid 2)');
  });

  it('carries the number of the application and the reference of its assessment', () => {
    expect(compose(rejected()).facts).toEqual([
      ['Datum', '20 november 2026'],
      ['Ons kenmerk', 'Z-2304'],
      [expect.any(String), 'd3c1'],
    ]);
  });
});

describe('money that goes back', () => {
  it('is told with the months that were counted, the article, the last day and the account [LOKET-035, PEERS-031]', () => {
    const words = wordsOf(compose(refunded()));
    for (const word of [
      '€ 67,50',
      '€ 90,00',
      'niet zijn begonnen: 9 van 12',
      'artikel 12 lid 2',
      '29 maart 2027',
      '••43 00',
    ])
      expect(words).toContain(word);
  });

  it('is in the letter of the end as well, or that letter says that there is none', () => {
    const byHolder = { ...permit, endedAt: '2027-02-01T10:00:00.000Z', endGround: 'by-holder' };
    const words = wordsOf(compose(ended({ permit: byHolder, refunds: [{ ...refund, account: null }] })));
    expect(words).toContain('€ 67,50');
    expect(words).toContain(texts.in('nl', content)('letter.refund.sameWay'));
    expect(words).toContain(texts.in('nl', content)('letter.byHolder'));
    expect(words).not.toContain(texts.in('nl', content)('letter.byStaff'));
    expect(wordsOf(compose(ended()))).toContain(texts.in('nl', content)('letter.refundNone'));
  });
});

describe('the end of a permit', () => {
  it('names the day and the ground, and no rules of long ago', () => {
    const words = wordsOf(compose(ended()));
    expect(words).toContain('1 februari 2027');
    expect(words).toContain(texts.in('nl', content)('ground.moved'));
    expect(words).not.toContain('artikel 4 lid 2');
  });
});

it('somebody without an address gets a letter with the name alone', () => {
  expect(compose(issued({ holder: { name: 'Emma Visser', address: null } })).recipient).toEqual(['Emma Visser']);
});
