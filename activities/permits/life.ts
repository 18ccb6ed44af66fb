import { decideEnd, type PermitStatus } from '../../rules/permits/status.ts';
import { type Actor } from '../../rules/audit.ts';
import { type Language } from '../../rules/messages.ts';
import { permitId as processIdOf } from '../../rules/values/process-ids.ts';
import { isBefore, type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import type { EndGround, PermitChanged } from '../../workflows/contract/permit.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { endGrantsOf } from '../grants/end.ts';
import { requestLetter } from '../letters/request.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { closeProcess } from '../db/stores/outbox.ts';
import { openRefund } from '../refunds/open.ts';
import { stopParking } from '../parking.ts';
import { releasePlace } from '../permit-applications/places.ts';
import { stopPlateChanges } from '../plate-changes/time.ts';
import { resolveNotices } from '../register-notices/resolve.ts';
import { closeRenewalOf } from '../renewals/close.ts';
import { decideEndByHolder, refundsOfEnding } from './ending.ts';
import { cutRights } from './issue.ts';
import { blockPasses } from './passes.ts';
import { withdrawSuccession } from './succession.ts';

export interface EndPermit {
  permitId: string;
  actor: Actor;
  /** Code of the reason; the letter gives its sentence. */
  ground: EndGround;
  at: Instant;
  key: string;
}

/**
 * Ends a permit at once: its rights and actions stop, its place is free, what was paid for months that have not begun is owed back, and its
 * holder gets a letter (intrekken, beëindigen). Only a product that lets its holder end it is ended by its holder.
 */
export function endPermit(deps: Deps, { permitId, actor, ground, at, key }: EndPermit): Promise<PermitChanged> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<PermitChanged> => {
      const permit = await lock(tx, permitId);
      if (!permit) return refuse('not-found');
      const decision = decideEnd(permit.status);
      if (isRefusal(decision)) return decision;
      if (actor.kind === 'holder') {
        const allowed = await decideEndByHolder(deps, permit, tx);
        if (isRefusal(allowed)) return allowed;
      }
      await finish(tx, deps, permit, { actor, ground, at });
      return { outcome: 'changed', status: 'ended' };
    }),
  );
}

/** Everything an ending writes, whoever or whatever ends it. */
async function finish(
  tx: Db,
  deps: Deps,
  permit: PermitRow,
  { actor, ground, at }: Pick<EndPermit, 'actor' | 'ground' | 'at'>,
): Promise<void> {
  const { id: permitId } = permit;
  const owed = await refundsOfEnding(tx, deps, permitId, ground, at);
  // A period that was paid and not added yet goes back whole, as what it is.
  const returned = await close(deps, tx, permit, { status: 'ended', ground, actor, at });
  for (const { paymentId, chargeId, cents, steps } of owed)
    if (cents > 0 && chargeId !== returned)
      await openRefund(
        tx,
        deps,
        {
          paymentId,
          chargeId,
          cents,
          reason: 'ended',
          applicationId: permit.application_id,
          permitId,
          steps,
          actor,
        },
        at,
      );
  const { municipality_id: municipalityId, holder_id: holderId, application_id: applicationId, language } = permit;
  await requestLetter(tx, { municipalityId, holderId, applicationId, permitId, kind: 'permit-ended', language }, at);
  await mail(tx, permit, 'permit-ended', at);
  await record(
    tx,
    at,
    actor,
    { municipalityId, holderId, applicationId, permitId },
    {
      kind: 'permit-ended',
      data: { permitId, at, ground },
    },
  );
}

/**
 * Its last day is over. Harmless to repeat, and when somebody ended it first. Tells when it ends instead, where it was renewed meanwhile
 * or its renewal was confirmed in time and is still being decided (PEERS-022).
 */
export function expirePermit(
  deps: Deps,
  { permitId, at }: { permitId: string; at: Instant },
): Promise<{ validUntil: Instant } | null> {
  return inTransaction(deps.pool, async (tx) => {
    const permit = await lock(tx, permitId);
    if (!permit || permit.status !== 'issued') return null;
    const validUntil = permit.counts_until.toISOString();
    if (isBefore(at, validUntil)) return { validUntil };
    // Its successor has begun: it ends like one that is given up, and what was paid for months to come is owed back.
    if (permit.succeeded_at && !isBefore(at, permit.succeeded_at.toISOString())) {
      await finish(tx, deps, permit, { actor: SYSTEM, ground: 'succeeded', at });
      return null;
    }
    await close(deps, tx, permit, { status: 'expired', ground: null, actor: SYSTEM, at });
    await mail(tx, permit, permit.renewing ? 'permit-expired-renewable' : 'permit-expired', at);
    const { municipality_id: municipalityId, holder_id: holderId, application_id: applicationId } = permit;
    await record(
      tx,
      at,
      SYSTEM,
      { municipalityId, holderId, applicationId, permitId },
      { kind: 'permit-expired', data: { permitId } },
    );
    return null;
  });
}

export interface PermitFacts {
  status: PermitStatus;
  validUntil: Instant;
  /** Rights the national register has not acknowledged yet, and those it must still be told are over. */
  toRegister: string[];
  toRevoke: string[];
}

/** What the permit's process waits for and has still to tell the national register. */
export async function permitFacts(deps: Deps, { permitId }: { permitId: string }): Promise<PermitFacts> {
  const { rows } = await deps.pool.query<{
    status: PermitStatus;
    valid_until: Date;
    to_register: string[];
    to_revoke: string[];
  }>({
    ...readFacts,
    values: [permitId],
  });
  const facts = rows[0];
  if (!facts) throw new Error(`permit ${permitId} is gone`);
  const { status, valid_until: validUntil, to_register: toRegister, to_revoke: toRevoke } = facts;
  return { status, validUntil: validUntil.toISOString(), toRegister, toRevoke };
}

export async function closePermit(deps: Deps, { permitId, at }: { permitId: string; at: Instant }): Promise<void> {
  // Renewed at the last moment: its process goes on, under the same name.
  const { rows } = await deps.pool.query<{ status: PermitStatus }>({ ...readStatus, values: [permitId] });
  if (rows[0]?.status !== 'issued') await closeProcess(deps.pool, processIdOf(permitId), at);
}

interface PermitRow {
  id: string;
  municipality_id: string;
  holder_id: string;
  application_id: string;
  product_id: string;
  release: number;
  status: PermitStatus;
  email: string | null;
  language: Language;
  counts_until: Date;
  succeeded_at: Date | null;
  /** A renewal is open: its place is kept until that is decided. */
  renewing: boolean;
}

async function lock(tx: Db, permitId: string): Promise<PermitRow | undefined> {
  const { rows } = await tx.query<PermitRow>({ ...lockPermit, values: [permitId] });
  return rows[0];
}

/** Whatever runs or is planned on it ends with it, and so do its grants: what is left goes back to its balance, and processes are told. */
async function close(
  { releases }: Deps,
  tx: Db,
  { id: permitId, application_id: applicationId, renewing }: PermitRow,
  { status, ground, actor, at }: { status: 'ended' | 'expired'; ground: string | null; actor: Actor; at: Instant },
): Promise<string | null> {
  await tx.query({ ...setStatus, values: [permitId, status, at, ground] });
  const { rows: open } = await tx.query<{ id: string }>({ ...readOpenActions, values: [permitId] });
  for (const { id: actionId } of open) await stopParking({ releases, pool: tx }, { actionId, actor, at });
  await cutRights(tx, permitId, at);
  await endGrantsOf(tx, { releases }, permitId, at);
  await blockPasses(tx, permitId, at);
  await withdrawSuccession(tx, permitId, at);
  await stopPlateChanges(tx, { releases }, permitId, at);
  await resolveNotices(tx, { permitId }, 'permit-ended', at);
  const returned = renewing && status === 'ended' ? await closeRenewalOf(tx, { releases }, permitId, at) : null;
  if (!renewing || status === 'ended') await releasePlace(tx, applicationId, at);
  return returned;
}

type Told = 'permit-ended' | 'permit-expired' | 'permit-expired-renewable';

async function mail(tx: Db, permit: PermitRow, kind: Told, at: Instant): Promise<void> {
  if (permit.email === null) return;
  const { municipality_id: municipalityId, holder_id: holderId, language, email: recipient, id: permitId } = permit;
  await queueMessage(tx, { municipalityId, holderId, language, recipient, kind, permitId }, at);
}

const lockPermit = statement(
  'lock-permit',
  `SELECT p.id, p.municipality_id, p.holder_id, p.application_id, p.product_id, p.release, p.status, h.email, h.language,
          least(greatest(p.valid_until, p.kept_until), p.succeeded_at) AS counts_until, p.succeeded_at,
          EXISTS (SELECT FROM renewal r WHERE r.permit_id = p.id AND r.closed_at IS NULL) AS renewing
     FROM permit p JOIN holder h ON h.id = p.holder_id WHERE p.id = $1 FOR UPDATE OF p`,
);
const setStatus = statement(
  'set-permit-status',
  `UPDATE permit SET status = $2, ended_at = $3, end_ground = $4, valid_until = greatest(valid_from, least(valid_until, $3::timestamptz)),
                     kept_until = NULL, version = version + 1
    WHERE id = $1`,
);
const readStatus = statement('read-permit-status', 'SELECT status FROM permit WHERE id = $1');
const readOpenActions = statement(
  'read-open-actions-of-permit',
  `SELECT id FROM parking_action WHERE permit_id = $1 AND state = 'open' ORDER BY id`,
);
const readFacts = statement(
  'read-permit-facts',
  `SELECT p.status, least(greatest(p.valid_until, p.kept_until), p.succeeded_at) AS valid_until,
          ARRAY(SELECT id FROM parking_right WHERE permit_id = p.id AND kind = 'permit' AND registered_at IS NULL AND NOT withheld
                   AND (open OR since < enrolled_until) ORDER BY id) AS to_register,
          ARRAY(SELECT id FROM parking_right WHERE permit_id = p.id AND kind IN ('permit', 'provisional') AND registered_at IS NOT NULL AND revoked_at IS NULL
                   AND NOT open ORDER BY id) AS to_revoke
     FROM permit p WHERE p.id = $1`,
);
