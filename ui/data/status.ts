import type { PublicOutage, StatusView } from '../../api/outages/shapes.ts';
import { call, type Answer } from './http.ts';

export function readStatus(signal: AbortSignal): Promise<Answer<StatusView>> {
  return call<StatusView>('/v1/status', { signal });
}

/** Of one municipality; of any when none is chosen. */
export const outagesOf = ({ outages }: StatusView, municipality: string | null): PublicOutage[] =>
  outages.filter((outage) => municipality === null || outage.municipality.id === municipality);
