import { refuse, type Refusal } from '../values/refusal.ts';

/** Which share of decisions gets a second look; the same seed gives the same sample, whoever draws it again. */
export interface Sampling {
  percent: number;
  seed: string;
}

/** Why somebody would have decided otherwise. */
export const SECOND_LOOK_REASONS = ['evidence-misjudged', 'rule-misapplied', 'wrong-ground', 'facts-wrong'] as const;
export type SecondLookReason = (typeof SECOND_LOOK_REASONS)[number];

export type SecondLookGround = 'own-work' | 'looked-at-already' | 'ground-missing' | 'ground-not-needed';

/** Looked at again are what the rules approved by themselves and what staff rejected: nobody else would object in time. */
export const mayBeSampled = ({ by, result }: { by: 'rule' | 'staff'; result: string }): boolean =>
  by === 'rule' ? result === 'allow' : result === 'reject';

/** Is this decision in the sample? It follows from the seed and the id alone: neither time nor anybody's choice changes it. */
export function isSampled(decisionId: string, { percent, seed }: Sampling): boolean {
  return spread(`${seed}:${decisionId}`) < percent / 100;
}

/** Nobody judges their own work, and who would have decided otherwise says why. */
export function decideSecondLook(
  look: { madeBy: string | null; done: boolean },
  staffId: string,
  { outcome, reason }: { outcome: 'agree' | 'disagree'; reason: SecondLookReason | null },
): { outcome: 'allow' } | Refusal<SecondLookGround> {
  if (look.done) return refuse('looked-at-already', {}, 'look-again');
  if (look.madeBy === staffId) return refuse('own-work', {}, 'ask-colleague');
  if (outcome === 'disagree' && reason === null) return refuse('ground-missing', {}, 'choose-ground');
  if (outcome === 'agree' && reason !== null) return refuse('ground-not-needed', {}, 'leave-out-ground');
  return { outcome: 'allow' };
}

/** A text to a number from 0 up to 1, evenly: FNV-1a with the last mixing of MurmurHash3. Nothing secret depends on it. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
