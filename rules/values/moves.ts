/**
 * What may happen to a case where it stands, and where each can lead. To itself: it is done, and the case stays where it was. The one
 * table of a process: its doors refuse what is not in it, its drawing is made of it, and what really happened is held against it.
 */
export type Moves<Status extends string, Move extends string> = Readonly<
  Record<Status, Readonly<Partial<Record<Move, readonly Status[]>>>>
>;

export const isListed = <Status extends string, Move extends string>(
  moves: Moves<Status, Move>,
  status: Status,
  move: Move,
): boolean => moves[status][move] !== undefined;

/** Nothing can happen to it any more. */
export const isEnd = <Status extends string, Move extends string>(
  moves: Moves<Status, Move>,
  status: Status,
): boolean => Object.keys(moves[status]).length === 0;

export const statusesOf = <Status extends string, Move extends string>(moves: Moves<Status, Move>): Status[] =>
  Object.keys(moves) as Status[];
