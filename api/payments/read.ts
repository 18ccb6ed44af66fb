import { statement } from '../../activities/db/transaction.ts';
import { lastDay, periodOf } from '../../rules/permit-applications/terms.ts';
import { type PaymentStatus, isSettled } from '../../rules/payments.ts';
import { type Api } from '../api.ts';
import { type Citizen } from '../http/caller.ts';
import { areaName, productIn } from '../permit-applications/read.ts';
import { type Cart, type CartItem, type PaymentView } from './shapes.ts';

/** What is ready to be paid, oldest first (winkelwagen, PORTAL-060). */
export async function readCart({ deps }: Api, { id, municipalityId }: Citizen): Promise<Cart> {
  const { rows } = await deps.pool.query<CartRow>({ ...openItems, values: [id] });
  const items = await Promise.all(
    rows.map(async (row): Promise<CartItem> => {
      const release = await deps.releases.numbered(municipalityId, row.release);
      const product = productIn(release, row.product_id);
      const period = periodOf(product, row.period_id);
      return {
        id: row.id,
        ...caseOf(row.kind, row.case_id),
        number: row.number,
        productName: product.name,
        areaName: areaName(release, row.area_id),
        plates: row.plates ?? [],
        startsOn: row.starts_on,
        lastDay: row.starts_on && period ? lastDay(row.starts_on, period) : null,
        cents: Number(row.cents),
        selected: row.selected || !row.postponable,
        postponable: row.postponable,
        mayWithdraw: row.kind !== 'renewal' || product.renewal?.mayWithdraw === true,
        payingUnder: row.paying_under,
      };
    }),
  );
  return {
    items,
    selectedCents: items.filter(({ selected }) => selected).reduce((total, { cents }) => total + cents, 0),
  };
}

export interface OwnPayment {
  id: string;
  view: PaymentView;
}

/** The payer's own payment by its reference, with what became of each item; somebody else's reads like none. */
export async function readPayment(
  { deps }: Api,
  { id, municipalityId }: Citizen,
  reference: string,
): Promise<OwnPayment | undefined> {
  const { rows } = await deps.pool.query<PaymentRow>({ ...paymentByReference, values: [reference, id, deps.clock()] });
  const row = rows[0];
  if (!row) return undefined;
  const items = await Promise.all(
    row.items.map(async (item) => {
      const product = productIn(await deps.releases.numbered(municipalityId, item.release), item.productId);
      const { kind, caseId, number, cents, status, permitId, validFrom, plates } = item;
      return {
        ...caseOf(kind, caseId),
        number,
        cents,
        caseStatus: status,
        applicationStatus: kind === 'application' ? status : null,
        permitId,
        validFrom: validFrom && new Date(validFrom).toISOString(),
        plates,
        productName: product.name,
        platesAtOnce: product.plates.atOnce,
      };
    }),
  );
  const payable = !isSettled(row.status) && row.status !== 'abandoned';
  return {
    id: row.id,
    view: {
      reference,
      status: row.status,
      cents: Number(row.cents),
      createdAt: row.created_at.toISOString(),
      checkoutUrl: payable ? row.checkout_url : null,
      refundedCents: Number(row.refunded ?? 0),
      provisionalUntil: row.provisional_until?.toISOString() ?? null,
      items,
    },
  };
}

type CaseKind = CartItem['kind'];
const caseOf = (kind: CaseKind, caseId: string) => ({
  kind,
  caseId,
  applicationId: kind === 'application' ? caseId : null,
});

interface CartRow {
  id: string;
  kind: CaseKind;
  case_id: string;
  number: string;
  product_id: string;
  release: number;
  area_id: string | null;
  starts_on: string | null;
  period_id: string | null;
  cents: string;
  selected: boolean;
  postponable: boolean;
  paying_under: string | null;
  plates: { country: string; display: string }[] | null;
}

interface PaymentRow {
  id: string;
  status: PaymentStatus;
  cents: string;
  created_at: Date;
  checkout_url: string | null;
  refunded: string | null;
  provisional_until: Date | null;
  items: {
    kind: CaseKind;
    caseId: string;
    number: string;
    productId: string;
    release: number;
    cents: number;
    status: string;
    permitId: string | null;
    validFrom: string | null;
    plates: number;
  }[];
}

const openItems = statement(
  'read-cart',
  `SELECT c.id, v.kind, v.case_id, v.number, v.product_id, v.release, v.area_id, v.starts_on::text AS starts_on, v.period_id, c.cents,
          c.selected, c.postponable, v.plates,
          (SELECT p.reference FROM payment_charge pc JOIN payment p ON p.id = pc.payment_id WHERE pc.charge_id = c.id AND pc.live) AS paying_under
     FROM charge c JOIN charge_case v ON v.charge_id = c.id
    WHERE c.holder_id = $1 AND c.status = 'open' ORDER BY c.created_at, c.id`,
);
const paymentByReference = statement(
  'read-payment-by-reference',
  `SELECT p.id, p.status, p.cents, p.created_at, p.checkout_url,
          (SELECT sum(cents) FROM refund WHERE payment_id = p.id AND reason <> 'ended' AND status <> 'refused') AS refunded,
          (SELECT max(until) FROM provisional_cover WHERE payment_id = p.id AND ended_at IS NULL AND until > $3) AS provisional_until,
          (SELECT coalesce(jsonb_agg(jsonb_build_object(
             'kind', v.kind, 'caseId', v.case_id, 'number', v.number, 'productId', v.product_id, 'release', v.release, 'cents', c.cents,
             'status', v.status, 'permitId', v.permit_id, 'validFrom', v.valid_from,
             'plates', coalesce(jsonb_array_length(v.plates), 0)) ORDER BY c.created_at, c.id), '[]')
             FROM payment_charge pc JOIN charge c ON c.id = pc.charge_id JOIN charge_case v ON v.charge_id = c.id
            WHERE pc.payment_id = p.id) AS items
     FROM payment p WHERE p.reference = $1 AND p.holder_id = $2`,
);
