import type { OldSystemRuns } from '../../../api/old-system/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const PATH = '/v1/staff/old-system-runs';

export const readOldSystemRuns = (signal: AbortSignal): Promise<Answer<OldSystemRuns>> =>
  call<OldSystemRuns>(PATH, { signal });

export const runReportPath = (id: string): string => `${PATH}/${id}/report`;
