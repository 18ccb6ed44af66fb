import { useCallback, useRef, useState } from 'react';
import { isPlate, plateKey, readPlate } from '../../rules/values/plate.ts';
import type { TypedPlate } from '../components/plate-input.tsx';
import type { Problem } from '../data/problem.ts';
import { locate } from '../data/position.ts';
import type { PackFault } from '../../rules/offline-pack.ts';
import { checkPlate, type TimedAnswer } from './data/checks.ts';
import type { CheckedOffline, Offline } from './offline/use-offline-list.ts';
import { HERE } from './place-picker.tsx';
import type { Checked } from './result.tsx';

/** What the officer sees: never an old answer while a new one is on its way, or after it failed to come. */
export type ShownCheck =
  | { state: 'nothing' }
  | { state: 'busy'; plate: TypedPlate }
  | { state: 'answered'; checked: Checked }
  | { state: 'failed'; plate: TypedPlate; problem: Problem; withoutList?: PackFault | 'choose-area' }
  | { state: 'nowhere'; plate: TypedPlate; reason: 'refused' | 'unknown' };

const REMEMBERED = 20;

export interface Checks {
  shown: ShownCheck;
  recent: readonly Checked[];
  ask: (plate: TypedPlate, place: string) => Promise<TimedAnswer | null>;
}

export function useChecks(areaNamed: (id: string) => string, askOffline: Offline['ask']): Checks {
  const [shown, setShown] = useState<ShownCheck>({ state: 'nothing' });
  const [recent, setRecent] = useState<readonly Checked[]>([]);
  const busy = useRef(false);

  const ask = useCallback(
    async (plate: TypedPlate, place: string): Promise<TimedAnswer | null> => {
      if (busy.current) return null;
      busy.current = true;
      setShown({ state: 'busy', plate });
      const asked = performance.now();
      try {
        const located = place === HERE ? await locate() : null;
        if (located?.ok === false) {
          setShown({ state: 'nowhere', plate, reason: located.reason });
          return null;
        }
        const answer = await checkPlate({
          plate: plateKey(plate.text),
          country: plate.country,
          place: located ? { location: located.position } : { area: place },
        });
        const offline: CheckedOffline | PackFault | 'choose-area' | null =
          answer.ok || answer.problem.status !== 0
            ? null
            : place === HERE
              ? 'choose-area'
              : await askOffline({ plate: plateKey(plate.text), country: plate.country, area: place });
        if (!answer.ok && (offline === null || typeof offline === 'string')) {
          setShown({
            state: 'failed',
            plate,
            problem: answer.problem,
            ...(offline !== null && { withoutList: offline }),
          });
          return null;
        }
        const value = answer.ok ? answer.value : asAnswer(offline as CheckedOffline, place, performance.now() - asked);
        const checked = {
          plate: written(plate),
          country: plate.country,
          areaName: areaNamed(value.area),
          answer: value,
          ...(offline !== null && typeof offline !== 'string' && { listOf: offline.madeAt }),
        };
        setShown({ state: 'answered', checked });
        setRecent((before) => [checked, ...before].slice(0, REMEMBERED));
        return value;
      } finally {
        busy.current = false;
      }
    },
    [areaNamed, askOffline],
  );
  return { shown, recent, ask };
}

const asAnswer = ({ id, verdict, justExpired, near, until, at }: CheckedOffline, area: string, tookMs: number): TimedAnswer => ({
  id, verdict, justExpired, near, earlier: 0, area, until, at, tookMs,
}); // prettier-ignore

/** As it is written in its country, as far as that is known. */
export function written({ text, country }: TypedPlate): string {
  const read = readPlate(text, country);
  return isPlate(read) ? read.display : text.trim().toUpperCase();
}
