import type { z } from 'zod';
import type { ActionPage, ActionView } from '../../../api/parking/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

type Page = z.infer<typeof ActionPage>;

/** More than anybody has at once; where there are still more, their own product shows them. */
const MANY = 100;

export interface AllActions {
  running: ActionView[];
  planned: ActionView[];
}

/** What runs and what is planned, over all products and grants (2PARK-105). */
export async function readAllActions(signal: AbortSignal): Promise<Answer<AllActions>> {
  const page = (state: 'running' | 'planned') =>
    call<Page>(`/v1/parking/actions?state=${state}&limit=${MANY}`, { signal });
  const [running, planned] = await Promise.all([page('running'), page('planned')]);
  if (!running.ok) return running;
  if (!planned.ok) return planned;
  return { ok: true, value: { running: running.value.items, planned: planned.value.items } };
}
