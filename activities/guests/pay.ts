import { type PoolClient } from 'pg';
import { decideGuestMove, GUEST_PAY_MINUTES, guestGetsBack } from '../../rules/guests.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { priceOfStay } from '../../rules/parking/price.ts';
import { MINUTE_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { type Cents } from '../../rules/values/money.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { statement, type Db } from '../db/transaction.ts';
import { actionOf } from '../parking-facts.ts';
import { quoteParking } from '../quotes.ts';
import { type Deps } from '../ports.ts';
import { openRefund } from '../refunds/open.ts';
import { passById } from './pass.ts';
import { lockVisit, markStarted, setVisit, startVisit } from './visit.ts';

/**
 * Makes the charge of a visit in the transaction that opens its payment. What it costs is what the rest of the stay costs now: nobody pays
 * for the minutes that went by before they paid. An earlier checkout that came to nothing is worth nothing any more.
 */
export async function chargeGuestVisit(
  tx: PoolClient,
  deps: Pick<Deps, 'releases' | 'vault'>,
  { visitId }: { visitId: string },
  at: Instant,
): Promise<{ outcome: 'charged'; chargeId: string; cents: Cents; permitId: string } | Refusal> {
  const visit = await lockVisit(tx, visitId);
  if (!visit?.plate) return refuse('not-found');
  const may = decideGuestMove(visit, 'pay', at);
  if (isRefusal(may)) return may;
  const { rows: open } = await tx.query<OpenCharge>({ ...openCharge, values: [visitId] });
  const { permitId, areaId, endsAt, municipalityId } = visit;
  // Already at the checkout: the same charge, in the payment it is in.
  if (open[0]?.live) return { outcome: 'charged', chargeId: open[0].id, cents: Number(open[0].cents), permitId };
  const { country, key: plate } = visit.plate;
  const wish = { permitId, country, plate, areaId, endsAt, eurosPaid: true, at };
  const quoted = await quoteParking({ ...deps, pool: tx }, wish);
  if (quoted.outcome === 'refuse') return quoted;
  const { cents } = quoted.price;
  if (cents === 0) return refuse('nothing-to-pay', {}, 'look-again');
  const pass = (await passById(tx, visit.passId, at))!;
  const { content } = await deps.releases.inForce(municipalityId, at, tx);
  const product = productOf(content, pass.productId)!;
  await tx.query({ ...lapseCharges, values: [visitId, at] });
  const { rows } = await tx.query<{ id: string }>({
    ...addCharge,
    values: [municipalityId, pass.holderId, cents, product.vatPercent, product.ledgerAccount, at, visitId],
  });
  const chargeId = rows[0]!.id;
  await setVisit(tx, visitId, { status: 'paying' });
  const subject = { municipalityId, holderId: pass.holderId, applicationId: pass.applicationId, permitId };
  const event = { kind: 'guest-visit-charged' as const, data: { visitId, chargeId, cents } };
  await record(tx, at, { kind: 'key', id: visitId }, subject, event);
  return { outcome: 'charged', chargeId, cents, permitId };
}

/**
 * The money is there: the visit parks, also when its guest closed the page long ago. Where it cannot park any more, for instance because
 * the host took the link back, the charge is given back; those are told.
 */
export async function startPaidVisits(
  tx: PoolClient,
  deps: Pick<Deps, 'releases' | 'vault'>,
  charges: readonly { id: string; guest_visit_id: string | null; cents: Cents }[],
  at: Instant,
): Promise<string[]> {
  const lost: string[] = [];
  for (const { id: chargeId, guest_visit_id: visitId, cents } of charges) {
    if (visitId === null) continue;
    const visit = (await lockVisit(tx, visitId))!;
    const pass = (await passById(tx, visit.passId, at))!;
    const ground = pass.revoked
      ? 'guest-link-revoked'
      : await parkPaid(tx, deps, { ...visit, visitId, paidCents: cents }, at);
    if (ground === null) continue;
    lost.push(chargeId);
    await setVisit(tx, visitId, { status: 'lapsed', ground });
  }
  return lost;
}

/** Null when it parks; else why it does not. */
async function parkPaid(
  tx: PoolClient,
  deps: Pick<Deps, 'releases' | 'vault'>,
  visit: NonNullable<Awaited<ReturnType<typeof lockVisit>>> & { visitId: string; paidCents: Cents },
  at: Instant,
): Promise<string | null> {
  const { visitId, plate, permitId, areaId, endsAt, payer, paidCents } = visit;
  const may = decideGuestMove(visit, 'start', at);
  if (isRefusal(may) || !plate) return 'guest-visit-over';
  const wish = { visitId, permitId, plate, areaId, endsAt, payer, at };
  const started = await startVisit(tx, { ...deps, pool: tx }, wish);
  if (started.outcome === 'refuse') return started.ground;
  await markStarted(tx, { visitId, actionId: started.actionId, paidCents });
  return null;
}

/** The payment came to nothing: the guest may try once more, for a while. */
export async function guestPaymentFailed(tx: Db, { paymentId }: { paymentId: string }, at: Instant): Promise<void> {
  await tx.query({ ...backToAllowed, values: [paymentId, plusMs(at, GUEST_PAY_MINUTES * MINUTE_MS)] });
}

/** When a stay a guest paid for is over: what was paid beyond what it came to goes back the way it came. Harmless to repeat. */
export async function giveBackToGuest(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  { actionId, at }: { actionId: string; at: Instant },
): Promise<void> {
  const { rows } = await tx.query<PaidVisit>({ ...lockPaid, values: [actionId] });
  const paid = rows[0];
  if (!paid) return;
  const action = (await actionOf({ ...deps, pool: tx }, actionId))!;
  const { stay } = action.booked;
  const cost = stay.from < stay.to ? priceOfStay(stay, action.tariff).cents : 0;
  const cents = guestGetsBack(Number(paid.paid_cents), cost);
  if (cents === 0) return;
  const { payment_id: paymentId, charge_id: chargeId, permit_id: permitId } = paid;
  await openRefund(tx, deps, { paymentId, chargeId, cents, reason: 'left-early', permitId, actor: SYSTEM }, at);
}

interface OpenCharge {
  id: string;
  cents: string;
  live: boolean;
}

interface PaidVisit {
  paid_cents: string;
  permit_id: string;
  charge_id: string;
  payment_id: string;
}

const openCharge = statement(
  'read-open-charge-of-guest-visit',
  `SELECT c.id, c.cents, EXISTS (SELECT FROM payment_charge pc WHERE pc.charge_id = c.id AND pc.live) AS live
     FROM charge c WHERE c.guest_visit_id = $1 AND c.status = 'open' FOR UPDATE OF c`,
);
const lapseCharges = statement(
  'lapse-charges-of-guest-visit',
  `UPDATE charge SET status = 'lapsed', settled_at = $2 WHERE guest_visit_id = $1 AND status = 'open'`,
);
const addCharge = statement(
  'add-charge-of-guest-visit',
  `INSERT INTO charge (municipality_id, holder_id, cents, vat_percent, ledger_account, postponable, selected, created_at, guest_visit_id)
   VALUES ($1, $2, $3, $4, $5, true, false, $6, $7) RETURNING id`,
);
const backToAllowed = statement(
  'let-guest-pay-again',
  `UPDATE guest_visit v SET status = 'allowed', until = $2
     FROM payment_charge pc JOIN charge c ON c.id = pc.charge_id AND c.status = 'open'
    WHERE pc.payment_id = $1 AND v.id = c.guest_visit_id AND v.status = 'paying'`,
);
const lockPaid = statement(
  'lock-paid-guest-visit',
  `SELECT v.paid_cents, v.permit_id, c.id AS charge_id, c.payment_id
     FROM guest_visit v JOIN charge c ON c.guest_visit_id = v.id AND c.status = 'paid'
    WHERE v.action_id = $1 AND NOT EXISTS (SELECT FROM refund r WHERE r.charge_id = c.id AND r.reason = 'left-early')
      FOR UPDATE OF v`,
);
