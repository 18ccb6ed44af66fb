import { randomUUID } from 'node:crypto';
import { type Pool } from 'pg';
import { type StaffRole } from '../../rules/staff.ts';
import { NOW } from './case.ts';

export interface Colleague<Role extends StaffRole = StaffRole> {
  kind: 'staff';
  id: string;
  roles: [Role];
}

/** Somebody of staff at `voorbeeld`, known from a first sign-in, as who acts. */
export async function colleague<Role extends StaffRole>(
  pool: Pool,
  role: Role,
  name = 'M. de Wit',
): Promise<Colleague<Role>> {
  const id = randomUUID();
  await pool.query(
    `INSERT INTO staff_member (id, municipality_id, subject_hash, name, roles, seen_at) VALUES ($1, 'voorbeeld', $2, $3, $4, $5)`,
    [id, Buffer.from(id), name, [role], NOW],
  );
  return { kind: 'staff', id, roles: [role] };
}

/** In whose name a colleague of `voorbeeld` acts. */
export const inTheNameOf = <Staff>(actor: Staff) => ({ municipalityId: 'voorbeeld', actor });
