import {
  type EvidenceRule,
  type Product,
  type ProductPlace,
  type Question,
  type StepId,
} from '../municipalities/product.ts';
import { decidePlates, evidenceForPlate, type GivenPlate } from '../vehicles.ts';
import { type CivilDate } from '../values/civil-day.ts';
import { decideSecondAddress, type SecondAddress } from './second-address.ts';
import { type ApplicationStatus } from './status.ts';
import { decideAmount, decideStartDay, decideWeekdays, isPerWeekday, periodOf, priceOf } from './terms.ts';

/** What the applicant has chosen, given and sent so far. */
export interface Answers {
  areaId: string | null;
  startsOn: CivilDate | null;
  periodId: string | null;
  /** Chosen weekdays, Monday is 1; none where the product is not bought per day. */
  weekdays: readonly number[];
  /** How many vouchers; null where the product is none. */
  amount: number | null;
  plates: readonly GivenPlate[];
  /** After "yes, these are all" nothing about plates changes any more (PORTAL-040). */
  platesConfirmed: boolean;
  documents: readonly { id: string; requirementId: string }[];
  documentsConfirmed: boolean;
  questions: Readonly<Record<string, string>>;
  /** The card it rests on; its number is kept sealed. Null or absent: not given, or none is asked. */
  card?: { expiresOn: CivilDate } | null;
  /** Null or absent: not given, or none is asked. */
  secondAddress?: SecondAddress | null;
  /** It takes over the permit of somebody who has died. */
  inherits?: boolean;
}

export const NO_ANSWERS: Answers = {
  areaId: null,
  startsOn: null,
  periodId: null,
  weekdays: [],
  amount: null,
  plates: [],
  platesConfirmed: false,
  documents: [],
  documentsConfirmed: false,
  questions: {},
};

export interface WizardFacts {
  product: Product;
  applicant: 'person' | 'business';
  /** Where this applicant may have it. */
  places: readonly ProductPlace[];
  today: CivilDate;
}

/** Something to prove, and the kinds of document that prove it. */
export interface Requirement {
  id: string;
  rule: EvidenceRule;
  plateId: string | null;
}

export interface WizardStep {
  id: StepId;
  state: 'done' | 'open';
}

/** With one place or one period there is nothing to choose: it is filled in and its step left out (PORTAL-030). */
export function prefilled(answers: Answers, { product, places }: WizardFacts): Answers {
  return {
    ...answers,
    areaId: answers.areaId ?? (places.length === 1 ? places[0]!.area : null),
    periodId: answers.periodId ?? (product.periods.length === 1 ? product.periods[0]!.id : null),
  };
}

/** What must be proved with these plates; one requirement per plate that needs it (PORTAL-041). */
export function requirementsOf(answers: Answers, { product, applicant }: WizardFacts): Requirement[] {
  const always = product.evidence.map((rule) => ({ id: rule.id, rule, plateId: null }));
  const perPlate = answers.plates.flatMap((plate) => {
    const rule = evidenceForPlate(product.plates, applicant, plate);
    return rule ? [{ id: `${rule.id}:${plate.id}`, rule, plateId: plate.id }] : [];
  });
  const deed =
    answers.inherits && product.takeover
      ? [{ id: product.takeover.evidence.id, rule: product.takeover.evidence, plateId: null }]
      : [];
  return [...always, ...deed, ...ofSecondAddress(answers, product), ...perPlate];
}

function ofSecondAddress({ secondAddress }: Answers, { secondAddress: terms }: Product): Requirement[] {
  if (!terms || !secondAddress || secondAddress.known) return [];
  return [{ id: terms.evidence.id, rule: terms.evidence, plateId: null }];
}

/** The steps of this application, in the product's order, without those that ask nothing. */
export function stepsOf(answers: Answers, facts: WizardFacts): WizardStep[] {
  return facts.product.steps
    .filter((id) => asksSomething(id, answers, facts))
    .map((id) => ({ id, state: isDone(id, answers, facts) ? 'done' : 'open' }));
}

/** Where "continue application" leads. The declaration is never done: giving it ends the wizard. */
export const openStep = (steps: readonly WizardStep[]): StepId =>
  steps.find((step) => step.state === 'open')?.id ?? 'declaration';

/** What the list of running applications says while the applicant is still filling in. */
export function statusWhileFilling(step: StepId, approved: boolean): ApplicationStatus {
  if (approved) return 'documents-approved';
  if (step === 'documents') return 'awaiting-documents';
  return step === 'declaration' ? 'awaiting-confirmation' : 'draft';
}

function asksSomething(id: StepId, answers: Answers, facts: WizardFacts): boolean {
  const { product, places } = facts;
  switch (id) {
    case 'location':
      return places.length > 1;
    case 'second-address':
      return product.secondAddress != null;
    case 'card':
      return product.disabledCard != null;
    case 'start-date':
    case 'declaration':
      return true;
    case 'period':
      return product.periods.length > 1;
    case 'days':
      return isPerWeekday(product);
    case 'amount':
      return product.voucher != null;
    case 'plates':
      return product.plates.max > 0;
    case 'documents':
      return requirementsOf(answers, facts).length > 0;
    case 'questions':
      return product.questions.length > 0;
    default:
      return id satisfies never;
  }
}

function isDone(id: StepId, answers: Answers, facts: WizardFacts): boolean {
  const { product, places, today } = facts;
  switch (id) {
    case 'location':
      return places.some((place) => place.area === answers.areaId);
    case 'second-address':
      return (
        answers.secondAddress != null &&
        decideSecondAddress(product, answers.secondAddress, answers.areaId).outcome === 'allow'
      );
    case 'card':
      // A card that ends before the permit begins gives a right to nothing.
      return answers.card != null && answers.card.expiresOn >= (answers.startsOn ?? today);
    case 'start-date':
      return answers.startsOn !== null && decideStartDay(product, answers.startsOn, today).outcome === 'allow';
    case 'period':
      return (
        periodOf(product, answers.periodId) !== undefined &&
        priceOf(product, answers.areaId, answers.periodId) !== undefined
      );
    case 'days':
      return decideWeekdays(product, answers.weekdays).outcome === 'allow';
    case 'amount':
      return answers.amount !== null && decideAmount(product, answers.amount).outcome === 'allow';
    case 'plates':
      return (
        answers.platesConfirmed && decidePlates(product.plates, answers.plates, { complete: true }).outcome === 'allow'
      );
    case 'documents':
      return answers.documentsConfirmed && missingEvidence(answers, facts).length === 0;
    case 'questions':
      return product.questions.every((question) => isAnswered(question, answers.questions[question.id]));
    case 'declaration':
      return false;
    default:
      return id satisfies never;
  }
}

export const missingEvidence = (answers: Answers, facts: WizardFacts): Requirement[] =>
  requirementsOf(answers, facts).filter(
    ({ id }) => !answers.documents.some((document) => document.requirementId === id),
  );

function isAnswered({ kind, mustBe }: Question, answer: string | undefined): boolean {
  if (answer === undefined || answer.trim() === '') return false;
  if (kind === 'text') return true;
  return (answer === 'yes' || answer === 'no') && (mustBe === null || mustBe === answer);
}
