import { once } from 'node:events';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Certificate } from './certificate.ts';

export interface Proxy {
  port: number;
  stop: () => Promise<void>;
}

/** How long a request looks for a program that takes it, while one is being replaced. */
const LOOKS_MS = 10_000;
const PAUSE_MS = 100;

/**
 * The door of a copy with several APIs: TLS, and each request to the next of them. One that is gone is passed over before anything was
 * sent to it, so nothing that changes something is ever asked twice; in production a proxy of its own does this.
 */
export async function startProxy(
  { cert, key }: Pick<Certificate, 'cert' | 'key'>,
  port: number,
  targets: readonly number[],
): Promise<Proxy> {
  let turn = 0;

  async function nextSocket(): Promise<Socket | undefined> {
    const deadline = Date.now() + LOOKS_MS;
    for (;;) {
      for (let tried = 0; tried < targets.length; tried++) {
        const socket = await connected(targets[turn++ % targets.length]!);
        if (socket) return socket;
      }
      if (Date.now() > deadline) return undefined;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  async function pass(req: IncomingMessage, res: ServerResponse, left = targets.length): Promise<void> {
    const socket = await nextSocket();
    if (!socket) return void res.writeHead(503, { 'Retry-After': '2' }).end();
    const from = req.socket.remoteAddress;
    // Whoever asked has gone while a program was looked for: nobody waits for an answer, and nothing of theirs is done.
    if (from === undefined || res.destroyed) return void socket.destroy();
    const { connection: _connection, ...headers } = req.headers;
    const onward = request({
      createConnection: () => socket,
      method: req.method,
      path: req.url,
      // What the caller says of itself is not believed: it is this proxy who saw where it came from.
      headers: {
        ...headers,
        'x-forwarded-for': from,
        'x-forwarded-proto': 'https',
        connection: 'close',
      },
    });
    onward.on('response', (answer) => {
      const { connection: _answered, ...given } = answer.headers;
      res.writeHead(answer.statusCode ?? 502, given);
      answer.pipe(res);
      answer.on('error', () => res.destroy());
    });
    onward.on('error', () => {
      if (res.destroyed || res.headersSent) res.destroy();
      // Reading twice harms nobody; whether a write was heard before the line broke, only its sender can find out.
      else if (left > 0 && (req.method === 'GET' || req.method === 'HEAD')) void pass(req, res, left - 1);
      else res.writeHead(502).end();
    });
    res.on('close', () => onward.destroy());
    req.pipe(onward);
  }

  const server = createServer({ cert, key }, (req, res) => void pass(req, res));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const insist = setTimeout(() => server.closeAllConnections(), 1_000);
      await closed;
      clearTimeout(insist);
    },
  };
}

function connected(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}
