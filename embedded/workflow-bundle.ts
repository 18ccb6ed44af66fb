import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';
import { projectRoot } from './root.ts';

/** Packs the workflows into the one file that workers load. False while there are no workflows. */
export async function bundleWorkflows(to: string): Promise<boolean> {
  const workflowsPath = join(projectRoot(), 'workflows', 'index.ts');
  if (!existsSync(workflowsPath)) return false;
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  // A worker may be reading the previous one.
  writeFileSync(`${to}.new`, code);
  renameSync(`${to}.new`, to);
  return true;
}
