import { isEnd, isListed, type Moves } from '../values/moves.ts';

/** How an action stands in the books: what it may cost is held, or it is settled. Planned and running are told apart by the clock. */
export type ActionStatus = 'open' | 'settled';

/** `reach-end`: nobody stopped it before its last moment. */
export type ActionMove = 'extend' | 'correct' | 'cancel' | 'stop' | 'reach-end';

export const ACTION_MOVES: Moves<ActionStatus, ActionMove> = {
  open: { extend: ['open'], correct: ['open'], cancel: ['settled'], stop: ['settled'], 'reach-end': ['settled'] },
  settled: {},
};

export const isSettledAction = (status: ActionStatus): boolean => isEnd(ACTION_MOVES, status);

export const mayActOn = (status: ActionStatus, move: ActionMove): boolean => isListed(ACTION_MOVES, status, move);
