import { letterId as processIdOf } from '../../rules/values/process-ids.ts';
import { inTransaction } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { closeProcess, command } from '../db/stores/outbox.ts';

/** Asks the queue to render a letter; asking again while it is at work does no harm. */
export function requestRendering(deps: Deps, { letterId }: { letterId: string }): Promise<void> {
  return inTransaction(deps.pool, (tx) => command(tx, letterId, 'render-letter', { letterId }));
}

export async function closeLetter(deps: Deps, { letterId }: { letterId: string }): Promise<void> {
  await closeProcess(deps.pool, processIdOf(letterId), deps.clock());
}
