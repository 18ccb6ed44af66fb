import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a party outside was asked. */
export interface Asked {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** An answer in full, or what to do with the connection instead. */
export type Reply =
  | { status?: number; json: unknown; headers?: Record<string, string> }
  | { status?: number; text: string; headers?: Record<string, string> }
  | 'hangs'
  | 'breaks-off';

export interface Party {
  /** Ends with a slash. */
  url: string;
  asked: Asked[];
  /** Answers every question that follows. */
  replies: (reply: Reply | ((asked: Asked) => Reply)) => void;
  close: () => Promise<void>;
}

/** A party outside, as small as a test needs: says what it is told to say and keeps what it was asked. */
export async function startParty(): Promise<Party> {
  let reply: Reply | ((asked: Asked) => Reply) = { json: {} };
  const asked: Asked[] = [];
  const server = createServer((req, res) => {
    void text(req).then((body) => {
      const question = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body };
      asked.push(question);
      say(res, typeof reply === 'function' ? reply(question) : reply);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    replies: (next) => {
      reply = next;
      asked.length = 0;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function say(res: ServerResponse, reply: Reply): void {
  if (reply === 'hangs') return;
  if (reply === 'breaks-off') {
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    res.write('{"half": ', () => res.destroy());
    return;
  }
  const { status = 200, headers = {} } = reply;
  const body = 'json' in reply ? JSON.stringify(reply.json) : reply.text;
  res.writeHead(status, { 'content-type': 'json' in reply ? 'application/json' : 'text/xml', ...headers }).end(body);
}

/** An error with everything a log would show of it: message, causes and their stacks. */
export function everythingSaid(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error);
  return [
    error.name,
    error.message,
    error.stack,
    JSON.stringify({ ...error }),
    everythingSaid(error.cause ?? null),
  ].join('\n');
}

/** What a call failed with; a call that succeeds fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  const answer = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in answer) throw new Error(`expected a failure, got ${JSON.stringify(answer.value)}`);
  return answer.error;
}
