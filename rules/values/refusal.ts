/** What a rule looked at. Counts, days, codes and amounts only: never a plate, a name or an address. */
export type RuleValues = Record<string, string | number | boolean | null>;

/** One rule and how it came out, in a form a citizen can be told and an auditor can re-check. */
export interface RuleStep {
  /** Stable code; its sentence lies in `text/` under `rule`. */
  rule: string;
  outcome: 'met' | 'not-met' | 'staff-decides';
  /** Article of the municipality's ordinance, when the rule rests on one. */
  article: string | null;
  values: RuleValues;
  /** What would make it pass; its sentence lies in `text/` under `remedy`. */
  remedy: string | null;
}

/** Why not: the ground, and the rules that led to it. A value, not an exception: refusing is normal. */
export interface Refusal<Ground extends string = string> {
  outcome: 'refuse';
  ground: Ground;
  steps: RuleStep[];
}

/** A refusal that rests on one rule. */
export function refuse<Ground extends string>(
  ground: Ground,
  values: RuleValues = {},
  remedy: string | null = null,
  article: string | null = null,
): Refusal<Ground> {
  return { outcome: 'refuse', ground, steps: [{ rule: ground, outcome: 'not-met', article, values, remedy }] };
}

export const isRefusal = (result: { outcome: string }): result is Refusal => result.outcome === 'refuse';
