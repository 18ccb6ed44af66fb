import { type LetterKind } from '../documents.ts';
import { type CivilDate } from '../values/civil-day.ts';
import { type Language } from '../values/language.ts';
import { type Cents } from '../values/money.ts';
import { type RuleStep } from '../values/refusal.ts';

/** A letter as it is read on a screen or aloud: the words of the PDF, without how they are laid out. */
export interface ReadLetter {
  title: string;
  sender: { name: string; lines: string[] };
  recipient: string[];
  facts: [string, string][];
  blocks: ReadBlock[];
}

export type ReadBlock =
  { kind: 'heading' | 'paragraph' | 'map'; text: string } | { kind: 'facts'; facts: [string, string][] };

/** What a letter says, for a program: the same fields as the words, with codes, days and cents. Null where the letter says nothing of it. */
export interface LetterFields {
  sentOn: CivilDate;
  reference: string;
  recipient: string;
  ground: string | null;
  decision: { id: string; by: 'rule' | 'staff'; rules: DecidedRule[] } | null;
  permit: {
    number: string;
    productName: Record<Language, string>;
    areaNames: string;
    plates: string[];
    weekdays: number[];
    validFrom: CivilDate;
    lastDay: CivilDate;
    priceCents: Cents;
  } | null;
  /** Of a letter that a permit ended. */
  endedOn: CivilDate | null;
  plateChange: { comes: string | null; goes: string | null; from: CivilDate | null } | null;
  refunds: { number: string; cents: Cents; paidCents: Cents; dueOn: CivilDate; rules: DecidedRule[] }[];
  payment: { reference: string; paidOn: CivilDate; cents: Cents } | null;
  objection: { weeks: number; address: Record<Language, string> } | null;
}

export type DecidedRule = Pick<RuleStep, 'rule' | 'outcome' | 'article' | 'values'>;

/** One letter in every language, its fields, and which file is the letter itself: what is signed, and what a page shows. */
export interface LetterReading {
  format: 'parkwerk-letter/1';
  id: string;
  kind: LetterKind;
  municipality: { id: string; name: string };
  /** In which it was sent; the other says the same. */
  language: Language;
  fields: LetterFields;
  text: Record<Language, ReadLetter>;
  pdfSha256: string;
}

/** In the order somebody who listens hears it: what a sighted reader skips, such as the address of the sender, comes in its place. */
export const spokenParts = ({ title, sender, facts, blocks }: ReadLetter): string[] => [
  `${sender.name}.`,
  `${title}.`,
  ...facts.map(spokenFact),
  ...blocks.flatMap((block) =>
    block.kind === 'facts' ? block.facts.map(spokenFact) : [block.kind === 'heading' ? `${block.text}.` : block.text],
  ),
];

const spokenFact = ([label, value]: [string, string]): string => `${label}: ${value}.`;
