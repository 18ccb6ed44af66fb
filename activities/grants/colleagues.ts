import { type Actor } from '../../rules/audit.ts';
import { decideLeaving, decideManager } from '../../rules/grants.ts';
import { type Language } from '../../rules/messages.ts';
import { type ParkingTerms } from '../../rules/municipalities/parking.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { lockPermit, manages, ownerOf, readGrant, type PermitOfGrants } from '../db/stores/grants.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { stopParking } from '../parking.ts';
import { end, type Ended } from './end.ts';
import { type GrantDeps } from './invite.ts';

export interface SetManager {
  permitId: string;
  grantId: string;
  manager: boolean;
  /** Who decides it. */
  accountId: string;
  at: Instant;
}

/** Lets a colleague manage the list with the others, or no longer (medebeheerder, PEERS-029). */
export function setManager(
  deps: GrantDeps,
  { permitId, grantId, manager, accountId, at }: SetManager,
): Promise<{ outcome: 'set' } | Refusal<'not-found' | 'managers-not-offered' | 'grant-over' | 'grant-not-accepted'>> {
  return inTransaction(deps.pool, async (tx) => {
    const permit = await lockPermit(tx, permitId);
    const grant = permit && (await readGrant(tx, grantId));
    if (grant?.permit_id !== permitId || !(await manages(tx, permitId, accountId))) return refuse('not-found');
    const decision = decideManager(grant.status, await termsOf(deps, tx, permit!, at));
    if (isRefusal(decision)) return decision;
    if (grant.manager === manager) return { outcome: 'set' };
    await tx.query({ ...markManager, values: [grantId, manager] });
    const { municipality_id: municipalityId, holder_id: holderId } = permit!;
    await record(
      tx,
      at,
      { kind: 'account', id: accountId },
      { municipalityId, holderId, permitId },
      { kind: 'grant-manager-changed', data: { grantId, manager } },
    );
    if (manager) await tellManager(tx, permit!, grant.account_id, 'grant-manager-made', at);
    return { outcome: 'set' };
  });
}

/** Who is made a manager did not ask for it: they are told that they are, and what it lets them do. */
async function tellManager(
  tx: Db,
  { id: permitId, municipality_id: municipalityId }: PermitOfGrants,
  accountId: string | null,
  kind: 'grant-manager-made' | 'grant-manager-first',
  at: Instant,
): Promise<void> {
  const { rows } = await tx.query<{ email: string; language: Language }>({ ...readAddress, values: [accountId] });
  if (!accountId || !rows[0]) return;
  const { email: recipient, language } = rows[0];
  await queueMessage(tx, { municipalityId, holderId: null, accountId, language, recipient, kind, permitId }, at);
}

export type Left =
  | ({ outcome: 'left' } & Pick<Ended, 'cancelled' | 'running'>)
  | Refusal<'not-found' | 'managers-not-offered' | 'last-manager'>;

/**
 * A colleague leaves: nothing can be started any more, what was planned is cancelled, what runs goes on to its end. Where the first
 * manager leaves, the one who manages longest takes their place; nobody leaves a list without a manager (PEERS-029).
 */
export function leaveStaff(
  deps: GrantDeps,
  { permitId, accountId, at }: { permitId: string; accountId: string; at: Instant },
): Promise<Left> {
  return inTransaction(deps.pool, async (tx): Promise<Left> => {
    const permit = await lockPermit(tx, permitId);
    const first = permit && (await ownerOf(tx, permitId));
    if (!permit || !first) return refuse('not-found');
    const { rows } = await tx.query<{ id: string; account_id: string; manager: boolean }>({
      ...findColleagues,
      values: [permitId],
    });
    const own = rows.find(({ account_id }) => account_id === accountId);
    const isFirst = first.account_id === accountId;
    if (!own && !isFirst) return refuse('not-found');
    const others = rows.filter(({ manager, account_id }) => manager && account_id !== accountId);
    const decision = decideLeaving({ isFirst, otherManagers: others.length }, await termsOf(deps, tx, permit, at));
    if (isRefusal(decision)) return decision;

    const actor: Actor = { kind: 'account', id: accountId };
    let cancelled = 0;
    let running = 0;
    if (isFirst) {
      await tx.query({ ...handOver, values: [permitId, others[0]!.account_id, at, accountId] });
      await tellManager(tx, permit, others[0]!.account_id, 'grant-manager-first', at);
      const { municipality_id: municipalityId, holder_id: holderId } = permit;
      const subject = { municipalityId, holderId, permitId };
      await record(tx, at, actor, subject, { kind: 'permit-coupled', data: { permitId, moved: true } });
      const { rows: open } = await tx.query<{ id: string; planned: boolean }>({
        ...lockOwnActions,
        values: [permitId, accountId, at],
      });
      for (const { id: actionId } of open.filter(({ planned }) => planned)) {
        const stopped = await stopParking({ pool: tx, releases: deps.releases }, { actionId, actor, at });
        if (isRefusal(stopped)) throw new Error(`planned action ${actionId} cannot be cancelled: ${stopped.ground}`);
        cancelled += 1;
      }
      running = open.length - cancelled;
    }
    if (own) {
      const grant = (await readGrant(tx, own.id))!;
      const ended = await end(tx, deps, permit, grant, 'given-back', actor, at);
      cancelled += ended.cancelled;
      running += ended.running;
    }
    return { outcome: 'left', cancelled, running };
  });
}

async function termsOf(
  { releases }: Pick<GrantDeps, 'releases'>,
  tx: Db,
  { municipality_id, product_id }: PermitOfGrants,
  at: Instant,
): Promise<ParkingTerms | null> {
  const { content } = await releases.inForce(municipality_id, at, tx);
  return productOf(content, product_id)?.parking ?? null;
}

const readAddress = statement('read-address-of-manager', 'SELECT email, language FROM account WHERE id = $1');
const markManager = statement(
  'mark-grant-manager',
  'UPDATE permit_grant SET manager = $2, version = version + 1 WHERE id = $1',
);
const findColleagues = statement(
  'find-colleagues',
  `SELECT id, account_id, manager FROM permit_grant WHERE permit_id = $1 AND status = 'accepted' ORDER BY accepted_at, id`,
);
const handOver = statement(
  'hand-permit-over',
  `WITH alarms AS (DELETE FROM balance_alarm WHERE permit_id = $1 AND account_id = $4),
   start AS (UPDATE account SET start_permit_id = NULL WHERE id = $4 AND start_permit_id = $1)
   UPDATE coupling SET account_id = $2, coupled_at = $3, removed_at = NULL WHERE permit_id = $1`,
);
const lockOwnActions = statement(
  'lock-open-actions-of-account',
  `SELECT id, starts_at > $3::timestamptz AS planned FROM parking_action
    WHERE permit_id = $1 AND account_id = $2 AND grant_id IS NULL AND state = 'open' ORDER BY id FOR UPDATE`,
);
