import { type Pool, type PoolClient } from 'pg';
import { type CommandKind, type Commands } from '../activities/db/stores/outbox.ts';
import { statement, type Statement } from '../activities/db/transaction.ts';

/** A committed command on its way to where it belongs. */
export type Command = {
  [Kind in CommandKind]: { subject_id: string; seq: string; attempts: number; kind: Kind; payload: Commands[Kind] };
}[CommandKind];

export interface RelayDeps {
  pool: Pool;
  /** Resolves when the command has arrived, or had arrived before. Rejects: try again later. */
  deliver: (command: Command) => Promise<void>;
  onError: (error: unknown, command?: Command) => void;
  lanes?: number;
  batch?: number;
  pollMs?: number;
}

export interface Relay {
  /** Somebody committed a command: look now rather than at the next poll. */
  ring(): void;
  /** Finishes the batches under way, then stops. */
  stop(): Promise<void>;
}

/**
 * Delivers committed commands, in order per subject. A lane locks a batch, delivers it, removes what arrived and commits; the lock
 * dies with the process, so another relay takes over at once. At most `lanes × batch` deliveries are under way.
 */
export function startRelay({ pool, deliver, onError, lanes = 2, batch = 32, pollMs = 200 }: RelayDeps): Relay {
  let stopping = false;
  const sleepers = new Set<() => void>();
  const wakeAll = () => sleepers.forEach((wake) => wake());

  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      sleepers.add(wake);
    });

  async function lane(): Promise<void> {
    while (!stopping) {
      try {
        const { taken, failed } = await relayBatch();
        if (taken === 0 || failed === taken) await sleep(failed > 0 ? 4 * pollMs : pollMs);
      } catch (error) {
        onError(error);
        await sleep(4 * pollMs);
      }
    }
  }

  async function relayBatch(): Promise<{ taken: number; failed: number }> {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const { rows: commands } = await client.query<Command>({ ...takeCommands, values: [batch] });
      const failed = new Set<Command>();
      await Promise.all(
        commands.map((command) =>
          deliver(command).catch((error: unknown) => {
            failed.add(command);
            onError(error, command);
          }),
        ),
      );
      await mark(
        client,
        removeDelivered,
        commands.filter((command) => !failed.has(command)),
      );
      await mark(client, postponeFailed, [...failed]);
      await client.query('COMMIT');
      client.release();
      return { taken: commands.length, failed: failed.size };
    } catch (error) {
      client.release(true); // closing the connection gives the locks back
      throw error;
    }
  }

  const running = Array.from({ length: lanes }, lane);
  return {
    ring: wakeAll,
    async stop() {
      stopping = true;
      wakeAll();
      await Promise.all(running);
    },
  };
}

async function mark(client: PoolClient, marking: Statement, commands: Command[]): Promise<void> {
  if (commands.length === 0) return;
  await client.query({ ...marking, values: [commands.map((c) => c.subject_id), commands.map((c) => c.seq)] });
}

/**
 * The oldest undelivered command of each subject nobody else is delivering. An earlier one, even locked, holds the later back. The
 * scalar subquery cannot be turned into a join, so a long backlog is read from its head and no further.
 */
const takeCommands = statement(
  'take-commands',
  `SELECT subject_id, seq, kind, payload, attempts FROM outbox o
    WHERE not_before <= now()
      AND seq = (SELECT min(seq) FROM outbox head WHERE head.subject_id = o.subject_id)
    ORDER BY subject_id, seq
    LIMIT $1
      FOR UPDATE SKIP LOCKED`,
);
const removeDelivered = statement(
  'remove-delivered',
  `DELETE FROM outbox USING unnest($1::uuid[], $2::bigint[]) AS done (subject_id, seq)
    WHERE outbox.subject_id = done.subject_id AND outbox.seq = done.seq`,
);
const postponeFailed = statement(
  'postpone-failed',
  `UPDATE outbox SET attempts = attempts + 1, not_before = now() + least(interval '1 minute', interval '1 second' * 2 ^ least(attempts, 6))
     FROM unnest($1::uuid[], $2::bigint[]) AS failed (subject_id, seq)
    WHERE outbox.subject_id = failed.subject_id AND outbox.seq = failed.seq`,
);
