import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from './http.ts';
import type { Problem } from './problem.ts';

/** Where a question to the API stands. What was once there stays while it is asked anew, also when that fails. */
export type Call<T> =
  | { state: 'loading' }
  | { state: 'failed'; problem: Problem }
  | { state: 'done'; value: T; refreshing: boolean; problem: Problem | null };

export interface Asked<T> {
  call: Call<T>;
  /** Asks again and keeps showing what is there. */
  refresh: () => Promise<void>;
}

/**
 * Asks once the component is there, and anew when `load` changes: give it a function of `useCallback`. An answer to an older question
 * never replaces a newer one.
 */
export function useCall<T>(load: (signal: AbortSignal) => Promise<Answer<T>>): Asked<T> {
  const [{ asked, call }, setShown] = useState<{ asked: typeof load; call: Call<T> }>({
    asked: load,
    call: { state: 'loading' },
  });
  const running = useRef<AbortController | null>(null);

  const ask = useCallback(async (): Promise<Answer<T> | undefined> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    try {
      const answer = await load(controller.signal);
      return controller.signal.aborted ? undefined : answer;
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    }
  }, [load]);

  const show = useCallback(
    (answer: Answer<T> | undefined) => {
      if (answer === undefined) return;
      setShown((before) => ({
        asked: load,
        call: after(before.asked === load ? before.call : { state: 'loading' }, answer),
      }));
    },
    [load],
  );

  useEffect(() => {
    void ask().then(show);
    return () => running.current?.abort();
  }, [ask, show]);

  const refresh = useCallback(async () => {
    setShown((before) => ({ ...before, call: asking(before.call) }));
    show(await ask());
  }, [ask, show]);

  // Between a new question and the effect that asks it, the old answer would answer the wrong question.
  return { call: asked === load ? call : { state: 'loading' }, refresh };
}

function asking<T>(call: Call<T>): Call<T> {
  return call.state === 'done' ? { ...call, refreshing: true } : { state: 'loading' };
}

function after<T>(before: Call<T>, answer: Answer<T>): Call<T> {
  if (answer.ok) return { state: 'done', value: answer.value, refreshing: false, problem: null };
  if (before.state === 'done') return { ...before, refreshing: false, problem: answer.problem };
  return { state: 'failed', problem: answer.problem };
}
