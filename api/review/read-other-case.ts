import { IsNull, Not } from 'typeorm';
import { Decision, Document } from '../../activities/db/entities/all.ts';
import { statement } from '../../activities/db/transaction.ts';
import { rulesOfChange } from '../../rules/plate-changes/plates.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Api } from '../api.ts';
import { reportForStaff } from '../fine-reports/read.ts';
import { documentView } from '../permit-applications/view.ts';
import { productIn } from '../permit-applications/read.ts';
import { changeForStaff, view } from '../plate-changes/read.ts';
import { type TaskRow } from './read.ts';
import { type TaskSummary, type TaskView } from './shapes.ts';

type Rest = Omit<TaskView, keyof TaskSummary | 'applicant'>;

/** What a change of plate, or a notice from a register, shows beside the rules: in the shape of an application's task. */
export async function readOtherCase(api: Api, row: TaskRow): Promise<Rest> {
  const release = await api.deps.releases.numbered(row.municipality_id, row.release);
  const { terms, objection, timeZone } = release.content.municipality;
  const about = row.subject === 'plate-change' ? { plateChangeId: row.case_id } : { registerNoticeId: row.case_id };
  // A report of a fine has its answer on itself.
  const decisions = await api.orm.getRepository(Decision).find({ where: about, order: { at: 'ASC' } });
  const shared = {
    periodId: null,
    questions: [],
    card: null,
    succession: null,
    secondAddress: null,
    declaration: null,
    terms: { documentDays: terms.documentDays, paymentDays: terms.paymentDays, objectionWeeks: objection.weeks },
    decisions: decisions.map(({ id, decidedBy, result, ground, note, at }) => ({
      id,
      by: decidedBy,
      result,
      ground,
      note,
      at,
    })),
  };
  if (row.subject === 'register-notice') {
    const { rows } = await api.deps.pool.query<NoticeRow>({ ...oneNotice, values: [row.case_id] });
    const notice = rows[0]!;
    return {
      ...shared,
      notice: { kind: notice.kind, why: notice.ground },
      fineReport: null,
      startsOn: null,
      priceCents: null,
      receivedAt: notice.opened_at.toISOString(),
      pausedDays: 0,
      pauses: [],
      plates: notice.plate ? [{ ...notice.plate, keeper: 'not-asked', vehicle: null, colour: null }] : [],
      requirements: [],
      documents: [],
      steps: [],
    };
  }
  if (row.subject === 'fine-report') {
    const documents = await api.orm
      .getRepository(Document)
      .find({ where: { fineReportId: row.case_id, attachedAt: Not(IsNull()), removedAt: IsNull() } });
    return {
      ...shared,
      notice: null,
      fineReport: await reportForStaff(api, row.case_id),
      startsOn: null,
      priceCents: null,
      receivedAt: row.opened_at.toISOString(),
      pausedDays: 0,
      pauses: [],
      plates: [],
      requirements: [],
      documents: documents.map((document) => documentView(document, release)),
      steps: [],
    };
  }
  const change = (await changeForStaff(api, row.case_id))!;
  const shown = await view(api, change);
  const plate =
    change.plate === null
      ? null
      : { country: change.country!, key: change.plate, keeper: change.keeper ?? 'not-asked' };
  const asked = decisions.filter(({ result }) => result === 'ask-documents' || result === 'reject-new-document').at(-1);
  return {
    ...shared,
    notice: null,
    fineReport: null,
    startsOn: change.starts_on,
    priceCents: shown.feeCents,
    receivedAt: change.received_at?.toISOString() ?? null,
    pausedDays: change.paused_days,
    pauses:
      change.paused_since && asked
        ? [{ from: civilDateOf(change.paused_since.toISOString(), timeZone), until: null }]
        : [],
    plates: shown.comes ? [{ id: change.id, ...shown.comes }] : [],
    requirements: shown.requirement
      ? [
          {
            id: shown.requirement.id,
            reason: shown.requirement.reason,
            article: shown.requirement.article,
            plateId: change.id,
          },
        ]
      : [],
    documents: shown.documents,
    steps: rulesOfChange(change.id, plate, productIn(release, row.product_id), row.holder_kind),
  };
}

interface NoticeRow {
  kind: 'vehicle-not-in-name' | 'moved-out';
  ground: 'objected' | 'no-answer';
  opened_at: Date;
  plate: { id: string; country: string; display: string } | null;
}

const oneNotice = statement(
  'read-notice-for-staff',
  `SELECT r.kind, r.ground, r.opened_at,
          CASE WHEN pp.id IS NOT NULL THEN jsonb_build_object('id', pp.id, 'country', pp.country, 'display', pp.display) END AS plate
     FROM register_notice r LEFT JOIN permit_plate pp ON pp.id = r.plate_id WHERE r.id = $1`,
);
