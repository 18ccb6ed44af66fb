import { statement } from '../../activities/db/transaction.ts';
import { Application, Decision, Task } from '../../activities/db/entities/all.ts';
import { rulesOfDecision } from '../../rules/permit-applications/decision.ts';
import { requirementsOf } from '../../rules/permit-applications/steps.ts';
import { dueFor } from '../../rules/permit-applications/terms.ts';
import { civilDateOf, daysBetween, type CivilDate, type TimeZone } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { areaName, productIn, readRows } from '../permit-applications/read.ts';
import { answersOf, shownOf, declarationOf, documentView, wizardFacts } from '../permit-applications/view.ts';
import { readOtherCase } from './read-other-case.ts';
import { type TaskPage, type TaskSummary, type TaskView } from './shapes.ts';

type Filter = 'all' | 'mine' | 'free' | 'waiting' | 'late';

/** The queue (werkvoorraad): the most urgent first, by the day the law wants a decision. */
export async function readTasks(
  api: Api,
  staff: Staff,
  filter: Filter,
  limit: number,
  cursor: string | undefined,
): Promise<TaskPage> {
  const { pool, clock } = api.deps;
  const now = clock();
  const place = placeOf(cursor);
  const today = await todayOf(api, staff.municipalityId, now);
  const [{ rows }, { rows: counted }] = await Promise.all([
    pool.query<TaskRow>({
      ...queuePage,
      values: [staff.municipalityId, staff.id, today, filter, place?.[0] ?? null, place?.[1] ?? null, limit + 1],
    }),
    pool.query<TaskPage['counts']>({ ...queueCounts, values: [staff.municipalityId, staff.id, today] }),
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await Promise.all(shown.map((row) => summary(api, staff, row, today))),
    nextCursor: last ? cursorOf([last.legal_on, last.id]) : null,
    counts: counted[0]!,
  };
}

/** One task with the whole case beside the rules; the person stays behind initials until somebody asks to see them. */
export async function readTask(api: Api, staff: Staff, id: string): Promise<TaskView | undefined> {
  const { pool, clock } = api.deps;
  const now = clock();
  const { rows } = await pool.query<TaskRow>({ ...oneTask, values: [id, staff.municipalityId] });
  const row = rows[0];
  if (!row) return undefined;
  const shown = {
    ...(await summary(api, staff, row, await todayOf(api, staff.municipalityId, now))),
    applicant: { kind: row.holder_kind, initials: initialsOf(row.holder_name) },
  };
  if (row.subject !== 'application') return { ...shown, ...(await readOtherCase(api, row)) };
  const application = await api.orm.getRepository(Application).findOneByOrFail({ id: row.case_id });
  const whole = await readRows(api, application);
  const facts = wizardFacts(whole, now);
  const answers = answersOf(whole);
  const decisions = await api.orm
    .getRepository(Decision)
    .find({ where: { applicationId: application.id }, order: { at: 'ASC' } });
  const { municipality } = whole.release.content;
  const taken = (answers.areaId !== null && whole.places.get(answers.areaId)?.taken) || 0;
  const steps = rulesOfDecision(answers, { ...facts, entitlement: whole.entitlement, approved: false, taken });
  return {
    ...shown,
    notice: null,
    fineReport: null,
    startsOn: answers.startsOn,
    periodId: answers.periodId,
    priceCents: dueFor(whole.product, answers) ?? null,
    receivedAt: application.receivedAt,
    pausedDays: application.pausedDays,
    pauses: await readPauses(api, application.id, municipality.timeZone),
    plates: whole.plates.map(({ id: plateId, country, display, keeper, vehicle, colour }) => ({
      id: plateId,
      country,
      display,
      keeper,
      vehicle,
      colour,
    })),
    requirements: requirementsOf(answers, facts).map(({ id: requirementId, rule, plateId }) => ({
      id: requirementId,
      reason: rule.reason,
      article: rule.article,
      plateId,
    })),
    documents: whole.documents
      .filter(({ origin }) => origin === 'upload')
      .map((document) => documentView(document, whole.release)),
    questions: whole.product.questions.map(({ id: questionId, text }) => ({
      id: questionId,
      text,
      answer: answers.questions[questionId] ?? null,
    })),
    ...shownOf(whole),
    succession: whole.given.succession,
    declaration: declarationOf(application),
    terms: {
      documentDays: municipality.terms.documentDays,
      paymentDays: municipality.terms.paymentDays,
      objectionWeeks: municipality.objection.weeks,
    },
    steps,
    decisions: decisions.map(({ id: decisionId, decidedBy, result, ground, note, at }) => ({
      id: decisionId,
      by: decidedBy,
      result,
      ground,
      note,
      at,
    })),
  };
}

/** The case a task is about, if it is this municipality's. */
export function findTask(api: Api, staff: Staff, id: string): Promise<Task | null> {
  return api.orm.getRepository(Task).findOneBy({ id, municipalityId: staff.municipalityId });
}

/** Each time somebody was asked for another document, until the documents came. */
async function readPauses({ deps }: Api, applicationId: string, timeZone: TimeZone): Promise<TaskView['pauses']> {
  const { rows } = await deps.pool.query<{ asked_at: Date; sent_at: Date | null }>({
    ...pausesOfCase,
    values: [applicationId],
  });
  const day = (moment: Date) => civilDateOf(moment.toISOString(), timeZone);
  return rows.map(({ asked_at, sent_at }) => ({ from: day(asked_at), until: sent_at && day(sent_at) }));
}

async function todayOf({ deps }: Api, municipalityId: string, now: Instant): Promise<CivilDate> {
  const { content } = await deps.releases.inForce(municipalityId, now);
  return civilDateOf(now, content.municipality.timeZone);
}

async function summary({ deps }: Api, staff: Staff, row: TaskRow, today: CivilDate): Promise<TaskSummary> {
  const release = await deps.releases.numbered(row.municipality_id, row.release);
  const { timeZone } = release.content.municipality;
  const openedOn = civilDateOf(row.opened_at.toISOString(), timeZone);
  const term = Math.max(1, daysBetween(openedOn, row.target_on));
  const counted = row.waiting_since ? civilDateOf(row.waiting_since.toISOString(), timeZone) : today;
  return {
    id: row.id,
    subject: row.subject,
    caseId: row.file_id,
    number: row.number,
    productName: productIn(release, row.product_id).name,
    areaName: areaName(release, row.area_id),
    status: row.status,
    need: row.documents > 0 ? 'evidence' : row.subject,
    keeperUnavailable: row.keeper_unavailable,
    claimedBy:
      row.claimed_by === null
        ? null
        : { id: row.claimed_by, name: row.claimed_name ?? '', me: row.claimed_by === staff.id },
    openedAt: row.opened_at.toISOString(),
    waitingSince: row.waiting_since?.toISOString() ?? null,
    targetOn: row.target_on,
    legalOn: row.legal_on,
    escalation: row.escalation,
    elapsedPercent: Math.round((100 * daysBetween(openedOn, counted)) / term),
  };
}

/** `Emma Visser` → `E. V.`: enough to tell two cases apart. */
const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter((part) => /^\p{Lu}/u.test(part))
    .map((part) => `${part[0]}.`)
    .join(' ');

export interface TaskRow {
  id: string;
  municipality_id: string;
  subject: TaskSummary['subject'];
  case_id: string;
  /** The application of the permit it is about: its file. */
  file_id: string;
  number: string;
  product_id: string;
  release: number;
  area_id: string | null;
  status: 'open' | 'waiting';
  documents: number;
  keeper_unavailable: boolean;
  claimed_by: string | null;
  claimed_name: string | null;
  opened_at: Date;
  waiting_since: Date | null;
  target_on: string;
  legal_on: string;
  escalation: 'none' | 'target' | 'legal';
  holder_name: string;
  holder_kind: 'person' | 'business';
}

const COLUMNS = `t.id, t.municipality_id, c.subject, c.case_id, c.number, c.product_id, c.release, c.area_id, t.status, t.claimed_by,
          s.name AS claimed_name, t.opened_at, t.waiting_since, t.target_on::text AS target_on, t.legal_on::text AS legal_on, t.escalation,
          h.name AS holder_name, h.kind AS holder_kind, c.documents, c.keeper_unavailable,
          coalesce(t.application_id, (SELECT p.application_id FROM permit p
             WHERE p.id = coalesce((SELECT permit_id FROM plate_change WHERE id = t.plate_change_id),
                                   (SELECT permit_id FROM register_notice WHERE id = t.register_notice_id),
                                   (SELECT permit_id FROM fine_report WHERE id = t.fine_report_id)))) AS file_id`;
const FROM = `FROM task t JOIN task_case c ON c.task_id = t.id JOIN holder h ON h.id = c.holder_id
     LEFT JOIN staff_member s ON s.id = t.claimed_by`;

const queuePage = statement(
  'read-task-queue',
  `SELECT ${COLUMNS} ${FROM}
    WHERE t.municipality_id = $1 AND t.status <> 'done'
      AND CASE $4::text WHEN 'mine' THEN t.claimed_by = $2 WHEN 'free' THEN t.claimed_by IS NULL AND t.status = 'open'
               WHEN 'waiting' THEN t.status = 'waiting' WHEN 'late' THEN t.target_on < $3::date AND t.status = 'open' ELSE true END
      AND ($5::date IS NULL OR (t.legal_on, t.id) > ($5::date, $6::uuid))
    ORDER BY t.legal_on, t.id LIMIT $7`,
);
const queueCounts = statement(
  'count-task-queue',
  `SELECT count(*)::int AS all, count(*) FILTER (WHERE claimed_by = $2)::int AS mine,
          count(*) FILTER (WHERE claimed_by IS NULL AND status = 'open')::int AS free,
          count(*) FILTER (WHERE status = 'waiting')::int AS waiting,
          count(*) FILTER (WHERE target_on < $3::date AND status = 'open')::int AS late
     FROM task WHERE municipality_id = $1 AND status <> 'done'`,
);
const oneTask = statement(
  'read-task',
  `SELECT ${COLUMNS} ${FROM} WHERE t.id = $1 AND t.municipality_id = $2 AND t.status <> 'done'`,
);
const pausesOfCase = statement(
  'read-pauses-of-case',
  `SELECT d.at AS asked_at,
          (SELECT min(e.at) FROM audit_event e WHERE e.application_id = d.application_id AND e.kind = 'documents-submitted' AND e.at > d.at) AS sent_at
     FROM decision d
    WHERE d.application_id = $1 AND d.result IN ('ask-documents', 'reject-new-document')
    ORDER BY d.at`,
);
