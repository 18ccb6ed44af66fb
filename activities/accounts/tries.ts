import { decideTry } from '../../rules/accounts.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Refusal } from '../../rules/values/refusal.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Vault } from '../db/vault.ts';
import { type Deps } from '../ports.ts';

/** How many tries a further one makes, or why it comes too soon. */
export type DecideTry<Ground extends string> = (
  before: { tries: number; lastAt: Instant },
  now: Instant,
) => { outcome: 'allow'; tries: number } | Refusal<Ground>;

/** Counts a try at the password of an address, known or not, before it is looked at; refuses when it comes too soon. Real time. */
export function countTry(
  deps: Pick<Deps, 'pool' | 'vault'>,
  emailKey: string,
): Promise<Refusal<'sign-in-too-soon'> | undefined> {
  return countTryBy(deps, emailKey, decideTry);
}

/** The same for other secrets, with waits of their own. */
export async function countTryBy<Ground extends string>(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  emailKey: string,
  decide: DecideTry<Ground>,
): Promise<Refusal<Ground> | undefined> {
  const hash = hashOf(vault, emailKey);
  return inTransaction(pool, async (tx) => {
    const { rowCount } = await tx.query({ ...addFirstTry, values: [hash] });
    if (rowCount === 1) return undefined;
    const { rows } = await tx.query<{ failures: number; last_at: Date; now: Date }>({ ...lockTries, values: [hash] });
    // Somebody signed in between the two statements, and with that the earlier tries are forgotten.
    if (!rows[0]) return undefined;
    const { failures, last_at: lastAt, now } = rows[0];
    const decision = decide({ tries: failures, lastAt: lastAt.toISOString() }, now.toISOString());
    if (decision.outcome === 'refuse') return decision;
    await tx.query({ ...keepTries, values: [hash, decision.tries] });
    return undefined;
  });
}

/** The password was right, or there is a new one. */
export async function forgetTries(db: Db, vault: Vault, emailKey: string): Promise<void> {
  await db.query({ ...removeTries, values: [hashOf(vault, emailKey)] });
}

/** A try that was right: it counts no more, and those before it still do. */
export async function takeTryBack(db: Db, vault: Vault, emailKey: string): Promise<void> {
  await db.query({ ...lessTries, values: [hashOf(vault, emailKey)] });
}

const hashOf = (vault: Vault, emailKey: string): Buffer => vault.fingerprint('subject', `sign-in ${emailKey}`);

const addFirstTry = statement(
  'add-sign-in-try',
  'INSERT INTO sign_in_failure (email_hash, failures, last_at) VALUES ($1, 1, now()) ON CONFLICT DO NOTHING',
);
/** The clock is read after the wait for the row: the transaction's own would be from before it. */
const lockTries = statement(
  'lock-sign-in-tries',
  'SELECT failures, last_at, clock_timestamp() AS now FROM sign_in_failure WHERE email_hash = $1 FOR UPDATE',
);
const keepTries = statement(
  'keep-sign-in-tries',
  'UPDATE sign_in_failure SET failures = $2, last_at = clock_timestamp() WHERE email_hash = $1',
);
const removeTries = statement('remove-sign-in-tries', 'DELETE FROM sign_in_failure WHERE email_hash = $1');
const lessTries = statement(
  'take-sign-in-try-back',
  'UPDATE sign_in_failure SET failures = greatest(failures - 1, 0) WHERE email_hash = $1',
);
