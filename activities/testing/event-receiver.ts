import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface ReceivedEvent {
  id: string;
  type: string;
  source: string;
  subject: string;
  sequence: string;
  data: Record<string, unknown>;
}

export interface EventReceiver {
  url: string;
  /** What was received with a signature that is right, in order; a repetition is there twice. */
  received: ReceivedEvent[];
  /** Why others were turned away. */
  faults: string[];
  /** From now on the next ones are answered so, then with 204. */
  answersNext: (statuses: number[]) => void;
  /** Whose signatures it believes. */
  trusts: (keyId: string, secret: string) => void;
  close: () => Promise<void>;
}

/** Another system that takes events, and reads the standards rather than our code: checks digest, signature and shape of each. */
export async function startEventReceiver(): Promise<EventReceiver> {
  const keys = new Map<string, Buffer>();
  const received: ReceivedEvent[] = [];
  const faults: string[] = [];
  let next: number[] = [];
  let url = '';
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks);
      const status = next.shift();
      if (status !== undefined) return void res.writeHead(status).end('not now');
      const fault = faultOf(req, body, url, keys);
      if (fault !== undefined) {
        faults.push(fault);
        return void res.writeHead(401).end();
      }
      received.push(JSON.parse(body.toString()) as ReceivedEvent);
      res.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
  return {
    url,
    received,
    faults,
    answersNext: (statuses) => void (next = [...statuses]),
    trusts: (keyId, secret) => void keys.set(keyId, Buffer.from(secret, 'base64')),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function faultOf(
  { method = '', headers }: IncomingMessage,
  body: Buffer,
  url: string,
  keys: Map<string, Buffer>,
): string | undefined {
  const said = (name: string) => String(headers[name] ?? '');
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  if (said('content-digest') !== digest) return 'the body is another';
  const [, label, parameters = ''] = /^(\w+)=(.*)$/.exec(said('signature-input')) ?? [];
  const [, components = ''] = /^\(([^)]*)\)/.exec(parameters) ?? [];
  const [, keyId = ''] = /;keyid="([^"]+)"/.exec(parameters) ?? [];
  const [, created = ''] = /;created=(\d+)/.exec(parameters) ?? [];
  if (Math.abs(Date.now() / 1000 - Number(created)) > 300) return 'it was signed long ago';
  const key = keys.get(keyId);
  if (!key) return 'the key is not known';
  const parts: Record<string, string> = { '@method': method, '@target-uri': url };
  const names = components.split(' ').map((name) => name.replaceAll('"', ''));
  for (const needed of ['@method', '@target-uri', 'content-type', 'content-digest'])
    if (!names.includes(needed)) return `${needed} is not signed`;
  const base = [
    ...names.map((name) => `"${name}": ${parts[name] ?? said(name)}`),
    `"@signature-params": ${parameters}`,
  ].join('\n');
  const [, signature = ''] = new RegExp(`^${label}=:([^:]+):$`).exec(said('signature')) ?? [];
  const right = createHmac('sha256', key).update(base).digest();
  const given = Buffer.from(signature, 'base64');
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 'the signature is wrong';
  return /^application\/cloudevents\+json/.test(said('content-type')) ? undefined : 'it is no event';
}
