import { type AreaId } from '../municipalities/names.ts';
import { type Cents } from '../values/money.ts';
import { isRefusal, refuse, type Refusal, type RuleStep } from '../values/refusal.ts';
import { decideEligibility, type Applicant, type EligibilityGround } from './eligibility.ts';
import { secondAddressStep } from './second-address.ts';
import { openStep, requirementsOf, stepsOf, type Answers, type WizardFacts } from './steps.ts';
import { dueFor, isZeroEmission } from './terms.ts';

export interface DecisionFacts extends WizardFacts {
  entitlement: Applicant;
  /** Staff has approved the documents before. */
  approved: boolean;
  /** How many are issued or reserved at the chosen place, this application not counted. */
  taken: number;
}

export type ConfirmationGround = EligibilityGround | 'step-open' | 'location-full' | 'period-not-available';

/** What a declared application becomes: looked at by a person, put in the cart, or valid at once (PORTAL-045). */
export type Confirmed =
  | { outcome: 'review'; steps: RuleStep[] }
  | { outcome: 'pay'; cents: Cents; steps: RuleStep[] }
  | { outcome: 'issue'; steps: RuleStep[] };

/** Everything filled in, still entitled, a place left: then the product says who decides (besluit op aanvraag). */
export function decideConfirmation(answers: Answers, facts: DecisionFacts): Confirmed | Refusal<ConfirmationGround> {
  const open = openStep(stepsOf(answers, facts));
  if (open !== 'declaration') return refuse('step-open', { step: open }, 'finish-step');

  const entitled = decideEligibility(facts.product, facts.entitlement);
  if (isRefusal(entitled)) return entitled;

  const place = placeStep(answers.areaId, facts);
  if (place.outcome === 'not-met')
    return { outcome: 'refuse', ground: 'location-full', steps: [...entitled.steps, place] };

  const due = dueAmount(answers, facts);
  if (due === undefined) return refuse('period-not-available', { period: answers.periodId }, 'choose-other-period');
  const steps = rulesOfDecision(answers, facts);
  if (!facts.approved && needsReview(answers, facts)) return { outcome: 'review', steps };
  return due > 0 ? { outcome: 'pay', cents: due, steps } : { outcome: 'issue', steps };
}

/**
 * Every rule this decision rests on, with how it came out: for staff, for the letter and for the file. Unlike a declaration it does not
 * stop at an open step: a case in review may have waited until its start date was over.
 */
export const rulesOfDecision = (answers: Answers, facts: DecisionFacts): RuleStep[] => [
  ...decideEligibility(facts.product, facts.entitlement).steps,
  placeStep(answers.areaId, facts),
  ...(answers.secondAddress ? [secondAddressStep(facts.product, answers.secondAddress)] : []),
  ...evidenceSteps(answers, facts),
  ...emissionStep(answers, facts),
];

/** After approval: on to the declaration when that was not given yet, otherwise to the cart or straight to valid. */
export function afterApproval(
  answers: Answers,
  facts: DecisionFacts,
  declared: boolean,
): { outcome: 'continue' } | { outcome: 'pay'; cents: Cents } | { outcome: 'issue' } {
  if (!declared) return { outcome: 'continue' };
  const cents = dueAmount(answers, facts) ?? 0;
  return cents > 0 ? { outcome: 'pay', cents } : { outcome: 'issue' };
}

/** Must a person look before this can go on? */
export function needsReview(answers: Answers, { product }: WizardFacts): boolean {
  switch (product.review.when) {
    case 'never':
      return false;
    case 'documents':
      return answers.documents.length > 0;
    case 'always':
      return true;
    default:
      return product.review.when satisfies never;
  }
}

/** Documents were confirmed: does the case go to staff now, or does the applicant first declare? */
export const reviewsBeforeDeclaration = (answers: Answers, facts: WizardFacts): boolean =>
  facts.product.review.moment === 'before-declaration' && needsReview(answers, facts);

export const dueAmount = (answers: Answers, { product }: WizardFacts): Cents | undefined => dueFor(product, answers);

function placeStep(areaId: AreaId | null, { product, taken }: DecisionFacts): RuleStep {
  const ceiling = product.places.find((place) => place.area === areaId)?.ceiling ?? null;
  const met = ceiling === null || taken < ceiling;
  return {
    rule: 'place-left',
    outcome: met ? 'met' : 'not-met',
    article: product.article,
    values: { taken, ceiling },
    remedy: met ? null : 'waiting-list',
  };
}

/** Which price applies, where a car without emission pays another. */
function emissionStep({ plates }: Answers, { product }: WizardFacts): RuleStep[] {
  if (!product.zeroEmission) return [];
  const { pricePercent } = product.zeroEmission;
  const without = isZeroEmission(plates);
  const values = { percent: without ? pricePercent : 100 };
  return [{ rule: 'price-by-emission', outcome: 'met', article: product.article, values, remedy: null }];
}

/** One step per plate or proof: what the register said, and what is left for a person to judge. */
function evidenceSteps(answers: Answers, facts: WizardFacts): RuleStep[] {
  const requirements = requirementsOf(answers, facts);
  const perPlate = answers.plates.map((plate, index): RuleStep => {
    const requirement = requirements.find(({ plateId }) => plateId === plate.id);
    return {
      rule: 'keeper-or-evidence',
      outcome: requirement ? 'staff-decides' : 'met',
      article: requirement?.rule.article ?? facts.product.article,
      values: { plate: index + 1, keeper: plate.keeper },
      remedy: null,
    };
  });
  const always = requirements
    .filter(({ plateId }) => plateId === null)
    .map(({ rule }): RuleStep => ({
      rule: 'evidence',
      outcome: 'staff-decides',
      article: rule.article,
      values: { evidence: rule.id },
      remedy: null,
    }));
  return [...perPlate, ...always];
}
