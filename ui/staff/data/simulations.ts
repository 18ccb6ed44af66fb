import type { Simulations, SimulationTable, SimulationView } from '../../../api/simulations/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const PATH = '/v1/staff/simulations';

export function readSimulations(signal: AbortSignal): Promise<Answer<Simulations>> {
  return call<Simulations>(PATH, { signal });
}

export function readSimulation(id: string, signal: AbortSignal): Promise<Answer<SimulationView>> {
  return call<SimulationView>(`${PATH}/${id}`, { signal });
}

export function askSimulation(body: { draftId: string }, key: string): Promise<Answer<SimulationView>> {
  return call<SimulationView>(PATH, { method: 'POST', body, key });
}

export const exportPath = (
  id: string,
  by: SimulationTable['by'],
  unit: SimulationTable['unit'],
  format: 'csv' | 'xlsx',
): string => `${PATH}/${id}/export?${new URLSearchParams({ by, unit, format }).toString()}`;
