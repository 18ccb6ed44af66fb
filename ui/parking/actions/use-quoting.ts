import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Answer } from '../../data/http.ts';
import type { Problem } from '../../data/problem.ts';

/** Where the price of what somebody is filling in stands. */
export type Quoting<T> =
  | { state: 'none' }
  /** The price of a moment ago is no longer that of the form. */
  | { state: 'asking' }
  | { state: 'quoted'; quote: T }
  /** A rule says no, or nobody answered. */
  | { state: 'failed'; problem: Problem };

/** Long enough not to ask at every letter, short enough not to be waited for. */
const PAUSE_MS = 350;

/**
 * Asks again whenever the question changes; a null question is not asked. An answer to an older question is never shown. `again` asks the
 * same once more, such as when a price is no longer kept to.
 */
export function useQuoting<Question, T>(
  question: Question | null,
  ask: (question: Question, signal: AbortSignal) => Promise<Answer<T>>,
): { quoting: Quoting<T>; again: () => void } {
  const written = question === null ? null : JSON.stringify(question);
  const [round, setRound] = useState(0);
  const [answered, setAnswered] = useState<{ written: string; round: number; answer: Answer<T> } | null>(null);
  const first = useRef(true);

  const put = useEffectEvent(async (asked: string, signal: AbortSignal) => {
    if (question === null) return;
    try {
      const answer = await ask(question, signal);
      if (!signal.aborted) setAnswered({ written: asked, round, answer });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  });

  useEffect(() => {
    if (written === null) return undefined;
    const controller = new AbortController();
    const pause = first.current ? 0 : PAUSE_MS;
    first.current = false;
    const timer = window.setTimeout(() => void put(written, controller.signal), pause);
    return () => {
      window.clearTimeout(timer);
      controller.abort();
    };
  }, [written, round]);

  const again = () => setRound((before) => before + 1);
  if (written === null) return { quoting: { state: 'none' }, again };
  if (answered?.written !== written || answered.round !== round) return { quoting: { state: 'asking' }, again };
  const { answer } = answered;
  return {
    quoting: answer.ok ? { state: 'quoted', quote: answer.value } : { state: 'failed', problem: answer.problem },
    again,
  };
}
