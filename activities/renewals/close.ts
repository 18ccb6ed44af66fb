import { type RenewalStatus } from '../../rules/renewals/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { command } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { dropRenewalCharge, returnRenewalCharge } from './charge.ts';

/**
 * The permit ends before its renewal was decided: nothing is left to renew. Called by whoever ends the permit, who holds its row; what
 * was paid a moment ago goes back whole, and its charge is given.
 */
export async function closeRenewalOf(
  tx: Db,
  deps: Pick<Deps, 'releases'>,
  permitId: string,
  at: Instant,
): Promise<string | null> {
  const { rows } = await tx.query<{
    id: string;
    status: RenewalStatus;
    municipality_id: string;
    holder_id: string;
    application_id: string;
  }>({ ...lockOpen, values: [permitId] });
  const renewal = rows[0];
  if (!renewal) return null;
  const { id: renewalId, status, municipality_id: municipalityId, holder_id: holderId } = renewal;
  const dropped = await dropRenewalCharge(tx, renewalId, 'withdrawn', at);
  const returned = dropped ? null : await returnRenewalCharge(tx, deps, renewalId, at);
  await tx.query({ ...close, values: [renewalId, at] });
  await command(tx, renewalId, 'renewal-closed', { renewalId });
  await record(
    tx,
    at,
    SYSTEM,
    { municipalityId, holderId, permitId, applicationId: renewal.application_id },
    { kind: 'renewal-closed', data: { renewalId, from: status } },
  );
  return returned;
}

const lockOpen = statement(
  'lock-open-renewal',
  `SELECT r.id, r.status, r.municipality_id, r.holder_id, p.application_id FROM renewal r JOIN permit p ON p.id = r.permit_id
    WHERE r.permit_id = $1 AND r.closed_at IS NULL FOR UPDATE OF r`,
);
const close = statement(
  'close-renewal',
  `UPDATE renewal SET status = 'withdrawn', status_since = $2, closed_at = $2, deadlines = '[]', version = version + 1 WHERE id = $1`,
);
