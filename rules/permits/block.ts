import { refuse, type Refusal } from '../values/refusal.ts';
import { decideEnd, type EndGround, type PermitStatus } from './status.ts';

/** Why staff may hold a permit back (blokkeren); the sentences lie in `text/` under `ground`. The list is closed. */
export const BLOCK_GROUNDS = ['block-asked', 'block-evidence', 'block-unpaid', 'block-misuse'] as const;
export type BlockGround = (typeof BLOCK_GROUNDS)[number];

export interface Standing {
  status: PermitStatus;
  blocked: boolean;
}

type Decided<Ground extends string> = { outcome: 'allow' } | Refusal<Ground>;

/** A permit in force may be held back, once: it stays what it is, and counts for nothing until it is let go. */
export function decideBlock({ status, blocked }: Standing): Decided<EndGround | 'permit-blocked-already'> {
  const inForce = decideEnd(status);
  if (inForce.outcome === 'refuse') return inForce;
  return blocked ? refuse('permit-blocked-already', {}, 'look-again') : { outcome: 'allow' };
}

/** Let go again (deblokkeren), while there is something left to count. */
export function decideUnblock({ status, blocked }: Standing): Decided<EndGround | 'permit-not-blocked'> {
  const inForce = decideEnd(status);
  if (inForce.outcome === 'refuse') return inForce;
  return blocked ? { outcome: 'allow' } : refuse('permit-not-blocked', {}, 'look-again');
}
