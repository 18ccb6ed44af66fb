import { consentIn } from '../../activities/direct-debit/give.ts';
import { statement } from '../../activities/db/transaction.ts';
import { isOver, type MandateStatus } from '../../rules/direct-debit/mandate-status.ts';
import { type WhyStopped } from '../../rules/direct-debit/terms.ts';
import { productOf, type Release } from '../../rules/municipalities/release.ts';
import { isSettled, type PaymentStatus } from '../../rules/payments.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Api } from '../api.ts';
import { type Citizen } from '../http/caller.ts';
import { type AutomaticTopUp, type AutomaticTopUpInApp, type DirectDebitView } from './shapes.ts';

/** Everything about paying by mandate, for whoever gives or gave it. */
export async function readDirectDebit({ deps }: Api, { id, municipalityId }: Citizen): Promise<DirectDebitView> {
  const release = await deps.releases.inForce(municipalityId, deps.clock());
  const { directDebit } = release.content.municipality;
  const { rows: mandates } = await deps.pool.query<MandateRow>({ ...lastMandate, values: [id] });
  const { rows: debits } = await deps.pool.query<DebitRow>({ ...lastDebits, values: [id] });
  const [mandate] = mandates;
  return {
    offer: directDebit
      ? { ...directDebit, consent: { nl: consentIn(deps, release, 'nl')!, en: consentIn(deps, release, 'en')! } }
      : null,
    mandate: mandate
      ? {
          number: mandate.number,
          iban: mandate.iban_masked,
          status: mandate.status,
          consentedAt: mandate.consented_at.toISOString(),
          consent: mandate.consent,
          renewals: mandate.renewals,
        }
      : null,
    topUps: await topUpsOf(deps, id, release),
    debits: debits.map(({ reference, cents, created_at, status, charged_back_cents }) => ({
      reference,
      cents: Number(cents),
      at: created_at.toISOString(),
      status: statusOf(status, Number(charged_back_cents)),
    })),
  };
}

function statusOf(status: PaymentStatus, chargedBack: number): DirectDebitView['debits'][number]['status'] {
  if (chargedBack > 0) return 'charged-back';
  if (status === 'paid') return 'paid';
  return isSettled(status) || status === 'abandoned' ? 'failed' : 'under-way';
}

/** The mandate that can be revoked. */
export async function openMandate({ deps }: Api, { id }: Citizen): Promise<string | undefined> {
  const { rows } = await deps.pool.query<MandateRow>({ ...lastMandate, values: [id] });
  return rows[0] && !isOver(rows[0].status) ? rows[0].id : undefined;
}

export async function ownsPermit({ deps }: Api, { id, municipalityId }: Citizen, permitId: string): Promise<boolean> {
  const { rowCount } = await deps.pool.query({ ...findOwn, values: [permitId, id, municipalityId] });
  return rowCount === 1;
}

/** What is topped up by itself on a permit, for whoever parks with it. */
export async function inApp({ deps }: Api, permitId: string): Promise<AutomaticTopUpInApp> {
  const { rows } = await deps.pool.query<ChosenRow>({ ...readChosen, values: [permitId] });
  const [row] = rows;
  if (!row) return { topUp: null };
  const { content } = await deps.releases.inForce(row.municipality_id, deps.clock());
  const topUp = productOf(content, row.product_id)?.parking?.topUp;
  const option = topUp?.options.find(({ id }) => id === row.option_id);
  if (!topUp || !option) return { topUp: null };
  return {
    topUp: { unit: topUp.unit, threshold: Number(row.threshold), amount: option.amount, cents: option.cents },
  };
}

async function topUpsOf(deps: Api['deps'], holderId: string, release: Release): Promise<AutomaticTopUp[]> {
  const today = civilDateOf(deps.clock(), release.content.municipality.timeZone);
  const { rows } = await deps.pool.query<TopUpRow>({ ...readTopUps, values: [holderId, today] });
  return rows.flatMap((row): AutomaticTopUp[] => {
    const product = productOf(release.content, row.product_id);
    const topUp = product?.parking?.topUp;
    if (!product || !topUp?.automatic) return [];
    const balance = row.balances.find(({ unit }) => unit === topUp.unit);
    if (!balance) return [];
    return [
      {
        permitId: row.permit_id,
        permitNumber: row.number,
        productName: product.name,
        unit: topUp.unit,
        available: balance.available,
        thresholdAtMost: topUp.automatic.thresholdAtMost,
        options: topUp.options.map(({ id, amount, cents }) => ({ id, amount, cents })),
        chosen:
          row.option_id === null
            ? null
            : { optionId: row.option_id, threshold: Number(row.threshold), stopped: row.stopped_ground },
        debitingCents: row.debiting === null ? null : Number(row.debiting),
      },
    ];
  });
}

interface MandateRow {
  id: string;
  number: string;
  iban_masked: string | null;
  status: MandateStatus;
  consented_at: Date;
  consent: string;
  renewals: boolean;
}

interface DebitRow {
  reference: string;
  cents: string;
  created_at: Date;
  status: PaymentStatus;
  charged_back_cents: string;
}

interface ChosenRow {
  municipality_id: string;
  product_id: string;
  option_id: string;
  threshold: string;
}

interface TopUpRow {
  permit_id: string;
  number: string;
  product_id: string;
  balances: { unit: AutomaticTopUp['unit']; available: number }[];
  option_id: string | null;
  threshold: string | null;
  stopped_ground: WhyStopped | null;
  debiting: string | null;
}

const lastMandate = statement(
  'read-last-mandate',
  `SELECT id, number, iban_masked, status, consented_at, consent, renewals FROM mandate
    WHERE holder_id = $1 ORDER BY closed_at IS NULL DESC, consented_at DESC LIMIT 1`,
);
const lastDebits = statement(
  'read-last-debits',
  `SELECT p.reference, p.cents, p.created_at, p.status, p.charged_back_cents
     FROM debit d JOIN mandate m ON m.id = d.mandate_id JOIN payment p ON p.id = d.payment_id
    WHERE m.holder_id = $1 ORDER BY p.created_at DESC, p.id LIMIT 12`,
);
const findOwn = statement(
  'find-own-permit-to-top-up',
  'SELECT FROM permit WHERE id = $1 AND holder_id = $2 AND municipality_id = $3',
);
const readChosen = statement(
  'read-chosen-top-up',
  `SELECT p.municipality_id, p.product_id, t.option_id, t.threshold FROM automatic_top_up t JOIN permit p ON p.id = t.permit_id
    WHERE t.permit_id = $1 AND t.stopped_at IS NULL`,
);
const readTopUps = statement(
  'read-automatic-top-ups',
  `SELECT p.id AS permit_id, p.number, p.product_id, t.option_id, t.threshold, t.stopped_ground,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', s.unit, 'available', s.available)), '[]')
             FROM (SELECT b.unit, sum(b.available) AS available FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id
                    WHERE pb.permit_id = p.id AND (b.period_from IS NULL OR (b.period_from <= $2::date AND $2::date < b.period_until))
                    GROUP BY b.unit) s) AS balances,
          (SELECT y.cents FROM debit d JOIN payment y ON y.id = d.payment_id JOIN permit_balance pb ON pb.balance_id = d.balance_id
            WHERE pb.permit_id = p.id AND d.open LIMIT 1) AS debiting
     FROM permit p LEFT JOIN automatic_top_up t ON t.permit_id = p.id
    WHERE p.holder_id = $1 AND p.status = 'issued' AND EXISTS (SELECT FROM permit_balance WHERE permit_id = p.id)
    ORDER BY p.issued_at, p.id`,
);
