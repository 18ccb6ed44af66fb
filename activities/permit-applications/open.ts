import { type Actor } from '../../rules/audit.ts';
import { deadlinesOf } from '../../rules/permit-applications/deadlines.ts';
import { decideEligibility } from '../../rules/permit-applications/eligibility.ts';
import { NO_ANSWERS, openStep, prefilled, statusWhileFilling, stepsOf } from '../../rules/permit-applications/steps.ts';
import { calendarOf, productOf } from '../../rules/municipalities/release.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { plusMs, type Instant } from '../../rules/values/moment.ts';
import { permitApplicationId } from '../../rules/values/process-ids.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import type { ApplicationState } from '../../workflows/contract/permit-application.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, once, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { clockOffsetMs, openProcess } from '../db/stores/outbox.ts';
import { applicantFacts, readDossier, stateOf, type HolderFacts } from './dossier.ts';

export interface OpenApplication {
  applicationId: string;
  municipalityId: string;
  holderId: string;
  productId: string;
  actor: Actor;
  /** By the process, which learns only here how far business time runs ahead: real time. */
  at: Instant;
  key: string;
}

export type Opened = { outcome: 'changed'; state: ApplicationState; clockOffsetMs: number } | Refusal;

/** Begins an application for a product this holder may have (aanvraag beginnen, PORTAL-020). */
export function openApplication(deps: Deps, command: OpenApplication): Promise<Opened> {
  const { applicationId, municipalityId, holderId, productId, key } = command;
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<Opened> => {
      const offsetMs = await clockOffsetMs(tx);
      const at = plusMs(command.at, offsetMs);
      const known = await readDossier(tx, deps, applicationId, at);
      if (known) return { outcome: 'changed', state: stateOf(known), clockOffsetMs: offsetMs };

      const release = await deps.releases.inForce(municipalityId, at, tx);
      const { municipality } = release.content;
      const product = productOf(release.content, productId);
      const { rows } = await tx.query<Pick<HolderFacts, 'kind' | 'address'>>({
        ...readHolder,
        values: [holderId, municipalityId],
      });
      const holder = rows[0];
      if (!product || !holder) return refuse('not-found');

      const entitled = decideEligibility(product, applicantFacts(holder, release.content));
      if (isRefusal(entitled)) return entitled;

      const facts = {
        product,
        applicant: holder.kind,
        places: entitled.places,
        today: civilDateOf(at, municipality.timeZone),
      };
      const answers = prefilled(NO_ANSWERS, facts);
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
        command.actor,
        { municipalityId, holderId, applicationId },
        {
          kind: 'application-opened',
          data: { productId, release: release.number },
        },
      );
      return { outcome: 'changed', state: { status, version: 1, deadlines }, clockOffsetMs: offsetMs };
    }),
  );
}

const readHolder = statement('read-holder', 'SELECT kind, address FROM holder WHERE id = $1 AND municipality_id = $2');
const addApplication = statement(
  'add-application',
  `INSERT INTO application
     (id, municipality_id, holder_id, number, product_id, release, status, status_since, area_id, period_id, deadlines, opened_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $8)`,
);
