import { MINUTE_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** A call is not longer than this; what was said in it is then gone. */
const CALL_MINUTES = 30;

type CallDeps = Pick<Deps, 'pool' | 'vault'>;

/** How far a call is; undefined when it never began or is too old. */
export async function readCall<State>(
  { pool, vault }: CallDeps,
  callSid: string,
  at: Instant,
): Promise<{ step: number; state: State } | undefined> {
  const { rows } = await pool.query<{ step: number; state: Buffer }>({
    ...findCall,
    values: [vault.fingerprint('subject', `call ${callSid}`), at],
  });
  const [row] = rows;
  return row && { step: row.step, state: JSON.parse(vault.open(row.state).toString()) as State };
}

/**
 * Keeps how far it is now, sealed: a plate may be among it. False when the call has gone on meanwhile: the telephone company sends again
 * what it thinks was lost.
 */
export async function keepCall(
  { pool, vault }: CallDeps,
  call: { callSid: string; municipalityId: string; step: number; state: object; at: Instant },
): Promise<boolean> {
  const { rowCount } = await pool.query({
    ...putCall,
    values: [
      vault.fingerprint('subject', `call ${call.callSid}`), call.municipalityId, call.step, vault.seal(Buffer.from(JSON.stringify(call.state))),
      plusMs(call.at, CALL_MINUTES * MINUTE_MS),
    ], // prettier-ignore
  });
  return rowCount === 1;
}

const findCall = statement(
  'find-phone-call',
  'SELECT step, state FROM phone_call WHERE call_hash = $1 AND ends_at > $2',
);
const putCall = statement(
  'put-phone-call',
  `INSERT INTO phone_call (call_hash, municipality_id, step, state, ends_at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (call_hash) DO UPDATE SET step = excluded.step, state = excluded.state WHERE phone_call.step = excluded.step - 1`,
);
