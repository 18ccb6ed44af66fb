import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface TestPushService {
  origin: string;
  endpoint(name: string): string;
  /** From now on, what is sent to this one is answered so. */
  answers(name: string, status: number): void;
  received(name: string): { headers: IncomingHttpHeaders; body: Buffer }[];
  stop(): Promise<void>;
}

/** A push service as browsers come with one (RFC 8030), which keeps what it is sent. */
export async function startPushService(): Promise<TestPushService> {
  const kept = new Map<string, { headers: IncomingHttpHeaders; body: Buffer }[]>();
  const statuses = new Map<string, number>();
  const server = createServer((req, res) => {
    const name = decodeURIComponent((req.url ?? '').replace('/send/', ''));
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      kept.set(name, [...(kept.get(name) ?? []), { headers: req.headers, body: Buffer.concat(chunks) }]);
      res.writeHead(statuses.get(name) ?? 201).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    endpoint: (name) => `${origin}/send/${encodeURIComponent(name)}`,
    answers: (name, status) => void statuses.set(name, status),
    received: (name) => kept.get(name) ?? [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
