import { statement } from '../../activities/db/transaction.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import * as waitlist from '../../workflows/contract/waitlist-entry.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { idFrom } from '../http/ids.ts';
import { AcceptedAtCounter, CounterBody } from './shapes.ts';

/** At the counter: an offer is taken up for somebody who stands there with its number (PORTAL-083). */
export function waitlistStaffRoutes({ deps, processes }: Api): Endpoint[] {
  return [
    endpoint({
      method: 'post', path: '/v1/staff/waitlist-entries/_accept', may: 'hand-out', records: 'waitlist-accepted', body: CounterBody, answers: AcceptedAtCounter,
      refuses: [
        'not-for-this-applicant', 'address-unknown', 'address-outside-area', 'own-places', 'move-not-allowed', 'offer-expired',
        'product-withdrawn',
      ],
      summary: 'Take up an offer of the waiting list at the counter: the holder finds the application in their desk',
      async handle({ caller, body, key }) {
        const { municipalityId, id, roles } = caller;
        const { rows } = await deps.pool.query<{ id: string; holder_id: string; product_id: string }>({
          ...findByNumber,
          values: [municipalityId, body.number.toUpperCase()],
        });
        const entry = rows[0];
        if (!entry) return refusal(refuse('not-found'));
        const applicationId = idFrom('application', key);
        const actor = { kind: 'staff' as const, id, roles };
        const said = await processes.waitlistEntry(entry.id, waitlist.accept, { applicationId, actor }, key);
        if (isRefusal(said)) return refusal(said);
        const opening = { municipalityId, holderId: entry.holder_id, productId: entry.product_id, actor };
        const opened = await processes.openApplication(applicationId, opening, key);
        if (isRefusal(opened)) return refusal(opened);
        const { rows: applications } = await deps.pool.query<{ number: string }>({
          ...readNumber,
          values: [applicationId],
        });
        return answer({ number: applications[0]!.number });
      },
    }),
  ]; // prettier-ignore
}

const findByNumber = statement(
  'find-waitlist-entry-by-number',
  'SELECT id, holder_id, product_id FROM waitlist_entry WHERE municipality_id = $1 AND number = $2',
);
const readNumber = statement('number-of-application', 'SELECT number FROM application WHERE id = $1');
