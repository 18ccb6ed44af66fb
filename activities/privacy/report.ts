import { fill, findSentence, type SentenceTree } from '../../rules/sentences.ts';
import { RECORD_CLASSES, retentionOf, type RecordClass } from '../../rules/retention.ts';
import { PROCESSING, type Basis, type Processing, type Stays } from './processing.ts';

const BASIS: Record<Basis, string> = {
  'public-task': 'a task of public interest (6.1.e)',
  'legal-obligation': 'a duty by law (6.1.c)',
  consent: 'consent (6.1.a)',
};

const STAYS: Record<Stays, string> = {
  'in-use': 'as long as it is in use; it goes when a person or account is removed, which nothing does by itself',
  archive: 'by the selection list of the municipality; nothing here removes it by itself',
  books: 'with the books, without plates and names',
};

/** The record of what is done with data of people, with what each term is, in English as all documents are. */
export function privacyReport(english: SentenceTree): string {
  const say = (key: string, count?: number): string => {
    const found = findSentence(key, 'en', english, {}, count);
    if (found === undefined) throw new Error(`there is no sentence ${key}`);
    return fill(found, count === undefined ? {} : { count });
  };
  return [
    '# Privacy: what is done with data of people',
    '',
    '<!-- Made by `npm run privacy-report` from activities/privacy/processing.ts and rules/retention.ts. -->',
    '',
    'The record of processing (GDPR, article 30), as far as the software knows it. Who is responsible, who is the officer for data protection and',
    'which processors there are, a municipality adds for itself. What is held of one person, that person reads at the desk or in the parking app.',
    ...PROCESSING.flatMap((one) => ['', ...sectionOf(one, say)]),
    '',
    '## What goes when',
    '',
    'Each by a job, every hour, which leaves a line in the log of deletions. That each is there until its last moment and gone at the next, is',
    'held by tests with the clock at that moment ([municipal terms](../activities/erasure-terms.db.test.ts),',
    '[what passes through](../activities/housekeeping.db.test.ts)).',
    '',
    ...RECORD_CLASSES.map((of) => `- **${say(`retention.class.${of}.what`)}**: ${termIn(of, say)}`),
    '',
    '## What stays',
    '',
    'Said plainly, since no job removes it: who a holder is, their applications, permits, present plates and proofs that counted stay until the',
    'municipality removes them by its selection list. So do the addresses mails went to, without their words. A backup is the operator’s: see',
    '[thirteen weeks](thirteen-weeks.md).',
    '',
  ].join('\n');
}

type Say = (key: string, count?: number) => string;

const sectionOf = (
  { name, purpose, basis, law, people, data, receivers, terms, stays }: Processing,
  say: Say,
): string[] => [
  `## ${name}`,
  '',
  purpose,
  '',
  `- Basis: ${BASIS[basis]}; ${law}`,
  `- Of whom: ${people.join(', ')}`,
  `- What: ${data}`,
  `- Who else gets it: ${receivers.length === 0 ? 'nobody' : receivers.join('; ')}`,
  ...terms.map((of) => `- Goes: ${lower(say(`retention.class.${of}.what`))}, ${termIn(of, say)}`),
  ...stays.map((how) => `- Stays: ${STAYS[how]}`),
];

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** `91 days after the end (as long as the national parking register; a municipality may choose 42 to 91)` */
function termIn(of: RecordClass, say: Say): string {
  const { unit, term, bounds, because } = retentionOf(of);
  const named = unit === 'book-years' ? 'years' : unit === 'days-exact' ? 'days' : unit;
  const long = term === 0 ? say('retention.term.now') : say(`retention.term.${named}`, term);
  const choice = bounds ? `; a municipality may choose ${bounds.least} to ${bounds.most}` : '';
  return `${long} ${say(`retention.class.${of}.from`)} (${say(`retention.because.${because}`)}${choice})`;
}
