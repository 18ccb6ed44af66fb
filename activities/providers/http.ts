import { Unavailable } from '../ports.ts';

/**
 * One request to a party outside, bounded in time. Anything but an answer we can use becomes `Unavailable`: whoever asks decides
 * whether to wait, go on without, or try again. Error texts carry the party's name, never what was asked.
 */
export async function request(
  party: string,
  url: URL | string,
  init: RequestInit,
  timeoutMs = 3_500,
): Promise<Response> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`);
    return response;
  } catch (error) {
    throw new Unavailable(party, error instanceof Error ? error.name + ': ' + error.message : error);
  }
}

/** The answer as JSON; an answer that is none counts as no answer. */
export async function requestJson<Body>(party: string, url: URL | string, init: RequestInit): Promise<Body> {
  const response = await request(party, url, { ...init, headers: { Accept: 'application/json', ...init.headers } });
  if (!response.ok) throw new Unavailable(party, `status ${response.status}`);
  return (await bodyOf(party, response.json())) as Body;
}

/** What was answered. One that breaks off or cannot be read is told by its kind alone: a parser's words would quote it. */
export async function bodyOf<Body>(party: string, reading: Promise<Body>): Promise<Body> {
  try {
    return await reading;
  } catch (error) {
    throw new Unavailable(party, `the answer cannot be read: ${error instanceof Error ? error.name : 'unknown'}`);
  }
}
