import { productOf } from '../../rules/municipalities/release.ts';
import { periodOf } from '../../rules/permit-applications/terms.ts';
import { givesBack, refundOfPeriod, type RefundOfPeriod } from '../../rules/refunds/ending.ts';
import { refundDueOn } from '../../rules/refunds/clock.ts';
import { routeOf, type RefundRoute } from '../../rules/refunds/status.ts';
import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { sum, type Cents } from '../../rules/values/money.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** One paid stretch of a permit, and what an ending gives back of it. */
export interface RefundOfEnding extends RefundOfPeriod {
  chargeId: string;
  paymentId: string;
  startsOn: CivilDate;
  periodId: string;
  paidCents: Cents;
  route: RefundRoute;
}

/** What ends and what is given back, before anything is done (PORTAL-074). */
export interface EndingPreview {
  lastDay: CivilDate;
  refunds: RefundOfEnding[];
  refundCents: Cents;
  /** The last day on which it is paid; null when nothing is given back. */
  payBy: CivilDate | null;
  /** What ends with it. */
  with: { actions: number; grants: number; renewals: number; plateChanges: number };
}

type Reading = Pick<Deps, 'releases'>;

export async function previewEnding(
  db: Db,
  deps: Reading,
  permitId: string,
  ground: string,
  at: Instant,
): Promise<EndingPreview> {
  const { rows } = await db.query<WithRow>({ ...readWith, values: [permitId] });
  const { municipality_id: municipalityId, actions, grants, renewals, plate_changes: plateChanges } = rows[0]!;
  const { timeZone } = (await deps.releases.inForce(municipalityId, at, db)).content.municipality;
  const refunds = await refundsOfEnding(db, deps, permitId, ground, at);
  const refundCents = sum(refunds.map(({ cents }) => cents));
  return {
    lastDay: civilDateOf(at, timeZone),
    refunds,
    refundCents,
    payBy: refundCents > 0 ? refundDueOn(at, timeZone) : null,
    with: { actions, grants, renewals, plateChanges },
  };
}

/** Of every stretch that was paid and not given back before: what it was sold for, by the data of then, up to today. */
export async function refundsOfEnding(
  db: Db,
  { releases }: Reading,
  permitId: string,
  ground: string,
  at: Instant,
): Promise<RefundOfEnding[]> {
  if (!givesBack(ground)) return [];
  const { rows } = await db.query<PaidRow>({ ...readPaid, values: [permitId] });
  const refunds: RefundOfEnding[] = [];
  for (const row of rows) {
    const { content } = await releases.numbered(row.municipality_id, row.release, db);
    const product = productOf(content, row.product_id);
    const period = product && periodOf(product, row.period_id);
    if (!period)
      throw new Error(`release ${row.release} of ${row.municipality_id} does not know what permit ${permitId} is`);
    const { timeZone } = content.municipality;
    const startsOn = civilDateOf(row.since.toISOString(), timeZone);
    const paidCents = Number(row.cents);
    const refund = refundOfPeriod({ startsOn, period, paidCents, terms: product.refund }, civilDateOf(at, timeZone));
    const payment = {
      paidAt: (row.settled_at ?? row.created_at).toISOString(),
      receivedCents: Number(row.received_cents),
      givenBackCents: Number(row.given_back),
    };
    refunds.push({
      ...refund,
      chargeId: row.charge_id,
      paymentId: row.payment_id,
      startsOn,
      periodId: period.id,
      paidCents,
      route: routeOf(payment, refund.cents, at),
    });
  }
  return refunds;
}

/** May its holder end it, as the product was sold (beëindigen, LOKET-034)? */
export async function decideEndByHolder(
  { releases }: Reading,
  permit: { municipality_id: string; release: number; product_id: string },
  db: Db,
): Promise<{ outcome: 'allow' } | Refusal<'end-not-allowed'>> {
  const { content } = await releases.numbered(permit.municipality_id, permit.release, db);
  return productOf(content, permit.product_id)?.holderMay.end
    ? { outcome: 'allow' }
    : refuse('end-not-allowed', {}, 'counter');
}

interface WithRow {
  municipality_id: string;
  actions: number;
  grants: number;
  renewals: number;
  plate_changes: number;
}

interface PaidRow {
  charge_id: string;
  payment_id: string;
  cents: string;
  municipality_id: string;
  product_id: string;
  release: number;
  period_id: string;
  since: Date;
  received_cents: string | null;
  settled_at: Date | null;
  created_at: Date;
  given_back: string;
}

const readWith = statement(
  'read-what-ends-with-permit',
  `SELECT p.municipality_id,
          (SELECT count(*)::int FROM parking_action WHERE permit_id = p.id AND state = 'open') AS actions,
          (SELECT count(*)::int FROM permit_grant WHERE permit_id = p.id AND status <> 'ended') AS grants,
          (SELECT count(*)::int FROM renewal WHERE permit_id = p.id AND closed_at IS NULL) AS renewals,
          (SELECT count(*)::int FROM plate_change WHERE permit_id = p.id AND closed_at IS NULL) AS plate_changes
     FROM permit p WHERE p.id = $1`,
);
/** What it was issued for, and every renewal that was paid. */
const readPaid = statement(
  'read-paid-stretches-of-permit',
  `SELECT c.id AS charge_id, c.payment_id, c.cents, s.municipality_id, s.product_id, s.release, s.period_id, s.since, y.received_cents,
          y.settled_at, y.created_at,
          (SELECT coalesce(sum(cents), 0) FROM refund WHERE payment_id = y.id AND status <> 'refused') AS given_back
     FROM (SELECT p.municipality_id, p.product_id, a.release, a.period_id, p.valid_from AS since, p.application_id, NULL::uuid AS renewal_id
             FROM permit p JOIN application a ON a.id = p.application_id WHERE p.id = $1
            UNION ALL
           SELECT r.municipality_id, p.product_id, r.release, r.period_id, r.since, NULL, r.id
             FROM renewal r JOIN permit p ON p.id = r.permit_id WHERE r.permit_id = $1) s
     JOIN charge c ON c.status = 'paid' AND (c.application_id = s.application_id OR c.renewal_id = s.renewal_id)
     JOIN payment y ON y.id = c.payment_id
    WHERE NOT EXISTS (SELECT FROM refund f WHERE f.payment_id = y.id AND f.charge_id = c.id)
    ORDER BY s.since, c.id`,
);
