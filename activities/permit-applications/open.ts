import { type Actor } from '../../rules/audit.ts';
import { deadlinesOf } from '../../rules/permit-applications/deadlines.ts';
import { decideEligibility } from '../../rules/permit-applications/eligibility.ts';
import { NO_ANSWERS, openStep, prefilled, statusWhileFilling, stepsOf } from '../../rules/permit-applications/steps.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { plusMs, type Instant } from '../../rules/values/moment.ts';
import { permitApplicationId } from '../../rules/values/process-ids.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import type { ApplicationState, Succession } from '../../workflows/contract/permit-application.ts';
import { record } from '../db/stores/audit.ts';
import { isIssued } from '../../rules/waitlist.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { clockOffsetMs, openProcess } from '../db/stores/outbox.ts';
import { isThere, keepSuccession } from '../permits/succession.ts';
import { applicantFacts, readDossier, stateOf, type HolderFacts } from './dossier.ts';

export interface OpenApplication {
  applicationId: string;
  municipalityId: string;
  holderId: string;
  productId: string;
  /** What its permit takes the place of. */
  succession?: Succession;
  actor: Actor;
  /** By the process, which learns only here how far business time runs ahead: real time. */
  at: Instant;
  key: string;
}

export interface NewApplication extends Omit<OpenApplication, 'key'> {
  /** The location, where a place is held for it; null: still to be chosen. */
  areaId: string | null;
}

export type Opened = { outcome: 'changed'; state: ApplicationState; clockOffsetMs: number } | Refusal;

/** Begins an application for a product this holder may have (aanvraag beginnen, PORTAL-020). */
export function openApplication(deps: Deps, command: OpenApplication): Promise<Opened> {
  const { applicationId, key } = command;
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<Opened> => {
      const offsetMs = await clockOffsetMs(tx);
      const at = plusMs(command.at, offsetMs);
      const known = await readDossier(tx, deps, applicationId, at);
      if (known) return { outcome: 'changed', state: stateOf(known), clockOffsetMs: offsetMs };

      const created = await createApplication(tx, deps, { ...command, areaId: null, at });
      return created.outcome === 'refuse' ? created : { ...created, clockOffsetMs: offsetMs };
    }),
  );
}

/** Where an application stands that another process began: by the books. */
export function applicationState(
  deps: Deps,
  { applicationId, at }: { applicationId: string; at: Instant },
): Promise<ApplicationState> {
  return inTransaction(deps.pool, async (tx) => {
    const dossier = await readDossier(tx, deps, applicationId, at);
    if (!dossier) throw new Error(`application ${applicationId} is gone`);
    return stateOf(dossier);
  });
}

/** Writes a new application of this holder, for a location that is known already or still to be chosen. */
export async function createApplication(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  { applicationId, municipalityId, holderId, productId, areaId, succession, actor, at }: NewApplication,
): Promise<{ outcome: 'changed'; state: ApplicationState } | Refusal> {
  const release = await deps.releases.inForce(municipalityId, at, tx);
  const { municipality } = release.content;
  const product = productOf(release.content, productId);
  const { rows } = await tx.query<Pick<HolderFacts, 'kind' | 'address'>>({
    ...readHolder,
    values: [holderId, municipalityId],
  });
  const holder = rows[0];
  if (!product || !holder) return refuse('not-found');
  if (!isIssued(product)) return refuse('product-withdrawn', {}, 'other-product');

  const entitled = decideEligibility(product, applicantFacts(holder, release.content));
  if (isRefusal(entitled)) return entitled;

  const facts = {
    product,
    applicant: holder.kind,
    places: entitled.places,
    today: civilDateOf(at, municipality.timeZone),
  };
  if (succession && !(await isThere(tx, { municipalityId, holderId }, succession))) return refuse('not-found');
  const inherits = succession?.inherited ?? false;
  if (inherits && !product.takeover) return refuse('takeover-not-offered', {}, 'counter', product.article);
  const answers = prefilled({ ...NO_ANSWERS, areaId, inherits }, facts);
  const status = statusWhileFilling(openStep(stepsOf(answers, facts)), false);
  const deadlines = deadlinesOf(status, {
    terms: municipality.terms,
    objectionWeeks: municipality.objection.weeks,
    calendar: calendarOf(municipality),
    timeZone: municipality.timeZone,
    since: at,
    receivedAt: null,
    pausedDays: 0,
  });
  const number = `Z-${await nextNumber(tx, municipalityId, 'Z')}`;
  await tx.query({
    ...addApplication,
    values: [
      applicationId, municipalityId, holderId, number, productId, release.number, status, at, answers.areaId, answers.periodId,
      JSON.stringify(deadlines),
    ], // prettier-ignore
  });
  if (succession) await keepSuccession(tx, { applicationId, municipalityId, holderId }, succession, at);
  await openProcess(tx, {
    workflowId: permitApplicationId(applicationId),
    kind: 'permit-application',
    subjectId: applicationId,
    municipalityId,
    openedAt: at,
    nextDueAt: deadlines[0]?.at ?? null,
  });
  await record(
    tx,
    at,
    actor,
    { municipalityId, holderId, applicationId },
    {
      kind: 'application-opened',
      data: { productId, release: release.number },
    },
  );
  return { outcome: 'changed', state: { status, version: 1, deadlines } };
}

const readHolder = statement('read-holder', 'SELECT kind, address FROM holder WHERE id = $1 AND municipality_id = $2');
const addApplication = statement(
  'add-application',
  `INSERT INTO application
     (id, municipality_id, holder_id, number, product_id, release, status, status_since, area_id, period_id, deadlines, opened_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $8)`,
);
