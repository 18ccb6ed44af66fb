import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overTls } from 'node:https';

/** `fetch` that believes one more certificate, which may be made after this; for small bodies, and it follows nowhere. */
export function fetchBelieving(certificate: string): typeof fetch {
  return async (to, init = {}) => {
    const url = new URL(to instanceof Request ? to.url : to);
    const options = { method: init.method ?? 'GET', headers: Object.fromEntries(new Headers(init.headers)) };
    const asked =
      url.protocol === 'https:' ? overTls(url, { ...options, ca: readFileSync(certificate) }) : overHttp(url, options);
    if (init.signal) init.signal.onabort = () => asked.destroy(new Error('aborted'));
    asked.end(init.body);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const headers = new Headers();
    for (const [name, values = []] of Object.entries(answer.headersDistinct))
      for (const value of values) headers.append(name, value);
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer) chunks.push(chunk as Uint8Array);
    const status = answer.statusCode ?? 0;
    const body = status === 204 || status === 304 ? null : Buffer.concat(chunks);
    return new Response(body, { status, headers });
  };
}
