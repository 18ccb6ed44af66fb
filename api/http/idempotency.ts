import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { statement, type Db } from '../../activities/db/transaction.ts';
import { HttpProblem } from './problem.ts';

const LOOKS = 10;
const LOOK_AGAIN_MS = 40;

export interface Remembered {
  status: number;
  body: string;
}

export interface Memory {
  /** The answer this key was given before; undefined the first time. Another request under the same key is refused with 422. */
  recall(owner: string, key: string, request: string): Promise<Remembered | undefined>;
  keep(owner: string, key: string, answer: Remembered): Promise<void>;
  /** Nothing was done: the key may be used again. */
  drop(owner: string, key: string): Promise<void>;
}

/** Answers by `Idempotency-Key`, kept for a day: the same key and body gets the same answer, also from another process. */
export function createMemory(db: Db): Memory {
  return {
    async recall(owner, key, request) {
      const hash = createHash('sha256').update(request).digest('base64url');
      const { rowCount } = await db.query({ ...claimKey, values: [owner, key, hash] });
      if (rowCount === 1) return undefined;
      // An answer is kept a moment after it was sent, so whoever asks again at once waits that moment.
      for (let look = 1; ; look += 1) {
        const { rows } = await db.query<{ request_hash: string; status: number | null; body: string | null }>({
          ...readKey,
          values: [owner, key],
        });
        const found = rows[0];
        if (found && found.request_hash !== hash) throw new HttpProblem(422, 'idempotency-key-reused');
        if (found && found.status !== null) return { status: found.status, body: found.body ?? '' };
        if (look === LOOKS) throw new HttpProblem(409, 'still-working', 1);
        await pause(LOOK_AGAIN_MS);
      }
    },
    async keep(owner, key, { status, body }) {
      await db.query({ ...keepAnswer, values: [owner, key, status, body] });
    },
    async drop(owner, key) {
      await db.query({ ...dropKey, values: [owner, key] });
    },
  };
}

/** A claim without an answer is free again after half a minute: whoever had it is gone. */
const claimKey = statement(
  'claim-idempotency-key',
  `INSERT INTO answer_given (owner, key, request_hash) VALUES ($1, $2, $3)
   ON CONFLICT (owner, key) DO UPDATE SET claimed_at = now(), request_hash = excluded.request_hash, status = NULL, body = NULL
   WHERE answer_given.claimed_at < now() - interval '24 hours'
      OR (answer_given.status IS NULL AND answer_given.request_hash = excluded.request_hash
          AND answer_given.claimed_at < now() - interval '30 seconds')`,
);
const readKey = statement(
  'read-idempotency-key',
  'SELECT request_hash, status, body FROM answer_given WHERE owner = $1 AND key = $2',
);
const keepAnswer = statement(
  'keep-idempotent-answer',
  'UPDATE answer_given SET status = $3, body = $4 WHERE owner = $1 AND key = $2',
);
const dropKey = statement(
  'drop-idempotency-key',
  'DELETE FROM answer_given WHERE owner = $1 AND key = $2 AND status IS NULL',
);
