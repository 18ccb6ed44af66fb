import { type PoolClient } from 'pg';
import { type Product, type RenewalTerms } from '../../rules/municipalities/product.ts';
import { productOf, type Release } from '../../rules/municipalities/release.ts';
import { type Address } from '../../rules/municipalities/places.ts';
import { type Language } from '../../rules/messages.ts';
import { type PermitStatus } from '../../rules/permits/status.ts';
import { isOver, type RenewalDeadline, type RenewalStatus } from '../../rules/renewals/status.ts';
import { renewalDeadlines } from '../../rules/renewals/terms.ts';
import { type CivilDate, type TimeZone } from '../../rules/values/civil-day.ts';
import { type Cents } from '../../rules/values/money.ts';
import { type Instant, type Interval } from '../../rules/values/moment.ts';
import { renewalId as processIdOf } from '../../rules/values/process-ids.ts';
import type { RenewalState } from '../../workflows/contract/renewal.ts';
import { processWaitsUntil } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type HolderFacts } from '../permit-applications/dossier.ts';
import { type Deps } from '../ports.ts';

/** A renewal with its permit, both rows held until the transaction ends: one act at a time, on either. */
export interface RenewalCase {
  id: string;
  number: string;
  municipalityId: string;
  holderId: string;
  permitId: string;
  status: RenewalStatus;
  openedAt: Instant;
  confirmedAt: Instant | null;
  deadlines: RenewalDeadline[];
  /** When it is debited, as was announced; null when it is paid in the ordinary way. */
  debitAt: Instant | null;
  /** The bank has been asked for it and has not said what came of that. */
  debiting: boolean;
  version: number;
  periodId: string;
  offer: { startsOn: CivilDate; since: Instant; until: Instant; cents: Cents };
  permit: RenewedPermit;
  holder: HolderFacts & { bounced: boolean };
  release: Release;
  product: Product;
  terms: RenewalTerms;
  timeZone: TimeZone;
}

export interface RenewedPermit {
  status: PermitStatus;
  applicationId: string;
  areaId: string;
  validUntil: Instant;
  /** Its right runs on until then while the renewal is decided. */
  keptUntil: Instant | null;
  /** The weekdays on which it counts; none is every day. */
  weekdays: readonly number[];
}

/** The permit first, then its renewal: who ends a permit locks in that order, too. */
export async function readRenewal(
  tx: PoolClient,
  { releases }: Pick<Deps, 'releases'>,
  renewalId: string,
): Promise<RenewalCase | undefined> {
  const { rows: permits } = await tx.query<PermitRow>({ ...lockPermit, values: [renewalId] });
  const { rows: renewals } = await tx.query<RenewalRow>({ ...lockRenewal, values: [renewalId] });
  const [permit, row] = [permits[0], renewals[0]];
  if (!permit || !row) return undefined;
  const release = await releases.numbered(row.municipality_id, row.release, tx);
  const product = productOf(release.content, permit.product_id);
  if (!product?.renewal)
    throw new Error(`release ${row.release} of ${row.municipality_id} renews no ${permit.product_id}`);
  return {
    id: renewalId,
    number: row.number,
    municipalityId: row.municipality_id,
    holderId: row.holder_id,
    permitId: row.permit_id,
    status: row.status,
    openedAt: row.opened_at.toISOString(),
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    deadlines: row.deadlines,
    debitAt: row.debit_at?.toISOString() ?? null,
    debiting: row.debiting,
    version: row.version,
    periodId: row.period_id,
    offer: {
      startsOn: row.starts_on,
      since: row.since.toISOString(),
      until: row.until.toISOString(),
      cents: Number(row.price_cents),
    },
    permit: {
      status: permit.status,
      applicationId: permit.application_id,
      areaId: permit.area_id,
      validUntil: permit.valid_until.toISOString(),
      keptUntil: permit.kept_until?.toISOString() ?? null,
      weekdays: permit.weekdays,
    },
    holder: {
      id: row.holder_id,
      kind: permit.holder_kind,
      name: permit.holder_name,
      address: permit.holder_address,
      email: permit.holder_email,
      language: permit.holder_language,
      bounced: permit.bounced,
    },
    release,
    product,
    terms: product.renewal,
    timeZone: release.content.municipality.timeZone,
  };
}

/** Writes where it stands now, with what happens by itself from here on, and tells the clock what is due. */
export async function saveRenewal(
  tx: Db,
  renewal: RenewalCase,
  {
    status,
    confirmedAt,
    validity,
    debitAt = renewal.debitAt,
  }: { status: RenewalStatus; confirmedAt?: Instant; validity?: Interval; debitAt?: Instant | null },
  at: Instant,
): Promise<RenewalState> {
  const { id, terms, offer, openedAt, timeZone } = renewal;
  const deadlines = renewalDeadlines(status, { terms, since: offer.since, openedAt, debitAt, timeZone });
  const version = renewal.version + 1;
  await tx.query({
    ...writeRenewal,
    values: [
      id, version, status, at, confirmedAt ?? renewal.confirmedAt, JSON.stringify(deadlines), isOver(status) ? at : null,
      validity?.from ?? offer.since, validity?.to ?? offer.until, isOver(status) ? null : debitAt,
    ], // prettier-ignore
  });
  const due = deadlines.find((deadline) => deadline.at > at);
  await processWaitsUntil(tx, processIdOf(id), due?.at ?? null);
  return { status, version, deadlines };
}

export const stateOf = ({ status, version, deadlines }: RenewalCase): RenewalState => ({ status, version, deadlines });

/** Ids of the case for the audit trail: it is told with its permit. */
export const subjectOf = ({ municipalityId, holderId, permitId, permit }: RenewalCase) => ({
  municipalityId,
  holderId,
  permitId,
  applicationId: permit.applicationId,
});

interface PermitRow {
  product_id: string;
  application_id: string;
  area_id: string;
  status: PermitStatus;
  valid_until: Date;
  kept_until: Date | null;
  weekdays: number[];
  holder_kind: 'person' | 'business';
  holder_name: string;
  holder_address: Address | null;
  holder_email: string | null;
  holder_language: Language;
  bounced: boolean;
}

interface RenewalRow {
  municipality_id: string;
  holder_id: string;
  permit_id: string;
  number: string;
  release: number;
  status: RenewalStatus;
  period_id: string;
  price_cents: string;
  starts_on: CivilDate;
  since: Date;
  until: Date;
  opened_at: Date;
  confirmed_at: Date | null;
  deadlines: RenewalDeadline[];
  version: number;
  debit_at: Date | null;
  debiting: boolean;
}

const lockPermit = statement(
  'lock-permit-of-renewal',
  `SELECT p.product_id, p.application_id, p.area_id, p.status, p.valid_until, p.kept_until, p.weekdays, h.kind AS holder_kind, h.name AS holder_name,
          h.address AS holder_address, h.email AS holder_email, h.language AS holder_language, h.email_bounced_at IS NOT NULL AS bounced
     FROM permit p JOIN holder h ON h.id = p.holder_id
    WHERE p.id = (SELECT permit_id FROM renewal WHERE id = $1) FOR UPDATE OF p`,
);
const lockRenewal = statement(
  'lock-renewal',
  `SELECT municipality_id, holder_id, permit_id, number, release, status, period_id, price_cents, starts_on::text AS starts_on, since, until,
          opened_at, confirmed_at, deadlines, version, debit_at, EXISTS (SELECT FROM debit WHERE renewal_id = $1 AND open) AS debiting
     FROM renewal WHERE id = $1 FOR UPDATE`,
);
const writeRenewal = statement(
  'write-renewal',
  `UPDATE renewal SET version = $2, status = $3, status_since = CASE WHEN status = $3 THEN status_since ELSE $4::timestamptz END,
                      confirmed_at = $5, deadlines = $6, closed_at = $7, since = $8, until = $9, debit_at = $10
    WHERE id = $1`,
);
