import { type ReleaseContent } from '../municipalities/release.ts';
import { type BroughtKind, type Fault } from './format.ts';
import { judgeEntries } from './judge-entries.ts';
import { judgeHolders } from './judge-holders.ts';
import { judgeBalances, judgeFavourites, judgePlates } from './judge-parts.ts';
import { judgePermits } from './judge-permits.ts';
import { type Source } from './read.ts';
import {
  type Books,
  type BroughtEntry,
  type BroughtFavourite,
  type BroughtHolder,
  type BroughtPermit,
  type JudgedRow,
} from './rows.ts';

/** What comes over, in the order in which it does, and every row that was read. */
export interface Plan {
  holders: BroughtHolder[];
  permits: BroughtPermit[];
  favourites: BroughtFavourite[];
  entries: BroughtEntry[];
  rows: JudgedRow[];
}

/**
 * Judges every row of an old system by the products of today and by what is in the books already. What is wrong with one row stops that
 * row and what hangs on it, and nothing else; running it again finds what came over before.
 */
export function judge({ rows }: Source, content: ReleaseContent, books: Books): Plan {
  const holders = judgeHolders(rows.holder, books);
  const plates = judgePlates(rows.plate, books);
  const balances = judgeBalances(rows.balance, books);
  const permits = judgePermits(rows.permit, { holders, plates, balances }, content, books);
  const favourites = judgeFavourites(rows.favourite, permits, books);
  const entries = judgeEntries(rows.waitlist, holders, content, books);
  return {
    holders: holders.brought,
    permits: permits.brought,
    favourites: favourites.brought,
    entries: entries.brought,
    rows: [...holders.rows, ...permits.rows, ...plates.rows, ...balances.rows, ...favourites.rows, ...entries.rows],
  };
}

/** How many were read, and what became of them. */
export interface Tally {
  read: number;
  came: number;
  before: number;
  refused: number;
}

/** The difference between what was given and what is here now: all four numbers of a line add up. */
export interface Difference {
  kinds: Record<BroughtKind, Tally>;
  /** The same of money, minutes and actions on balances. */
  sums: Record<'eurocent' | 'minute' | 'action', Tally>;
}

/** What a run tells of itself: nothing of a person. */
export interface RunReport extends Difference {
  faults: Fault[];
}

export function differenceOf(rows: readonly JudgedRow[]): Difference {
  const empty = (): Tally => ({ read: 0, came: 0, before: 0, refused: 0 });
  const difference: Difference = {
    kinds: {
      holder: empty(),
      permit: empty(),
      plate: empty(),
      balance: empty(),
      favourite: empty(),
      waitlist: empty(),
    },
    sums: { eurocent: empty(), minute: empty(), action: empty() },
  };
  for (const { kind, unit, amount, verdict } of rows) {
    const to = WHERE[verdict.outcome];
    difference.kinds[kind].read += 1;
    difference.kinds[kind][to] += 1;
    if (unit === null || amount === null) continue;
    difference.sums[unit].read += amount;
    difference.sums[unit][to] += amount;
  }
  return difference;
}

const WHERE = { comes: 'came', 'came-before': 'before', refused: 'refused' } as const;
