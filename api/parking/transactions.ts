import { type z } from 'zod';
import {
  countTransactions,
  readTransactions,
  type AfterTransaction,
  type Transaction,
} from '../../activities/db/stores/history.ts';
import { transactionKind } from '../../rules/balances.ts';
import { lastDayOf } from '../../rules/parking/periods.ts';
import { type Api } from '../api.ts';
import { type TransactionPage, type TransactionView } from './shapes.ts';

/** Every change of what is free on the balances of a permit, newest first (2PARK-101, 2PARK-102). */
export async function transactionsOf(
  { deps }: Api,
  permitId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<z.infer<typeof TransactionPage>> {
  const [rows, total] = await Promise.all([
    readTransactions(deps.pool, permitId, placeOf(cursor), limit + 1),
    countTransactions(deps.pool, permitId),
  ]);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(view),
    nextCursor: last ? `${last.entryId}~${last.balanceId}` : null,
    total,
  };
}

function view({ at, reason, subjectId, unit, change, from, until }: Transaction): z.infer<typeof TransactionView> {
  const kind = transactionKind(reason);
  return {
    at: at.toISOString(),
    kind,
    unit,
    change,
    actionId: kind === 'hold' || kind === 'settle' || kind === 'forgiven' ? subjectId : null,
    ...(from !== null && until !== null && { period: { from, lastDay: lastDayOf({ from, until }) } }),
  };
}

/** The shape of the query has seen to it that it is one of ours. */
function placeOf(cursor: string | undefined): AfterTransaction | null {
  const [entryId, balanceId] = cursor?.split('~') ?? [];
  return entryId !== undefined && balanceId !== undefined ? { entryId, balanceId } : null;
}
