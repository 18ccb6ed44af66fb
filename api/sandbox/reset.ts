import { CLOCK_CHANNEL } from '../../activities/clock.ts';
import { command } from '../../activities/db/stores/outbox.ts';
import { inTransaction } from '../../activities/db/transaction.ts';
import { JOBS } from '../../workflows/contract/jobs.ts';
import { type Api } from '../api.ts';
import { tellSandbox } from './stand-ins.ts';

/** Tables that stay: what they hold describes the municipalities, not what people did. */
const KEPT = ['migration', 'municipality', 'release', 'business_clock', 'component_beat', 'vault_key'];

/**
 * Puts the demonstration back to its first state (BEYOND-041): no processes, no people, no money, the first release of every
 * municipality, the clock on real time, the stand-ins empty. The same every time.
 */
export async function resetDemonstration(api: Api): Promise<void> {
  const { deps, temporal } = api;
  for await (const { workflowId } of temporal.workflow.list({ query: `ExecutionStatus = 'Running'` })) {
    await temporal.workflow.getHandle(workflowId).terminate('the demonstration begins anew').catch(ignoreGone);
  }
  await inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<{ tablename: string }>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1::text[])`,
      [KEPT],
    );
    await tx.query('CREATE TEMPORARY TABLE first_release ON COMMIT DROP AS SELECT * FROM release WHERE number = 1');
    await tx.query(`TRUNCATE release, ${rows.map(({ tablename }) => `"${tablename}"`).join(', ')} RESTART IDENTITY`);
    await tx.query('INSERT INTO release SELECT * FROM first_release');
    await tx.query('UPDATE business_clock SET offset_ms = 0');
    await tx.query('SELECT pg_notify($1, $2)', [CLOCK_CHANNEL, '0']);
    for (const { job } of JOBS) await command(tx, '00000000-0000-4000-8000-000000000001', 'start-job', { job });
  });
  await tellSandbox(api, '_reset', {});
  await tellSandbox(api, '_clock', { offsetMs: 0 });
}

/** It ended by itself between the list and the call. */
function ignoreGone(error: unknown): void {
  if ((error as Error).name !== 'WorkflowNotFoundError') throw error;
}
