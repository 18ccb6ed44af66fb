import { maskedAccount } from '../../activities/refunds/account.ts';
import { statement } from '../../activities/db/transaction.ts';
import { civilDateOf, daysBetween, type CivilDate } from '../../rules/values/civil-day.ts';
import { type RefundReason, type RefundRoute, type RefundStatus } from '../../rules/refunds/status.ts';
import { type RuleStep } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Citizen, type Staff } from '../http/caller.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { productIn } from '../permit-applications/read.ts';
import { type RefundFileView, type RefundList, type RefundPage, type RefundView } from './shapes.ts';

/** What goes back to this holder, the newest first, and to which account. */
export async function readRefunds(api: Api, { id, municipalityId }: Citizen): Promise<RefundList> {
  const { deps } = api;
  const today = await todayOf(api, municipalityId);
  const { rows } = await deps.pool.query<OwnRow>({ ...ownRefunds, values: [id, municipalityId] });
  return {
    account: await maskedAccount(deps, id),
    items: await Promise.all(
      rows.map(async (row) => ({
        id: row.id,
        number: row.number,
        permitId: row.permit_id,
        applicationId: row.application_id,
        about: await paidFor(api, municipalityId, row),
        cents: Number(row.cents),
        reason: row.reason,
        status: row.status,
        route: row.route,
        dueOn: row.due_on,
        late: isLate(row, today),
        ground: row.ground,
        steps: {
          owed: row.created_at.toISOString(),
          approved: row.approved_at?.toISOString() ?? null,
          sent: row.sent_at?.toISOString() ?? null,
          paid: row.status === 'paid' ? (row.paid_at?.toISOString() ?? null) : null,
          refused: row.refused_at?.toISOString() ?? null,
          returned: row.returned_at?.toISOString() ?? null,
        },
        rules: row.steps,
      })),
    ),
  };
}

/** The product by the data it was asked for with. */
async function paidFor(
  { deps }: Api,
  municipalityId: string,
  { product_id: productId, release, case_number: number }: OwnRow,
): Promise<RefundView['about']> {
  if (productId === null || release === null || number === null) return null;
  return { productName: productIn(await deps.releases.numbered(municipalityId, release), productId).name, number };
}

/** Refunds for staff: what is overdue on top, by the day they were promised (LOKET-035). */
export async function readRefundPage(
  api: Api,
  staff: Staff,
  { filter, limit, cursor }: { filter: string; limit: number; cursor?: string | undefined },
): Promise<RefundPage> {
  const { pool } = api.deps;
  const today = await todayOf(api, staff.municipalityId);
  const place = placeOf(cursor);
  const [{ rows }, { rows: counted }] = await Promise.all([
    pool.query<TaskRow>({
      ...refundPage,
      values: [staff.municipalityId, today, filter, place?.[0] ?? null, place?.[1] ?? null, limit + 1],
    }),
    pool.query<RefundPage['counts'] & { ready: number; ready_cents: string }>({
      ...refundCounts,
      values: [staff.municipalityId, today],
    }),
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const { ready, ready_cents: cents, ...counts } = counted[0]!;
  return {
    items: shown.map((row) => ({
      id: row.id,
      number: row.number,
      caseNumber: row.case_number,
      cents: Number(row.cents),
      reason: row.reason,
      status: row.status,
      route: row.route,
      dueOn: row.due_on,
      daysLeft: daysBetween(today, row.due_on),
      late: isLate(row, today),
      warned: row.told !== 'nothing',
      ownWork: row.made_by === staff.id,
      fileNumber: row.file_number,
    })),
    nextCursor: last ? cursorOf([last.due_on, last.id]) : null,
    counts,
    readyForFile: { refunds: ready, cents: Number(cents) },
  };
}

/** Files for the bank, the newest first; one of them by its id. */
export async function readFiles({ deps }: Api, staff: Staff, id: string | null = null): Promise<RefundFileView[]> {
  const { rows } = await deps.pool.query<FileRow>({ ...files, values: [staff.municipalityId, id] });
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    refunds: row.refunds,
    cents: Number(row.cents),
    executeOn: row.execute_on,
    sha256: row.sha256,
    madeAt: row.made_at.toISOString(),
    madeBy: row.made_by_name,
    ownWork: row.made_by === staff.id,
    releasedAt: row.released_at?.toISOString() ?? null,
    releasedBy: row.released_by_name,
    erased: row.erased,
  }));
}

/** The id of a refund that is somebody's own; undefined for any other. */
export async function findOwnRefund(
  { deps }: Api,
  { id: holderId, municipalityId }: Citizen,
  id: string,
): Promise<string | undefined> {
  const { rows } = await deps.pool.query<{ id: string }>({ ...ownRefund, values: [id, holderId, municipalityId] });
  return rows[0]?.id;
}

/** Which of these are this municipality's, with what they come to. */
export async function findRefunds(
  { deps }: Api,
  { municipalityId }: Staff,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await deps.pool.query<{ id: string; cents: string }>({
    ...someRefunds,
    values: [ids, municipalityId],
  });
  return new Map(rows.map(({ id, cents }) => [id, Number(cents)]));
}

const isLate = ({ status, due_on }: { status: RefundStatus; due_on: CivilDate }, today: CivilDate): boolean =>
  due_on < today && status !== 'paid' && status !== 'refused';

async function todayOf({ deps }: Api, municipalityId: string): Promise<CivilDate> {
  const now = deps.clock();
  const { content } = await deps.releases.inForce(municipalityId, now);
  return civilDateOf(now, content.municipality.timeZone);
}

interface Row {
  id: string;
  number: string;
  cents: string;
  reason: RefundReason;
  status: RefundStatus;
  route: RefundRoute;
  due_on: CivilDate;
}

interface OwnRow extends Row {
  permit_id: string | null;
  application_id: string | null;
  product_id: string | null;
  release: number | null;
  case_number: string | null;
  ground: string | null;
  steps: RuleStep[];
  created_at: Date;
  approved_at: Date | null;
  sent_at: Date | null;
  paid_at: Date | null;
  refused_at: Date | null;
  returned_at: Date | null;
}

interface TaskRow extends Row {
  case_number: string | null;
  told: string;
  made_by: string | null;
  file_number: string | null;
}

interface FileRow {
  id: string;
  number: string;
  refunds: number;
  cents: string;
  execute_on: CivilDate;
  sha256: string;
  made_at: Date;
  made_by: string;
  made_by_name: string;
  released_at: Date | null;
  released_by_name: string | null;
  erased: boolean;
}

/** What was bought for a balance is followed in the parking app. */
const ownRefunds = statement(
  'read-own-refunds',
  `SELECT r.id, r.number, r.permit_id, r.application_id, coalesce(p.product_id, a.product_id) AS product_id, coalesce(p.release, a.release) AS release,
          coalesce(p.number, a.number) AS case_number, r.cents, r.reason, r.status, r.route, r.due_on::text AS due_on, r.ground, r.steps, r.created_at,
          r.approved_at, r.sent_at, r.paid_at, r.refused_at, r.returned_at
     FROM refund r LEFT JOIN permit p ON p.id = r.permit_id LEFT JOIN application a ON a.id = r.application_id
    WHERE r.holder_id = $1 AND r.municipality_id = $2
      AND NOT EXISTS (SELECT FROM payment_charge c JOIN top_up t ON t.charge_id = c.charge_id WHERE c.payment_id = r.payment_id)
      AND NOT EXISTS (SELECT FROM payment_charge pc JOIN charge c ON c.id = pc.charge_id WHERE pc.payment_id = r.payment_id AND c.guest_visit_id IS NOT NULL)
    ORDER BY r.created_at DESC, r.id LIMIT 100`,
);
const STANDS = `CASE WHEN r.status = 'awaiting-approval' THEN 'to-approve' WHEN r.status = 'approved' THEN 'to-pay'
               WHEN r.status = 'sent' THEN 'with-bank' WHEN r.status IN ('due', 'returned') THEN 'waiting' END`;
const refundPage = statement(
  'read-refund-page',
  `SELECT r.id, r.number, coalesce(p.number, a.number) AS case_number, r.cents, r.reason, r.status, r.route, r.due_on::text AS due_on, r.told,
          r.made_by, f.number AS file_number
     FROM refund r LEFT JOIN permit p ON p.id = r.permit_id LEFT JOIN application a ON a.id = r.application_id
     LEFT JOIN refund_file f ON f.id = r.file_id
    WHERE r.municipality_id = $1 AND r.status NOT IN ('paid', 'refused')
      AND CASE $3::text WHEN 'all' THEN true WHEN 'late' THEN r.due_on < $2::date ELSE ${STANDS} = $3::text END
      AND ($4::date IS NULL OR (r.due_on, r.id) > ($4::date, $5::uuid))
    ORDER BY r.due_on, r.id LIMIT $6`,
);
const refundCounts = statement(
  'count-refunds',
  `SELECT count(*) FILTER (WHERE ${STANDS} = 'to-approve')::int AS "toApprove", count(*) FILTER (WHERE r.due_on < $2::date)::int AS late,
          count(*) FILTER (WHERE ${STANDS} = 'to-pay')::int AS "toPay", count(*) FILTER (WHERE ${STANDS} = 'with-bank')::int AS "withBank",
          count(*) FILTER (WHERE ${STANDS} = 'waiting')::int AS waiting, count(*)::int AS all,
          count(*) FILTER (WHERE r.status = 'approved' AND r.route = 'transfer' AND r.file_id IS NULL)::int AS ready,
          coalesce(sum(r.cents) FILTER (WHERE r.status = 'approved' AND r.route = 'transfer' AND r.file_id IS NULL), 0) AS ready_cents
     FROM refund r WHERE r.municipality_id = $1 AND r.status NOT IN ('paid', 'refused')`,
);
const files = statement(
  'read-refund-files',
  `SELECT f.id, f.number, f.refunds, f.cents, f.execute_on::text AS execute_on, f.sha256, f.made_at, f.made_by, m.name AS made_by_name, f.released_at,
          s.name AS released_by_name, f.content_sealed IS NULL AS erased
     FROM refund_file f JOIN staff_member m ON m.id = f.made_by LEFT JOIN staff_member s ON s.id = f.released_by
    WHERE f.municipality_id = $1 AND ($2::uuid IS NULL OR f.id = $2) ORDER BY f.made_at DESC, f.id LIMIT 50`,
);
const ownRefund = statement(
  'find-own-refund',
  'SELECT id FROM refund WHERE id = $1 AND holder_id = $2 AND municipality_id = $3',
);
const someRefunds = statement(
  'find-refunds',
  'SELECT id, cents FROM refund WHERE id = ANY ($1::uuid[]) AND municipality_id = $2',
);
