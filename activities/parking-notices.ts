import { type ParkingTerms } from '../rules/municipalities/parking.ts';
import { productOf } from '../rules/municipalities/release.ts';
import { nextNotice, type Notice, type NoticeFacts } from '../rules/parking/notices.ts';
import { epoch, MINUTE_MS, plusMs, type Instant } from '../rules/values/moment.ts';
import { type Language } from '../rules/values/language.ts';
import { parkingActionId } from '../rules/values/process-ids.ts';
import { addressOfLink, mintLink } from './accounts/links.ts';
import { queueMessage } from './db/stores/messages.ts';
import { queuePush } from './db/stores/push.ts';
import { inTransaction, statement, type Db } from './db/transaction.ts';
import { type ParkingDeps } from './parking-facts.ts';
import { type Deps } from './ports.ts';

/** So long after its end a link still tells what became of the action. */
export const LINK_OUTLIVES_MS = 60 * MINUTE_MS;

/**
 * When the process of an action has something to tell next; null when nothing is left but its end. Notes it as the moment the process
 * waits for, so that a moved clock stops there.
 */
export async function planNotice(deps: ParkingDeps, actionId: string, endsAt: Instant): Promise<Instant | null> {
  const action = await read(deps, deps.pool, actionId);
  const notice = action?.state === 'open' ? nextNotice(action.facts) : null;
  await deps.pool.query({ ...keepWaiting, values: [parkingActionId(actionId), notice?.at ?? endsAt] });
  return notice?.at ?? null;
}

/**
 * Tells whoever started an action that it is about to end, or asks whether the car is still there, if that is due by the books of this
 * moment: not of one that was stopped or got a later end meanwhile. Of many at once one tells it; harmless to repeat.
 */
export async function remindParking(deps: Deps, { actionId, at }: { actionId: string; at: Instant }): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const action = await read(deps, tx, actionId);
    if (!action || action.state !== 'open' || epoch(action.facts.stay.to) <= epoch(at)) return;
    const notice = nextNotice(action.facts);
    if (!notice || epoch(notice.at) > epoch(at)) return;
    const { rowCount } = await tx.query({
      ...(notice.kind === 'parking-reminder' ? keepReminded : keepNudged),
      values: [actionId, at, action.version],
    });
    if (rowCount !== 1) return;
    if (action.reachable) await tell(deps, tx, action, notice, at);
    else await queuePush(tx, { accountId: action.accountId, kind: notice.kind, actionId });
  });
}

/** A mail with links that change this one action without signing in (PEERS-003). */
async function tell(deps: Deps, tx: Db, action: NoticeAction, { kind }: Notice, at: Instant): Promise<void> {
  const { id, accountId, municipalityId, facts } = action;
  const link = { purpose: 'action', accountId, actionId: id, endsAt: plusMs(facts.stay.to, LINK_OUTLIVES_MS) } as const;
  const address = addressOfLink(deps.publicUrl, 'action', await mintLink(tx, deps.vault, link));
  const links = facts.terms.extend ? { extend: address, stop: address } : { stop: address };
  await queueMessage(
    tx,
    {
      municipalityId,
      holderId: null,
      accountId,
      language: action.language,
      recipient: action.email,
      kind,
      actionId: id,
      private: { links },
    },
    at,
  );
}

interface NoticeAction {
  id: string;
  municipalityId: string;
  state: 'open' | 'settled';
  version: number;
  accountId: string;
  email: string;
  language: Language;
  /** Has shown that the address is theirs, and mail arrives there. */
  reachable: boolean;
  facts: NoticeFacts & { terms: ParkingTerms };
}

/** Undefined when nobody's account started it: there is nobody to tell. */
async function read({ releases }: Pick<Deps, 'releases'>, db: Db, actionId: string): Promise<NoticeAction | undefined> {
  const { rows } = await db.query<NoticeRow>({ ...readNoticeFacts, values: [actionId] });
  const row = rows[0];
  if (!row) return undefined;
  const { content } = await releases.numbered(row.municipality_id, row.release, db);
  const terms = productOf(content, row.product_id)?.parking;
  if (!terms) return undefined;
  return {
    id: actionId,
    municipalityId: row.municipality_id,
    state: row.state,
    version: row.version,
    accountId: row.account_id,
    email: row.email,
    language: row.language,
    reachable: row.reachable,
    facts: {
      stay: { from: row.starts_at.toISOString(), to: row.ends_at.toISOString() },
      openEnd: row.open_end,
      remindMinutes: row.remind_minutes,
      remindedAt: row.reminded_at?.toISOString() ?? null,
      nudgedAt: row.nudged_at?.toISOString() ?? null,
      terms,
      timeZone: content.municipality.timeZone,
    },
  };
}

interface NoticeRow {
  municipality_id: string;
  product_id: string;
  release: number;
  state: 'open' | 'settled';
  starts_at: Date;
  ends_at: Date;
  open_end: boolean;
  version: number;
  reminded_at: Date | null;
  nudged_at: Date | null;
  account_id: string;
  email: string;
  language: Language;
  reachable: boolean;
  remind_minutes: number | null;
}

const readNoticeFacts = statement(
  'read-parking-notice-facts',
  `SELECT a.municipality_id, p.product_id, a.release, a.state, a.starts_at, a.ends_at, a.open_end, a.version, a.reminded_at, a.nudged_at,
          a.account_id, o.email, o.language, o.verified_at IS NOT NULL AND o.bounced_at IS NULL AS reachable, o.remind_minutes
     FROM parking_action a
     JOIN permit p ON p.id = a.permit_id
     JOIN account o ON o.id = a.account_id
    WHERE a.id = $1`,
);
/** One that is over stays over: nobody waits for it. */
const keepWaiting = statement(
  'keep-parking-process-waiting',
  'UPDATE process SET next_due_at = $2 WHERE workflow_id = $1 AND closed_at IS NULL AND next_due_at IS DISTINCT FROM $2',
);
/** An extension or a stop that was booked meanwhile has raised the version: then the process looks again. */
const keepReminded = statement(
  'keep-parking-reminded',
  `UPDATE parking_action SET reminded_at = $2, version = version + 1 WHERE id = $1 AND version = $3 AND state = 'open'`,
);
const keepNudged = statement(
  'keep-parking-nudged',
  `UPDATE parking_action SET nudged_at = $2, version = version + 1 WHERE id = $1 AND version = $3 AND state = 'open'`,
);
