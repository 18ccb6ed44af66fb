import { type Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { UNLINKED } from '../db/stores/audit.ts';
import { statement } from '../db/transaction.ts';

/** Who asks twice within this time hears the same: two scrapers cost no more than one. */
const BELIEVED_MS = 10_000;

export interface RowCounts {
  waiting: number;
  failing: number;
  oldest: number;
  unlinked: number;
  bytes: string;
  incidents: Record<string, number>;
  heard: Record<string, number>;
  parking: Record<string, number>;
  tasks: Record<string, number>;
  overdue: Record<string, number>;
}

/**
 * Numbers that stand in the database and belong to no program. Each worker tells them, all the same; a reader takes the highest. When the
 * database cannot be asked they are absent rather than old or zero, and `parkwerk_rows_readable` says why.
 */
export function countRows(registry: Registry, pool: Pool, onError: (error: unknown) => void): void {
  let believed: { counts: Promise<RowCounts | undefined>; until: number } | undefined;
  const read = (): Promise<RowCounts | undefined> => {
    if (believed && believed.until > Date.now()) return believed.counts;
    const counts = pool.query<RowCounts>(count).then(
      ({ rows }) => rows[0],
      (error: unknown) => {
        onError(error);
        return undefined;
      },
    );
    believed = { counts, until: Date.now() + BELIEVED_MS };
    return counts;
  };

  const single = (name: string, help: string, of: (counts: RowCounts) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const counts = await read();
        if (counts) this.set(of(counts));
        else this.remove();
      },
    });
  const byCode = (name: string, help: string, label: string, of: (counts: RowCounts) => Record<string, number>) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      async collect() {
        const counts = await read();
        this.reset(); // what is counted no more is told no more
        if (counts) for (const [code, number] of Object.entries(of(counts))) this.set({ [label]: code }, number);
      },
    });

  new Gauge({
    name: 'parkwerk_rows_readable',
    help: '1 when the numbers below could be read from the database, 0 when not',
    registers: [registry],
    async collect() {
      this.set((await read()) ? 1 : 0);
    },
  });
  single('parkwerk_outbox_waiting', 'Commands committed and not yet delivered', ({ waiting }) => waiting);
  single('parkwerk_outbox_failing', 'Of those, tried in vain at least once', ({ failing }) => failing);
  single('parkwerk_outbox_oldest_seconds', 'How long the oldest of them waits', ({ oldest }) => oldest);
  single('parkwerk_audit_unlinked', 'Audit events in no chain yet', ({ unlinked }) => unlinked);
  single('parkwerk_database_bytes', 'What the database takes on disk', ({ bytes }) => Number(bytes));
  byCode('parkwerk_incidents_open', 'Incidents a person must see to', 'kind', ({ incidents }) => incidents);
  byCode('parkwerk_instances_heard', 'Programs heard of lately', 'component', ({ heard }) => heard);
  byCode('parkwerk_parking_open', 'Parking actions planned or running', 'municipality', ({ parking }) => parking);
  byCode('parkwerk_tasks_open', 'Cases that wait for staff', 'municipality', ({ tasks }) => tasks);
  byCode('parkwerk_tasks_overdue', 'Of those, past a target or the law', 'municipality', ({ overdue }) => overdue);
}

const count = statement(
  'count-for-metrics',
  `SELECT (SELECT count(*)::int FROM outbox) AS waiting, (SELECT count(*)::int FROM outbox WHERE attempts > 0) AS failing,
          (SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 FROM outbox) AS oldest,
          (SELECT count(*)::int FROM audit_event e WHERE ${UNLINKED}) AS unlinked,
          pg_database_size(current_database()) AS bytes,
          (SELECT coalesce(jsonb_object_agg(kind, n), '{}')
             FROM (SELECT kind, count(*) AS n FROM incident WHERE closed_at IS NULL GROUP BY kind) AS i) AS incidents,
          (SELECT coalesce(jsonb_object_agg(component, n), '{}') FROM (SELECT component, count(*) AS n FROM component_beat
             WHERE at > now() - interval '15 seconds' GROUP BY component) AS c) AS heard,
          (SELECT coalesce(jsonb_object_agg(municipality_id, n), '{}') FROM (SELECT municipality_id, count(*) AS n FROM parking_action
             WHERE state = 'open' GROUP BY municipality_id) AS p) AS parking,
          (SELECT coalesce(jsonb_object_agg(municipality_id, n), '{}') FROM (SELECT municipality_id, count(*) AS n FROM task
             WHERE status <> 'done' GROUP BY municipality_id) AS t) AS tasks,
          (SELECT coalesce(jsonb_object_agg(municipality_id, n), '{}') FROM (SELECT municipality_id, count(*) AS n FROM task
             WHERE status <> 'done' AND escalation <> 'none' GROUP BY municipality_id) AS o) AS overdue`,
);
