import type { CheckAnswer, CheckListAnswer } from '../../../api/enforcement/shapes.ts';
import type { PassCheckAnswer } from '../../../api/passes/shapes.ts';
import { call, type Answer } from '../../data/http.ts';
import type { Position } from '../../data/position.ts';

/** The area somebody chose, or where this device is. */
export type Place = { area: string } | { location: Position };

export interface PlateQuestion {
  plate: string;
  country: string;
  place: Place;
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

/** As many as the API takes at once. */
const PLATES_AT_ONCE = 100;

/** The same question about each plate of a list, a hundred at a time; the answers in the order of the list. */
export async function checkPlates(
  { plates, place }: { plates: readonly { plate: string; country: string }[]; place: Place },
  key: string,
): Promise<Answer<CheckAnswer[]>> {
  const answers: CheckAnswer[] = [];
  for (let from = 0; from < plates.length; from += PLATES_AT_ONCE) {
    const answer = await call<CheckListAnswer>('/v1/enforcement/check-lists', {
      method: 'POST',
      body: { plates: plates.slice(from, from + PLATES_AT_ONCE), ...place },
      key: `${key}-${from}`,
    });
    if (!answer.ok) return answer;
    answers.push(...answer.value.items);
  }
  return { ok: true, value: answers };
}

/** Does this pass open the barrier of its garage now? */
export function checkPass(number: string): Promise<Answer<PassCheckAnswer>> {
  return call<PassCheckAnswer>('/v1/enforcement/pass-checks', { method: 'POST', body: { number } });
}
