import { type Product } from './municipalities/product.ts';
import { decideConfirmation, rulesOfDecision, type DecisionFacts } from './permit-applications/decision.ts';
import { decideEligibility, type Applicant } from './permit-applications/eligibility.ts';
import { type Answers } from './permit-applications/steps.ts';
import { rulesOfChange } from './plate-changes/plates.ts';
import { type CivilDate } from './values/civil-day.ts';
import { type RuleStep } from './values/refusal.ts';
import { type Keeper } from './vehicles.ts';

/** What was kept with a decision on an application: plates by number, not by what is on them. */
export interface KeptFacts {
  entitlement: Applicant;
  approved: boolean;
  taken: number;
  today: CivilDate;
  applicant: 'person' | 'business';
  answers: Answers;
}

/** A decision as it lies in the books, with what it rested on and the product by the release of then. */
export type KeptDecision = { result: string; by: 'rule' | 'staff'; steps: RuleStep[] } & (
  | { about: 'application'; product: Product; facts: KeptFacts }
  | {
      about: 'plate-change';
      product: Product;
      facts: { keeper: Keeper | null };
      change: { id: string; country: string | null; holder: 'person' | 'business' };
    }
  /** What a person made of a register's report rests on no rule. */
  | { about: 'register-notice' }
);

/** `same`: every rule comes out as it did. `differs` names those that do not; `no-rules` where a person alone decided. */
export type Recomputed = { outcome: 'same' | 'no-rules' } | { outcome: 'differs'; rules: string[] };

/** Computes a recorded decision again from its own facts: proves that it followed from the rules, and that they still say the same. */
export function recompute(kept: KeptDecision): Recomputed {
  switch (kept.about) {
    case 'application': {
      const { facts, product } = kept;
      const entitled = decideEligibility(product, facts.entitlement);
      const again: DecisionFacts = {
        product,
        applicant: facts.applicant,
        today: facts.today,
        places: entitled.outcome === 'allow' ? entitled.places : [],
        entitlement: facts.entitlement,
        approved: facts.approved,
        taken: facts.taken,
      };
      const allowed = kept.by === 'staff' || decideConfirmation(facts.answers, again).outcome !== 'refuse';
      const wrong = differing(kept.steps, rulesOfDecision(facts.answers, again));
      return said(allowed ? wrong : [...wrong, 'result']);
    }
    case 'plate-change': {
      const { change, facts, product } = kept;
      const plate = facts.keeper && { country: change.country ?? 'NL', key: '1', keeper: facts.keeper };
      return said(differing(kept.steps, rulesOfChange(change.id, plate, product, change.holder)));
    }
    case 'register-notice':
      return { outcome: 'no-rules' };
    default:
      return kept satisfies never;
  }
}

const said = (rules: string[]): Recomputed =>
  rules.length === 0 ? { outcome: 'same' } : { outcome: 'differs', rules: [...new Set(rules)] };

/** Rules that came out otherwise, or that only one side knows. */
function differing(before: readonly RuleStep[], now: readonly RuleStep[]): string[] {
  return Array.from({ length: Math.max(before.length, now.length) }, (_, at) => [before[at], now[at]])
    .filter(([one, other]) => canonical(one) !== canonical(other))
    .map(([one, other]) => (one ?? other)!.rule);
}

/** The same step always gives the same text, in whatever order its keys were kept. */
const canonical = (step: unknown): string =>
  JSON.stringify(step, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  ) ?? '';
