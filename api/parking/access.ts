import { statement, type Db } from '../../activities/db/transaction.ts';
import { isUuid } from '../http/ids.ts';

/** What an account may reach a permit by: it owns it, or its owner gave it a grant. Every parking route asks here, and nowhere else. */
export interface Access {
  permitId: string;
  municipalityId: string;
  holderId: string;
  role: 'owner' | 'grantee';
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
  const { rows } = await db.query<AccessRow>({ ...findAccess, values: [accountId, null] });
  return rows.map(accessOf);
}

const accessOf = ({ permit_id, municipality_id, holder_id, grant_id }: AccessRow): Access => ({
  permitId: permit_id,
  municipalityId: municipality_id,
  holderId: holder_id,
  role: grant_id === null ? 'owner' : 'grantee',
  grantId: grant_id,
});

interface AccessRow {
  permit_id: string;
  municipality_id: string;
  holder_id: string;
  grant_id: string | null;
}

/** An owner comes first: who owns a permit needs no grant on it. */
const findAccess = statement(
  'find-parking-access',
  `SELECT DISTINCT ON (p.id) p.id AS permit_id, p.municipality_id, p.holder_id, a.grant_id
     FROM (SELECT permit_id, NULL::uuid AS grant_id FROM coupling WHERE account_id = $1 AND removed_at IS NULL
           UNION ALL
           SELECT permit_id, id FROM permit_grant WHERE account_id = $1 AND status = 'accepted') a
     JOIN permit p ON p.id = a.permit_id
    WHERE $2::uuid IS NULL OR p.id = $2
    ORDER BY p.id, a.grant_id NULLS FIRST`,
);
