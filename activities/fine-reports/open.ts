import { type Actor } from '../../rules/audit.ts';
import { decideFineReport, fineKey } from '../../rules/fine-reports/decide.ts';
import { type FineReportDeadline } from '../../rules/fine-reports/status.ts';
import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { type Language } from '../../rules/messages.ts';
import { legalDay, targetDay } from '../../rules/permit-applications/deadlines.ts';
import { civilDateOf, endOfDay, startOfDay, type CivilDate } from '../../rules/values/civil-day.ts';
import { plusMs, type Instant } from '../../rules/values/moment.ts';
import { fineReportId as processIdOf } from '../../rules/values/process-ids.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import type { FineReportState } from '../../workflows/contract/fine-report.ts';
import { record } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { clockOffsetMs, openProcess } from '../db/stores/outbox.ts';
import { openTask } from '../db/stores/tasks.ts';
import { inTransaction, isClash, once, statement, type Db } from '../db/transaction.ts';
import { takeInput } from '../permit-applications/answer.ts';
import { type Deps } from '../ports.ts';
import { lockReport, mailReporter, stateOf, subjectOf } from './report.ts';

/** What somebody typed, as the API stored it. */
export interface FineInput {
  fineNumber: string;
  fineOn: CivilDate;
  words: string;
  language: Language;
}

export interface OpenFineReport {
  reportId: string;
  permitId: string;
  actionId: string | null;
  bundleId: string;
  inputId: string;
  actor: Actor;
  /** By the process, which learns only here how far business time runs ahead: real time. */
  at: Instant;
  key: string;
}

export type FineReportOpened = { outcome: 'changed'; state: FineReportState; clockOffsetMs: number } | Refusal;

/** Takes a report of a wrong fine and puts it before staff, with what officers saw that day (PEERS-043). */
export async function openFineReport(deps: Deps, command: OpenFineReport): Promise<FineReportOpened> {
  try {
    return await inTransaction(deps.pool, (tx) => once(tx, command.key, () => open(tx, deps, command)));
  } catch (error) {
    if (isClash(error)) return refuse('fine-reported-already', {}, 'await-answer');
    throw error;
  }
}

async function open(tx: Db, deps: Deps, command: OpenFineReport): Promise<FineReportOpened> {
  const { reportId: id, permitId, actionId, bundleId, inputId, actor } = command;
  const offsetMs = await clockOffsetMs(tx);
  const at = plusMs(command.at, offsetMs);
  const known = await lockReport(tx, id);
  if (known) return { outcome: 'changed', state: stateOf(known), clockOffsetMs: offsetMs };

  const { rows } = await tx.query<SubjectRow>({ ...findSubject, values: [permitId, actionId] });
  const subject = rows[0];
  const input = await takeInput<FineInput>(tx, inputId);
  if (!subject || !input || (actionId !== null && subject.area_id === null)) return refuse('not-found');
  const { municipality_id: municipalityId } = subject;
  const release = await deps.releases.inForce(municipalityId, at, tx);
  const { municipality } = release.content;
  const { terms, timeZone } = municipality;
  const allowed = decideFineReport(input.fineOn, civilDateOf(at, timeZone));
  if (isRefusal(allowed)) return allowed;

  const facts = {
    terms,
    objectionWeeks: municipality.objection.weeks,
    calendar: calendarOf(municipality),
    timeZone,
    since: at,
    receivedAt: at,
    pausedDays: 0,
  };
  const [targetOn, legalOn] = [targetDay(facts), legalDay(facts)];
  const deadlines: FineReportDeadline[] = [
    ...(targetOn < legalOn ? [{ kind: 'target' as const, at: endOfDay(targetOn, timeZone) }] : []),
    { kind: 'legal-term', at: endOfDay(legalOn, timeZone) },
  ];
  const seal = (text: string) => deps.vault.seal(Buffer.from(text));
  const isHolder = actor.kind === 'holder';
  const number = `MB-${await nextNumber(tx, municipalityId, 'MB')}`;
  await tx.query({
    ...addReport,
    values: [
      id, municipalityId, permitId, actionId, isHolder ? 'holder' : 'account', isHolder ? actor.id : null, isHolder ? null : actor.id, number,
      release.number, subject.area_id, input.language, input.fineOn, seal(input.fineNumber),
      deps.vault.fingerprint('fine', `${municipalityId}:${fineKey(input.fineNumber)}`), seal(input.words), bundleId, targetOn, legalOn,
      JSON.stringify(deadlines), at,
    ], // prettier-ignore
  });
  const [dayBegins, dayEnds] = [startOfDay(input.fineOn, timeZone), endOfDay(input.fineOn, timeZone)];
  await tx.query({ ...addChecks, values: [id, municipalityId, permitId, actionId, dayBegins, dayEnds] });
  await openProcess(tx, {
    workflowId: processIdOf(id),
    kind: 'fine-report',
    subjectId: id,
    municipalityId,
    openedAt: at,
    nextDueAt: deadlines[0]?.at ?? null,
  });
  await openTask(
    tx,
    { municipalityId, about: { fineReportId: id }, kind: 'answer-fine-report', targetOn, legalOn },
    at,
  );
  const report = (await lockReport(tx, id))!;
  await record(tx, at, actor, subjectOf(report), { kind: 'fine-report-opened', data: { reportId: id } });
  await mailReporter(tx, report, 'fine-report-received', at, { on: legalOn });
  return { outcome: 'changed', state: stateOf(report), clockOffsetMs: offsetMs };
}

interface SubjectRow {
  municipality_id: string;
  area_id: string | null;
}

const findSubject = statement(
  'find-subject-of-fine',
  `SELECT p.municipality_id, CASE WHEN $2::uuid IS NULL THEN p.area_id
            ELSE (SELECT a.area_id FROM parking_action a WHERE a.id = $2 AND a.permit_id = p.id) END AS area_id
     FROM permit p WHERE p.id = $1`,
);
const addReport = statement(
  'add-fine-report',
  `INSERT INTO fine_report (id, municipality_id, permit_id, action_id, reporter, holder_id, account_id, number, release, area_id, language, fine_on,
                            fine_number_sealed, fine_number_hash, words_sealed, bundle_id, status, target_on, legal_on, deadlines, opened_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'with-staff', $17, $18, $19, $20)`,
);
/** Its own cars on that day, wherever an officer asked about them: a wrong place is one of the things that can be wrong. */
const addChecks = statement(
  'add-checks-of-fine-report',
  `WITH cars AS (
     SELECT country, plate FROM parking_action WHERE id = $4::uuid AND plate IS NOT NULL
      UNION
     SELECT country, plate FROM permit_plate WHERE $4::uuid IS NULL AND permit_id = $3 AND since < $6 AND coalesce(until, 'infinity') > $5
   )
   INSERT INTO fine_report_check (report_id, check_id)
   SELECT $1, c.id FROM cars JOIN plate_check c ON c.plate = cars.plate AND c.country = cars.country
    WHERE c.municipality_id = $2 AND c.at >= $5 AND c.id >= checks_since($5::timestamptz) AND c.asked_about >= $5 AND c.asked_about < $6
    ORDER BY c.asked_about LIMIT 50`,
);
