import { type Instant } from '../../rules/values/moment.ts';
import { permitId as processIdOf } from '../../rules/values/process-ids.ts';
import { command, openProcess } from '../db/stores/outbox.ts';
import { type Db } from '../db/transaction.ts';

interface Begun {
  permitId: string;
  municipalityId: string;
  /** The last moment it is valid, which its process waits for. */
  until: Instant;
}

/** Sets a permit's process going, in the transaction that writes the permit down, wherever the permit comes from. */
export async function beginPermit(tx: Db, { permitId, municipalityId, until }: Begun, at: Instant): Promise<void> {
  await openProcess(tx, {
    workflowId: processIdOf(permitId),
    kind: 'permit',
    subjectId: permitId,
    municipalityId,
    openedAt: at,
    nextDueAt: until,
  });
  await command(tx, permitId, 'start-permit', { permitId });
}
