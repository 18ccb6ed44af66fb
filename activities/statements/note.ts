import { type Instant } from '../../rules/values/moment.ts';
import { statement, type Db } from '../db/transaction.ts';

export interface Note {
  actionId: string;
  accountId: string;
  /** Empty takes it away. */
  words: string;
  at: Instant;
}

/** Keeps what somebody noted about a session of theirs. False where the plate has gone already: the note would have gone with it. */
export async function writeNote(db: Db, { actionId, accountId, words, at }: Note): Promise<boolean> {
  if (words === '') {
    await db.query({ ...forgetNote, values: [actionId, accountId] });
    return true;
  }
  const { rowCount } = await db.query({ ...keepNote, values: [actionId, accountId, words, at] });
  return rowCount === 1;
}

const forgetNote = statement(
  'forget-parking-note',
  'DELETE FROM parking_note WHERE action_id = $1 AND account_id = $2',
);
/** The lock keeps the erasure of that very moment waiting, which then takes the note along. */
const keepNote = statement(
  'keep-parking-note',
  `WITH named AS (SELECT id FROM parking_action WHERE id = $1 AND plate IS NOT NULL FOR SHARE)
   INSERT INTO parking_note (action_id, account_id, words, written_at) SELECT id, $2, $3, $4 FROM named
   ON CONFLICT (action_id, account_id) DO UPDATE SET words = excluded.words, written_at = excluded.written_at`,
);
