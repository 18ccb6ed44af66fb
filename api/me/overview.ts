import { statement } from '../../activities/db/transaction.ts';
import { historyFrom } from '../../rules/renewals/terms.ts';
import { waitsForApplicant } from '../../rules/permit-applications/status.ts';
import { type Api } from '../api.ts';
import { type Citizen } from '../http/caller.ts';
import { runningOf } from '../permit-applications/read.ts';
import { countOffered } from '../products/read.ts';
import { countEntries } from '../waitlist/read.ts';
import { type Overview } from './shapes.ts';

/** The lines of the home screen; each count is the length of the list it leads to (PORTAL-010, LOKET-004). */
export async function readOverview(api: Api, caller: Citizen): Promise<Overview> {
  const now = api.deps.clock();
  const release = await api.deps.releases.inForce(caller.municipalityId, now);
  const { timeZone, historySince = null, payAtOnce = false } = release.content.municipality;
  const [running, products, waitlist, { rows }] = await Promise.all([
    runningOf(api, caller),
    countOffered(api, caller, release),
    countEntries(api, caller, now),
    api.deps.pool.query<{ cart: number; permits: number; renewals: number; history: number }>({
      ...countLines,
      values: [caller.id, now, historyFrom(historySince, timeZone)],
    }),
  ]);
  const { cart, permits, renewals, history } = rows[0]!;
  // What is to be paid waits in the cart; where there is none, with its own application.
  const inCart = (status: (typeof running)[number]['status']) => status === 'awaiting-payment' && !payAtOnce;
  const waiting = running.filter(({ status }) => waitsForApplicant(status) && !inCart(status)).length;
  return {
    renewals: { count: renewals, waiting: renewals },
    cart: { count: cart, waiting: payAtOnce ? 0 : cart },
    applications: { count: running.length, waiting },
    permits: { count: permits, waiting: 0 },
    waitlist,
    products: { count: products, waiting: 0 },
    history: { count: history, waiting: 0 },
  };
}

const countLines = statement(
  'count-overview',
  `SELECT (SELECT count(*)::int FROM charge c WHERE c.holder_id = $1 AND c.status = 'open' AND num_nonnulls(c.application_id, c.renewal_id, c.plate_change_id) = 1) AS cart,
          (SELECT count(*)::int FROM permit WHERE holder_id = $1 AND status = 'issued' AND greatest(valid_until, kept_until) > $2) AS permits,
          (SELECT count(*)::int FROM renewal WHERE holder_id = $1 AND closed_at IS NULL) AS renewals,
          (SELECT count(*)::int FROM permit
            WHERE holder_id = $1 AND (status <> 'issued' OR greatest(valid_until, kept_until) <= $2)
              AND ($3::timestamptz IS NULL OR coalesce(ended_at, valid_until) >= $3)) AS history`,
);
