import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../data/problem.ts';
import { askWork } from '../data/registration.ts';
import { solve, type WorkDone } from './work.ts';

export type WorkState = { state: 'idle' } | { state: 'busy'; likely: number } | { state: 'failed'; problem: Problem };

/** Does the work that is asked before a mail is sent; gives undefined when that could not even be asked. */
export function useWork(): { work: WorkState; doWork: () => Promise<WorkDone | undefined> } {
  const [work, setWork] = useState<WorkState>({ state: 'idle' });
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const here = new AbortController();
    leaving.current = here;
    return () => here.abort();
  }, []);

  const doWork = useCallback(async () => {
    const { signal } = leaving.current;
    setWork({ state: 'busy', likely: 0 });
    const asked = await askWork();
    if (!asked.ok) {
      setWork({ state: 'failed', problem: asked.problem });
      return undefined;
    }
    try {
      const done = await solve(asked.value, (likely) => setWork({ state: 'busy', likely }), signal);
      setWork({ state: 'idle' });
      return done;
    } catch (error) {
      // Somebody left the page: nobody waits for the answer.
      if (signal.aborted) return undefined;
      throw error;
    }
  }, []);
  return { work, doWork };
}
