import { MINUTE_MS, plusMs, type Instant } from '../rules/values/moment.ts';
import { isSettled, type PaymentStatus } from '../rules/payments.ts';
import { UNLINKED } from './db/stores/audit.ts';
import { inTransaction, statement } from './db/transaction.ts';
import { Unavailable, type WorkerDeps } from './ports.ts';
import { type IncidentKind } from '../rules/staff-work/incidents.ts';
import { closeIncidents, openIncident } from './db/stores/incidents.ts';
import { unlistedWays } from './db/stores/process-steps.ts';
import { command, type Commands } from './db/stores/outbox.ts';

/** What is undelivered or unacknowledged for so long is not a delay any more. */
const PATIENCE_MS = 5 * MINUTE_MS;

/**
 * Compares what the rows promise with what really is: processes that should run, payments the provider has settled, rights the
 * national register should hold, commands that should have arrived. Repairs what is safe and opens an incident for the rest.
 */
export async function reconcile(deps: WorkerDeps, at: Instant): Promise<Record<string, number>> {
  return {
    ...(await missingProcesses(deps, at)),
    ...(await strayProcesses(deps, at)),
    ...(await openPayments(deps, at)),
    ...(await rights(deps, at)),
    ...(await undelivered(deps, at)),
    ...(await overdue(deps, at)),
    ...(await lagging(deps, at)),
  };
}

interface Found {
  subject: string;
  municipalityId: string | null;
  detail: Record<string, unknown>;
}

async function missingProcesses(deps: WorkerDeps, at: Instant): Promise<Record<string, number>> {
  const { rows } = await deps.pool.query<ProcessRow>({ ...takeProcesses, values: [plusMs(at, -PATIENCE_MS), at] });
  const missing: Found[] = [];
  const closedEarly: Found[] = [];
  const failing: Found[] = [];
  let restarted = 0;
  for (const row of rows) {
    const state = await deps.processes.state(row.workflow_id);
    if (state === 'running') continue;
    const found = { subject: row.workflow_id, municipalityId: row.municipality_id, detail: { kind: row.kind } };
    if (typeof state === 'object') {
      const { failing: activity, attempts } = state;
      failing.push({ ...found, detail: { kind: row.kind, activity, attempts } });
      continue;
    }
    const restart = RESTART[row.kind]?.(row.subject_id);
    if (state === 'closed') closedEarly.push(found);
    else if (restart) {
      await inTransaction(deps.pool, (tx) => command(tx, row.subject_id, restart.kind, restart.payload));
      restarted += 1;
    } else missing.push(found);
  }
  await report(deps, 'process-missing', missing, at);
  await report(deps, 'process-closed-early', closedEarly, at);
  await report(deps, 'activity-failing', failing, at);
  return {
    processes: rows.length,
    processesRestarted: restarted,
    processesMissing: missing.length,
    processesClosedEarly: closedEarly.length,
    activitiesFailing: failing.length,
  };
}

type Restart = { [Kind in keyof Commands]: { kind: Kind; payload: Commands[Kind] } }[keyof Commands];

/** Processes that can be started again from their row alone. */
const RESTART: Record<string, (subjectId: string) => Restart> = {
  'permit-application': (subjectId) => ({
    kind: 'restart-process',
    payload: { kind: 'permit-application', subjectId },
  }),
  'plate-change': (subjectId) => ({ kind: 'restart-process', payload: { kind: 'plate-change', subjectId } }),
  permit: (permitId) => ({ kind: 'start-permit', payload: { permitId } }),
  renewal: (renewalId) => ({ kind: 'start-renewal', payload: { renewalId } }),
  letter: (letterId) => ({ kind: 'start-letter', payload: { letterId } }),
  'parking-action': (actionId) => ({ kind: 'start-parking-action', payload: { actionId } }),
  grant: (grantId) => ({ kind: 'start-grant', payload: { grantId } }),
  'waitlist-entry': (entryId) => ({ kind: 'waitlist-changed', payload: { entryId } }),
  'register-notice': (eventId) => ({ kind: 'start-register-notice', payload: { eventId } }),
  'fine-report': (reportId) => ({ kind: 'start-fine-report', payload: { reportId } }),
  mandate: (mandateId) => ({ kind: 'start-mandate', payload: { mandateId } }),
  refund: (refundId) => ({ kind: 'start-refund', payload: { refundId } }),
  payment: (paymentId) => ({ kind: 'payment-hint', payload: { paymentId } }),
};

/** So many are told of at once; the rest is seen when these are gone. */
const MOST_STRAY = 500;

/**
 * Processes whose case stands nowhere: the books are older than the engine, as after going back to a backup of the books alone. Nobody
 * can say what they still do to whom, so a person ends them. The engine is asked for their names only where it counts more than we do.
 */
async function strayProcesses(deps: WorkerDeps, at: Instant): Promise<Record<string, number>> {
  const running = deps.processes.running();
  const { rows } = await deps.pool.query<{ open: number }>(countOpen);
  const stray: string[] = [];
  if ((await running.count()) > rows[0]!.open) {
    let some: string[] = [];
    const look = async () => {
      const unknown = await deps.pool.query<{ id: string }>({ ...readUnknown, values: [some] });
      stray.push(...unknown.rows.map(({ id }) => id));
      some = [];
    };
    for await (const id of running.ids()) {
      if (some.push(id) === 1_000) await look();
      if (stray.length >= MOST_STRAY) break;
    }
    await look();
  }
  const found = stray.map((subject) => ({ subject, municipalityId: null, detail: {} }));
  await report(deps, 'process-without-case', found, at);
  return { processesStray: stray.length };
}

/** A payment the provider has settled and we have not heard of: its process is told to ask. */
async function openPayments(deps: WorkerDeps, at: Instant): Promise<Record<string, number>> {
  const { rows } = await deps.pool.query<{
    id: string;
    provider_id: string;
    status: PaymentStatus;
    municipality_id: string;
  }>({
    ...readOpenPayments,
    values: [plusMs(at, -PATIENCE_MS)],
  });
  const unsettled: Found[] = [];
  for (const payment of rows) {
    const reported = await orUnavailable(deps, deps.payments.read(payment.provider_id));
    if (!reported || !isSettled(reported.status)) continue;
    unsettled.push({
      subject: payment.id,
      municipalityId: payment.municipality_id,
      detail: { status: payment.status, reported: reported.status },
    });
    await inTransaction(deps.pool, (tx) => command(tx, payment.id, 'payment-hint', { paymentId: payment.id }));
  }
  await report(deps, 'payment-unsettled', unsettled, at);
  return { paymentsOpen: rows.length, paymentsHinted: unsettled.length };
}

/** Rights in force that the national register does not hold: somebody could be fined without cause. */
async function rights(deps: WorkerDeps, at: Instant): Promise<Record<string, number>> {
  const { rows } = await deps.pool.query<RightRow>({ ...takeRights, values: [at, plusMs(at, -PATIENCE_MS)] });
  const absent: Found[] = [];
  for (const right of rows) {
    const held =
      right.register_id === null ? [] : await orUnavailable(deps, deps.rights.held(right.plate, right.country, at));
    if (held && !(right.register_id !== null && held.includes(right.register_id))) {
      absent.push({
        subject: right.id,
        municipalityId: right.municipality_id,
        detail: { registered: right.register_id !== null },
      });
    }
  }
  await report(deps, 'right-not-registered', absent, at);
  return { rights: rows.length, rightsNotRegistered: absent.length };
}

async function undelivered(deps: WorkerDeps, at: Instant): Promise<Record<string, number>> {
  const { rows } = await deps.pool.query<{ subject: string; kind: string; attempts: number }>({
    ...readUndelivered,
    values: [PATIENCE_MS / 1000],
  });
  const found = rows.map(({ subject, kind, attempts }) => ({
    subject,
    municipalityId: null,
    detail: { kind, attempts },
  }));
  await report(deps, 'command-undelivered', found, at);
  return { commandsUndelivered: rows.length };
}

/** Sealed every second, so many wait only when the sealing has stopped. */
const FAR_BEHIND = 1_000;

/** A case whose moment has passed and that did not move: its process does not wake, or cannot do what is due. */
async function overdue(deps: WorkerDeps, at: Instant): Promise<Record<string, number>> {
  const { rows } = await deps.pool.query<ProcessRow>({ ...readOverdue, values: [plusMs(at, -PATIENCE_MS)] });
  const found = rows.map(({ workflow_id: subject, kind, municipality_id: municipalityId }) => ({
    subject,
    municipalityId,
    detail: { kind },
  }));
  await report(deps, 'process-overdue', found, at);
  return { processesOverdue: rows.length };
}

/** What is derived from the books and is behind: events that are in no chain yet. And cases that went as no table allows. */
async function lagging(deps: WorkerDeps, at: Instant): Promise<Record<string, number>> {
  const { rows } = await deps.pool.query<{ municipality_id: string; behind: number }>({
    ...readUnlinked,
    values: [FAR_BEHIND],
  });
  const behind = rows.map(({ municipality_id: municipalityId, behind: events }) => ({
    subject: municipalityId,
    municipalityId,
    detail: { events },
  }));
  await report(deps, 'audit-lagging', behind, at);
  const ways = await unlistedWays(deps.pool);
  const astray = ways.flatMap(({ kind, from, to, subjects }) =>
    subjects.map((subject) => ({ subject, municipalityId: null, detail: { kind, from, to } })),
  );
  // Never right again by itself: it stays until somebody has looked.
  for (const { subject, municipalityId, detail } of astray)
    await openIncident(deps.pool, municipalityId, 'way-not-listed', subject, detail, at);
  return { eventsUnlinked: rows.reduce((sum, row) => sum + row.behind, 0), waysNotListed: astray.length };
}

async function report(deps: WorkerDeps, kind: IncidentKind, found: Found[], at: Instant): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    for (const { subject, municipalityId, detail } of found)
      await openIncident(tx, municipalityId, kind, subject, detail, at);
    await closeIncidents(
      tx,
      kind,
      found.map(({ subject }) => subject),
      at,
    );
  });
  if (found.length > 0) deps.log.warn({ kind, found: found.length }, 'reconciliation found a difference');
}

/** Undefined when the party outside is away: nothing is concluded from silence. */
async function orUnavailable<Answer>(deps: WorkerDeps, answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    deps.log.warn({ err: error }, 'reconciliation could not compare');
    return undefined;
  }
}

interface ProcessRow {
  workflow_id: string;
  kind: string;
  subject_id: string;
  municipality_id: string | null;
}

interface RightRow {
  id: string;
  municipality_id: string;
  plate: string;
  country: string;
  register_id: string | null;
}

/** So many at a time, in turn; what was wrong the last time comes first, so that it is known when it is right again. */
const takeProcesses = statement(
  'take-processes-to-compare',
  `UPDATE process SET compared_at = $2 WHERE workflow_id IN (
     SELECT workflow_id FROM process p
      WHERE closed_at IS NULL AND opened_at < $1 AND kind <> 'job'
        AND NOT EXISTS (SELECT FROM outbox o WHERE o.subject_id = p.subject_id)
      ORDER BY EXISTS (SELECT FROM incident i WHERE i.subject = p.workflow_id AND i.closed_at IS NULL) DESC,
               compared_at NULLS FIRST, opened_at LIMIT 2000)
   RETURNING workflow_id, kind, subject_id, municipality_id`,
);
const countOpen = statement(
  'count-open-processes',
  'SELECT count(*)::int AS open FROM process WHERE closed_at IS NULL',
);
const readUnknown = statement(
  'read-processes-without-case',
  'SELECT id FROM unnest($1::text[]) AS id WHERE NOT EXISTS (SELECT FROM process WHERE workflow_id = id)',
);
const readOpenPayments = statement(
  'read-open-payments',
  `SELECT id, provider_id, status, municipality_id FROM payment
    WHERE settled_at IS NULL AND provider_id IS NOT NULL AND created_at < $1 ORDER BY created_at LIMIT 500`,
);
const takeRights = statement(
  'take-rights-to-compare',
  `UPDATE parking_right SET compared_at = $1 WHERE id IN (
     SELECT id FROM parking_right r
      WHERE open AND NOT withheld AND kind <> 'third-party' AND plate IS NOT NULL AND until > $1
        AND ((registered_at IS NULL AND since < $2) OR (registered_at IS NOT NULL AND since <= $1))
      ORDER BY registered_at IS NULL OR EXISTS (SELECT FROM incident i WHERE i.subject = r.id::text AND i.closed_at IS NULL) DESC,
               compared_at NULLS FIRST, id LIMIT 500)
   RETURNING id, municipality_id, plate, country, register_id`,
);
const readUndelivered = statement(
  'read-undelivered',
  `SELECT subject_id::text AS subject, min(kind) AS kind, max(attempts) AS attempts FROM outbox
    WHERE created_at < now() - make_interval(secs => $1) GROUP BY subject_id LIMIT 500`,
);
/** Jobs included: one that does not come back is found like a case. */
const readOverdue = statement(
  'read-overdue-processes',
  `SELECT workflow_id, kind, subject_id, municipality_id FROM process
    WHERE closed_at IS NULL AND next_due_at < $1 ORDER BY next_due_at LIMIT 500`,
);
const readUnlinked = statement(
  'read-unlinked-events',
  `SELECT e.municipality_id, count(*)::int AS behind FROM audit_event e
    WHERE ${UNLINKED}
    GROUP BY e.municipality_id HAVING count(*) > $1`,
);
