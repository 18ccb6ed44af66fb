import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { createSandbox, type Sandbox, type SandboxSettings } from '../app.ts';

/** What came in at an address of the system. */
export interface Arrival {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Says with which status and body the system answers. */
export type Answering = (arrival: Arrival) => { status?: number; body?: string } | undefined;

export interface Front {
  url: string;
  sandbox: Sandbox;
  settings: SandboxSettings;
  /** The next arrivals at a path (and with this body), the ones already in included; each is handed out once. */
  arrivals(path: string, count: number, body?: string): Promise<Arrival[]>;
  answer(with_: Answering): void;
  /** Ends the sandbox and starts another on the same state; the public address stays. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const SECRETS = {
  oidcClientSecret: 'oidc-secret-for-tests',
  mollieApiKey: 'test_mollieKeyForTests',
  mailWebhookSecret: 'mail-secret-for-tests',
  twilioAuthToken: 'twilio-token-for-tests',
  nprPin: '4711',
  rdwApiKey: 'rdw-key-for-tests',
  brpApiKey: 'brp-key-for-tests',
  zgwSecret: 'zgw-secret-for-tests',
};

/** A sandbox behind the public address of a system, as it stands in real life: `/sandbox` goes through, the rest is the system. */
export async function startFront(waits: SandboxSettings['waits'] = {}): Promise<Front> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const unread: Arrival[] = [];
  const readers = new Set<() => void>();
  let answering: Answering = () => undefined;
  let sandbox: Sandbox | undefined;

  const server = createServer((req, res) => {
    if (req.url?.startsWith('/sandbox')) return passOn(req, res, sandbox?.port ?? 0);
    void receive(req, res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function receive(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const arrival = { path: req.url ?? '', headers: req.headers, body: await readText(req) };
    const { status = 200, body = '' } = answering(arrival) ?? {};
    res.writeHead(status, { 'content-type': 'text/xml' }).end(body);
    unread.push(arrival);
    readers.forEach((look) => look());
  }

  const settings: SandboxSettings = {
    port: 0,
    smtpPort: 0,
    stateFolder,
    publicUrl: url,
    ...SECRETS,
    waits: { slow: 60, lateWebhook: 60, slowMail: 60, bounce: 20, retries: [20, 20, 20, 20], ...waits },
  };
  sandbox = await createSandbox(settings);

  return {
    url,
    settings,
    get sandbox() {
      return sandbox!;
    },
    arrivals: (path, count, body) =>
      new Promise((resolve) => {
        const look = () => {
          const found = unread
            .filter((arrival) => arrival.path.split('?')[0] === path && (body ?? arrival.body) === arrival.body)
            .slice(0, count);
          if (found.length < count) return;
          readers.delete(look);
          found.forEach((arrival) => unread.splice(unread.indexOf(arrival), 1));
          resolve(found);
        };
        readers.add(look);
        look();
      }),
    answer: (with_) => {
      answering = with_;
    },
    async restart() {
      await sandbox?.close();
      sandbox = await createSandbox(settings);
    },
    async close() {
      await sandbox?.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
}

/** The JSON of an answer, for assertions to look into. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is in it is exactly what a test is about to find out
export async function data(answer: Response | Promise<Response>): Promise<any> {
  return (await answer).json();
}

function passOn(req: IncomingMessage, res: ServerResponse, port: number): void {
  const { method, url: path, headers } = req;
  const onward = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(res);
  });
  onward.on('error', () => res.writeHead(502).end());
  req.pipe(onward);
}
