import { setClock } from './clock.ts';
import { noAnswer, problemFrom, type Problem } from './problem.ts';

/** What a call gives: a value, or a problem to show. It never throws for what a network or a rule may do. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON; a `FormData` (documents) is sent as it is. */
  body?: unknown;
  /** The same key means the same act, however often it is sent (`Idempotency-Key`). */
  key?: string;
  signal?: AbortSignal;
}

const session = new EventTarget();

/** Calls `listener` whenever the API says that nobody is signed in (any more); gives back how to stop. */
export function onSessionExpired(listener: () => void): () => void {
  session.addEventListener('expired', listener);
  return () => session.removeEventListener('expired', listener);
}

/** A call to our own API, in the language of the page. `T` is the shape the API promises (`api/<area>/shapes.ts`). */
export function call<T>(path: string, options: CallOptions = {}): Promise<Answer<T>> {
  // The caller names the shape; the API's own tests keep it to that.
  return send(path, options, async (response) => (await contentOf(response)) as T);
}

/** The content of a document, as what the API found it to be: never as what its bytes or its name say of themselves. */
export function callFile(path: string, mediaType: string, signal: AbortSignal): Promise<Answer<Blob>> {
  return send(path, { signal }, async (response) => new Blob([await response.arrayBuffer()], { type: mediaType }));
}

async function send<T>(
  path: string,
  { method = 'GET', body, key, signal }: CallOptions,
  read: (response: Response) => Promise<T>,
): Promise<Answer<T>> {
  const headers = new Headers({
    Accept: 'application/json, application/problem+json',
    'Accept-Language': document.documentElement.lang,
  });
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers.set('Content-Type', 'application/json');
  if (key !== undefined) headers.set('Idempotency-Key', key);

  let response: Response;
  let content: T | undefined;
  let refused: unknown;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    if (response.ok) content = await read(response);
    else refused = await contentOf(response);
  } catch (error) {
    // Somebody left the page: no one is there to read an answer.
    if (signal?.aborted) throw error;
    return { ok: false, problem: noAnswer(navigator.onLine) };
  }

  setClock(response.headers.get('Server-Time'));
  if (response.status === 401) session.dispatchEvent(new Event('expired'));
  return response.ok
    ? { ok: true, value: content as T }
    : { ok: false, problem: problemFrom(response.status, refused) };
}

async function contentOf(response: Response): Promise<unknown> {
  const isJson = /[/+]json\b/.test(response.headers.get('Content-Type') ?? '');
  return isJson ? ((await response.json()) as unknown) : undefined;
}
