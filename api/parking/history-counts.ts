import { statement } from '../../activities/db/transaction.ts';
import { type Api } from '../api.ts';
import { type Access } from './access.ts';

/** Changes of what is free on the balances of a permit, up or down (2PARK-101). */
export async function countTransactions({ deps }: Api, { permitId }: Access): Promise<number> {
  const { rows } = await deps.pool.query<{ count: number }>({ ...countPostings, values: [permitId] });
  return rows[0]!.count;
}

const countPostings = statement(
  'count-parking-transactions',
  `SELECT count(*)::int AS count
     FROM permit_balance pb JOIN posting p ON p.ref = pb.balance_id::text AND p.account = 'available'
    WHERE pb.permit_id = $1`,
);
