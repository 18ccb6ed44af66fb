import type { CheckAnswer } from '../../../api/enforcement/shapes.ts';
import type { PassCheckAnswer } from '../../../api/passes/shapes.ts';
import { call, type Answer } from '../../data/http.ts';
import type { Position } from '../../data/position.ts';

export interface PlateQuestion {
  plate: string;
  country: string;
  /** The area somebody chose, or where this device is. */
  place: { area: string } | { location: Position };
}

export interface TimedAnswer extends CheckAnswer {
  /** What the officer waited for it. */
  tookMs: number;
}

/** May this plate stand here now? Each question is stored with its answer, so the same one asked again is another one. */
export async function checkPlate({ plate, country, place }: PlateQuestion): Promise<Answer<TimedAnswer>> {
  const asked = performance.now();
  const answer = await call<CheckAnswer>('/v1/enforcement/checks', {
    method: 'POST',
    body: { plate, country, ...place },
  });
  return answer.ok ? { ok: true, value: { ...answer.value, tookMs: performance.now() - asked } } : answer;
}

/** Does this pass open the barrier of its garage now? */
export function checkPass(number: string): Promise<Answer<PassCheckAnswer>> {
  return call<PassCheckAnswer>('/v1/enforcement/pass-checks', { method: 'POST', body: { number } });
}
