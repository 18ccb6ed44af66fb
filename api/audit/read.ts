import { type Client } from '@temporalio/client';
import { statement } from '../../activities/db/transaction.ts';
import { type Log } from '../../activities/log.ts';
import { type ApplicationStatus } from '../../rules/permit-applications/status.ts';
import { type Api } from '../api.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { areaName, productIn } from '../permit-applications/read.ts';
import { type CaseSummary, type CaseView, type ProcessHistory, type Timeline } from './shapes.ts';

/** Cases of a municipality, newest first; numbers and codes, no persons. */
export async function readCases(api: Api, municipalityId: string, limit: number, cursor: string | undefined) {
  const place = placeOf(cursor);
  const { rows } = await api.deps.pool.query<CaseRow>({
    ...casePage,
    values: [municipalityId, place?.[0] ?? null, place?.[1] ?? null, limit + 1],
  });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await Promise.all(shown.map((row) => summary(api, row))),
    nextCursor: last ? cursorOf([last.opened_at.toISOString(), last.id]) : null,
  };
}

export async function readCase(api: Api, municipalityId: string, id: string): Promise<CaseView | undefined> {
  const { rows } = await api.deps.pool.query<CaseRow>({ ...oneCase, values: [id, municipalityId] });
  const row = rows[0];
  if (!row) return undefined;
  const { rows: reached } = await api.deps.pool.query<{ kind: string; at: Date }>({ ...milestones, values: [id] });
  const at = (...kinds: string[]) => reached.find(({ kind }) => kinds.includes(kind))?.at.toISOString() ?? null;
  return {
    ...(await summary(api, row)),
    release: row.release,
    process: processOf(row, {
      opened: row.opened_at.toISOString(),
      documents: at('documents-submitted'),
      declared: at('application-declared'),
      decided: at('application-decided'),
      paid: at('payment-received', 'charge-paid'),
      issued: at('permit-issued'),
    }),
    permitId: row.permit_id,
    permitNumber: row.permit_number,
    permitInForce: row.permit_status === 'issued',
  };
}

interface Reached {
  opened: string;
  documents: string | null;
  declared: string | null;
  decided: string | null;
  paid: string | null;
  issued: string | null;
}

const WAITING_AT: Partial<Record<ApplicationStatus, string>> = {
  draft: 'opened',
  'awaiting-documents': 'documents',
  'rejected-new-document': 'documents',
  'awaiting-confirmation': 'declared',
  'documents-approved': 'declared',
  'in-review': 'decided',
  'awaiting-payment': 'paid',
};

/** The steps of the process with where the case stands: done, now, still to come, or passed over. */
function processOf(row: CaseRow, reached: Reached): CaseView['process'] {
  const now = WAITING_AT[row.status];
  const order = Object.keys(reached) as (keyof Reached)[];
  const here = now ? order.indexOf(now as keyof Reached) : order.length;
  return order.map((id, index) => {
    const at = reached[id];
    if (id === now) return { id, state: 'now', at: null };
    if (at !== null) return { id, state: 'done', at };
    return { id, state: index < here ? 'skipped' : 'later', at: null };
  });
}

/** What happened, in the order it happened, with who did it; staff by name, citizens never. */
export async function readTimeline({ deps }: Api, municipalityId: string, applicationId: string): Promise<Timeline> {
  const { rows } = await deps.pool.query<{
    id: string;
    at: Date;
    kind: string;
    actor_kind: 'holder' | 'staff' | 'system';
    staff_name: string | null;
    data: Record<string, unknown>;
    sealed: boolean;
  }>({ ...timeline, values: [applicationId, municipalityId] });
  return {
    items: rows.map(({ id, at, kind, actor_kind, staff_name, data, sealed }) => ({
      id,
      at: at.toISOString(),
      kind,
      actor: { kind: actor_kind, name: staff_name },
      data,
      sealed,
    })),
  };
}

/** The recorded history of every process of a case: application, permit, payments and letters. */
export async function readHistory({ deps, temporal }: Api, applicationId: string): Promise<ProcessHistory> {
  const { rows } = await deps.pool.query<{ workflow_id: string; kind: string }>({
    ...processesOfCase,
    values: [applicationId],
  });
  const processes = await Promise.all(
    rows.map(({ workflow_id, kind }) => history(temporal, deps.log, workflow_id, kind)),
  );
  return { processes };
}

async function history(
  client: Client,
  log: Log,
  workflowId: string,
  kind: string,
): Promise<ProcessHistory['processes'][number]> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    const [{ status }, { events }] = await Promise.all([handle.describe(), handle.fetchHistory()]);
    return {
      workflowId,
      kind,
      status: status.name,
      events: (events ?? []).map((event) => ({
        id: Number(event.eventId),
        at: new Date(
          Number(event.eventTime?.seconds ?? 0) * 1000 + Math.floor((event.eventTime?.nanos ?? 0) / 1e6),
        ).toISOString(),
        type: EVENT_NAMES[event.eventType ?? 0] ?? String(event.eventType),
        name: nameOf(event as unknown as Record<string, unknown>),
      })),
    };
  } catch (error) {
    if ((error as Error).name !== 'WorkflowNotFoundError') throw error;
    log.info({ workflowId }, 'the engine no longer keeps this history');
    return { workflowId, kind, status: 'NOT_KEPT', events: [] };
  }
}

/** The word an event carries: which update, signal or activity it is about. */
function nameOf(event: Record<string, unknown>): string | null {
  for (const value of Object.values(event)) {
    if (typeof value !== 'object' || value === null) continue;
    const { activityType, signalName, acceptedRequest, markerName } = value as {
      activityType?: { name?: string };
      signalName?: string;
      acceptedRequest?: { input?: { name?: string } };
      markerName?: string;
    };
    const name = activityType?.name ?? signalName ?? acceptedRequest?.input?.name ?? markerName;
    if (name) return name;
  }
  return null;
}

interface CaseRow {
  id: string;
  municipality_id: string;
  number: string;
  product_id: string;
  release: number;
  area_id: string | null;
  status: ApplicationStatus;
  opened_at: Date;
  closed_at: Date | null;
  permit_id: string | null;
  permit_number: string | null;
  permit_status: string | null;
}

async function summary({ deps }: Api, row: CaseRow): Promise<CaseSummary> {
  const release = await deps.releases.numbered(row.municipality_id, row.release);
  return {
    id: row.id,
    number: row.number,
    productName: productIn(release, row.product_id).name,
    areaName: areaName(release, row.area_id),
    status: row.status,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
  };
}

const CASE = `a.id, a.municipality_id, a.number, a.product_id, a.release, a.area_id, a.status, a.opened_at, a.closed_at,
          p.id AS permit_id, p.number AS permit_number, p.status AS permit_status
     FROM application a LEFT JOIN permit p ON p.application_id = a.id`;
const casePage = statement(
  'read-cases',
  `SELECT ${CASE} WHERE a.municipality_id = $1 AND ($2::timestamptz IS NULL OR (a.opened_at, a.id) < ($2::timestamptz, $3::uuid))
    ORDER BY a.opened_at DESC, a.id DESC LIMIT $4`,
);
const oneCase = statement('read-case', `SELECT ${CASE} WHERE a.id = $1 AND a.municipality_id = $2`);
const milestones = statement(
  'read-case-milestones',
  `SELECT kind, min(at) AS at FROM audit_event
    WHERE application_id = $1 AND kind IN ('documents-submitted', 'application-declared', 'application-decided', 'permit-issued')
    GROUP BY kind
   UNION ALL
   SELECT 'charge-paid', min(settled_at) FROM charge WHERE application_id = $1 AND status = 'paid' HAVING min(settled_at) IS NOT NULL`,
);
const timeline = statement(
  'read-timeline',
  `SELECT e.id, e.at, e.kind, e.actor_kind, s.name AS staff_name, e.data,
          EXISTS (SELECT FROM audit_link l WHERE l.event_id = e.id) AS sealed
     FROM audit_event e LEFT JOIN staff_member s ON e.actor_kind = 'staff' AND s.id::text = e.actor_id
    WHERE e.municipality_id = $2
      AND (e.application_id = $1
           OR e.permit_id IN (SELECT id FROM permit WHERE application_id = $1)
           OR e.payment_id IN (SELECT pc.payment_id FROM payment_charge pc JOIN charge c ON c.id = pc.charge_id WHERE c.application_id = $1))
    ORDER BY e.at, e.id`,
);
const processesOfCase = statement(
  'read-processes-of-case',
  `SELECT workflow_id, kind FROM process
    WHERE subject_id = $1
       OR subject_id IN (SELECT id FROM permit WHERE application_id = $1)
       OR subject_id IN (SELECT id FROM letter WHERE application_id = $1)
       OR subject_id IN (SELECT pc.payment_id FROM payment_charge pc JOIN charge c ON c.id = pc.charge_id WHERE c.application_id = $1)
    ORDER BY opened_at, workflow_id`,
);

/** Event types by their number in the engine's interface, the ones our processes produce. */
const EVENT_NAMES: Record<number, string> = {
  1: 'WorkflowExecutionStarted', 2: 'WorkflowExecutionCompleted', 3: 'WorkflowExecutionFailed', 5: 'WorkflowTaskScheduled',
  6: 'WorkflowTaskStarted', 7: 'WorkflowTaskCompleted', 8: 'WorkflowTaskTimedOut', 9: 'WorkflowTaskFailed', 10: 'ActivityTaskScheduled',
  11: 'ActivityTaskStarted', 12: 'ActivityTaskCompleted', 13: 'ActivityTaskFailed', 14: 'ActivityTaskTimedOut', 17: 'TimerStarted',
  18: 'TimerFired', 20: 'TimerCanceled', 25: 'MarkerRecorded', 26: 'WorkflowExecutionSignaled', 28: 'WorkflowExecutionTerminated',
  29: 'WorkflowExecutionContinuedAsNew', 41: 'WorkflowExecutionUpdateAccepted', 42: 'WorkflowExecutionUpdateRejected',
  43: 'WorkflowExecutionUpdateCompleted', 47: 'WorkflowExecutionUpdateAdmitted',
}; // prettier-ignore
