import { useCallback, useRef, useState } from 'react';
import type { Answer } from './http.ts';
import { outcomeUnknown, type Problem } from './problem.ts';

/** Where something a person does stands: at rest, on its way, refused, or done. */
export type Act<T> =
  { state: 'idle' } | { state: 'busy' } | { state: 'failed'; problem: Problem } | { state: 'done'; value: T };

export interface Acting<Body, T> {
  act: Act<T>;
  /** Does it; a second press while it is on its way does nothing. */
  perform: (body: Body) => Promise<Answer<T> | undefined>;
  /** Back to rest, such as when a dialog closes. */
  reset: () => void;
}

/**
 * One act of a person is one act for the API: the key stays the same while nobody knows whether it arrived, so that trying again never
 * does it twice. After a clear answer, or with another body, it is a new act. `once`: what leads away from the page is not done again
 * while the next page is on its way.
 */
export function useAct<Body, T>(
  send: (body: Body, key: string) => Promise<Answer<T>>,
  { once = false }: { once?: boolean } = {},
): Acting<Body, T> {
  const [act, setAct] = useState<Act<T>>({ state: 'idle' });
  const busy = useRef(false);
  const open = useRef<{ key: string; body: unknown } | null>(null);

  const perform = useCallback(
    async (body: Body) => {
      if (busy.current) return undefined;
      busy.current = true;
      setAct({ state: 'busy' });
      const written = body instanceof FormData ? body : JSON.stringify(body);
      if (open.current?.body !== written) open.current = { key: newKey(), body: written };
      let succeeded = false;
      try {
        const answer = await send(body, open.current.key);
        succeeded = answer.ok;
        if (answer.ok || !outcomeUnknown(answer.problem)) open.current = null;
        setAct(answer.ok ? { state: 'done', value: answer.value } : { state: 'failed', problem: answer.problem });
        return answer;
      } finally {
        busy.current = once && succeeded;
      }
    },
    [send, once],
  );

  const reset = useCallback(() => setAct({ state: 'idle' }), []);
  return { act, perform, reset };
}

/** Not `randomUUID`: browsers keep that from pages without HTTPS, such as a test machine on the local network. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
