import { epoch, SECOND_MS, type Instant } from './values/moment.ts';
import { refuse, type Refusal } from './values/refusal.ts';

export const CODE_MINUTES = 15;
export const CODE_TRIES = 5;
export const RESEND_SECONDS = 60;

export type CodeGround = 'code-wrong' | 'code-expired' | 'code-tries-used' | 'code-too-soon';

export interface CodeFacts {
  endsAt: Instant;
  tries: number;
  used: boolean;
  matches: boolean;
}

/** Does the code prove that mail to this address arrives? Only the newest code counts, once, for a quarter of an hour (PORTAL-006). */
export function decideCode(
  { endsAt, tries, used, matches }: CodeFacts,
  now: Instant,
): { outcome: 'allow' } | Refusal<CodeGround> {
  if (tries >= CODE_TRIES) return refuse('code-tries-used', { tries }, 'new-code');
  if (used || epoch(now) >= epoch(endsAt)) return refuse('code-expired', {}, 'new-code');
  return matches ? { outcome: 'allow' } : refuse('code-wrong', { left: CODE_TRIES - tries - 1 }, 'new-code');
}

/** A minute between two codes: nobody's mailbox is filled from here. */
export function decideNewCode(lastSentAt: Instant | null, now: Instant): { outcome: 'allow' } | Refusal<CodeGround> {
  if (lastSentAt === null) return { outcome: 'allow' };
  const left = Math.ceil((epoch(lastSentAt) + RESEND_SECONDS * SECOND_MS - epoch(now)) / SECOND_MS);
  return left <= 0 ? { outcome: 'allow' } : refuse('code-too-soon', { seconds: left }, 'new-code');
}
