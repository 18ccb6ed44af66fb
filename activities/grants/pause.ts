import { decidePause } from '../../rules/grants.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { lockPermit, manages, readGrant } from '../db/stores/grants.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type GrantDeps } from './invite.ts';

export interface PauseGrant {
  permitId: string;
  grantId: string;
  paused: boolean;
  accountId: string;
  at: Instant;
}

/**
 * Nothing begins on a paused grant until it goes on; what is planned or runs stays (BEYOND-042). A start that was decided before loses,
 * because it was decided on an older version of the permit.
 */
export function pauseGrant(
  { pool }: Pick<GrantDeps, 'pool'>,
  { permitId, grantId, paused, accountId, at }: PauseGrant,
): Promise<{ outcome: 'set' } | Refusal<'not-found' | 'grant-over'>> {
  return inTransaction(pool, async (tx) => {
    const permit = await lockPermit(tx, permitId);
    const grant = permit && (await readGrant(tx, grantId));
    if (!permit || grant?.permit_id !== permitId || !(await manages(tx, permitId, accountId))) return refuse('not-found');
    const decision = decidePause(grant.status);
    if (isRefusal(decision)) return decision;
    const { rowCount } = await tx.query({ ...markPaused, values: [grantId, paused, at] });
    if (rowCount === 0) return { outcome: 'set' };
    const { municipality_id: municipalityId, holder_id: holderId } = permit;
    await record(
      tx,
      at,
      { kind: 'account', id: accountId },
      { municipalityId, holderId, permitId },
      { kind: paused ? 'grant-paused' : 'grant-resumed', data: { grantId } },
    );
    return { outcome: 'set' };
  });
} // prettier-ignore

const markPaused = statement(
  'pause-grant',
  `WITH changed AS (
     UPDATE permit_grant SET paused_at = CASE WHEN $2::boolean THEN $3::timestamptz END, version = version + 1
      WHERE id = $1 AND (paused_at IS NOT NULL) <> $2::boolean RETURNING permit_id
   )
   UPDATE permit p SET version = p.version + 1 FROM changed WHERE p.id = changed.permit_id`,
);
