import { decideEntryTry, type EntryGround } from '../../rules/sign-on/keys.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Passwords } from '../accounts/passwords.ts';
import { countTryBy, forgetTries, takeTryBack } from '../accounts/tries.ts';
import { statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { tryKeyOf } from './keys.ts';

export interface Entry {
  municipalityId: string;
  number: string;
  code: string;
  /** Who tries: a telephone number or a machine, kept as a keyed hash; null where many people share it. */
  caller: string | null;
}

export interface Entered {
  outcome: 'allow';
  keyId: string;
  permitId: string;
}

/**
 * Number and code. An unknown number, a revoked one and a wrong code are told the same, after the same time; tries count per number and
 * per caller before they are looked at, so many at once are as slow as one by one.
 */
export async function enterWithKey(
  deps: Pick<Deps, 'pool' | 'vault'>,
  passwords: Passwords,
  { municipalityId, number, code, caller }: Entry,
): Promise<Entered | Refusal<EntryGround>> {
  const { pool, vault } = deps;
  const callerKey = caller === null ? undefined : `sign-on-caller ${caller}`;
  const locked =
    (callerKey && (await countTryBy(deps, callerKey, decideEntryTry))) ??
    (await countTryBy(deps, tryKeyOf(municipalityId, number), decideEntryTry));
  if (locked) return locked;
  const { rows } = await pool.query<{ id: string; permit_id: string; code_hash: string }>({
    ...findKey,
    values: [municipalityId, number],
  });
  const [key] = rows;
  const right = await passwords.matches(key?.code_hash ?? null, code);
  if (!key || !right) return refuse('sign-on-wrong', {}, 'check-number');
  await forgetTries(pool, vault, tryKeyOf(municipalityId, number));
  const renewed = await passwords.renewed(key.code_hash, code);
  if (renewed !== null) await pool.query({ ...keepAnew, values: [key.id, renewed, key.code_hash] });
  // Who knows one number may still be trying others.
  if (callerKey) await takeTryBack(pool, vault, callerKey);
  return { outcome: 'allow', keyId: key.id, permitId: key.permit_id };
}

/** Is it still good? Asked before each act of a call or a page that was opened with it a moment ago. */
export async function isKeyLive({ pool }: Pick<Deps, 'pool'>, keyId: string): Promise<boolean> {
  const { rowCount } = await pool.query({ ...findLive, values: [keyId] });
  return rowCount === 1;
}

const findKey = statement(
  'find-sign-on-key',
  'SELECT id, permit_id, code_hash FROM sign_on_key WHERE municipality_id = $1 AND number = $2 AND revoked_at IS NULL',
);
const keepAnew = statement(
  'keep-sign-on-code-anew',
  'UPDATE sign_on_key SET code_hash = $2 WHERE id = $1 AND code_hash = $3',
);
const findLive = statement('find-live-sign-on-key', 'SELECT FROM sign_on_key WHERE id = $1 AND revoked_at IS NULL');
