import { randomInt, randomUUID } from 'node:crypto';
import { productOf } from '../../rules/municipalities/release.ts';
import { decideEntryTry } from '../../rules/sign-on/keys.ts';
import { MINUTE_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { countTryBy, forgetTries } from '../accounts/tries.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, isClash, statement } from '../db/transaction.ts';
import { type Vault } from '../db/vault.ts';
import { type Deps } from '../ports.ts';
import { isSignOnOffered, lockOwn, type OwnPermit } from './keys.ts';

/** How long a code may wait to be texted. */
const CODE_MINUTES = 30;
const MOST_PHONES = 5;
const DAY_MINUTES = 24 * 60;

export type PhoneGround = 'sign-on-not-offered' | 'permit-not-in-force' | 'too-many-phones' | 'not-found';

/**
 * A code that, texted from a telephone to the line, links that telephone to the permit. Texting it is the proof: it shows who has the
 * number, and nobody gets a message they did not ask for.
 */
export async function askToLink(
  { pool, releases, vault }: Pick<Deps, 'pool' | 'releases' | 'vault'>,
  { permitId, holderId, at }: OwnPermit,
): Promise<{ outcome: 'asked'; code: string; endsAt: Instant } | Refusal<PhoneGround>> {
  const endsAt = plusMs(at, CODE_MINUTES * MINUTE_MS);
  for (;;) {
    const code = String(randomInt(100_000, 1_000_000));
    try {
      return await inTransaction(pool, async (tx) => {
        const permit = await lockOwn(tx, permitId, holderId);
        if (!permit) return refuse('not-found');
        const { municipalityId, productId, status } = permit;
        const { content } = await releases.inForce(municipalityId, at, tx);
        if (!isSignOnOffered(content, productOf(content, productId)))
          return refuse('sign-on-not-offered', {}, 'counter');
        if (status !== 'issued') return refuse('permit-not-in-force', { status }, 'look-again');
        await tx.query({ ...dropAsked, values: [permitId, municipalityId, at] });
        const { rows } = await tx.query<{ count: number }>({ ...countLinked, values: [permitId] });
        if (rows[0]!.count >= MOST_PHONES) return refuse('too-many-phones', { most: MOST_PHONES }, 'remove-phone');
        await tx.query({
          ...addAsked,
          values: [randomUUID(), municipalityId, permitId, codeHash(vault, code), endsAt],
        });
        return { outcome: 'asked', code, endsAt };
      });
    } catch (error) {
      // Somebody else of this town waits with the same code: draw another.
      if (!isClash(error)) throw error;
    }
  }
}

/** The code came in from this number: from now on its texts count for that permit, and for no other. */
export async function linkPhone(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  { municipalityId, sender, code, at }: { municipalityId: string; sender: string; code: string; at: Instant },
): Promise<{ outcome: 'linked'; permitId: string } | Refusal<'link-code-unknown' | 'sign-on-locked'>> {
  // Six digits can be guessed by who may try often.
  const locked = await countTryBy({ pool, vault }, `link ${municipalityId} ${sender}`, decideEntryTry);
  if (locked) return locked;
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: string; permit_id: string; holder_id: string }>({
      ...findAsked,
      values: [municipalityId, codeHash(vault, code), at],
    });
    const [asked] = rows;
    if (!asked) return refuse('link-code-unknown', {}, 'new-link');
    const hash = senderHash(vault, municipalityId, sender);
    await tx.query({ ...removeNumber, values: [municipalityId, hash, at, asked.id] });
    await tx.query({ ...setLinked, values: [asked.id, hash, vault.seal(Buffer.from(sender)), at] });
    const subject = { municipalityId, holderId: asked.holder_id, permitId: asked.permit_id };
    await forgetTries(tx, vault, `link ${municipalityId} ${sender}`);
    await record(tx, at, { kind: 'key', id: asked.id }, subject, { kind: 'phone-linked', data: { phoneId: asked.id } });
    return { outcome: 'linked', permitId: asked.permit_id };
  });
}

/** Its texts count no more: asked by the holder, or by a text from the telephone itself. */
export async function unlinkPhone(
  { pool }: Pick<Deps, 'pool'>,
  { permitId, holderId, actor, at, phoneId }: OwnPermit & { phoneId: string },
): Promise<{ outcome: 'unlinked' } | Refusal<'not-found'>> {
  return inTransaction(pool, async (tx) => {
    const permit = await lockOwn(tx, permitId, holderId);
    const { rowCount } = permit ? await tx.query({ ...removeOne, values: [phoneId, permitId, at] }) : { rowCount: 0 };
    if (!permit || rowCount !== 1) return refuse('not-found');
    const { municipalityId, applicationId } = permit;
    await record(
      tx,
      at,
      actor,
      { municipalityId, holderId, applicationId, permitId },
      { kind: 'phone-unlinked', data: { phoneId } },
    );
    return { outcome: 'unlinked' };
  });
}

export interface LinkedPhone {
  phoneId: string;
  permitId: string;
  holderId: string;
}

/** Whose telephone this is; undefined when nobody linked it. */
export async function phoneOf(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  municipalityId: string,
  sender: string,
): Promise<LinkedPhone | undefined> {
  const { rows } = await pool.query<{ id: string; permit_id: string; holder_id: string }>({
    ...findSender,
    values: [municipalityId, senderHash(vault, municipalityId, sender)],
  });
  const [row] = rows;
  return row && { phoneId: row.id, permitId: row.permit_id, holderId: row.holder_id };
}

/** May a stranger be answered? Once a day, and two texts at the same moment get one answer. */
export async function mayTellStranger(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  { municipalityId, sender, at }: { municipalityId: string; sender: string; at: Instant },
): Promise<boolean> {
  const { rowCount } = await pool.query({
    ...tellStranger,
    values: [municipalityId, senderHash(vault, municipalityId, sender), at, plusMs(at, -DAY_MINUTES * MINUTE_MS)],
  });
  return rowCount === 1;
}

/** Linked telephones as their owner knows them again: by their last digits. */
export async function phonesOf(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  permitId: string,
): Promise<{ id: string; lastDigits: string; linkedAt: Instant }[]> {
  const { rows } = await pool.query<{ id: string; number_sealed: Buffer; linked_at: Date }>({
    ...readLinked,
    values: [permitId],
  });
  return rows.map(({ id, number_sealed, linked_at }) => ({
    id,
    lastDigits: vault.open(number_sealed).toString().slice(-3),
    linkedAt: linked_at.toISOString(),
  }));
}

const codeHash = (vault: Vault, code: string): Buffer => vault.fingerprint('code', `link ${code}`);
const senderHash = (vault: Vault, municipalityId: string, sender: string): Buffer =>
  vault.fingerprint('subject', `phone ${municipalityId} ${sender}`);

const dropAsked = statement(
  'drop-asked-phone-links',
  'DELETE FROM linked_phone WHERE linked_at IS NULL AND removed_at IS NULL AND (permit_id = $1 OR (municipality_id = $2 AND code_ends_at <= $3))',
);
const countLinked = statement(
  'count-linked-phones',
  'SELECT count(*)::int AS count FROM linked_phone WHERE permit_id = $1 AND removed_at IS NULL AND linked_at IS NOT NULL',
);
const addAsked = statement(
  'add-asked-phone-link',
  'INSERT INTO linked_phone (id, municipality_id, permit_id, code_hash, code_ends_at) VALUES ($1, $2, $3, $4, $5)',
);
const findAsked = statement(
  'find-asked-phone-link',
  `SELECT l.id, l.permit_id, p.holder_id FROM linked_phone l JOIN permit p ON p.id = l.permit_id
    WHERE l.municipality_id = $1 AND l.code_hash = $2 AND l.code_ends_at > $3 FOR UPDATE OF l`,
);
const setLinked = statement(
  'set-phone-linked',
  `UPDATE linked_phone SET number_hash = $2, number_sealed = $3, linked_at = $4, code_hash = NULL, code_ends_at = NULL WHERE id = $1`,
);
/** A removed telephone is forgotten at once: what it did stands in the trail under its id. */
const removeNumber = statement(
  'remove-linked-number',
  `UPDATE linked_phone SET removed_at = $3, number_hash = NULL, number_sealed = NULL
    WHERE municipality_id = $1 AND number_hash = $2 AND id <> $4 AND removed_at IS NULL`,
);
const removeOne = statement(
  'remove-linked-phone',
  `UPDATE linked_phone SET removed_at = $3, number_hash = NULL, number_sealed = NULL
    WHERE id = $1 AND permit_id = $2 AND removed_at IS NULL AND linked_at IS NOT NULL`,
);
const findSender = statement(
  'find-linked-phone',
  `SELECT l.id, l.permit_id, p.holder_id FROM linked_phone l JOIN permit p ON p.id = l.permit_id
    WHERE l.municipality_id = $1 AND l.number_hash = $2 AND l.linked_at IS NOT NULL AND l.removed_at IS NULL`,
);
const tellStranger = statement(
  'tell-unknown-sender',
  `INSERT INTO unknown_sender (municipality_id, sender_hash, told_at) VALUES ($1, $2, $3)
   ON CONFLICT (municipality_id, sender_hash) DO UPDATE SET told_at = excluded.told_at WHERE unknown_sender.told_at <= $4`,
);
const readLinked = statement(
  'read-linked-phones',
  `SELECT id, number_sealed, linked_at FROM linked_phone
    WHERE permit_id = $1 AND linked_at IS NOT NULL AND removed_at IS NULL ORDER BY linked_at`,
);
