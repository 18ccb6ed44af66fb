import { type Applicant } from '../../rules/permit-applications/eligibility.ts';
import { decideEligibility } from '../../rules/permit-applications/eligibility.ts';
import { deadlinesOf, type Deadline } from '../../rules/permit-applications/deadlines.ts';
import { isClosed, type ApplicationStatus } from '../../rules/permit-applications/status.ts';
import { type Answers, type WizardFacts } from '../../rules/permit-applications/steps.ts';
import { areaOfAddress, ownPlacesAt, type Address } from '../../rules/municipalities/places.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { productOf, type Release, type ReleaseContent } from '../../rules/municipalities/release.ts';
import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Keeper } from '../../rules/vehicles.ts';
import { type Language } from '../../rules/messages.ts';
import type { ApplicationState } from '../../workflows/contract/permit-application.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { processWaitsUntil } from '../db/stores/outbox.ts';
import { permitApplicationId } from '../../rules/values/process-ids.ts';

/** An application with everything a decision about it depends on, read in one transaction that holds its row. */
export interface Dossier {
  id: string;
  municipalityId: string;
  holderId: string;
  number: string;
  status: ApplicationStatus;
  statusSince: Instant;
  answers: Answers;
  declaredAt: Instant | null;
  approvedAt: Instant | null;
  receivedAt: Instant | null;
  pausedSince: Instant | null;
  pausedDays: number;
  deadlines: Deadline[];
  version: number;
  holder: HolderFacts;
  release: Release;
  product: Product;
  facts: WizardFacts;
  entitlement: Applicant;
}

export interface HolderFacts {
  id: string;
  kind: 'person' | 'business';
  name: string;
  address: Address | null;
  email: string | null;
  language: Language;
}

/** The application's row stays locked until the transaction ends: one act at a time, citizen, staff or clock. */
export async function readDossier(
  tx: Db,
  { releases }: Pick<Deps, 'releases'>,
  id: string,
  at: Instant,
): Promise<Dossier | undefined> {
  const { rows } = await tx.query<DossierRow>({ ...lockApplication, values: [id] });
  const row = rows[0];
  if (!row) return undefined;
  // Only now, when nobody else can write them any more; read together with the lock they might be older than it.
  const { rows: filledIn } = await tx.query<FilledIn>({ ...readFilledIn, values: [id] });
  const { plates, documents, card, second_address: second } = filledIn[0]!;

  const release = await releases.numbered(row.municipality_id, row.release, tx);
  const product = productOf(release.content, row.product_id);
  if (!product) throw new Error(`release ${row.release} of ${row.municipality_id} has no product ${row.product_id}`);
  const holder: HolderFacts = {
    id: row.holder_id,
    kind: row.holder_kind,
    name: row.holder_name,
    address: row.holder_address,
    email: row.holder_email,
    language: row.holder_language,
  };
  const entitlement = applicantFacts(holder, release.content);
  const entitled = decideEligibility(product, entitlement);
  const today = civilDateOf(at, release.content.municipality.timeZone);
  return {
    id,
    municipalityId: row.municipality_id,
    holderId: row.holder_id,
    number: row.number,
    status: row.status,
    statusSince: row.status_since.toISOString(),
    answers: {
      areaId: row.area_id,
      startsOn: row.starts_on,
      periodId: row.period_id,
      weekdays: row.weekdays,
      amount: row.amount,
      plates: plates.map(({ id, country, plate, keeper, zero_emission: zeroEmission }) => ({
        id,
        country,
        key: plate,
        keeper,
        zeroEmission,
      })),
      platesConfirmed: row.plates_confirmed,
      documents: documents.map((document) => ({ id: document.id, requirementId: document.requirement_id })),
      documentsConfirmed: row.documents_confirmed,
      questions: row.questions,
      card: card && { expiresOn: card.expires_on },
      inherits: filledIn[0]!.inherits,
      secondAddress: second && { areaId: second.area_id, known: second.known },
    },
    declaredAt: row.declared_at?.toISOString() ?? null,
    approvedAt: row.approved_at?.toISOString() ?? null,
    receivedAt: row.received_at?.toISOString() ?? null,
    pausedSince: row.paused_since?.toISOString() ?? null,
    pausedDays: row.paused_days,
    deadlines: row.deadlines,
    version: row.version,
    holder,
    release,
    product,
    facts: { product, applicant: holder.kind, places: entitled.outcome === 'allow' ? entitled.places : [], today },
    entitlement,
  };
}

/** What the registers say of a holder, as the entitlement rule wants it. */
export function applicantFacts(
  { kind, address }: Pick<HolderFacts, 'kind' | 'address'>,
  content: ReleaseContent,
): Applicant {
  return {
    kind,
    addressKnown: address !== null,
    area: (address && areaOfAddress(address, content)) ?? null,
    ownPlaces: address && ownPlacesAt(address, content),
  };
}

/** What may change in one act; the state's own deadlines follow from it. */
export type Changes = Partial<
  Pick<Dossier, 'status' | 'answers' | 'declaredAt' | 'approvedAt' | 'receivedAt' | 'pausedSince' | 'pausedDays'>
> & { ground?: string | null; declaration?: { version: string; language: Language } };

/** Writes the changes with the next version and the deadlines of the state it is in now, and tells the clock what is due. */
export async function saveDossier(tx: Db, dossier: Dossier, changes: Changes, at: Instant): Promise<ApplicationState> {
  const next = { ...dossier, ...changes };
  const entered = next.status !== dossier.status;
  const statusSince = entered ? at : dossier.statusSince;
  const { municipality } = dossier.release.content;
  const deadlines = deadlinesOf(next.status, {
    terms: municipality.terms,
    objectionWeeks: municipality.objection.weeks,
    calendar: calendarOf(municipality),
    timeZone: municipality.timeZone,
    // A draft is kept as long as somebody is at work on it.
    since: next.status === 'draft' || next.status === 'awaiting-confirmation' ? at : statusSince,
    receivedAt: next.receivedAt,
    pausedDays: next.pausedDays,
  });
  const version = dossier.version + 1;
  const closed = isClosed(next.status);
  await tx.query({
    ...writeApplication,
    values: [
      dossier.id, version, next.status, statusSince, next.answers.areaId, next.answers.startsOn, next.answers.periodId,
      next.answers.platesConfirmed, next.answers.documentsConfirmed, JSON.stringify(next.answers.questions), next.declaredAt,
      next.approvedAt, next.receivedAt, next.pausedSince, next.pausedDays, JSON.stringify(deadlines), closed ? at : null,
      changes.ground ?? null, changes.ground !== undefined, changes.declaration?.version ?? null, changes.declaration?.language ?? null,
      next.answers.weekdays, next.answers.amount,
    ], // prettier-ignore
  });
  await processWaitsUntil(tx, permitApplicationId(dossier.id), earliestAfter(deadlines, at));
  return { status: next.status, version, deadlines };
}

export const stateOf = ({ status, version, deadlines }: Dossier): ApplicationState => ({ status, version, deadlines });

function earliestAfter(deadlines: readonly Deadline[], at: Instant): Instant | null {
  const later = deadlines.map((deadline) => deadline.at).filter((moment) => moment > at);
  return later.sort()[0] ?? null;
}

interface DossierRow {
  municipality_id: string;
  holder_id: string;
  number: string;
  product_id: string;
  release: number;
  status: ApplicationStatus;
  status_since: Date;
  area_id: string | null;
  starts_on: CivilDate | null;
  period_id: string | null;
  weekdays: number[];
  amount: number | null;
  plates_confirmed: boolean;
  documents_confirmed: boolean;
  questions: Record<string, string>;
  declared_at: Date | null;
  approved_at: Date | null;
  received_at: Date | null;
  paused_since: Date | null;
  paused_days: number;
  deadlines: Deadline[];
  version: number;
  holder_kind: 'person' | 'business';
  holder_name: string;
  holder_address: Address | null;
  holder_email: string | null;
  holder_language: Language;
}

interface FilledIn {
  plates: { id: string; country: string; plate: string; keeper: Keeper; zero_emission: boolean | null }[];
  documents: { id: string; requirement_id: string }[];
  card: { expires_on: CivilDate } | null;
  inherits: boolean;
  second_address: { area_id: string | null; known: boolean } | null;
}

const lockApplication = statement(
  'lock-application',
  `SELECT a.municipality_id, a.holder_id, a.number, a.product_id, a.release, a.status, a.status_since, a.area_id,
          a.starts_on::text AS starts_on, a.period_id, a.weekdays, a.amount, a.plates_confirmed, a.documents_confirmed, a.questions, a.declared_at,
          a.approved_at, a.received_at, a.paused_since, a.paused_days, a.deadlines, a.version,
          h.kind AS holder_kind, h.name AS holder_name, h.address AS holder_address, h.email AS holder_email,
          h.language AS holder_language
     FROM application a JOIN holder h ON h.id = a.holder_id
    WHERE a.id = $1
      FOR UPDATE OF a`,
);
const readFilledIn = statement(
  'read-application-filled-in',
  `SELECT (SELECT coalesce(json_agg(json_build_object('id', id, 'country', country, 'plate', plate, 'keeper', keeper, 'zero_emission', zero_emission) ORDER BY position), '[]')
             FROM application_plate WHERE application_id = $1) AS plates,
          (SELECT coalesce(json_agg(json_build_object('id', id, 'requirement_id', requirement_id) ORDER BY created_at, id), '[]')
             FROM document
            WHERE application_id = $1 AND origin = 'upload' AND attached_at IS NOT NULL AND removed_at IS NULL AND superseded_at IS NULL
          ) AS documents,
          (SELECT json_build_object('expires_on', expires_on) FROM disabled_card WHERE application_id = $1) AS card,
          (SELECT json_build_object('area_id', area_id, 'known', known) FROM second_address WHERE application_id = $1) AS second_address,
          EXISTS (SELECT FROM succession WHERE application_id = $1 AND inherited) AS inherits`,
);
const writeApplication = statement(
  'write-application',
  `UPDATE application
      SET version = $2, status = $3, status_since = $4, area_id = $5, starts_on = $6, period_id = $7, plates_confirmed = $8,
          documents_confirmed = $9, questions = $10, declared_at = $11, approved_at = $12, received_at = $13, paused_since = $14,
          paused_days = $15, deadlines = $16, closed_at = $17, ground = CASE WHEN $19::boolean THEN $18 ELSE ground END,
          declaration_version = coalesce($20, declaration_version), declaration_language = coalesce($21, declaration_language), weekdays = $22, amount = $23
    WHERE id = $1`,
);
