import { z } from 'zod';
import { INCIDENT_KINDS, SKIP_REASONS } from '../../rules/staff-work/incidents.ts';
import { STAFF_ROLES } from '../../rules/staff.ts';
import { Id, Instant, page, Paging } from '../http/shapes.ts';

/** How every part is, for whoever keeps it running. */
export const OperationsView = z.object({
  at: Instant,
  version: z.string(),
  components: z.array(z.object({ name: z.string(), status: z.enum(['up', 'down']), version: z.string().nullable() })),
  /** What waits to be done by workers; null where the engine does not say. */
  queues: z.array(z.object({ name: z.string(), waiting: z.int().nullable(), workers: z.int().nullable() })),
  outbox: z.object({ waiting: z.int(), failing: z.int(), oldestSeconds: z.int() }),
  /** Events that are in no chain yet. */
  auditUnlinked: z.int(),
  jobs: z.array(z.object({ job: z.string(), lastAt: Instant.nullable(), seconds: z.int().nullable(), nextAt: Instant.nullable() })),
  pool: z.object({ connections: z.int(), idle: z.int(), waiting: z.int() }),
  databaseBytes: z.int(),
  disk: z.object({ freeBytes: z.int(), totalBytes: z.int() }),
  openIncidents: z.int(),
}); // prettier-ignore
export type OperationsView = z.infer<typeof OperationsView>;

export const IncidentFilter = Paging.extend({ filter: z.enum(['open', 'done']).default('open') });
export type IncidentFilter = z.infer<typeof IncidentFilter>['filter'];

export const IncidentView = z.object({
  id: Id,
  kind: z.enum(INCIDENT_KINDS),
  /** What it is about, by an id or a code. */
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  openedAt: Instant,
  closedAt: Instant.nullable(),
  retries: z.int(),
  retriedAt: Instant.nullable(),
  assignedTo: z.string().nullable(),
  assignedRole: z.string().nullable(),
  mayRetry: z.boolean(),
  /** Nobody puts it aside alone. */
  aboutMoney: z.boolean(),
  /** Who asked for that; `mine` is whoever reads. */
  askedBy: z.object({ name: z.string(), mine: z.boolean() }).nullable(),
  outcome: z.enum(['skipped', 'closed']).nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  finishedBy: z.string().nullable(),
});
export type IncidentView = z.infer<typeof IncidentView>;
export const IncidentPage = page(IncidentView).extend({
  colleagues: z.array(z.object({ id: Id, name: z.string() })),
});
export type IncidentPage = z.infer<typeof IncidentPage>;

/** To a colleague or to a role; both null: to nobody. */
export const AssignBody = z
  .strictObject({ staffId: Id.nullable().default(null), role: z.enum(STAFF_ROLES).nullable().default(null) })
  .refine(({ staffId, role }) => staffId === null || role === null, 'a colleague or a role, not both');
export const FinishBody = z
  .strictObject({
    outcome: z.enum(['skipped', 'closed']),
    reason: z.enum(SKIP_REASONS).nullable().default(null),
    note: z.string().trim().min(1).max(500).nullable().default(null),
  })
  .refine(({ outcome, reason, note }) => (outcome === 'skipped' ? reason !== null : note !== null), 'say why');
export type FinishBody = z.input<typeof FinishBody>;
