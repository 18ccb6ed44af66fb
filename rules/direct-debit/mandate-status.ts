import { isEnd, type Moves } from '../values/moves.ts';
import { refuse, type Refusal } from '../values/refusal.ts';

/**
 * The leave to debit somebody's bank account (machtiging, SEPA): `requested` until the provider has it; `refused` when the bank or the
 * provider will not have it, `revoked` by whoever gave it, `lapsed` when nobody used it for three years.
 */
export type MandateStatus = 'requested' | 'valid' | 'refused' | 'revoked' | 'lapsed';

export type MandateMove = 'accept' | 'refuse' | 'revoke' | 'lapse';

export const MANDATE_MOVES: Moves<MandateStatus, MandateMove> = {
  requested: { accept: ['valid'], refuse: ['refused'], revoke: ['revoked'] },
  // A bank may say no later, too: by refusing what is debited.
  valid: { refuse: ['refused'], revoke: ['revoked'], lapse: ['lapsed'] },
  refused: {},
  revoked: {},
  lapsed: {},
};

export const isOver = (status: MandateStatus): boolean => isEnd(MANDATE_MOVES, status);

/** Only listed moves; whoever comes second reads what the first one did (R13). */
export function moveMandate(
  status: MandateStatus,
  move: MandateMove,
): { outcome: 'allow'; next: MandateStatus } | Refusal<'move-not-allowed'> {
  const next = MANDATE_MOVES[status][move]?.[0];
  return next ? { outcome: 'allow', next } : refuse('move-not-allowed', { status, move }, 'look-again');
}

/** Seconds after a debit was sent at which the provider is asked: a bank takes days, so a few times at first and then every six hours. */
const ASK_AFTER_SECONDS = [15, 300, 3_600];
const THEN_EVERY_SECONDS = 21_600;

export function askAfterSeconds(attempt: number): number {
  const last = ASK_AFTER_SECONDS.length - 1;
  return attempt <= last
    ? ASK_AFTER_SECONDS[attempt]!
    : ASK_AFTER_SECONDS[last]! + (attempt - last) * THEN_EVERY_SECONDS;
}
