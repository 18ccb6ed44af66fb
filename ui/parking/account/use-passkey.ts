import { useCallback, useState } from 'react';
import type { Answer } from '../../data/http.ts';
import type { Problem } from '../../data/problem.ts';
import { useAct } from '../../data/use-act.ts';
import type { PasskeyAnswer, Question } from '../data/account.ts';

interface UsePasskey<T> {
  ask: () => Promise<Answer<Question>>;
  /** The device's answer; null when its owner stopped. */
  answer: (question: Question) => Promise<Record<string, unknown> | null>;
  send: (body: PasskeyAnswer, key: string) => Promise<Answer<T>>;
}

export type PasskeyState = 'idle' | 'busy' | 'stopped' | 'done' | { problem: Problem };

/** Three steps that are one act for a person: the service asks, the device answers, the service decides. */
export function usePasskey<T>({ ask, answer, send }: UsePasskey<T>) {
  const [state, setState] = useState<PasskeyState>('idle');
  const { perform } = useAct(send);
  const start = useCallback(
    async (remember: boolean): Promise<boolean> => {
      setState('busy');
      const asked = await ask();
      if (!asked.ok) {
        setState({ problem: asked.problem });
        return false;
      }
      const response = await answer(asked.value);
      if (response === null) {
        setState('stopped');
        return false;
      }
      const decided = await perform({ challengeId: asked.value.challengeId, response, remember });
      if (!decided?.ok) {
        setState(decided ? { problem: decided.problem } : 'idle');
        return false;
      }
      setState('done');
      return true;
    },
    [ask, answer, perform],
  );
  return { state, start };
}
