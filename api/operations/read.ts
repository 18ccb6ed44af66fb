import { UNLINKED } from '../../activities/db/stores/audit.ts';
import { statement } from '../../activities/db/transaction.ts';
import { mayBeRetried, type IncidentKind } from '../../rules/staff-work/incidents.ts';
import { jobId } from '../../rules/values/process-ids.ts';
import { JOBS } from '../../workflows/contract/jobs.ts';
import { CASES, PARKING, SLOW } from '../../workflows/contract/queues.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { readHealth } from '../status/routes.ts';
import { diskHere, partiesOutside } from './outside.ts';
import { type IncidentFilter, type IncidentPage, type OperationsView } from './shapes.ts';

/** Kinds of work a queue holds, by the engine's own numbers: of processes, of their steps. */
const WORK = [1, 2] as const;

export async function readOperations(api: Api): Promise<OperationsView> {
  const { deps } = api;
  const [health, outside, disk, queues, { rows: counted }, { rows: ran }] = await Promise.all([
    readHealth(api),
    partiesOutside(api),
    diskHere(),
    Promise.all([CASES, PARKING, SLOW].map((name) => queueOf(api, name))),
    deps.pool.query<CountRow>(counts),
    deps.pool.query<{ job: string; started_at: Date; finished_at: Date }>(lastRuns),
  ]);
  const { rows: planned } = await deps.pool.query<{ workflow_id: string; next_due_at: Date | null }>(plannedJobs);
  const { waiting, failing, oldest, unlinked, bytes, incidents } = counted[0]!;
  return {
    at: deps.clock(),
    version: health.version,
    components: [...Object.entries(health.components).map(([name, part]) => ({ name, ...part })), ...outside],
    queues,
    outbox: { waiting, failing, oldestSeconds: oldest },
    auditUnlinked: unlinked,
    jobs: JOBS.map(({ job }) => {
      const last = ran.find((run) => run.job === job);
      const next = planned.find(({ workflow_id }) => workflow_id === jobId(job));
      return {
        job,
        lastAt: last?.finished_at.toISOString() ?? null,
        seconds: last ? Math.round((last.finished_at.getTime() - last.started_at.getTime()) / 1000) : null,
        nextAt: next?.next_due_at?.toISOString() ?? null,
      };
    }),
    pool: {
      connections: deps.pool.totalCount,
      idle: deps.pool.idleCount,
      waiting: deps.pool.waitingCount,
    },
    databaseBytes: Number(bytes),
    disk,
    openIncidents: incidents,
  };
}

/** What waits in a queue of the engine; silence of an engine that is away says nothing. */
async function queueOf({ temporal, deps }: Api, name: string): Promise<OperationsView['queues'][number]> {
  try {
    const { namespace } = temporal.options;
    const told = await Promise.all(
      WORK.map((taskQueueType) =>
        temporal.workflowService.describeTaskQueue({
          namespace,
          taskQueue: { name },
          taskQueueType,
          reportStats: true,
        }),
      ),
    );
    const workers = new Set(told.flatMap(({ pollers }) => (pollers ?? []).flatMap(({ identity }) => identity ?? [])));
    const waiting = told.map(({ stats }) => Number(stats?.approximateBacklogCount ?? 0));
    return { name, waiting: waiting.reduce((sum, one) => sum + one, 0), workers: workers.size };
  } catch (error) {
    deps.log.warn({ err: error, queue: name }, 'the engine does not say what waits');
    return { name, waiting: null, workers: null };
  }
}

export async function readIncidents(
  { deps }: Pick<Api, 'deps'>,
  { id: staffId, municipalityId }: Staff,
  { filter, limit, cursor }: { filter: IncidentFilter; limit: number; cursor?: string | undefined },
): Promise<IncidentPage> {
  const place = placeOf(cursor);
  const [{ rows }, { rows: colleagues }] = await Promise.all([
    deps.pool.query<IncidentRow>({
      ...incidents,
      values: [municipalityId, filter === 'done', place?.[0] ?? null, place?.[1] ?? null, limit + 1],
    }),
    deps.pool.query<{ id: string; name: string }>({ ...operators, values: [municipalityId] }),
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => ({
      id: row.id,
      kind: row.kind,
      subject: row.subject,
      detail: row.detail,
      openedAt: row.opened_at.toISOString(),
      closedAt: row.closed_at?.toISOString() ?? null,
      retries: row.retries,
      retriedAt: row.retried_at?.toISOString() ?? null,
      assignedTo: row.assigned_name,
      assignedRole: row.assigned_role,
      mayRetry:
        row.closed_at === null && mayBeRetried({ kind: row.kind, registeredBefore: row.detail['registered'] === true }),
      aboutMoney: row.about_money,
      askedBy: row.asked_by === null ? null : { name: row.asked_name ?? '', mine: row.asked_by === staffId },
      outcome: row.outcome,
      reason: row.reason,
      note: row.note,
      finishedBy: row.finished_name,
    })),
    colleagues,
    nextCursor: last ? cursorOf([last.opened_at.toISOString(), last.id]) : null,
  };
}

interface CountRow {
  waiting: number;
  failing: number;
  oldest: number;
  unlinked: number;
  bytes: string;
  incidents: number;
}

interface IncidentRow {
  id: string;
  kind: IncidentKind;
  subject: string;
  detail: Record<string, unknown>;
  opened_at: Date;
  closed_at: Date | null;
  retries: number;
  retried_at: Date | null;
  assigned_name: string | null;
  assigned_role: string | null;
  about_money: boolean;
  asked_by: string | null;
  asked_name: string | null;
  outcome: 'skipped' | 'closed' | null;
  reason: string | null;
  note: string | null;
  finished_name: string | null;
}

const counts = statement(
  'count-operations',
  `SELECT (SELECT count(*)::int FROM outbox) AS waiting, (SELECT count(*)::int FROM outbox WHERE attempts > 0) AS failing,
          (SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::int FROM outbox) AS oldest,
          (SELECT count(*)::int FROM audit_event e WHERE ${UNLINKED}) AS unlinked,
          pg_database_size(current_database()) AS bytes,
          (SELECT count(*)::int FROM incident WHERE closed_at IS NULL) AS incidents`,
);
const lastRuns = statement(
  'read-last-runs',
  'SELECT DISTINCT ON (job) job, started_at, finished_at FROM job_run ORDER BY job, finished_at DESC',
);
const plannedJobs = statement(
  'read-planned-jobs',
  `SELECT workflow_id, next_due_at FROM process WHERE kind = 'job' AND closed_at IS NULL`,
);
const incidents = statement(
  'read-incidents',
  `SELECT i.id, i.kind, i.subject, i.detail, i.opened_at, i.closed_at, i.retries, i.retried_at, a.name AS assigned_name, i.assigned_role, i.about_money,
          i.asked_by, q.name AS asked_name, i.outcome, i.reason, i.note, f.name AS finished_name
     FROM incident i LEFT JOIN staff_member a ON a.id = i.assigned_to LEFT JOIN staff_member q ON q.id = i.asked_by
     LEFT JOIN staff_member f ON f.id = i.finished_by
    WHERE (i.municipality_id = $1 OR i.municipality_id IS NULL) AND (i.closed_at IS NOT NULL) = $2
      AND ($3::timestamptz IS NULL OR (i.opened_at, i.id) < ($3::timestamptz, $4::uuid))
    ORDER BY i.opened_at DESC, i.id DESC LIMIT $5`,
);
/** Who can do something about it on this page. */
const operators = statement(
  'read-operators',
  `SELECT id, name FROM staff_member WHERE municipality_id = $1 AND 'operator' = ANY (roles) ORDER BY name LIMIT 50`,
);
