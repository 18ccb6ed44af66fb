import { createHash, randomBytes } from 'node:crypto';
import { isEnoughWork, WORK_BITS, WORK_MINUTES } from '../../rules/accounts.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { statement, type Db } from '../db/transaction.ts';

export type ChallengePurpose = 'passkey-register' | 'passkey-sign-in' | 'work';

const MINUTES: Record<ChallengePurpose, number> = { 'passkey-register': 5, 'passkey-sign-in': 5, work: WORK_MINUTES };

/** Keeps a question that a browser has to answer once, soon. Real time. */
export async function ask(db: Db, purpose: ChallengePurpose, value: string, accountId?: string): Promise<string> {
  const { rows } = await db.query<{ id: string }>({
    ...addChallenge,
    values: [purpose, accountId ?? null, value, MINUTES[purpose]],
  });
  return rows[0]!.id;
}

/** The question that is now answered; whatever the answer, it is not asked again. */
export async function takeChallenge(
  db: Db,
  purpose: ChallengePurpose,
  id: string,
  accountId?: string,
): Promise<string | undefined> {
  const { rows } = await db.query<{ value: string }>({ ...removeChallenge, values: [id, purpose, accountId ?? null] });
  return rows[0]?.value;
}

export interface Work {
  challengeId: string;
  salt: string;
  leadingZeroBits: number;
}

/** Something to compute before we send a mail: no picture to read, nothing a screen reader stumbles over (2PARK-021). */
export async function giveWork(db: Db): Promise<Work> {
  const salt = randomBytes(16).toString('hex');
  return { challengeId: await ask(db, 'work', salt), salt, leadingZeroBits: WORK_BITS };
}

/** Looks at the work, which counts once. */
export async function takeWork(
  db: Db,
  work: { challengeId: string; nonce: string } | undefined,
): Promise<Refusal<'work-missing' | 'work-not-done'> | undefined> {
  if (!work) return refuse('work-missing', {}, 'try-again');
  const salt = await takeChallenge(db, 'work', work.challengeId);
  const done =
    salt !== undefined &&
    isEnoughWork(
      createHash('sha256')
        .update(salt + work.nonce)
        .digest(),
      WORK_BITS,
    );
  return done ? undefined : refuse('work-not-done', {}, 'try-again');
}

const addChallenge = statement(
  'add-challenge',
  'INSERT INTO challenge (purpose, account_id, value, ends_at) VALUES ($1, $2, $3, now() + make_interval(mins => $4)) RETURNING id',
);
const removeChallenge = statement(
  'remove-challenge',
  `DELETE FROM challenge WHERE id = $1 AND purpose = $2 AND account_id IS NOT DISTINCT FROM $3::uuid AND ends_at > now() RETURNING value`,
);
