import { type GrantEnd, type GrantStatus } from '../../../rules/grants.ts';
import { type Language } from '../../../rules/messages.ts';
import { type PermitStatus } from '../../../rules/permits/status.ts';
import { type CivilDate } from '../../../rules/values/civil-day.ts';
import { type Unit } from '../../../rules/values/unit.ts';
import { statement, type Db } from '../transaction.ts';

export interface PermitOfGrants {
  id: string;
  municipality_id: string;
  holder_id: string;
  application_id: string;
  product_id: string;
  status: PermitStatus;
  valid_until: Date;
  blocked: boolean;
}

/**
 * Everything about the grants of one permit happens one after the other: who comes second waits here, and reads in its next statement what
 * the first has done. A start that was decided before loses, because it was decided on an older version of this row.
 */
export async function lockPermit(tx: Db, permitId: string): Promise<PermitOfGrants | undefined> {
  const { rows } = await tx.query<PermitOfGrants>({ ...takePermit, values: [permitId] });
  return rows[0];
}

export interface GrantRow {
  id: string;
  permit_id: string;
  email: string;
  balance_id: string | null;
  source_balance_id: string | null;
  unit: Unit | null;
  status: GrantStatus;
  account_id: string | null;
  manager: boolean;
  invited_at: Date;
  ends_at: Date | null;
}

export async function readGrant(db: Db, grantId: string): Promise<GrantRow | undefined> {
  const { rows } = await db.query<GrantRow>({ ...findGrant, values: [grantId] });
  return rows[0];
}

export interface OwnerRow {
  account_id: string;
  email: string;
  language: Language;
}

/** The account the permit is coupled to. */
export async function ownerOf(db: Db, permitId: string): Promise<OwnerRow | undefined> {
  const { rows } = await db.query<OwnerRow>({ ...findOwner, values: [permitId] });
  return rows[0];
}

/** Does this account manage the grants of the permit: as its owner, or together with them (PEERS-029)? */
export async function manages(db: Db, permitId: string, accountId: string): Promise<boolean> {
  const { rowCount } = await db.query({ ...findManager, values: [permitId, accountId] });
  return rowCount === 1;
}

export interface LockedBalance {
  id: string;
  unit: Unit;
  from: CivilDate | null;
  until: CivilDate | null;
  available: number;
}

/** The balances of a permit, for nobody else to change until this transaction is over. */
export async function lockBalances(tx: Db, permitId: string): Promise<LockedBalance[]> {
  const { rows } = await tx.query<Omit<LockedBalance, 'available'> & { available: string }>({
    ...takeBalances,
    values: [permitId],
  });
  return rows.map(({ available, ...rest }) => ({ ...rest, available: Number(available) }));
}

export interface OpenOfGrant {
  id: string;
  starts_at: Date;
}

/** Planned and running actions of a grant, taken in one order before any balance, so that no two of us wait for each other. */
export async function lockOpenActions(tx: Db, grantId: string): Promise<OpenOfGrant[]> {
  const { rows } = await tx.query<OpenOfGrant>({ ...takeActions, values: [grantId] });
  return rows;
}

export async function endGrantRow(tx: Db, grantId: string, ground: GrantEnd, at: string): Promise<void> {
  await tx.query({ ...markEnded, values: [grantId, ground, at] });
}

const takePermit = statement(
  'lock-permit-of-grants',
  `SELECT id, municipality_id, holder_id, application_id, product_id, status, valid_until, blocked_at IS NOT NULL AS blocked
     FROM permit WHERE id = $1 FOR UPDATE`,
);
const findGrant = statement(
  'find-grant',
  `SELECT id, permit_id, email, balance_id, source_balance_id, unit, status, account_id, manager, invited_at, ends_at FROM permit_grant WHERE id = $1`,
);
const findOwner = statement(
  'find-owner-account',
  `SELECT a.id AS account_id, a.email, a.language FROM coupling c JOIN account a ON a.id = c.account_id WHERE c.permit_id = $1`,
);
const findManager = statement(
  'find-manager-of-grants',
  `SELECT FROM coupling WHERE permit_id = $1 AND account_id = $2
    UNION SELECT FROM permit_grant WHERE permit_id = $1 AND account_id = $2 AND manager AND status = 'accepted'`,
);
const takeBalances = statement(
  'lock-permit-balances',
  `SELECT b.id, b.unit, b.period_from::text AS "from", b.period_until::text AS until, b.available
     FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id WHERE pb.permit_id = $1 ORDER BY b.id FOR UPDATE OF b`,
);
const takeActions = statement(
  'lock-actions-of-grant',
  `SELECT id, starts_at FROM parking_action WHERE grant_id = $1 AND state = 'open' ORDER BY id FOR UPDATE`,
);
// An action that runs on gives what is left to the owner from now on: who was about to settle it reads it again.
const markEnded = statement(
  'end-grant',
  `WITH ended AS (
     UPDATE permit_grant SET status = 'ended', end_ground = $2, ended_at = $3, version = version + 1 WHERE id = $1 RETURNING permit_id
   ), permit_moved AS (
     UPDATE permit p SET version = p.version + 1 FROM ended WHERE p.id = ended.permit_id
   )
   UPDATE parking_action SET version = version + 1 WHERE grant_id = $1 AND state = 'open'`,
);
