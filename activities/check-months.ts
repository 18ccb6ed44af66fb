import { type Instant } from '../rules/values/moment.ts';
import { inTransaction, statement } from './db/transaction.ts';
import { type WorkerDeps } from './ports.ts';

/** A table that is being read waits its turn so long at most; the next run asks again. */
const PATIENCE = '2s';
/** Months there are beforehand: as long may this fail before a check lies with the rest. */
const AHEAD = 3;

/** Makes the tables for the checks of this month and those to come. Returns how many were made; running twice makes none. */
export function addCheckMonths({ pool }: Pick<WorkerDeps, 'pool'>, at: Instant): Promise<number> {
  return inTransaction(pool, async (tx) => {
    await tx.query(`SET LOCAL lock_timeout = '${PATIENCE}'`);
    const { rows } = await tx.query<{ made: number }>({ ...addMonths, values: [at, AHEAD] });
    return rows[0]!.made;
  });
}

const addMonths = statement(
  'add-check-months',
  `SELECT count(*) FILTER (WHERE add_check_month(first::date))::int AS made
     FROM generate_series(date_trunc('month', $1::timestamptz AT TIME ZONE 'UTC'),
                          date_trunc('month', $1::timestamptz AT TIME ZONE 'UTC') + make_interval(months => $2), interval '1 month') AS first`,
);
