import { randomUUID } from 'node:crypto';
import { type PoolClient } from 'pg';
import { type Address } from '../../rules/municipalities/places.ts';
import { type Product, type RenewalTerms } from '../../rules/municipalities/product.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { type Language } from '../../rules/messages.ts';
import { renewalDebitAt } from '../../rules/direct-debit/terms.ts';
import {
  decideRenewal,
  firstStatus,
  lapsesAt,
  nextPeriod,
  renewalDeadlines,
  renewedUpTo,
  termsFor,
} from '../../rules/renewals/terms.ts';
import { periodOf } from '../../rules/permit-applications/terms.ts';
import { epoch, type Instant } from '../../rules/values/moment.ts';
import { renewalId as processIdOf } from '../../rules/values/process-ids.ts';
import { isRefusal } from '../../rules/values/refusal.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { command, openProcess } from '../db/stores/outbox.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { applicantFacts } from '../permit-applications/dossier.ts';
import { type Deps } from '../ports.ts';
import { tellDebit } from '../direct-debit/renewal.ts';
import { chargeRenewal } from './charge.ts';
import { readRenewal } from './dossier.ts';
import { renew } from './renew.ts';
import { tellHolder } from './tell.ts';

const BATCH = 100;

interface Found {
  [count: string]: number;
  permits: number;
  opened: number;
  renewed: number;
  notOffered: number;
}

/**
 * The renewal season: every permit that ends within its product's window gets its renewal, once, in batches that are each committed by
 * themselves. Running again finds what the last run left, and nothing that it did (LOKET-005, LOKET-052).
 */
export async function prepareRenewals(deps: Deps, at: Instant): Promise<Found> {
  const found: Found = { permits: 0, opened: 0, renewed: 0, notOffered: 0 };
  for (const release of await deps.releases.all(at))
    for (const product of release.content.products)
      if (product.renewal) await prepareProduct(deps, { release, product, terms: product.renewal }, at, found);
  return found;
}

interface Offered {
  release: Release;
  product: Product;
  terms: RenewalTerms;
}

async function prepareProduct(deps: Deps, offered: Offered, at: Instant, found: Found): Promise<void> {
  const { release, product, terms } = offered;
  const upTo = renewedUpTo(terms, at, release.content.municipality.timeZone);
  let last: { valid_until: Date; id: string } | undefined;
  for (;;) {
    const batch = await inTransaction(deps.pool, async (tx) => {
      const { rows } = await tx.query<PermitRow>({
        ...lockEnding,
        values: [
          release.municipalityId,
          product.id,
          at,
          upTo,
          last?.valid_until ?? '-infinity',
          last?.id ?? NO_ID,
          BATCH,
        ],
      });
      for (const row of rows) {
        if (isEarly(offered, row, at)) continue;
        found.permits += 1;
        found[await offer(tx, deps, offered, row, at)] += 1;
      }
      return rows;
    });
    last = batch.at(-1);
    if (batch.length < BATCH) return;
  }
}

/** Of a short period the window is shorter than that of its product. */
function isEarly({ release, product, terms }: Offered, { period_id: periodId, valid_until }: PermitRow, at: Instant) {
  const period = periodOf(product, periodId);
  const { timeZone } = release.content.municipality;
  return period !== undefined && valid_until.getTime() > epoch(renewedUpTo(termsFor(terms, period), at, timeZone));
}

/** Opens the renewal of one permit, whose row is held. */
async function offer(
  tx: PoolClient,
  deps: Deps,
  { release, product, terms }: Offered,
  row: PermitRow,
  at: Instant,
): Promise<'opened' | 'renewed' | 'notOffered'> {
  const {
    id: permitId,
    holder_id: holderId,
    application_id: applicationId,
    area_id: areaId,
    period_id: periodId,
  } = row;
  const { municipalityId, content } = release;
  const { timeZone } = content.municipality;
  const next = nextPeriod(
    product,
    {
      areaId,
      periodId,
      validUntil: row.valid_until.toISOString(),
      weekdays: row.weekdays,
      plates: row.emissions.map((zeroEmission) => ({ zeroEmission })),
    },
    timeZone,
  );
  if (!next) return 'notOffered';
  const { startsOn, since, until, cents } = next;

  const applicant = applicantFacts({ kind: row.holder_kind, address: row.holder_address }, content);
  const first = firstStatus(terms, cents, !isRefusal(decideRenewal(product, applicant, areaId)));
  const status = first === 'renewed' ? 'awaiting-confirmation' : first;
  const lapses = lapsesAt(terms, since, timeZone);
  const mayDebit = status === 'awaiting-payment' && row.mandated && row.email !== null && !row.bounced;
  const debitAt = mayDebit ? renewalDebitAt(terms.debit, { since, announcedAt: at, lapsesAt: lapses }, timeZone) : null;
  const deadlines =
    first === 'renewed' ? [] : renewalDeadlines(status, { terms, since, openedAt: at, debitAt, timeZone });
  const id = randomUUID();
  const number = `V-${await nextNumber(tx, municipalityId, 'V')}`;
  await tx.query({
    ...addRenewal,
    values: [
      id, municipalityId, holderId, permitId, number, release.number, periodId, cents, startsOn, since, until, status, at,
      JSON.stringify(deadlines), debitAt,
    ], // prettier-ignore
  });
  const data = { renewalId: id, release: release.number, from: since, until, cents };
  const subject = { municipalityId, holderId, permitId, applicationId };
  await record(tx, at, SYSTEM, subject, { kind: 'renewal-opened', data });

  if (first === 'renewed') {
    const renewal = await readRenewal(tx, deps, id);
    await renew(tx, renewal!, at);
    return 'renewed';
  }
  const workflowId = processIdOf(id);
  const due = deadlines[0]?.at ?? null;
  await openProcess(tx, { workflowId, kind: 'renewal', subjectId: id, municipalityId, openedAt: at, nextDueAt: due });
  await command(tx, id, 'start-renewal', { renewalId: id });
  if (status === 'awaiting-payment')
    await chargeRenewal(tx, { id, municipalityId, holderId, permitId, applicationId, cents, product }, at);
  const holder = {
    id: holderId,
    kind: row.holder_kind,
    name: row.holder_name,
    address: row.holder_address,
    email: row.email,
    language: row.language,
    bounced: row.bounced,
  };
  const told = { id, municipalityId, holderId, permitId, holder, permit: { applicationId } };
  if (debitAt !== null)
    await tellDebit(tx, { id, holderId, permitId, municipalityId, applicationId, cents, timeZone }, debitAt, at);
  else await tellHolder(tx, told, status === 'awaiting-payment' ? 'renewal-to-pay' : 'renewal-to-confirm', at);
  return 'opened';
}

/** Comes before every other. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

interface PermitRow {
  id: string;
  holder_id: string;
  application_id: string;
  area_id: string;
  period_id: string;
  valid_until: Date;
  weekdays: number[];
  emissions: (boolean | null)[];
  holder_kind: 'person' | 'business';
  holder_name: string;
  holder_address: Address | null;
  email: string | null;
  language: Language;
  bounced: boolean;
  /** Its holder has it debited. */
  mandated: boolean;
}

/** A permit somebody is changing right now is left to the next run. */
const lockEnding = statement(
  'lock-ending-permits',
  `SELECT p.id, p.holder_id, p.application_id, p.area_id, p.period_id, p.valid_until, p.weekdays,
          ARRAY(SELECT zero_emission FROM permit_plate WHERE permit_id = p.id AND until IS NULL ORDER BY position) AS emissions, h.kind AS holder_kind, h.name AS holder_name,
          h.address AS holder_address, h.email, h.language, h.email_bounced_at IS NOT NULL AS bounced,
          EXISTS (SELECT FROM mandate m WHERE m.holder_id = h.id AND m.status = 'valid' AND m.renewals) AS mandated
     FROM permit p JOIN holder h ON h.id = p.holder_id
    WHERE p.municipality_id = $1 AND p.product_id = $2 AND p.status = 'issued' AND p.valid_until > $3 AND p.valid_until <= $4
      AND (p.valid_until, p.id) > ($5::timestamptz, $6::uuid)
      AND NOT EXISTS (SELECT FROM renewal r WHERE r.permit_id = p.id AND (r.closed_at IS NULL OR r.since = p.valid_until))
    ORDER BY p.valid_until, p.id LIMIT $7
      FOR UPDATE OF p SKIP LOCKED`,
);
const addRenewal = statement(
  'add-renewal',
  `INSERT INTO renewal (id, municipality_id, holder_id, permit_id, number, release, period_id, price_cents, starts_on, since, until, status,
                        status_since, deadlines, opened_at, debit_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $13, $15)`,
);
