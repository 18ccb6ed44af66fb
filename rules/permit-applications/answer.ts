import { decideCard, type CardGround, type TypedCard } from '../permits/disabled-card.ts';
import { decidePlates, type PlatesGround } from '../vehicles.ts';
import { isRefusal, refuse, type Refusal } from '../values/refusal.ts';
import { decideSecondAddress, type SecondAddress, type SecondAddressGround } from './second-address.ts';
import { missingEvidence, requirementsOf, type Answers, type WizardFacts } from './steps.ts';
import {
  decideAmount,
  decideStartDay,
  decideWeekdays,
  periodOf,
  priceOf,
  type AmountGround,
  type StartGround,
  type WeekdaysGround,
} from './terms.ts';

/** One or more answers at once; what is absent stays as it was. */
export type AnswerPatch = Partial<
  Pick<Answers, 'areaId' | 'startsOn' | 'periodId' | 'weekdays' | 'amount' | 'plates' | 'questions'>
> & {
  platesConfirmed?: boolean;
  card?: TypedCard;
  secondAddress?: SecondAddress;
};

export type AnswerGround =
  | StartGround
  | WeekdaysGround
  | AmountGround
  | PlatesGround
  | CardGround
  | SecondAddressGround
  | 'location-not-available'
  | 'location-full'
  | 'period-not-available'
  | 'plates-already-confirmed'
  | 'documents-already-confirmed'
  | 'unknown-question'
  | 'answer-not-accepted'
  | 'unknown-requirement'
  | 'document-kind-not-accepted'
  | 'evidence-missing'
  | 'step-open';

export type Answered = { outcome: 'allow'; answers: Answers } | Refusal<AnswerGround>;

export interface AnswerFacts extends WizardFacts {
  /** Areas without a place left. */
  full: readonly string[];
}

/** Takes answers over, all or none (wizard, PORTAL-033…040). */
export function decideAnswer(answers: Answers, patch: AnswerPatch, facts: AnswerFacts): Answered {
  const { product, places, today, full } = facts;
  let next = answers;

  if (patch.areaId !== undefined) {
    if (!places.some((place) => place.area === patch.areaId))
      return refuse('location-not-available', { area: patch.areaId }, 'choose-other-location');
    if (patch.areaId !== null && full.includes(patch.areaId))
      return refuse('location-full', { area: patch.areaId }, 'waiting-list');
    next = { ...next, areaId: patch.areaId };
  }
  if (patch.secondAddress !== undefined) {
    const decision = decideSecondAddress(product, patch.secondAddress, next.areaId);
    if (isRefusal(decision)) return decision;
    next = { ...next, secondAddress: patch.secondAddress };
  }
  if (patch.card !== undefined) {
    const decision = decideCard(product, patch.card, today);
    if (isRefusal(decision)) return decision;
    next = { ...next, card: { expiresOn: patch.card.expiresOn } };
  }
  if (patch.periodId !== undefined) {
    const sold =
      periodOf(product, patch.periodId) &&
      (next.areaId === null || priceOf(product, next.areaId, patch.periodId) !== undefined);
    if (!sold) return refuse('period-not-available', { period: patch.periodId }, 'choose-other-period');
    next = { ...next, periodId: patch.periodId };
  }
  if (patch.startsOn != null) {
    const decision = decideStartDay(product, patch.startsOn, today);
    if (isRefusal(decision)) return decision;
    next = { ...next, startsOn: patch.startsOn };
  }
  if (patch.weekdays !== undefined) {
    const decision = decideWeekdays(product, patch.weekdays);
    if (isRefusal(decision)) return decision;
    next = { ...next, weekdays: [...patch.weekdays].sort((a, b) => a - b) };
  }
  if (patch.amount != null) {
    const decision = decideAmount(product, patch.amount);
    if (isRefusal(decision)) return decision;
    next = { ...next, amount: patch.amount };
  }
  if (patch.plates !== undefined || patch.platesConfirmed) {
    if (answers.platesConfirmed) return refuse('plates-already-confirmed', {}, 'withdraw-and-start-again');
    const plates = patch.plates ?? next.plates;
    const decision = decidePlates(product.plates, plates, { complete: patch.platesConfirmed === true });
    if (isRefusal(decision)) return decision;
    next = { ...next, plates, platesConfirmed: patch.platesConfirmed === true };
  }
  if (patch.questions !== undefined) {
    for (const [id, answer] of Object.entries(patch.questions)) {
      const question = product.questions.find((asked) => asked.id === id);
      if (!question) return refuse('unknown-question', { question: id }, 'look-again');
      const accepted = question.mustBe === null ? ['yes', 'no'] : [question.mustBe];
      if (question.kind === 'yes-no' && !accepted.includes(answer)) {
        return refuse('answer-not-accepted', { question: id, mustBe: question.mustBe }, 'other-product');
      }
    }
    next = { ...next, questions: { ...next.questions, ...patch.questions } };
  }
  return { outcome: 'allow', answers: next };
}

/** A document for something that must be proved, of a kind that proves it (bewijsstuk, PORTAL-041). */
export function decideAttach(
  answers: Answers,
  document: { id: string; requirementId: string; kind: string },
  facts: WizardFacts,
): Answered {
  if (answers.documentsConfirmed) return refuse('documents-already-confirmed', {}, 'withdraw-and-start-again');
  const requirement = requirementsOf(answers, facts).find(({ id }) => id === document.requirementId);
  if (!requirement) return refuse('unknown-requirement', {}, 'look-again');
  if (!requirement.rule.kinds.includes(document.kind)) {
    return refuse('document-kind-not-accepted', { kind: document.kind }, 'choose-other-kind', requirement.rule.article);
  }
  const documents = [...answers.documents, { id: document.id, requirementId: document.requirementId }];
  return { outcome: 'allow', answers: { ...answers, documents } };
}

/** Until they are confirmed, documents can be taken back (PORTAL-043). */
export function decideDetach(answers: Answers, documentId: string): Answered {
  if (answers.documentsConfirmed) return refuse('documents-already-confirmed', {}, 'withdraw-and-start-again');
  return {
    outcome: 'allow',
    answers: { ...answers, documents: answers.documents.filter(({ id }) => id !== documentId) },
  };
}

/**
 * "Yes, these are all": refused while something is still to be proved, or could still be asked because plates may change. Where nothing
 * is asked there is nothing to confirm.
 */
export function decideSubmitDocuments(answers: Answers, facts: WizardFacts): Answered {
  if (requirementsOf(answers, facts).length === 0) return { outcome: 'allow', answers };
  if (facts.product.plates.max > 0 && !answers.platesConfirmed)
    return refuse('step-open', { step: 'plates' }, 'finish-step');
  const missing = missingEvidence(answers, facts);
  if (missing.length > 0)
    return refuse('evidence-missing', { missing: missing.length }, 'add-document', missing[0]!.rule.article);
  return { outcome: 'allow', answers: { ...answers, documentsConfirmed: true } };
}
