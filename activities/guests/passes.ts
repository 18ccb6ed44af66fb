import { randomUUID } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { decideGuestPass, guestCodeInGroups, type GuestPassGround, type GuestPassWish } from '../../rules/guests.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { lockPermit } from '../db/stores/grants.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { guestHash, lockPass, newGuestCode } from './pass.ts';

export interface MakeGuestPass extends GuestPassWish {
  permitId: string;
  /** For whom, as the host remembers it; null without. */
  name: string | null;
  actor: Actor;
  at: Instant;
}

/** The code is told once, to be shared or printed; only its hash is kept. */
export type GuestPassMade = { outcome: 'made'; passId: string; code: string; link: string; endsAt: Instant };

/** Makes a link and a code for guests (gastlink maken, BEYOND-010, PEERS-009). */
export function makeGuestPass(
  { pool, releases, vault, publicUrl }: Pick<Deps, 'pool' | 'releases' | 'vault' | 'publicUrl'>,
  { permitId, name, actor, at, ...wish }: MakeGuestPass,
): Promise<GuestPassMade | Refusal<GuestPassGround | 'not-found'>> {
  return inTransaction(pool, async (tx) => {
    const permit = await lockPermit(tx, permitId);
    if (!permit) return refuse('not-found');
    const { municipality_id: municipalityId, holder_id: holderId, application_id: applicationId } = permit;
    const { content } = await releases.inForce(municipalityId, at, tx);
    const { rows } = await tx.query<{ live: number }>({ ...countLive, values: [permitId, at] });
    const decision = decideGuestPass(
      wish,
      {
        terms: productOf(content, permit.product_id)?.parking?.guests ?? null,
        live: rows[0]!.live,
        permitEndsAt: permit.valid_until.toISOString(),
      },
      at,
    );
    if (isRefusal(decision)) return decision;
    const [passId, code] = [randomUUID(), newGuestCode()];
    const { payer, consent, uses, mostMinutes } = wish;
    const { endsAt } = decision;
    await tx.query({
      ...addPass,
      values: [
        passId, municipalityId, permitId, name, guestHash(vault, 'pass', code), payer, consent, uses, mostMinutes, at, endsAt,
      ], // prettier-ignore
    });
    const data = { passId, payer, consent, uses, until: endsAt };
    await record(
      tx,
      at,
      actor,
      { municipalityId, holderId, applicationId, permitId },
      { kind: 'guest-pass-made', data },
    );
    return { outcome: 'made', passId, code: guestCodeInGroups(code), link: `${publicUrl}/guest#${code}`, endsAt };
  });
}

/**
 * From this moment nobody signs on with it. What parks goes on to its end, and its guest can still stop it; who is at the checkout gets
 * their money back.
 */
export function revokeGuestPass(
  { pool }: Pick<Deps, 'pool'>,
  { permitId, passId, actor, at }: { permitId: string; passId: string; actor: Actor; at: Instant },
): Promise<{ outcome: 'revoked' } | Refusal<'not-found'>> {
  return inTransaction(pool, async (tx) => {
    await lockPass(tx, passId);
    const { rows } = await tx.query<{ municipality_id: string; holder_id: string; application_id: string }>({
      ...revoke,
      values: [passId, permitId, at],
    });
    const [row] = rows;
    if (!row) return refuse('not-found');
    await tx.query({ ...dropWaiting, values: [passId] });
    const { municipality_id: municipalityId, holder_id: holderId, application_id: applicationId } = row;
    const event = { kind: 'guest-pass-revoked' as const, data: { passId } };
    await record(tx, at, actor, { municipalityId, holderId, applicationId, permitId }, event);
    return { outcome: 'revoked' };
  });
}

const countLive = statement(
  'count-live-guest-passes',
  'SELECT count(*)::int AS live FROM guest_pass WHERE permit_id = $1 AND revoked_at IS NULL AND ends_at > $2',
);
const addPass = statement(
  'add-guest-pass',
  `INSERT INTO guest_pass (id, municipality_id, permit_id, name, secret_hash, payer, consent, uses, most_minutes, made_at, ends_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
);
const revoke = statement(
  'revoke-guest-pass',
  `UPDATE guest_pass g SET revoked_at = $3 FROM permit p
    WHERE g.id = $1 AND g.permit_id = $2 AND g.revoked_at IS NULL AND p.id = g.permit_id
   RETURNING g.municipality_id, p.holder_id, p.application_id`,
);
const dropWaiting = statement(
  'drop-waiting-guest-visits',
  `UPDATE guest_visit SET status = 'lapsed', ground = 'guest-link-revoked' WHERE pass_id = $1 AND status IN ('asked', 'allowed')`,
);
