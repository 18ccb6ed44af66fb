import { type LetterKind } from '../../rules/documents.ts';
import { type Language } from '../../rules/messages.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { areaOf, type ReleaseContent } from '../../rules/municipalities/release.ts';
import { isOver, type RenewalStatus } from '../../rules/renewals/status.ts';
import { addressLines, type Address } from '../../rules/municipalities/places.ts';
import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { splitVat, sum, type Cents } from '../../rules/values/money.ts';
import { plusMs, type Instant } from '../../rules/values/moment.ts';
import { type RuleStep } from '../../rules/values/refusal.ts';
import { type Values } from '../../rules/sentences.ts';
import { inSentence, type Say } from '../texts.ts';
import { agreementBlocks } from './agreement.ts';
import { type Block, type LetterContent } from './page.ts';

/** Goes up when the words or the build of letters change; kept with every letter. */
export const TEMPLATE_VERSION = '2026-12';

export interface LetterFacts {
  kind: LetterKind;
  language: Language;
  /** Why, of a letter that says so itself. */
  ground?: string | null;
  sentAt: Instant;
  holder: { name: string; address: Address | null };
  content: ReleaseContent;
  product: Product;
  applicationNumber: string;
  decision: { id: string; by: 'rule' | 'staff'; ground: string | null; steps: RuleStep[] } | null;
  permit: {
    number: string;
    areaId: string;
    /** Where else it counts. */
    moreAreaIds?: readonly string[];
    validFrom: Instant;
    validUntil: Instant;
    plates: string[];
    priceCents: Cents;
    /** ISO weekdays on which it counts; none is every day. */
    weekdays: readonly number[];
    endedAt: Instant | null;
    endGround: string | null;
  } | null;
  payment: { reference: string; paidAt: Instant; cents: Cents } | null;
  /** Which plate comes or goes, and from when (kentekenwijziging). */
  plateChange?: PlateChangeFacts | null;
  /** What is given back: this refund, or all of an ended permit. */
  refunds: readonly RefundFacts[];
  /** The pass for the barrier, and until when it is posted; null where there is none. */
  pass: { number: string; dueOn: CivilDate } | null;
  /** Of a letter about a renewal: then the dates and the price of the permit are those of its next period. */
  renewal: { status: RenewalStatus; lapsesAt: Instant | null } | null;
}

export interface PlateChangeFacts {
  comes: string | null;
  goes: string | null;
  /** Null when it does not come: the request was rejected. */
  from: Instant | null;
  overlapUntil: Instant | null;
  backAt: Instant | null;
}

export interface RefundFacts {
  number: string;
  cents: Cents;
  paidCents: Cents;
  dueOn: CivilDate;
  steps: RuleStep[];
  /** Where it goes, as its owner knows it again; null when it goes back the way it came. */
  account: string | null;
}

/** The words of a letter: what was decided, on which ground and rules, how to object, and the proof of payment (besluit, Awb 3:45-3:47). */
export function composeLetter(facts: LetterFacts, say: Say): LetterContent {
  const { kind, language, sentAt, holder, content, product, permit, applicationNumber } = facts;
  const decision = decisionOf(facts);
  const { municipality } = content;
  const formats = formatsIn(language);
  const day = (moment: Instant) => formats.day(civilDateOf(moment, municipality.timeZone));
  const productName = product.name[language];
  const values: Values = {
    product: inSentence(productName),
    Product: productName,
    number: permit?.number ?? applicationNumber,
    date: permit?.endedAt ? day(permit.endedAt) : day(sentAt),
    area: permit ? areaNames(permit, content) : '',
    article: product.article,
    ordinance: municipality.ordinance[language],
    weeks: municipality.objection.weeks,
    lastDay: permit ? day(lastMomentOf(permit.validFrom)) : '',
    before: facts.renewal?.lapsesAt ? day(facts.renewal.lapsesAt) : '',
    todo: facts.renewal && !isOver(facts.renewal.status) ? say(`letter.renewalTodo.${facts.renewal.status}`) : '',
    address: municipality.objection.address[language],
    ...refundValues(facts),
  };
  return {
    language,
    title: say(`letter.${kind}.title`, values),
    sender: {
      name: municipality.name,
      lines: [municipality.contact.address[language], municipality.contact.phone, municipality.contact.email],
    },
    recipient: [holder.name, ...(holder.address ? addressLines(holder.address) : [])],
    facts: [
      [say('letter.date'), day(sentAt)],
      [say('letter.reference'), permit?.number ?? applicationNumber],
      ...(decision ? [[say('letter.traceReference'), decision.id] as [string, string]] : []),
    ],
    blocks:
      kind === 'renewal-reminder' ? reminderBlocks(facts, values, day, say) : decisionBlocks(facts, values, day, say),
    footer: `${municipality.name} · ${permit?.number ?? applicationNumber} · ${say('letter.page')}`,
  };
}

/** What the holder still has to do, and until when; nothing is decided yet, so there is nothing to object to. */
function reminderBlocks(facts: LetterFacts, values: Values, day: (moment: Instant) => string, say: Say): Block[] {
  const { kind, holder, content, language } = facts;
  return [
    { kind: 'paragraph', text: say('letter.greeting', { name: holder.name }) },
    { kind: 'paragraph', text: say(`letter.${kind}.decision`, values) },
    { kind: 'paragraph', text: say(`letter.${kind}.next`, values) },
    ...permitBlocks(facts, values, day, say),
    { kind: 'paragraph', text: `${say('letter.closing')}\n${content.municipality.signatory[language]}` },
  ];
}

function decisionBlocks(facts: LetterFacts, values: Values, day: (moment: Instant) => string, say: Say): Block[] {
  const { kind, holder, content, product, language } = facts;
  const { municipality } = content;
  return [
    { kind: 'paragraph', text: say('letter.greeting', { name: holder.name }) },
    { kind: 'heading', text: say('letter.decisionHeading') },
    { kind: 'paragraph', text: say(`letter.${kind}.decision`, values) },
    ...permitBlocks(facts, values, day, say),
    ...plateChangeBlocks(facts, day, say),
    ...refundBlocks(facts, say),
    { kind: 'heading', text: say('letter.reasonsHeading') },
    { kind: 'paragraph', text: say('letter.basis', values) },
    ...reasonBlocks(facts, say),
    { kind: 'heading', text: say('letter.remedyHeading') },
    { kind: 'paragraph', text: say('letter.remedy', values) },
    { kind: 'paragraph', text: `${say('letter.closing')}\n${municipality.signatory[language]}` },
    ...paymentBlocks(facts, product.name[language], day, say),
    ...(kind === 'permit-issued' ? agreementBlocks(facts, say) : []),
  ];
}

const ASSESSED: readonly LetterKind[] = ['permit-issued', 'application-rejected', 'plate-change-rejected'];

/** The assessment the letter rests on; that of the application says nothing of how its permit ended or went on. */
export const decisionOf = ({ kind, decision }: LetterFacts): LetterFacts['decision'] =>
  ASSESSED.includes(kind) ? decision : null;

/** Letters that say what the permit is, and those of them that prove a payment. */
export const TELLS_PERMIT: readonly LetterKind[] = ['permit-issued', 'permit-renewed', 'renewal-reminder'];
export const PROVES_PAYMENT: readonly LetterKind[] = ['permit-issued', 'permit-renewed'];
export const TELLS_REFUND: readonly LetterKind[] = ['permit-ended', 'refund'];

/** What the permit is and what it means on the street; the words differ by how many plates count at once (LOKET-014). */
function permitBlocks(
  { kind, permit, product, language }: LetterFacts,
  values: Values,
  day: (moment: Instant) => string,
  say: Say,
): Block[] {
  if (!permit || !TELLS_PERMIT.includes(kind)) return [];
  const rows: [string, string][] = [
    [say('letter.product'), product.name[language]],
    [say('letter.number'), permit.number],
    [say('letter.area'), String(values['area'])],
    [say('letter.validFrom'), day(permit.validFrom)],
    [say('letter.validUntil'), day(lastMomentOf(permit.validUntil))],
    [say('letter.price'), permit.priceCents === 0 ? say('letter.free') : formatsIn(language).money(permit.priceCents)],
  ];
  if (permit.weekdays.length > 0)
    rows.splice(3, 0, [say('letter.days'), formatsIn(language).isoWeekdays(permit.weekdays)]);
  if (permit.plates.length > 0) rows.splice(3, 0, [say('letter.plates'), permit.plates.join(', ')]);
  return [
    { kind: 'heading', text: say('letter.factsHeading') },
    { kind: 'facts', facts: rows },
    ...(kind === 'renewal-reminder'
      ? []
      : [
          {
            kind: 'paragraph' as const,
            text: say(`letter.permit-issued.${plateSentence(permit.plates.length, product.plates.atOnce)}`, values),
          },
        ]),
  ];
}

/** Which car counts from when, and until when the other one does (LOKET-033, LOKET-055). */
function plateChangeBlocks({ plateChange }: LetterFacts, day: (moment: Instant) => string, say: Say): Block[] {
  if (!plateChange) return [];
  const { comes, goes, from, overlapUntil, backAt } = plateChange;
  const rows: [string, string][] = [];
  if (from === null) {
    if (comes !== null) rows.push([say('letter.plateAsked'), comes]);
    return rows.length === 0 ? [] : [{ kind: 'facts', facts: rows }];
  }
  if (comes !== null) rows.push([say('letter.plateComes'), say('letter.plateFrom', { plate: comes, day: day(from) })]);
  if (backAt !== null) rows.push([say('letter.plateBack'), day(lastMomentOf(backAt))]);
  if (goes !== null) {
    const until = overlapUntil ? lastMomentOf(overlapUntil) : from;
    rows.push([say('letter.plateGoes'), say('letter.plateUntil', { plate: goes, day: day(until) })]);
  }
  return [
    { kind: 'heading', text: say('letter.factsHeading') },
    { kind: 'facts', facts: rows },
  ];
}

export function plateSentence(plates: number, atOnce: number): 'noPlates' | 'onePlate' | 'allPlates' | 'choosePlate' {
  if (plates === 0) return 'noPlates';
  if (plates === 1) return 'onePlate';
  return plates <= atOnce ? 'allPlates' : 'choosePlate';
}

/** Why, by its code. */
export const groundOf = (facts: LetterFacts): string | null =>
  facts.ground ?? (facts.kind === 'permit-ended' ? facts.permit?.endGround : decisionOf(facts)?.ground) ?? null;

/** The ground first, then every rule with its outcome: the same list as on the screen and in the file. */
function reasonBlocks(facts: LetterFacts, say: Say): Block[] {
  const { kind } = facts;
  const decision = decisionOf(facts);
  const ground = groundOf(facts);
  const blocks: Block[] = ground ? [{ kind: 'paragraph', text: say(`ground.${ground}`) }] : [];
  if (decision && decision.steps.length > 0) {
    const rows = decision.steps.map(({ rule, outcome, article, values }): [string, string] => [
      say(`rule.${rule}`, printable(values)),
      `${say(`outcome.${decidedAs(outcome, decision)}`)} (${article ?? '–'})`,
    ]);
    blocks.push({ kind: 'facts', facts: rows });
  }
  // No rule ends a permit: that is always the act of a person. None looks at a renewal, nor at a plate nobody had to judge.
  const unseen = kind === 'plate-changed' && facts.decision === null;
  const byRule = kind === 'permit-renewed' || unseen || decision?.by === 'rule';
  const byHolder = kind === 'permit-ended' && ground === 'by-holder';
  const who = byHolder ? 'letter.byHolder' : byRule ? 'letter.automated' : 'letter.byStaff';
  blocks.push({ kind: 'paragraph', text: say(who) });
  return blocks;
}

const total = (refunds: readonly RefundFacts[]): Cents => sum(refunds.map(({ cents }) => cents));

function refundValues({ refunds, language }: LetterFacts): Values {
  const [first] = refunds;
  const formats = formatsIn(language);
  return first ? { amount: formats.money(total(refunds)), due: formats.day(first.dueOn) } : {};
}

/** What goes back, how it was worked out, when and where (LOKET-035, PEERS-031). */
function refundBlocks({ kind, refunds, language }: LetterFacts, say: Say): Block[] {
  if (!TELLS_REFUND.includes(kind)) return [];
  const heading: Block = { kind: 'heading', text: say('letter.refundHeading') };
  if (refunds.length === 0) return [heading, { kind: 'paragraph', text: say('letter.refundNone') }];
  const formats = formatsIn(language);
  return [
    heading,
    ...refunds.flatMap(({ number, cents, paidCents, dueOn, steps, account }): Block[] => [
      {
        kind: 'facts',
        facts: [
          [say('letter.refundNumber'), number],
          [say('letter.refundPaid'), formats.money(paidCents)],
          ...steps.map(({ rule, outcome, article, values }): [string, string] => [
            say(`rule.${rule}`, printable(values)),
            `${say(`outcome.${outcome}`)} (${article ?? '–'})`,
          ]),
          [say('letter.refundAmount'), formats.money(cents)],
          [say('letter.refundUntil'), formats.day(dueOn)],
        ],
      },
      {
        kind: 'paragraph',
        text: account === null ? say('letter.refund.sameWay') : say('letter.refund.account', { account }),
      },
    ]),
  ];
}

/** What was left to a person has been decided by now. */
export function decidedAs(outcome: RuleStep['outcome'], { ground }: { ground: string | null }): RuleStep['outcome'] {
  if (outcome !== 'staff-decides') return outcome;
  return ground === null ? 'met' : 'not-met';
}

/** The proof of payment is part of the same file, on a page of its own (LOKET-030). */
function paymentBlocks(
  { kind, payment, product, language }: LetterFacts,
  productName: string,
  day: (moment: Instant) => string,
  say: Say,
): Block[] {
  if (!PROVES_PAYMENT.includes(kind) || !payment) return [];
  const formats = formatsIn(language);
  const rows: [string, string][] = [
    [say('letter.product'), productName],
    [say('letter.amount'), formats.money(payment.cents)],
    [say('letter.paidOn'), day(payment.paidAt)],
    [say('letter.paymentReference'), payment.reference],
  ];
  if (product.vatPercent > 0)
    rows.splice(2, 0, [say('letter.ofWhichVat'), formats.money(splitVat(payment.cents, product.vatPercent).vat)]);
  return [
    { kind: 'heading', text: say('letter.paymentHeading'), newPage: true },
    { kind: 'facts', facts: rows },
  ];
}

/** Validity ends at midnight; people read the day before. */
export const lastMomentOf = (end: Instant): Instant => plusMs(end, -1);

const printable = (values: RuleStep['values']): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? value : String(value ?? '–')]),
  );

/** Every area the permit counts in. */
export const areaNames = (
  { areaId, moreAreaIds = [] }: { areaId: string; moreAreaIds?: readonly string[] },
  content: ReleaseContent,
): string => [areaId, ...moreAreaIds].map((id) => areaOf(content, id)?.name ?? id).join(', ');
