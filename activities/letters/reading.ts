import { createHash } from 'node:crypto';
import { type LetterFields, type LetterReading, type ReadBlock, type ReadLetter } from '../../rules/letters/reading.ts';
import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Language } from '../../rules/values/language.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type RuleStep } from '../../rules/values/refusal.ts';
import {
  areaNames, decidedAs, decisionOf, groundOf, lastMomentOf, PROVES_PAYMENT, TELLS_PERMIT, TELLS_REFUND, type LetterFacts,
} from './compose.ts'; // prettier-ignore
import { type Block, type LetterContent } from './page.ts';

/** A letter to read on a screen, to hear, and for a program: of the same facts and the same words as its PDF (BEYOND-032). */
export function readingOf(
  id: string,
  facts: LetterFacts,
  composed: Record<Language, LetterContent>,
  pdf: Buffer,
): LetterReading {
  const { municipality } = facts.content;
  return {
    format: 'parkwerk-letter/1',
    id,
    kind: facts.kind,
    municipality: { id: municipality.id, name: municipality.name },
    language: facts.language,
    fields: fieldsOf(facts),
    text: { nl: readLetter(composed.nl), en: readLetter(composed.en) },
    pdfSha256: createHash('sha256').update(pdf).digest('hex'),
  };
}

/** What the letter says, and nothing it does not say. */
export function fieldsOf(facts: LetterFacts): LetterFields {
  const { kind, permit, content, product, payment, plateChange, refunds, holder } = facts;
  const day = (moment: Instant): CivilDate => civilDateOf(moment, content.municipality.timeZone);
  const decision = decisionOf(facts);
  const decides = kind !== 'renewal-reminder';
  return {
    sentOn: day(facts.sentAt),
    reference: permit?.number ?? facts.applicationNumber,
    recipient: holder.name,
    ground: decides ? groundOf(facts) : null,
    decision: decision && {
      id: decision.id,
      by: decision.by,
      rules: decision.steps.map((step) => ({ ...ruleOf(step), outcome: decidedAs(step.outcome, decision) })),
    },
    permit:
      permit && TELLS_PERMIT.includes(kind)
        ? {
            number: permit.number,
            productName: product.name,
            areaNames: areaNames(permit, content),
            plates: permit.plates,
            weekdays: [...permit.weekdays],
            validFrom: day(permit.validFrom),
            lastDay: day(lastMomentOf(permit.validUntil)),
            priceCents: permit.priceCents,
          }
        : null,
    endedOn: kind === 'permit-ended' && permit?.endedAt ? day(permit.endedAt) : null,
    plateChange:
      decides && plateChange
        ? {
            comes: plateChange.comes,
            goes: plateChange.from === null ? null : plateChange.goes,
            from: plateChange.from === null ? null : day(plateChange.from),
          }
        : null,
    refunds: TELLS_REFUND.includes(kind)
      ? refunds.map(({ number, cents, paidCents, dueOn, steps }) => ({
          number,
          cents,
          paidCents,
          dueOn,
          rules: steps.map(ruleOf),
        }))
      : [],
    payment:
      payment && PROVES_PAYMENT.includes(kind)
        ? { reference: payment.reference, paidOn: day(payment.paidAt), cents: payment.cents }
        : null,
    objection: decides
      ? { weeks: content.municipality.objection.weeks, address: content.municipality.objection.address }
      : null,
  };
}

const ruleOf = ({ rule, outcome, article, values }: RuleStep) => ({ rule, outcome, article, values });

export const readLetter = ({ title, sender, recipient, facts, blocks }: LetterContent): ReadLetter => ({
  title,
  sender,
  recipient,
  facts,
  blocks: blocks.map(readBlock),
});

/** Of a map what is read out instead of it. */
const readBlock = (block: Block): ReadBlock =>
  block.kind === 'facts' ? { kind: 'facts', facts: block.facts } : { kind: block.kind, text: block.text };
