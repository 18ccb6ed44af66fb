import { type Pool } from 'pg';
import { sealAudit } from '../audit-chain.ts';
import { count } from './case.ts';

/**
 * Links every event to the chain. A transaction in any database of this server holds back what is newer, and other tests have theirs; this
 * is over when they are.
 */
export async function linkAll(pool: Pool): Promise<void> {
  do await sealAudit(pool);
  while ((await count(pool, 'audit_event e WHERE NOT EXISTS (SELECT FROM audit_link l WHERE l.event_id = e.id)')) > 0);
}
