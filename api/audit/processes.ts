import { readDiagram } from '../../activities/audit/diagram.ts';
import { readProcessesOfCase } from '../../activities/db/stores/process-steps.ts';
import { type Api } from '../api.ts';
import { type CaseProcesses } from './shapes.ts';

/** What belongs to a case, each with its way so far, and a drawing per kind. */
export async function readProcesses({ deps }: Pick<Api, 'deps'>, applicationId: string): Promise<CaseProcesses> {
  const items = await readProcessesOfCase(deps.pool, applicationId);
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  return { items, drawings: kinds.map((kind) => readDiagram(kind)) };
}
