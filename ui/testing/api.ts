/** A request as a test sees it. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
}

type Reply = Response | object | null;
type Routes = Record<string, Reply | ((asked: Asked) => Reply | Promise<Reply>)>;

export interface TestApi {
  /** What was asked so far, oldest first. */
  asked: Asked[];
  /** Answers something else from now on. */
  answer: (routes: Routes) => void;
}

/**
 * Stands in for the network: answers by method and path (`POST /v1/staff/tasks/t1/_claim`), as JSON unless it is a `Response`. A request
 * nobody expected is a fault of the page or the test, and fails loudly.
 */
export function testApi(routes: Routes): TestApi {
  const known: Routes = { ...routes };
  const asked: Asked[] = [];
  globalThis.fetch = async (input, init) => {
    const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input, 'http://test');
    const method = init?.method ?? 'GET';
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : init?.body;
    const request = { method, path: pathname, query: searchParams, body };
    asked.push(request);
    const route = `${method} ${pathname}`;
    if (!Object.hasOwn(known, route)) throw new Error(`nobody answers ${route}`);
    const found = known[route];
    const reply =
      typeof found === 'function' ? await (found as (asked: Asked) => Reply | Promise<Reply>)(request) : found;
    return reply instanceof Response ? reply.clone() : Response.json(reply ?? null);
  };
  return { asked, answer: (more) => Object.assign(known, more) };
}

/** A refusal, as the API tells it. */
export function refused(status: number, code: string, more: object = {}): Response {
  return new Response(JSON.stringify({ type: 'about:blank', status, code, title: code, detail: code, ...more }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}
