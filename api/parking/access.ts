import { statement, type Db } from '../../activities/db/transaction.ts';
import { type ParkingRole } from '../../rules/parking/may.ts';
import { isUuid } from '../http/ids.ts';

/** What an account may reach a permit by: it owns it, or its owner gave it a grant. Every parking route asks here, and nowhere else. */
export interface Access {
  permitId: string;
  municipalityId: string;
  holderId: string;
  role: ParkingRole;
  /** Null for the owner. */
  grantId: string | null;
}

/** Undefined for what is somebody else's and for what does not exist: they must look the same. */
export async function accessTo(db: Db, accountId: string, permitId: string): Promise<Access | undefined> {
  if (!isUuid(permitId)) return undefined;
  const { rows } = await db.query<AccessRow>({ ...findAccess, values: [accountId, permitId] });
  return rows[0] && accessOf(rows[0]);
}

/** Everything an account may reach. */
export async function accessesOf(db: Db, accountId: string): Promise<Access[]> {
  const { rows } = await db.query<AccessRow>({ ...findAccesses, values: [accountId] });
  return rows.map(accessOf);
}

/** An action and who asks about it: who manages its permit sees every one, who was given a grant the ones started under it (R16). */
export interface ActionAccess {
  actionId: string;
  permitId: string;
  role: ParkingRole;
}

/** Also when the grant has ended meanwhile: what runs can always be stopped by who started it. */
export async function accessToAction(db: Db, accountId: string, actionId: string): Promise<ActionAccess | undefined> {
  if (!isUuid(actionId)) return undefined;
  const { rows } = await db.query<{ permit_id: string; role: ParkingRole }>({
    ...findActionAccess,
    values: [accountId, actionId],
  });
  return rows[0] && { actionId, permitId: rows[0].permit_id, role: rows[0].role };
}

const accessOf = ({ permit_id, municipality_id, holder_id, grant_id, manager }: AccessRow): Access => ({
  permitId: permit_id,
  municipalityId: municipality_id,
  holderId: holder_id,
  role: grant_id === null ? 'owner' : manager ? 'manager' : 'grantee',
  grantId: grant_id,
});

interface AccessRow {
  permit_id: string;
  municipality_id: string;
  holder_id: string;
  grant_id: string | null;
  manager: boolean;
}

const findAccess = statement('find-parking-access', accessesWhere('permit_id = $2'));
const findAccesses = statement('find-parking-accesses', accessesWhere('true'));

/** An owner comes first: who owns a permit needs no grant on it. */
function accessesWhere(condition: string): string {
  return `SELECT DISTINCT ON (p.id) p.id AS permit_id, p.municipality_id, p.holder_id, a.grant_id, a.manager
     FROM (SELECT permit_id, NULL::uuid AS grant_id, false AS manager FROM coupling WHERE account_id = $1 AND removed_at IS NULL AND ${condition}
           UNION ALL
           SELECT permit_id, id, manager FROM permit_grant WHERE account_id = $1 AND status = 'accepted' AND ${condition}) a
     JOIN permit p ON p.id = a.permit_id
    ORDER BY p.id, a.grant_id NULLS FIRST`;
}

const findActionAccess = statement(
  'find-parking-action-access',
  `SELECT a.permit_id, CASE WHEN c.permit_id IS NOT NULL THEN 'owner' WHEN m.id IS NOT NULL THEN 'manager' ELSE 'grantee' END AS role
     FROM parking_action a
     LEFT JOIN coupling c ON c.permit_id = a.permit_id AND c.account_id = $1
     LEFT JOIN permit_grant m ON m.permit_id = a.permit_id AND m.account_id = $1 AND m.manager AND m.status = 'accepted'
     LEFT JOIN permit_grant g ON g.id = a.grant_id AND g.account_id = $1
    WHERE a.id = $2 AND (c.permit_id IS NOT NULL OR m.id IS NOT NULL OR g.id IS NOT NULL)`,
);
