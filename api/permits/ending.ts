import { decideEndByHolder, previewEnding } from '../../activities/permits/ending.ts';
import { maskedAccount } from '../../activities/refunds/account.ts';
import { Permit } from '../../activities/db/entities/all.ts';
import { statement } from '../../activities/db/transaction.ts';
import { decideEnd } from '../../rules/permits/status.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { end } from '../../workflows/contract/permit.ts';
import { type Api } from '../api.ts';
import { actorOf, type Citizen } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { IBAN_GROUNDS, takeAccount } from '../refunds/routes.ts';
import { EndBody, EndView } from './ending-shapes.ts';

const GROUND = 'by-holder';

/** Ending by its holder: first what it means, then at once (beëindigen, PORTAL-074, LOKET-034). */
export function endingRoutes(api: Api): Endpoint[] {
  const { deps, processes } = api;

  async function view({ id: holderId }: Citizen, permitId: string): Promise<EndView> {
    const preview = await previewEnding(deps.pool, deps, permitId, GROUND, deps.clock());
    const account = await maskedAccount(deps, holderId);
    const { lastDay, refundCents, payBy, refunds } = preview;
    return {
      ended: false,
      lastDay,
      refundCents,
      payBy,
      route: refundCents === 0 ? null : refunds.every(({ cents, route }) => cents === 0 || route === 'provider') ? 'provider' : 'transfer',
      periods: refunds.map(({ startsOn, periodId, paidCents, cents, steps }) => ({ startsOn, periodId, paidCents, cents, rules: steps })),
      account,
      accountNeeded: refundCents > 0 && account === null,
      with: preview.with,
    }; // prettier-ignore
  }

  return [
    endpoint({
      method: 'post', path: '/v1/permits/{id}/_end', may: 'desk', records: 'permit-ended', body: EndBody, answers: EndView, secret: true,
      refuses: ['permit-not-in-force', 'end-not-allowed', 'account-needed', 'move-not-allowed', ...IBAN_GROUNDS],
      summary: 'What ending gives back and what ends with it; without `preview` it ends at once',
      async handle({ caller, params, body, key }) {
        const id = params['id']!;
        const { id: holderId, municipalityId } = caller;
        const permit = isUuid(id) ? await api.orm.getRepository(Permit).findOneBy({ id, holderId, municipalityId }) : null;
        if (!permit) return refusal(refuse('not-found'));
        const product = { municipality_id: municipalityId, release: permit.release, product_id: permit.productId };
        const allowed = await decideEndByHolder(deps, product, deps.pool);
        if (isRefusal(allowed)) return refusal(allowed);
        const inForce = decideEnd(permit.status);
        if (body.preview && isRefusal(inForce)) return refusal(inForce);

        if (body.account) {
          const taken = await takeAccount(api, caller, body.account);
          if (isRefusal(taken)) return refusal(taken);
        }
        const before = await view(caller, id);
        if (body.preview) return answer(before);
        // Who repeats the request hears what became of it, though there is nothing left to end.
        if (!isRefusal(inForce) && before.accountNeeded) return refusal(refuse('account-needed', {}, 'give-account'));
        const said = await processes.permit(id, end, { actor: actorOf(caller), ground: GROUND }, key);
        if (isRefusal(said)) return refusal(said);
        const { rows } = await deps.pool.query<{ cents: string; pay_by: string | null }>({ ...readOwed, values: [id] });
        const refundCents = Number(rows[0]!.cents);
        return answer({ ...before, ended: true, refundCents, payBy: rows[0]!.pay_by, accountNeeded: false });
      },
    }),
  ]; // prettier-ignore
}

const readOwed = statement(
  'read-owed-by-ending',
  `SELECT coalesce(sum(cents), 0) AS cents, max(due_on)::text AS pay_by FROM refund WHERE permit_id = $1 AND reason = 'ended'`,
);
