import { type Actor } from '../../rules/audit.ts';
import { moved } from '../../rules/balances.ts';
import { mayEndGrant, type GrantEnd } from '../../rules/grants.ts';
import { epoch, type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import {
  endGrantRow,
  lockOpenActions,
  lockPermit,
  ownerOf,
  readGrant,
  type GrantRow,
  type PermitOfGrants,
} from '../db/stores/grants.ts';
import { book } from '../db/stores/ledger.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { command } from '../db/stores/outbox.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { stopParking } from '../parking.ts';
import { type ParkingDeps } from '../parking-facts.ts';
import { type GrantDeps } from './invite.ts';

export interface EndGrant {
  permitId: string;
  grantId: string;
  /** Revoked by its owner, or given back by whom it was for. */
  ground: Extract<GrantEnd, 'revoked' | 'given-back'>;
  actor: Actor;
  at: Instant;
}

/** What came back at once, how many planned actions were cancelled, and how many run on. */
export interface Ended {
  returned: number;
  cancelled: number;
  running: number;
}

export type GrantEnded = ({ outcome: 'ended' } & Ended) | Refusal<'not-found' | 'grant-over'>;

/** Ends a grant at once (intrekken, 2PARK-093). Of two who do, the second is told that it was over already. */
export function endGrant(deps: GrantDeps, { permitId, grantId, ground, actor, at }: EndGrant): Promise<GrantEnded> {
  return inTransaction(deps.pool, async (tx): Promise<GrantEnded> => {
    const permit = await lockPermit(tx, permitId);
    const grant = permit && (await readGrant(tx, grantId));
    if (grant?.permit_id !== permitId) return refuse('not-found');
    if (!mayEndGrant(grant.status, ground)) return refuse('grant-over', {}, 'look-again');
    return { outcome: 'ended', ...(await end(tx, deps, permit!, grant, ground, actor, at)) };
  });
}

/** With its permit, in the same transaction: a grant on a permit that is over lets nobody park (R-rule of 2PARK-093). */
export async function endGrantsOf(
  tx: Db,
  deps: Pick<GrantDeps, 'releases'>,
  permitId: string,
  at: Instant,
): Promise<void> {
  const permit = await lockPermit(tx, permitId);
  const { rows } = await tx.query<{ id: string }>({ ...findOpenGrants, values: [permitId] });
  for (const { id } of rows) {
    const grant = await readGrant(tx, id);
    if (permit && grant) await end(tx, deps, permit, grant, 'permit-over', SYSTEM, at);
  }
}

/**
 * Nothing can be started on it from now on. Planned actions are cancelled; running ones go on to their end, and what they then give back
 * goes to the owner, as the rest of the part does now. The permit must be locked by this transaction.
 */
export async function end(
  tx: Db,
  { releases }: Pick<GrantDeps, 'releases'>,
  permit: PermitOfGrants,
  grant: GrantRow,
  ground: GrantEnd,
  actor: Actor,
  at: Instant,
): Promise<Ended> {
  const open = await lockOpenActions(tx, grant.id);
  await endGrantRow(tx, grant.id, ground, at);
  const planned = open.filter(({ starts_at }) => epoch(starts_at.toISOString()) > epoch(at));
  const parking: ParkingDeps = { pool: tx, releases };
  const before = await availableOn(tx, grant.source_balance_id);
  for (const { id: actionId } of planned) {
    const stopped = await stopParking(parking, { actionId, actor, at });
    if (isRefusal(stopped)) throw new Error(`planned action ${actionId} cannot be cancelled: ${stopped.ground}`);
  }
  await returnRest(tx, permit, grant, at);
  const returned = (await availableOn(tx, grant.source_balance_id)) - before;
  await command(tx, grant.id, 'grant-changed', { grantId: grant.id });
  await tell(tx, permit, grant, planned.map(({ id }) => id), at); // prettier-ignore
  await record(
    tx,
    at,
    actor,
    { municipalityId: permit.municipality_id, holderId: permit.holder_id, permitId: permit.id },
    { kind: 'grant-ended', data: { grantId: grant.id, ground, unit: grant.unit, returned } },
  );
  return { returned, cancelled: planned.length, running: open.length - planned.length };
}

async function returnRest(tx: Db, permit: PermitOfGrants, grant: GrantRow, at: Instant): Promise<void> {
  const { id, balance_id: own, source_balance_id: source, unit } = grant;
  if (own === null || source === null || unit === null) return;
  const { rows } = await tx.query<{ rest: string }>({ ...moveBack, values: [own, source] });
  const rest = Number(rows[0]?.rest ?? 0);
  if (rest > 0) await book(tx, permit.municipality_id, id, 'grant-returned', moved(own, source, unit, rest), at);
}

async function availableOn(tx: Db, balanceId: string | null): Promise<number> {
  if (balanceId === null) return 0;
  const { rows } = await tx.query<{ available: string }>({ ...readAvailable, values: [balanceId] });
  return Number(rows[0]!.available);
}

/** Who had accepted it hears that it is over; both hear of every planned action that will not take place. */
async function tell(
  tx: Db,
  permit: PermitOfGrants,
  grant: GrantRow,
  cancelled: readonly string[],
  at: Instant,
): Promise<void> {
  if (grant.account_id === null) return;
  const { rows } = await tx.query<{ id: string; email: string; language: 'nl' | 'en' }>({
    ...findAccountById,
    values: [grant.account_id],
  });
  const { municipality_id: municipalityId, id: permitId } = permit;
  const about = { municipalityId, holderId: null, permitId, grantId: grant.id };
  const owner = await ownerOf(tx, permitId);
  const grantee = rows[0] && { accountId: rows[0].id, recipient: rows[0].email, language: rows[0].language };
  const both = [
    grantee,
    owner && { accountId: owner.account_id, recipient: owner.email, language: owner.language },
  ].filter((person) => person !== undefined);
  if (grantee) await queueMessage(tx, { ...about, ...grantee, kind: 'grant-ended' }, at);
  for (const actionId of cancelled)
    for (const person of both)
      await queueMessage(
        tx,
        { ...about, ...person, actionId, kind: 'parking-cancelled', private: { ground: 'grant-ended' } },
        at,
      );
}

const findOpenGrants = statement(
  'find-open-grants',
  `SELECT id FROM permit_grant WHERE permit_id = $1 AND status <> 'ended' ORDER BY id`,
);
const moveBack = statement(
  'move-rest-of-grant-back',
  `WITH emptied AS (
     UPDATE balance b SET available = 0, version = b.version + 1
       FROM (SELECT id, available FROM balance WHERE id = $1 FOR UPDATE) AS own
      WHERE b.id = own.id AND own.available > 0
     RETURNING own.available AS rest
   ), filled AS (
     UPDATE balance SET available = available + emptied.rest, version = version + 1 FROM emptied WHERE id = $2
   )
   SELECT rest FROM emptied`,
);
const readAvailable = statement('read-available', 'SELECT available FROM balance WHERE id = $1');
const findAccountById = statement('find-account-of-grant', 'SELECT id, email, language FROM account WHERE id = $1');
