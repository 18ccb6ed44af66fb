import { tableOf, type ReportTable } from '../../rules/bookkeeping/report.ts';
import { costsOf, vatOf, type Quantity, type Session } from '../../rules/parking/statement.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Language } from '../../rules/values/language.ts';
import { MINUTE_MS, type Instant } from '../../rules/values/moment.ts';
import { type Block, type LetterContent } from '../letters/page.ts';
import { quantityOf } from '../messages/quantity.ts';
import { type Say, type Texts } from '../texts.ts';
import { type StatementFacts, type StatementPermit } from './read.ts';

/** The receipt of one session, in the form of the letters. */
export function receiptPage(
  { permit, session }: { permit: StatementPermit; session: Session },
  texts: Texts,
  language: Language,
): LetterContent {
  const say = texts.withoutMunicipality(language);
  const facts = sessionFacts(session, language, say);
  return {
    ...headOf(permit, language, say),
    title: say('statement.receipt'),
    facts: [
      [say('statement.number'), permit.number],
      [say('statement.session'), session.id],
    ],
    blocks: [{ kind: 'facts', facts: [...facts, ...vatFacts(session.costs, permit.vatPercent, language, say)] }],
  };
}

/** A permit over some days: what each balance began and ended with, every session, and the VAT. */
export function statementPage(facts: StatementFacts, texts: Texts, language: Language): LetterContent {
  const { permit, from, until, sessions, courses } = facts;
  const say = texts.withoutMunicipality(language);
  const formats = formatsIn(language);
  const quantity = ({ unit, amount }: Quantity) => quantityOf(unit, amount, language, say);
  const signed = ({ unit, amount }: Quantity) =>
    `${amount < 0 ? '\u2212' : '+'} ${quantity({ unit, amount: Math.abs(amount) })}`;
  const total = costsOf(sessions);
  const none: Block[] = sessions.length === 0 ? [{ kind: 'paragraph', text: say('statement.noSessions') }] : [];
  return {
    ...headOf(permit, language, say),
    title: say('statement.title', { from: formats.day(from), until: formats.day(until) }),
    facts: [
      [say('statement.number'), permit.number],
      [say('statement.period'), say('statement.fromUntil', { from: formats.day(from), until: formats.day(until) })],
    ],
    blocks: [
      ...courses.flatMap(({ unit, period, begin, changes, end }): Block[] => [
        {
          kind: 'heading',
          text: period
            ? say(`statement.balanceOf.${unit}`, { from: formats.day(period.from) })
            : say(`statement.balance.${unit}`),
        },
        {
          kind: 'facts',
          facts: [
            [say('statement.begin'), quantity({ unit, amount: begin })],
            ...changes.map(({ kind, amount }): [string, string] => [
              say(`parking.history.kind.${kind}`),
              signed({ unit, amount }),
            ]),
            [say('statement.end'), quantity({ unit, amount: end })],
          ],
        },
      ]),
      { kind: 'heading', text: say('statement.sessions') },
      ...none,
      ...sessions.map((session): Block => ({ kind: 'facts', facts: sessionFacts(session, language, say) })),
      { kind: 'heading', text: say('statement.total') },
      {
        kind: 'facts',
        facts: [
          [say('statement.count'), String(sessions.length)],
          [say('statement.cost'), costWords(total, language, say)],
          ...vatFacts(total, permit.vatPercent, language, say),
        ],
      },
    ],
  };
}

/** The same sessions for a spreadsheet, an amount a column, so that they add up (declaratie). */
export function expenseTable(
  { permit, sessions }: StatementFacts,
  texts: Texts,
  language: Language,
): { table: ReportTable; titles: string[]; totalWord: string; name: string } {
  const say = texts.withoutMunicipality(language);
  const { timeZone } = permit.municipality;
  const formats = formatsIn(language);
  const amountOf = ({ costs }: Session, unit: Quantity['unit']) =>
    costs.find((cost) => cost.unit === unit)?.amount ?? 0;
  const rows = sessions.map((session) => [
    civilDateOf(session.startsAt, timeZone), formats.clock(session.startsAt), civilDateOf(session.endsAt, timeZone), formats.clock(session.endsAt),
    minutesOf(session), session.areaName, session.plate ?? '', amountOf(session, 'eurocent'),
    vatOf(session.costs, permit.vatPercent)?.vat ?? 0, amountOf(session, 'minute'), amountOf(session, 'action'), session.note ?? '',
  ]); // prettier-ignore
  const columns = COLUMNS.map(({ id, kind }) => ({ id, kind }));
  return {
    table: tableOf('expenses', columns, rows),
    titles: COLUMNS.map(({ id }) => say(`statement.column.${id}`)),
    totalWord: say('statement.total'),
    name: say('statement.sheet'),
  };
}

const COLUMNS = [
  { id: 'day', kind: 'text' },
  { id: 'begin', kind: 'text' },
  { id: 'lastDay', kind: 'text' },
  { id: 'end', kind: 'text' },
  { id: 'minutes', kind: 'minutes' },
  { id: 'area', kind: 'text' },
  { id: 'plate', kind: 'text' },
  { id: 'euros', kind: 'cents' },
  { id: 'vat', kind: 'cents' },
  { id: 'balanceMinutes', kind: 'minutes' },
  { id: 'actions', kind: 'count' },
  { id: 'note', kind: 'text' },
] as const;

const minutesOf = ({ startsAt, endsAt }: Pick<Session, 'startsAt' | 'endsAt'>): number =>
  Math.ceil((epochOf(endsAt) - epochOf(startsAt)) / MINUTE_MS);
const epochOf = (at: Instant): number => Date.parse(at);

const headOf = (
  { municipality, productName }: StatementPermit,
  language: Language,
  say: Say,
): Pick<LetterContent, 'language' | 'sender' | 'recipient' | 'footer'> => ({
  language,
  sender: {
    name: municipality.name,
    lines: [municipality.contact.address[language], municipality.contact.phone, municipality.contact.email],
  },
  // Whoever parks is known to the app by an address to sign in with; a paper for an employer names the product alone.
  recipient: [productName[language]],
  footer: `${municipality.name} · ${say('letter.page')}`,
});

function sessionFacts(session: Session, language: Language, say: Say): [string, string][] {
  const formats = formatsIn(language);
  const { plate, areaName, startsAt, endsAt, byGrantee, costs, note } = session;
  return [
    [say('statement.plate'), plate ?? say('mail.history.erased')],
    [say('statement.area'), areaName],
    [say('statement.start'), formats.moment(startsAt)],
    [say('statement.stop'), formats.moment(endsAt)],
    [say('statement.lasted'), formats.durationInWords(minutesOf(session))],
    ...(byGrantee ? [[say('statement.who'), say('mail.history.byGrantee')] as [string, string]] : []),
    [say('statement.cost'), costWords(costs, language, say)],
    ...(note === null ? [] : [[say('statement.note'), note] as [string, string]]),
  ];
}

const costWords = (costs: readonly Quantity[], language: Language, say: Say): string =>
  costs.length === 0
    ? say('mail.history.nothing')
    : costs.map(({ unit, amount }) => quantityOf(unit, amount, language, say)).join(', ');

/** There is always a line on VAT: also that there is none in it. */
function vatFacts(costs: readonly Quantity[], percent: number, language: Language, say: Say): [string, string][] {
  const formats = formatsIn(language);
  const vat = vatOf(costs, percent);
  if (!vat) return [[say('statement.vat', { percent }), say('statement.vatBefore')]];
  return [
    [say('statement.net'), formats.money(vat.net)],
    [say('statement.vat', { percent }), formats.money(vat.vat)],
  ];
}
