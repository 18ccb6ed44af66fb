import { bookDifference, explainDifference } from '../../activities/bookkeeping/payment-differences.ts';
import { statement } from '../../activities/db/transaction.ts';
import { canBeBooked, EXPLANATIONS } from '../../rules/bookkeeping/provider.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { ExplanationBody, PaymentDifferences } from './difference-shapes.ts';

const PATH = '/v1/staff/payment-differences';
const NOT_FOUND = refusal(refuse('not-found'));

/** What the payment provider and our books do not agree on, found every day; finance explains each, or has it booked (BEYOND-020). */
export function differenceRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const by = ({ id, roles, municipalityId }: Staff) => ({
    municipalityId,
    actor: { kind: 'staff' as const, id, roles },
  });
  return [
    endpoint({
      method: 'get', path: PATH, may: 'refunds', records: null, answers: PaymentDifferences,
      summary: 'Differences between the payment provider and the books, and when both were last compared',
      handle: async ({ caller }) => answer(await readDifferences(api, caller)),
    }),
    endpoint({
      method: 'post', path: `${PATH}/{id}/_explain`, may: 'refunds', records: 'payment-difference-explained', body: ExplanationBody,
      answers: PaymentDifferences, refuses: ['not-found', 'difference-over'],
      summary: 'Say why a difference is as it should be',
      async handle({ caller, params: { id = '' }, body }) {
        if (!isUuid(id)) return NOT_FOUND;
        const done = await explainDifference(deps, { id, ...by(caller), ...body }, deps.clock());
        return isRefusal(done) ? refusal(done) : answer(await readDifferences(api, caller));
      },
    }),
    endpoint({
      method: 'post', path: `${PATH}/{id}/_book`, may: 'refunds', records: 'payment-difference-booked', answers: PaymentDifferences,
      refuses: ['not-found', 'difference-over', 'cannot-be-booked'],
      summary: 'Ask the provider about its payment once more and book what it says',
      async handle({ caller, params: { id = '' } }) {
        if (!isUuid(id)) return NOT_FOUND;
        const done = await bookDifference(deps, { id, ...by(caller) }, deps.clock());
        return isRefusal(done) ? refusal(done) : answer(await readDifferences(api, caller));
      },
    }),
  ]; // prettier-ignore
}

type Item = PaymentDifferences['items'][number];

async function readDifferences({ deps: { pool } }: Api, { municipalityId }: Staff): Promise<PaymentDifferences> {
  const [{ rows }, { rows: runs }] = await Promise.all([
    pool.query<Row>({ ...list, values: [municipalityId] }),
    pool.query<{ at: Date; payments: number }>(lastRun),
  ]);
  return {
    comparedAt: runs[0]?.at.toISOString() ?? null,
    compared: runs[0]?.payments ?? 0,
    items: rows.map((row) => {
      const amounts = { providerCents: Number(row.provider_cents), booksCents: Number(row.books_cents) };
      return {
        id: row.id,
        kind: row.kind,
        reference: row.reference,
        providerPayment: row.provider_payment,
        ...amounts,
        foundAt: row.found_at.toISOString(),
        canBeBooked: row.explanation === null && canBeBooked({ kind: row.kind, paymentId: row.payment_id, ...amounts }),
        explanation: EXPLANATIONS.find((known) => known === row.explanation) ?? null,
        explainedBy: row.explained_by,
      };
    }),
  };
}

interface Row {
  id: string;
  kind: Item['kind'];
  reference: string;
  provider_payment: string;
  payment_id: string | null;
  provider_cents: string;
  books_cents: string;
  found_at: Date;
  explanation: string | null;
  explained_by: string | null;
}

/** What nobody has explained first. */
const list = statement(
  'read-payment-differences',
  `SELECT d.id, d.kind, d.reference, d.provider_payment, d.payment_id, d.provider_cents, d.books_cents, d.found_at, d.explanation, m.name AS explained_by
     FROM payment_difference d LEFT JOIN staff_member m ON m.id = d.explained_by AND m.municipality_id = $1
    WHERE d.gone_at IS NULL AND coalesce(d.municipality_id, $1) = $1
    ORDER BY d.explained_at IS NOT NULL, d.found_at, d.id LIMIT 200`,
);
const lastRun = statement(
  'read-last-provider-match',
  `SELECT finished_at AS at, (result ->> 'providerPayments')::int AS payments FROM job_run WHERE job = 'provider-match' ORDER BY finished_at DESC LIMIT 1`,
);
