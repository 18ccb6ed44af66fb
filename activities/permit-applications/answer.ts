import {
  decideAnswer,
  decideAttach,
  decideDetach,
  decideSubmitDocuments,
  type AnswerPatch,
} from '../../rules/permit-applications/answer.ts';
import { needsReview, reviewsBeforeDeclaration } from '../../rules/permit-applications/decision.ts';
import { openStep, statusWhileFilling, stepsOf, type Answers } from '../../rules/permit-applications/steps.ts';
import { asksKeeper } from '../../rules/vehicles.ts';
import { isPlate, readPlate, type Plate } from '../../rules/values/plate.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { type TypedCard } from '../../rules/permits/disabled-card.ts';
import { act, changed, subjectOf, type Act, type AnsweredState, type Changed } from './act.ts';
import { keepCard } from './cards.ts';
import { saveDossier, type Dossier } from './dossier.ts';
import { claimPlace, isFull } from './places.ts';
import { sendToReview } from './review.ts';
import { keepSecondAddress, placeOfSecondAddress, type TypedAddress } from './second-addresses.ts';

/** What the applicant typed, as the API stored it; plates as written, not yet read. */
export interface AnswerInput {
  areaId?: string;
  startsOn?: string;
  periodId?: string;
  weekdays?: number[];
  amount?: number;
  plates?: { plate: string; country: string }[];
  platesConfirmed?: boolean;
  questions?: Record<string, string>;
  card?: TypedCard;
  secondAddress?: TypedAddress;
}

/** Takes over one or more answers; says for which plates the vehicle register must still be asked. */
export function recordAnswer(deps: Deps, command: Act & { inputId: string }): Promise<AnsweredState | Refusal> {
  return act(deps, command, 'answer', async (tx, dossier) => {
    const input = await takeInput<AnswerInput>(tx, command.inputId);
    if (!input) return refuse('not-found');

    const plates = input.plates && readPlates(input.plates);
    if (plates && !Array.isArray(plates)) return plates;
    const second = input.secondAddress && (await placeOfSecondAddress(tx, deps, dossier, input.secondAddress));
    const patch = { ...patchOf(input, plates, dossier), ...(second && { secondAddress: second }) };
    const decision = decideAnswer(dossier.answers, patch, {
      ...dossier.facts,
      full: patch.areaId && (await isFull(tx, deps, dossier, patch.areaId, command.at)) ? [patch.areaId] : [],
    });
    if (isRefusal(decision)) return decision;

    if (input.card) await keepCard(tx, deps.vault, dossier, input.card);
    if (input.secondAddress && second) await keepSecondAddress(tx, dossier.id, input.secondAddress, second);
    const fresh = plates ? await writePlates(tx, dossier, plates) : [];
    const answers = plates ? await withPlates(tx, dossier, decision.answers) : decision.answers;
    await record(tx, command.at, command.actor, subjectOf(dossier), {
      kind: 'application-answered',
      data: { steps: Object.keys(input) },
    });
    const state = await saveFilling(tx, dossier, answers, command.at);
    const askKeeperOf = fresh
      .filter(({ country }) => asksKeeper(dossier.product.plates, dossier.holder.kind, country))
      .map(({ id }) => id);
    return { outcome: 'changed' as const, state, askKeeperOf };
  });
}

/** Counts a document that was uploaded and scanned. */
export function attachDocument(deps: Deps, command: Act & { documentId: string }): Promise<Changed> {
  return act(deps, command, 'attach', async (tx, dossier) => {
    const { rows } = await tx.query<{ requirement_id: string; kind: string; bytes: number; sha256: Buffer }>({
      ...readUpload,
      values: [command.documentId, dossier.id],
    });
    const document = rows[0];
    if (!document) return refuse('not-found');
    const decision = decideAttach(
      dossier.answers,
      { id: command.documentId, requirementId: document.requirement_id, kind: document.kind },
      dossier.facts,
    );
    if (isRefusal(decision)) return decision;
    await tx.query({ ...markAttached, values: [command.documentId, command.at] });
    await record(tx, command.at, command.actor, subjectOf(dossier), {
      kind: 'document-received',
      data: {
        documentId: command.documentId,
        kind: document.kind,
        bytes: document.bytes,
        sha256: document.sha256.toString('hex'),
      },
    });
    return changed(await saveFilling(tx, dossier, decision.answers, command.at));
  });
}

export function detachDocument(deps: Deps, command: Act & { documentId: string }): Promise<Changed> {
  return act(deps, command, 'detach', async (tx, dossier) => {
    if (!dossier.answers.documents.some(({ id }) => id === command.documentId)) return refuse('not-found');
    const decision = decideDetach(dossier.answers, command.documentId);
    if (isRefusal(decision)) return decision;
    await tx.query({ ...markRemoved, values: [command.documentId, command.at] });
    await record(tx, command.at, command.actor, subjectOf(dossier), {
      kind: 'document-removed',
      data: { documentId: command.documentId },
    });
    return changed(await saveFilling(tx, dossier, decision.answers, command.at));
  });
}

/** "Yes, all documents are there": on to the next step, or to staff when they asked for them. */
export function submitDocuments(deps: Deps, command: Act): Promise<Changed> {
  return act(deps, command, 'submit-documents', async (tx, dossier) => {
    const decision = decideSubmitDocuments(dossier.answers, dossier.facts);
    if (isRefusal(decision)) return decision;
    const { answers } = decision;
    const submitted = () =>
      record(tx, command.at, command.actor, subjectOf(dossier), { kind: 'documents-submitted', data: {} });
    const sentBack = dossier.receivedAt !== null && needsReview(answers, dossier.facts);
    if (sentBack || reviewsBeforeDeclaration(answers, dossier.facts)) {
      const steps = stepsOf(answers, dossier.facts).filter(
        (step) => step.state === 'open' && step.id !== 'declaration',
      );
      if (steps.length > 0) return refuse('step-open', { step: steps[0]!.id }, 'finish-step');
      if (!(await claimPlace(tx, deps, { ...dossier, answers }, command.at)))
        return refuse('location-full', { area: answers.areaId }, 'waiting-list');
      await submitted();
      return changed(await sendToReview(tx, dossier, answers, command.at));
    }
    await submitted();
    return changed(await saveFilling(tx, dossier, answers, command.at));
  });
}

/** Saves the answers with the step that is open now. Who wrote plates reads them again first. */
export async function saveFilling(tx: Db, dossier: Dossier, answers: Answers, at: string) {
  const step = openStep(stepsOf(answers, dossier.facts));
  const sentBack =
    dossier.status === 'rejected-new-document' ||
    (dossier.status === 'awaiting-documents' && dossier.receivedAt !== null);
  const status = sentBack ? dossier.status : statusWhileFilling(step, dossier.approvedAt !== null);
  return saveDossier(tx, dossier, { answers, status }, at);
}

/** The answers with the plates as they are stored now. */
export async function withPlates(tx: Db, dossier: Dossier, answers: Answers): Promise<Answers> {
  const { rows } = await tx.query<{
    id: string;
    country: string;
    plate: string;
    keeper: Answers['plates'][number]['keeper'];
    zero_emission: boolean | null;
  }>({
    ...readPlatesNow,
    values: [dossier.id],
  });
  return {
    ...answers,
    plates: rows.map(({ id, country, plate, keeper, zero_emission: zeroEmission }) => ({
      id,
      country,
      key: plate,
      keeper,
      zeroEmission,
    })),
  };
}

function readPlates(typed: { plate: string; country: string }[]): Plate[] | Refusal {
  const plates: Plate[] = [];
  for (const [index, { plate, country }] of typed.entries()) {
    const read = readPlate(plate, country);
    if (!isPlate(read))
      return refuse(read, { plate: index + 1, country }, read === 'plate-not-dutch' ? 'mark-foreign' : 'correct-plate');
    plates.push(read);
  }
  return plates;
}

function patchOf(input: AnswerInput, plates: Plate[] | undefined, dossier: Dossier): AnswerPatch {
  const { areaId, startsOn, periodId, weekdays, amount, platesConfirmed, questions, card } = input;
  return {
    ...(areaId !== undefined && { areaId }),
    ...(startsOn !== undefined && { startsOn }),
    ...(periodId !== undefined && { periodId }),
    ...(weekdays !== undefined && { weekdays }),
    ...(amount !== undefined && { amount }),
    ...(platesConfirmed && { platesConfirmed }),
    ...(questions !== undefined && { questions }),
    ...(card && { card }),
    ...(plates && {
      plates: plates.map(({ country, key }) => {
        const known = dossier.answers.plates.find((plate) => plate.country === country && plate.key === key);
        return known ?? { id: '', country, key, keeper: 'not-asked' as const };
      }),
    }),
  };
}

/** Makes the stored plates the given ones, in this order; returns the new ones. */
async function writePlates(tx: Db, dossier: Dossier, plates: Plate[]): Promise<{ id: string; country: string }[]> {
  await tx.query({ ...dropOtherPlates, values: [dossier.id, plates.map(({ country, key }) => `${country} ${key}`)] });
  const fresh: { id: string; country: string }[] = [];
  for (const [position, { country, key, display }] of plates.entries()) {
    const { rows } = await tx.query<{ id: string; fresh: boolean }>({
      ...addPlate,
      values: [dossier.id, position, country, key, display],
    });
    if (rows[0]!.fresh) fresh.push({ id: rows[0]!.id, country });
  }
  return fresh;
}

/** Reads what the API kept for this act and forgets it. */
export async function takeInput<Body>(tx: Db, inputId: string): Promise<Body | undefined> {
  const { rows } = await tx.query<{ body: Body & object }>({ ...takeCommandInput, values: [inputId] });
  return rows[0]?.body;
}

const takeCommandInput = statement('take-command-input', 'DELETE FROM command_input WHERE id = $1 RETURNING body');
const readPlatesNow = statement(
  'read-application-plates-now',
  'SELECT id, country, plate, keeper, zero_emission FROM application_plate WHERE application_id = $1 ORDER BY position',
);
const dropOtherPlates = statement(
  'drop-other-plates',
  `DELETE FROM application_plate WHERE application_id = $1 AND NOT (country || ' ' || plate = ANY ($2::text[]))`,
);
const addPlate = statement(
  'add-application-plate',
  `INSERT INTO application_plate (application_id, position, country, plate, display) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (application_id, country, plate) DO UPDATE SET position = excluded.position, display = excluded.display
   RETURNING id, xmax = 0 AS fresh`,
);
const readUpload = statement(
  'read-upload',
  `SELECT requirement_id, kind, bytes, sha256 FROM document
    WHERE id = $1 AND application_id = $2 AND origin = 'upload' AND attached_at IS NULL AND removed_at IS NULL`,
);
const markAttached = statement('mark-attached', 'UPDATE document SET attached_at = $2 WHERE id = $1');
const markRemoved = statement('mark-removed', 'UPDATE document SET removed_at = $2 WHERE id = $1');
