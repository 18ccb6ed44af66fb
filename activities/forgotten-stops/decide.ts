import { type Actor } from '../../rules/audit.ts';
import { type Language } from '../../rules/messages.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { partsUntil, type ForgottenRefusal } from '../../rules/parking/forgotten-stop.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { actionOf } from '../parking-facts.ts';
import { type Deps } from '../ports.ts';
import { giveBack, lockAction } from './give-back.ts';

export type ForgottenVerdict = { outcome: 'forgive' } | { outcome: 'refuse'; ground: ForgottenRefusal };

export interface DecideForgottenStop {
  id: string;
  municipalityId: MunicipalityId;
  verdict: ForgottenVerdict;
  actor: Extract<Actor, { kind: 'staff' }>;
}

/** A person forgives what was beyond the times a year, or says why not; who asked hears of it (BEYOND-009). */
export function decideOnForgottenStop(
  deps: Pick<Deps, 'pool' | 'releases'>,
  { id, municipalityId, verdict, actor }: DecideForgottenStop,
  at: Instant,
): Promise<{ outcome: 'decided' } | Refusal<'not-found' | 'forgotten-decided' | 'forgotten-told'>> {
  return inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<AskedRow>({ ...lockForgotten, values: [id, municipalityId] });
    const [asked] = rows;
    if (!asked) return refuse('not-found');
    if (asked.status !== 'asked') return refuse('forgotten-decided', {}, 'look-again');
    const { action_id: actionId, permit_id: permitId, holder_id: holderId } = asked;
    const subject = { municipalityId, permitId, holderId };
    if (verdict.outcome === 'refuse') {
      const { ground } = verdict;
      await tx.query({ ...close, values: [id, 'refused', ground, actor.id, at] });
      await record(tx, at, actor, subject, { kind: 'forgotten-stop-refused', data: { actionId, forgottenId: id, ground } });
      await tell(tx, municipalityId, asked, { kind: 'parking-stop-refused', ground }, at);
      return { outcome: 'decided' };
    }
    const forgiven = await forgive(tx, deps, municipalityId, asked, at);
    if (isRefusal(forgiven)) return forgiven;
    await tx.query({ ...close, values: [id, 'forgiven', null, actor.id, at] });
    const leftAt = asked.left_at.toISOString();
    await record(tx, at, actor, subject, { kind: 'forgotten-stop-forgiven', data: { actionId, forgottenId: id, leftAt } });
    await tell(tx, municipalityId, asked, { kind: 'parking-stop-forgiven' }, at);
    return { outcome: 'decided' };
  });
} // prettier-ignore

async function forgive(
  tx: Db,
  { releases }: Pick<Deps, 'releases'>,
  municipalityId: MunicipalityId,
  { action_id: actionId, left_at: left }: AskedRow,
  at: Instant,
): Promise<{ outcome: 'forgiven' } | Refusal<'forgotten-told'>> {
  const held = await lockAction(tx, actionId);
  const action = await actionOf({ pool: tx, releases }, actionId);
  if (!held || !action) throw new Error(`action ${actionId} of a forgotten stop is gone`);
  // What it cost was given back for an outage meanwhile.
  if (held.relieved) return refuse('forgotten-told', {}, 'look-again');
  const leftAt = left.toISOString();
  const { tariff, balances, booked } = action;
  const parts = partsUntil(leftAt, { stay: booked.stay, costs: held.costs ?? [], tariff, balances });
  await giveBack(tx, municipalityId, action, { leftAt, parts }, at);
  return { outcome: 'forgiven' };
}

async function tell(
  tx: Db,
  municipalityId: MunicipalityId,
  { account_id: accountId, action_id: actionId, recipient, language }: AskedRow,
  { kind, ground }: { kind: 'parking-stop-forgiven' | 'parking-stop-refused'; ground?: ForgottenRefusal },
  at: Instant,
): Promise<void> {
  if (recipient === null || language === null) return;
  await queueMessage(
    tx,
    {
      municipalityId,
      holderId: null,
      accountId,
      language,
      recipient,
      kind,
      actionId,
      private: ground ? { ground } : {},
    },
    at,
  );
}

interface AskedRow {
  status: 'asked' | 'forgiven' | 'refused';
  action_id: string;
  permit_id: string;
  holder_id: string;
  account_id: string | null;
  left_at: Date;
  recipient: string | null;
  language: Language | null;
}

const lockForgotten = statement(
  'lock-forgotten-stop',
  `SELECT f.status, f.action_id, f.permit_id, f.holder_id, f.account_id, f.left_at, o.language,
          CASE WHEN o.verified_at IS NOT NULL AND o.bounced_at IS NULL THEN o.email END AS recipient
     FROM forgotten_stop f LEFT JOIN account o ON o.id = f.account_id
    WHERE f.id = $1 AND f.municipality_id = $2 FOR UPDATE OF f`,
);
const close = statement(
  'close-forgotten-stop',
  'UPDATE forgotten_stop SET status = $2, ground = $3, decided_by = $4, decided_at = $5 WHERE id = $1',
);
