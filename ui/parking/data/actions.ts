import type { z } from 'zod';
import type { ForgottenView } from '../../../api/forgotten-stops/shapes.ts';
import type {
  ActionPage,
  ActionStory,
  CorrectBody,
  ExtensionQuote,
  StartBody,
  StartedView,
  StoppedView,
} from '../../../api/parking/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type Actions = z.infer<typeof ActionPage>;
export type Story = z.infer<typeof ActionStory>;
export type PriceLine = Story['lines'][number];
export type Start = z.infer<typeof StartBody>;
export type Started = z.infer<typeof StartedView>;
export type Stopped = z.infer<typeof StoppedView>;
export type ForgottenTold = z.infer<typeof ForgottenView>;
export type Extension = z.infer<typeof ExtensionQuote>;

/** More than any product has at once; the tabs show them all and count them. */
const ALL = '100';

/** What runs and what is planned under a permit (2PARK-050). */
export async function readOpenActions(
  permitId: string,
  signal: AbortSignal,
): Promise<Answer<{ running: Actions['items']; planned: Actions['items'] }>> {
  const ask = (state: 'running' | 'planned') =>
    call<Actions>(`/v1/parking/actions?${new URLSearchParams({ permitId, state, limit: ALL })}`, { signal });
  const [running, planned] = await Promise.all([ask('running'), ask('planned')]);
  if (!running.ok) return running;
  if (!planned.ok) return planned;
  return { ok: true, value: { running: running.value.items, planned: planned.value.items } };
}

export function readStory(id: string, signal?: AbortSignal): Promise<Answer<Story>> {
  return call<Story>(`/v1/parking/actions/${id}`, { ...(signal && { signal }) });
}

export function startAction(body: Start, key: string): Promise<Answer<Started>> {
  return call<Started>('/v1/parking/actions', { method: 'POST', body, key });
}

export function stopAction(id: string, key: string): Promise<Answer<Stopped>> {
  return call<Stopped>(`/v1/parking/actions/${id}/_stop`, { method: 'POST', key });
}

/** Only what has not begun can be deleted; what was set aside for it comes back whole (2PARK-062). */
export function deleteAction(id: string, key: string): Promise<Answer<unknown>> {
  return call<unknown>(`/v1/parking/actions/${id}`, { method: 'DELETE', key });
}

export function extendAction({ id, endsAt }: { id: string; endsAt: string }, key: string): Promise<Answer<unknown>> {
  return call<unknown>(`/v1/parking/actions/${id}`, { method: 'PATCH', body: { endsAt }, key });
}

/** What a later end would cost; nothing is booked. */
export function quoteExtension(id: string, endsAt: string, signal: AbortSignal): Promise<Answer<Extension>> {
  return call<Extension>(`/v1/parking/actions/${id}/_quote`, { method: 'POST', body: { endsAt }, signal });
}

/** When the car really left; what was paid beyond it comes back, or somebody of the municipality looks at it (BEYOND-009). */
export function tellForgottenStop(
  { id, leftAt }: { id: string; leftAt: string },
  key: string,
): Promise<Answer<ForgottenTold>> {
  return call<ForgottenTold>(`/v1/parking/actions/${id}/_forgot`, { method: 'POST', body: { leftAt }, key });
}

export function correctPlate(
  { id, ...body }: { id: string } & z.infer<typeof CorrectBody>,
  key: string,
): Promise<Answer<unknown>> {
  return call<unknown>(`/v1/parking/actions/${id}/_correct`, { method: 'POST', body, key });
}
