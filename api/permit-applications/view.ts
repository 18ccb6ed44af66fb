import { type Application, type Document } from '../../activities/db/entities/all.ts';
import { type EvidenceKind } from '../../rules/municipalities/product.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { legalDay } from '../../rules/permit-applications/deadlines.ts';
import { decideEligibility } from '../../rules/permit-applications/eligibility.ts';
import { actionsOf, isClosed, waitsForApplicant } from '../../rules/permit-applications/status.ts';
import {
  openStep,
  requirementsOf,
  stepsOf,
  type Answers,
  type WizardFacts,
} from '../../rules/permit-applications/steps.ts';
import { dueFor, lastDay, periodOf, priceOf, startDays } from '../../rules/permit-applications/terms.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { areaName, isFullAt, type ApplicationRows } from './read.ts';
import { type ApplicationSummary, type ApplicationView, type Declaration, type DocumentView } from './shapes.ts';

/** The text applicants declare; goes up when its words change (PORTAL-044). */
export const DECLARATION_VERSION = '1';

/** One line in the list of running applications. */
export function summaryOf(application: Application, release: Release): ApplicationSummary {
  const { id, number, productId, status, statusSince, openedAt, ground, deadlines } = application;
  const product = release.content.products.find((known) => known.id === productId)!;
  return {
    id,
    number,
    productId,
    productName: product.name,
    areaName: areaName(release, application.areaId),
    status,
    statusSince,
    openedAt,
    actions: actionsOf(status),
    waitsForApplicant: waitsForApplicant(status),
    lapsesAt: deadlines.find(({ kind }) => kind === 'lapse')?.at ?? null,
    decideBefore: status === 'in-review' ? legalDay(termOf(application, release)) : null,
    ground:
      status === 'rejected' || status === 'rejected-new-document' || status === 'awaiting-documents' || isClosed(status)
        ? ground
        : null,
  };
}

/** Everything the wizard and the page of an application show. */
export function viewOf(rows: ApplicationRows, now: Instant): ApplicationView {
  const { application, release, product, documents, decision, permitId } = rows;
  const facts = wizardFacts(rows, now);
  const answers = answersOf(rows);
  const summary = summaryOf(application, release);
  const { first, last } = startDays(product, facts.today);
  const period = periodOf(product, answers.periodId);
  const fillingIn = summary.actions.includes('continue');
  const steps =
    application.status === 'rejected-new-document'
      ? [{ id: 'documents' as const, state: 'open' as const }]
      : stepsOf(answers, facts);
  return {
    ...summary,
    version: application.version,
    release: release.number,
    steps,
    openStep: fillingIn ? openStep(steps) : null,
    answers: {
      areaId: answers.areaId,
      startsOn: answers.startsOn,
      periodId: answers.periodId,
      weekdays: [...answers.weekdays],
      amount: answers.amount,
      plates: rows.plates.map(({ id, country, display, keeper, vehicle, colour }) => ({
        id,
        country,
        display,
        keeper,
        vehicle,
        colour,
      })),
      platesConfirmed: answers.platesConfirmed,
      documentsConfirmed: answers.documentsConfirmed,
      questions: { ...answers.questions },
      ...shownOf(rows),
    },
    options: {
      places: facts.places.map((place) => ({
        areaId: place.area,
        areaName: areaName(release, place.area) ?? place.area,
        full: isFullAt(rows.places, place.area, place.ceiling),
        ownArea: rows.entitlement.area === place.area,
        prices: Object.entries(place.prices).map(([periodId, cents]) => ({ periodId, cents })),
      })),
      firstStart: first,
      lastStart: last,
      periods: product.periods.map((option) => ({
        ...option,
        cents: priceOf(product, answers.areaId, option.id) ?? null,
        lastDay: answers.startsOn ? lastDay(answers.startsOn, option) : null,
      })),
      weekdays: [...(product.weekdays ?? [])],
      amounts: [...(product.voucher?.counts ?? [])],
      plates: {
        min: product.plates.min,
        max: product.plates.max,
        atOnce: product.plates.atOnce,
        foreign: product.plates.foreign,
      },
      questions: product.questions.map(({ id, text, kind }) => ({ id, text, kind })),
      waitingList: product.waitingList ? { open: product.waitingList.open } : null,
    },
    requirements: requirementsOf(answers, facts).map(({ id, rule, plateId }) => ({
      id,
      reason: rule.reason,
      article: rule.article,
      plateId,
      kinds: kindsOf(rule.kinds, release.content.evidence),
      given: answers.documents.some((document) => document.requirementId === id),
    })),
    documents: documents.filter(({ origin }) => origin === 'upload').map((document) => documentView(document, release)),
    priceCents: dueFor(product, answers) ?? null,
    lastDay: answers.startsOn && period ? lastDay(answers.startsOn, period) : null,
    declaration: { version: DECLARATION_VERSION, declaredAt: application.declaredAt },
    letters: documents.filter(({ origin }) => origin === 'letter').map((document) => documentView(document, release)),
    traceId: decision?.id ?? null,
    permitId,
  };
}

/** The card and the second address, as the applicant and whoever decides see them. */
export const shownOf = ({
  given: { card, secondAddress },
  release,
}: Pick<ApplicationRows, 'given' | 'release'>): Pick<ApplicationView['answers'], 'card' | 'secondAddress'> => ({
  card,
  secondAddress: secondAddress && {
    postcode: secondAddress.postcode,
    houseNumber: secondAddress.houseNumber,
    areaName: areaName(release, secondAddress.areaId),
    known: secondAddress.known,
  },
});

export function wizardFacts({ release, product, entitlement }: ApplicationRows, now: Instant): WizardFacts {
  const entitled = decideEligibility(product, entitlement);
  return {
    product,
    applicant: entitlement.kind,
    places: entitled.outcome === 'allow' ? entitled.places : [],
    today: civilDateOf(now, release.content.municipality.timeZone),
  };
}

export function answersOf({ application, plates, documents, given }: ApplicationRows): Answers {
  const { areaId, startsOn, periodId, weekdays, amount, platesConfirmed, documentsConfirmed, questions } = application;
  return {
    areaId,
    startsOn,
    periodId,
    weekdays,
    amount,
    platesConfirmed,
    documentsConfirmed,
    questions,
    inherits: given.succession?.inherited ?? false,
    card: given.card && { expiresOn: given.card.expiresOn },
    secondAddress: given.secondAddress && { areaId: given.secondAddress.areaId, known: given.secondAddress.known },
    plates: plates.map(({ id, country, plate, keeper, zeroEmission }) => ({
      id,
      country,
      key: plate,
      keeper,
      zeroEmission,
    })),
    documents: documents
      .filter(({ origin, supersededAt }) => origin === 'upload' && supersededAt === null)
      .map(({ id, requirementId }) => ({ id, requirementId: requirementId ?? '' })),
  };
}

export function documentView(document: Document, release: Release): DocumentView {
  const { id, requirementId, kind, fileName, mediaType, bytes, createdAt, supersededAt } = document;
  return {
    id,
    requirementId,
    kind,
    kindName: release.content.evidence.find((known) => known.id === kind)?.name ?? null,
    fileName,
    mediaType,
    bytes,
    at: createdAt,
    superseded: supersededAt !== null,
  };
}

export function declarationOf({
  declaredAt,
  declarationVersion,
  declarationLanguage,
}: Application): Declaration | null {
  if (declaredAt === null || declarationVersion === null) return null;
  return { version: declarationVersion, language: declarationLanguage === 'en' ? 'en' : 'nl', at: declaredAt };
}

export function termOf({ statusSince, receivedAt, pausedDays }: Application, { content }: Release) {
  const { municipality } = content;
  return {
    terms: municipality.terms,
    objectionWeeks: municipality.objection.weeks,
    calendar: calendarOf(municipality),
    timeZone: municipality.timeZone,
    since: statusSince,
    receivedAt,
    pausedDays,
  };
}

export const kindsOf = (ids: readonly string[], evidence: readonly EvidenceKind[]): EvidenceKind[] =>
  ids.flatMap((id) => evidence.filter((kind) => kind.id === id));
