import { dueEnd, grantDue, type GrantState, type GrantStatus } from '../../rules/grants.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { grantId as processIdOf } from '../../rules/values/process-ids.ts';
import { SYSTEM } from '../db/stores/audit.ts';
import { lockPermit, readGrant, type GrantRow, type PermitOfGrants } from '../db/stores/grants.ts';
import { closeProcess } from '../db/stores/outbox.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { end } from './end.ts';

/** What the process of a grant waits for: until nobody took up the invitation, or the permit is over. */
export async function grantFacts(
  { pool }: Pick<Deps, 'pool'>,
  { grantId }: { grantId: string },
): Promise<{ status: GrantStatus; dueAt: Instant | undefined }> {
  const grant = await readGrant(pool, grantId);
  if (!grant) throw new Error(`grant ${grantId} is gone`);
  const { rows } = await pool.query<Pick<PermitOfGrants, 'status' | 'valid_until'>>({
    ...readPermit,
    values: [grant.permit_id],
  });
  return { status: grant.status, dueAt: grantDue(stateOf(grant, rows[0]!)) };
}

/** A term is over: ends the grant when the books say so too. Harmless to repeat, and when somebody ended it first. */
export async function reachGrantTerm(
  deps: Pick<Deps, 'pool' | 'releases'>,
  { grantId, at }: { grantId: string; at: Instant },
): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const known = await readGrant(tx, grantId);
    const permit = known && (await lockPermit(tx, known.permit_id));
    const grant = permit && (await readGrant(tx, grantId));
    const ground = grant ? dueEnd(stateOf(grant, permit), at) : null;
    if (ground !== null) await end(tx, deps, permit!, grant!, ground, SYSTEM, at);
  });
}

/** Its process has done everything there was to do. */
export async function closeGrant(
  { pool }: Pick<Deps, 'pool'>,
  { grantId, at }: { grantId: string; at: Instant },
): Promise<void> {
  await closeProcess(pool, processIdOf(grantId), at);
}

const stateOf = (
  { status, email, invited_at, ends_at }: GrantRow,
  permit: Pick<PermitOfGrants, 'status' | 'valid_until'>,
): GrantState => ({
  status,
  email,
  invitedAt: invited_at.toISOString(),
  endsAt: ends_at?.toISOString() ?? null,
  permit: { status: permit.status, validUntil: permit.valid_until.toISOString() },
});

const readPermit = statement('read-permit-of-grant', 'SELECT status, valid_until FROM permit WHERE id = $1');
