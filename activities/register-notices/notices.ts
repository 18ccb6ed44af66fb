import { randomUUID } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { type Language } from '../../rules/messages.ts';
import { isMovedOut, NOTICE_MOVES, type NoticeKind, type NoticeStatus } from '../../rules/register-notices.ts';
import { addDays, civilDateOf, endOfDay } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { registerNoticeId as processIdOf } from '../../rules/values/process-ids.ts';
import { isListed } from '../../rules/values/moves.ts';
import { refuse } from '../../rules/values/refusal.ts';
import type { NoticesChanged, NoticesState } from '../../workflows/contract/register-notice.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { closeProcess, processWaitsUntil } from '../db/stores/outbox.ts';
import { openTask } from '../db/stores/tasks.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { readEvent, type RegisterEvent } from './event.ts';

interface Step {
  eventId: string;
  at: Instant;
  key: string;
}

/** Finds the permits an event is about and asks their holders; an event that touches nobody leaves nothing behind (BEYOND-017). */
export function openNotices(deps: Deps, { eventId, at, key }: Step): Promise<NoticesState> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async () => {
      const event = await readEvent(tx, deps, eventId);
      if (event) {
        const { type, value } = event.subject;
        const { rows } = await tx.query<PermitRow>({
          ...findPermits,
          values: [
            type, deps.vault.fingerprint('subject', `${type}:${value}`), event.kind === 'vehicle-not-in-name' ? event.country : null,
            event.kind === 'vehicle-not-in-name' ? event.plate : null, at,
          ], // prettier-ignore
        });
        for (const permit of rows) await ask(tx, deps, eventId, event, permit, at);
      }
      return stateOf(tx, eventId);
    }),
  );
}

async function ask(
  tx: Db,
  deps: Deps,
  eventId: string,
  event: RegisterEvent,
  permit: PermitRow,
  at: Instant,
): Promise<void> {
  const { content } = await deps.releases.inForce(permit.municipality_id, at, tx);
  const product = productOf(content, permit.product_id);
  if (!product) return;
  const touched =
    event.kind === 'moved-out'
      ? isMovedOut({ product, areaId: permit.area_id }, event.address, content, permit.holder_kind)
      : permit.plate_id !== null;
  if (!touched) return;
  const { timeZone, terms } = content.municipality;
  const lastDay = addDays(civilDateOf(at, timeZone), terms.documentDays);
  const noticeId = randomUUID();
  const { municipality_id: municipalityId, holder_id: holderId, id: permitId, application_id: applicationId } = permit;
  const { rowCount } = await tx.query({
    ...addNotice,
    values: [
      noticeId, eventId, municipalityId, holderId, permitId, event.kind === 'vehicle-not-in-name' ? permit.plate_id : null, event.kind,
      endOfDay(lastDay, timeZone), at,
    ], // prettier-ignore
  });
  if (rowCount === 0) return; // asked already
  await record(
    tx,
    at,
    SYSTEM,
    { municipalityId, holderId, permitId, applicationId },
    { kind: 'register-notice-received', data: { noticeId, kind: event.kind } },
  );
  await queueMessage(
    tx,
    {
      municipalityId,
      holderId,
      language: permit.language,
      recipient: permit.email,
      kind: 'register-notice',
      permitId,
      private: { ground: event.kind, on: lastDay },
    },
    at,
  );
}

/** The holder says it is wrong: the permit stays as it is until a person has looked. */
export function objectToNotice(
  deps: Deps,
  { eventId, noticeId, actor, at, key }: Step & { noticeId: string; actor: Actor },
): Promise<NoticesChanged> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<NoticesChanged> => {
      const notice = await lockNotice(tx, noticeId, eventId);
      if (!notice) return refuse('not-found');
      if (!isListed(NOTICE_MOVES, notice.status, 'object'))
        return refuse('move-not-allowed', { status: notice.status, move: 'object' }, 'look-again');
      await record(tx, at, actor, subjectOf(notice), {
        kind: 'register-notice-answered',
        data: { noticeId, answer: 'objected' },
      });
      await toStaff(tx, deps, notice, 'objected', at);
      return { outcome: 'changed', state: await stateOf(tx, eventId) };
    }),
  );
}

/** Nothing was heard in time: a person looks; the permit itself goes on. */
export function overdueNotices(deps: Deps, { eventId, at, key }: Step): Promise<NoticesState> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async () => {
      const { rows } = await tx.query<NoticeRow>({ ...findOverdue, values: [eventId, at] });
      for (const notice of rows) await toStaff(tx, deps, notice, 'no-answer', at);
      return stateOf(tx, eventId);
    }),
  );
}

async function toStaff(
  tx: Db,
  deps: Deps,
  notice: NoticeRow,
  ground: 'objected' | 'no-answer',
  at: Instant,
): Promise<void> {
  const { id: registerNoticeId, municipality_id: municipalityId } = notice;
  const { content } = await deps.releases.inForce(municipalityId, at, tx);
  const { timeZone, terms } = content.municipality;
  const today = civilDateOf(at, timeZone);
  await tx.query({ ...giveToStaff, values: [registerNoticeId, ground] });
  await openTask(
    tx,
    {
      municipalityId,
      about: { registerNoticeId },
      kind: 'judge-register-notice',
      targetOn: addDays(today, terms.targetWorkingDays),
      legalOn: addDays(today, terms.decisionDays),
    },
    at,
  );
}

export function noticesState(deps: Deps, { eventId }: { eventId: string }): Promise<NoticesState> {
  return inTransaction(deps.pool, (tx) => stateOf(tx, eventId));
}

export async function closeNotices(deps: Deps, { eventId, at }: { eventId: string; at: Instant }): Promise<void> {
  await closeProcess(deps.pool, processIdOf(eventId), at);
}

export async function stateOf(tx: Db, eventId: string): Promise<NoticesState> {
  const { rows } = await tx.query<{ open: number; respond_before: Date | null }>({ ...readState, values: [eventId] });
  const respondBefore = rows[0]!.respond_before?.toISOString() ?? null;
  await processWaitsUntil(tx, processIdOf(eventId), respondBefore);
  return { open: rows[0]!.open, respondBefore };
}

/** The permit's row is held first, as by everything else that ends or changes it. */
export async function lockNotice(tx: Db, noticeId: string, eventId: string): Promise<NoticeRow | undefined> {
  await tx.query({ ...lockPermit, values: [noticeId] });
  const { rows } = await tx.query<NoticeRow>({ ...findNotice, values: [noticeId, eventId] });
  return rows[0];
}

export const subjectOf = (notice: NoticeRow) => ({
  municipalityId: notice.municipality_id,
  holderId: notice.holder_id,
  permitId: notice.permit_id,
  applicationId: notice.application_id,
});

interface PermitRow {
  id: string;
  municipality_id: string;
  holder_id: string;
  holder_kind: 'person' | 'business';
  email: string | null;
  language: Language;
  application_id: string;
  product_id: string;
  area_id: string;
  plate_id: string | null;
}

export interface NoticeRow {
  id: string;
  event_id: string;
  municipality_id: string;
  holder_id: string;
  permit_id: string;
  application_id: string;
  kind: NoticeKind;
  status: Exclude<NoticeStatus, 'settled'>;
}

const findPermits = statement(
  'find-permits-of-subject',
  `SELECT p.id, p.municipality_id, p.holder_id, h.kind AS holder_kind, h.email, h.language, p.application_id, p.product_id, p.area_id,
          (SELECT pp.id FROM permit_plate pp WHERE pp.permit_id = p.id AND pp.until IS NULL AND pp.country = $3 AND pp.plate = $4) AS plate_id
     FROM holder h JOIN permit p ON p.holder_id = h.id
    WHERE h.subject_type = $1 AND h.subject_hash = $2 AND p.status = 'issued' AND p.valid_until > $5
    ORDER BY p.id FOR UPDATE OF p`,
);
const addNotice = statement(
  'add-register-notice',
  `INSERT INTO register_notice (id, event_id, municipality_id, holder_id, permit_id, plate_id, kind, status, respond_before, opened_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, 'asked', $8, $9)
   ON CONFLICT (permit_id, kind, plate_id) WHERE closed_at IS NULL DO NOTHING`,
);
const NOTICE = `r.id, r.event_id, r.municipality_id, r.holder_id, r.permit_id, p.application_id, r.kind, r.status
     FROM register_notice r JOIN permit p ON p.id = r.permit_id`;
const lockPermit = statement(
  'lock-permit-of-notice',
  'SELECT id FROM permit WHERE id = (SELECT permit_id FROM register_notice WHERE id = $1) FOR UPDATE',
);
const findNotice = statement(
  'find-open-notice',
  `SELECT ${NOTICE} WHERE r.id = $1 AND r.event_id = $2 AND r.closed_at IS NULL FOR UPDATE OF r`,
);
const findOverdue = statement(
  'find-overdue-notices',
  `SELECT ${NOTICE} WHERE r.event_id = $1 AND r.status = 'asked' AND r.respond_before <= $2 ORDER BY r.id FOR UPDATE OF r`,
);
const giveToStaff = statement(
  'give-notice-to-staff',
  `UPDATE register_notice SET status = 'with-staff', ground = $2, version = version + 1 WHERE id = $1`,
);
const readState = statement(
  'read-notices-state',
  `SELECT count(*)::int AS open, min(respond_before) FILTER (WHERE status = 'asked') AS respond_before
     FROM register_notice WHERE event_id = $1 AND closed_at IS NULL`,
);
