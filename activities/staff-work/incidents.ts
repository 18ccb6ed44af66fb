import { type Actor, type AuditEvent, type AuditKind } from '../../rules/audit.ts';
import {
  decideFinish,
  decideRetry,
  type IncidentGround,
  type IncidentKind,
  type IncidentOutcome,
  type SkipReason,
} from '../../rules/staff-work/incidents.ts';
import { type StaffRole } from '../../rules/staff.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { parkingActionId, permitId } from '../../rules/values/process-ids.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { command, type ProcessKind } from '../db/stores/outbox.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import type { Job } from '../../workflows/contract/jobs.ts';

export interface IncidentAct {
  id: string;
  municipalityId: string;
  actor: Extract<Actor, { kind: 'staff' }>;
}

type Acted = { outcome: 'acted' } | Refusal<IncidentGround | 'not-found'>;
const ACTED: Acted = { outcome: 'acted' };

/** Tries again: the process is begun anew or woken, the step tried now, the command delivered at once. */
export function retryIncident({ pool }: Pick<Deps, 'pool'>, act: IncidentAct, at: Instant): Promise<Acted> {
  return onIncident(pool, act, at, async (tx, incident) => {
    const allowed = decideRetry(standing(incident));
    if (isRefusal(allowed)) return allowed;
    await tryAgain(tx, incident);
    await tx.query({ ...countRetry, values: [incident.id, at] });
    return { kind: 'incident-retried', data: about(incident) };
  });
}

/** Hands it to a colleague, or to everybody of a role; `null` gives it back. */
export function assignIncident(
  { pool }: Pick<Deps, 'pool'>,
  { staffId, role, ...act }: IncidentAct & { staffId: string | null; role: StaffRole | null },
  at: Instant,
): Promise<Acted> {
  return onIncident(pool, act, at, async (tx, incident) => {
    if (incident.closed_at !== null) return refuse('incident-over', {}, 'look-again');
    const { rows } = await tx.query({ ...knownColleague, values: [staffId, act.municipalityId] });
    if (staffId !== null && rows.length === 0) return refuse('not-found');
    await tx.query({ ...assign, values: [incident.id, staffId, staffId === null ? role : null] });
    return { kind: 'incident-assigned', data: { ...about(incident), staffId, role: staffId === null ? role : null } };
  });
}

/** Puts it aside. Where money is at stake the first who says so asks, and a second does it. What is skipped is not found again. */
export function finishIncident(
  { pool }: Pick<Deps, 'pool'>,
  {
    outcome,
    reason,
    note,
    ...act
  }: IncidentAct & {
    outcome: IncidentOutcome;
    reason: SkipReason | null;
    note: string | null;
  },
  at: Instant,
): Promise<Acted> {
  return onIncident(pool, act, at, async (tx, incident) => {
    const decision = decideFinish(standing(incident), act.actor.id);
    if (isRefusal(decision)) return decision;
    if (decision.outcome === 'ask-colleague') {
      await tx.query({ ...askFinish, values: [incident.id, act.actor.id] });
      return { kind: 'incident-finish-asked', data: { ...about(incident), outcome } };
    }
    // A command that is given up lets those that wait behind it go on.
    if (outcome === 'skipped' && incident.kind === 'command-undelivered')
      await tx.query({ ...dropCommand, values: [incident.subject] });
    const why = outcome === 'skipped' ? (reason ?? 'mended-outside') : null;
    await tx.query({ ...finish, values: [incident.id, at, outcome, why, note, act.actor.id] });
    return { kind: 'incident-closed', data: { ...about(incident), outcome } };
  });
}

async function tryAgain(tx: Db, { kind, subject, detail, process, subject_id: subjectId }: IncidentRow): Promise<void> {
  switch (kind) {
    case 'command-undelivered':
      await tx.query({ ...deliverNow, values: [subject] });
      return;
    case 'payment-unsettled':
      return command(tx, subject, 'payment-hint', { paymentId: subject });
    case 'letter-not-rendered':
      return command(tx, subject, 'render-letter', { letterId: subject });
    case 'activity-failing':
      if (subjectId !== null && typeof detail['activity'] === 'string')
        await command(tx, subjectId, 'retry-activity', { workflowId: subject, activity: detail['activity'] });
      return;
    case 'right-not-registered': {
      // The step that tells the register waits longer after each failure; its process is that of the stay, or of the permit.
      const { rows } = await tx.query<{ permit_id: string; action_id: string | null }>({
        ...rightOf,
        values: [subject],
      });
      const [right] = rows;
      if (!right) return;
      const workflowId = right.action_id === null ? permitId(right.permit_id) : parkingActionId(right.action_id);
      return command(tx, right.action_id ?? right.permit_id, 'retry-activity', {
        workflowId,
        activity: 'registerRight',
      });
    }
    case 'process-missing':
    case 'process-closed-early':
    case 'process-overdue':
      if (subjectId === null || process === null) return;
      if (process === 'job') await command(tx, subjectId, 'start-job', { job: subject.replace(/^job-/, '') as Job });
      else {
        await command(tx, subjectId, 'restart-process', { kind: process, subjectId });
        const { rows } = await tx.query<{ offset_ms: string }>(readOffset);
        // One that runs and sleeps looks at the clock anew.
        const offsetMs = Number(rows[0]?.offset_ms ?? 0);
        if (kind === 'process-overdue') await command(tx, subjectId, 'clock-moved', { workflowId: subject, offsetMs });
      }
      return;
    default:
      throw new Error(`${kind} cannot be tried again`);
  }
}

async function onIncident(
  pool: Deps['pool'],
  { id, municipalityId, actor }: IncidentAct,
  at: Instant,
  step: (tx: Db, incident: IncidentRow) => Promise<AuditEvent<AuditKind> | Refusal<IncidentGround | 'not-found'>>,
): Promise<Acted> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<IncidentRow>({ ...lockIncident, values: [id, municipalityId] });
    if (!rows[0]) return refuse('not-found');
    const said = await step(tx, rows[0]);
    if ('outcome' in said) return said;
    await record(tx, at, actor, { municipalityId }, said);
    return ACTED;
  });
}

const about = ({ id, kind }: IncidentRow) => ({ incidentId: id, kind });
const standing = ({ kind, detail, closed_at, asked_by }: IncidentRow) => ({
  kind,
  command: kind === 'command-undelivered' ? String(detail['kind']) : null,
  registeredBefore: detail['registered'] === true,
  closed: closed_at !== null,
  askedBy: asked_by,
});

interface IncidentRow {
  id: string;
  kind: IncidentKind;
  subject: string;
  detail: Record<string, unknown>;
  closed_at: Date | null;
  asked_by: string | null;
  process: ProcessKind | null;
  subject_id: string | null;
}

/** Those of no municipality are everybody's who operates: they hold ids and codes alone. */
const lockIncident = statement(
  'lock-incident',
  `SELECT i.id, i.kind, i.subject, i.detail, i.closed_at, i.asked_by, p.kind AS process, p.subject_id
     FROM incident i LEFT JOIN process p ON p.workflow_id = i.subject
    WHERE i.id = $1 AND (i.municipality_id = $2 OR i.municipality_id IS NULL) FOR UPDATE OF i`,
);
const countRetry = statement('count-retry', 'UPDATE incident SET retries = retries + 1, retried_at = $2 WHERE id = $1');
const knownColleague = statement('find-colleague', 'SELECT FROM staff_member WHERE id = $1 AND municipality_id = $2');
const assign = statement('assign-incident', 'UPDATE incident SET assigned_to = $2, assigned_role = $3 WHERE id = $1');
const askFinish = statement('ask-finish-incident', 'UPDATE incident SET asked_by = $2 WHERE id = $1');
const finish = statement(
  'finish-incident',
  'UPDATE incident SET closed_at = $2, outcome = $3, reason = $4, note = $5, finished_by = $6 WHERE id = $1',
);
const deliverNow = statement('deliver-now', 'UPDATE outbox SET not_before = now() WHERE subject_id = $1::uuid');
const dropCommand = statement(
  'drop-command',
  `DELETE FROM outbox WHERE subject_id = $1::uuid AND seq = (SELECT min(seq) FROM outbox WHERE subject_id = $1::uuid)`,
);
const rightOf = statement(
  'read-process-of-right',
  'SELECT permit_id, action_id FROM parking_right WHERE id = $1::uuid',
);
const readOffset = statement('read-offset-for-retry', 'SELECT offset_ms FROM business_clock');
