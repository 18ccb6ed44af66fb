import { couldBeOutage } from '../../rules/outages.ts';
import { isRefusal } from '../../rules/values/refusal.ts';
import { statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

export interface Tried {
  accountId: string;
  permitId: string;
  act: 'start' | 'stop' | 'extend';
  actionId?: string;
  plate?: { country: string; plate: string };
}

/**
 * Does what somebody asks, and keeps that it was tried when it comes to nothing for a reason an outage can be behind: whoever was hit is
 * found afterwards (PEERS-044). What works costs nothing more.
 */
export async function keepingTries<Result extends { outcome: string }>(
  deps: Pick<Deps, 'pool' | 'vault' | 'clock' | 'log'>,
  tried: Tried,
  work: () => Promise<Result>,
): Promise<Result> {
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    await keep(deps, tried, 'failed');
    throw error;
  }
  if (isRefusal(result) && couldBeOutage(result.ground)) await keep(deps, tried, result.ground);
  return result;
}

/** That it cannot be kept either changes nothing about the answer. */
async function keep(
  { pool, vault, clock, log }: Pick<Deps, 'pool' | 'vault' | 'clock' | 'log'>,
  { accountId, permitId, act, actionId, plate }: Tried,
  ground: string,
): Promise<void> {
  const hash = plate ? vault.fingerprint('plate', `${plate.country} ${plate.plate}`) : null;
  try {
    await pool.query({ ...addTry, values: [permitId, accountId, act, actionId ?? null, hash, ground, clock()] });
  } catch (error) {
    log.warn({ err: error, act, ground }, 'a try that came to nothing could not be kept');
  }
}

const addTry = statement(
  'add-failed-try',
  `INSERT INTO failed_try (municipality_id, permit_id, account_id, act, action_id, plate_hash, ground, at)
   SELECT municipality_id, id, $2, $3, $4, $5, $6, $7 FROM permit WHERE id = $1`,
);
