import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ownCertificate, type Certificate } from './certificate.ts';
import { startProxy, type Proxy } from './proxy.ts';
import { temporaryFolder } from './testing/folder.ts';

const folder = temporaryFolder();
let certificate: Certificate;
beforeAll(async () => {
  certificate = await ownCertificate(join(folder.path, 'tls'), process.env);
});
afterAll(() => folder.remove());

const running: { proxies: Proxy[]; servers: Server[] } = { proxies: [], servers: [] };
afterEach(async () => {
  await Promise.all(running.proxies.splice(0).map((proxy) => proxy.stop()));
  await Promise.all(running.servers.splice(0).map(closed));
});

async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

async function target(handle: (req: IncomingMessage, res: ServerResponse) => void): Promise<Server> {
  const server = createServer(handle).listen(0, '127.0.0.1');
  running.servers.push(server);
  await once(server, 'listening');
  return server;
}
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function proxyTo(...servers: Server[]): Promise<Proxy> {
  const proxy = await startProxy(certificate, 0, servers.map(portOf));
  running.proxies.push(proxy);
  return proxy;
}

/** As somebody who believes the certificate of this copy, and no other. */
async function ask({ port }: Proxy, { method = 'GET', headers = {}, body = '' } = {}) {
  const asked = request({ host: '127.0.0.1', port, path: '/v1/x?y=1', method, headers, ca: certificate.cert });
  asked.end(body);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return { status: answer.statusCode, headers: answer.headers, text };
}

describe('the proxy of a copy with several APIs', () => {
  it('takes turns between them, with TLS that whoever trusts this copy believes', async () => {
    const names = ['first', 'second'];
    const servers = await Promise.all(names.map((name) => target((_req, res) => void res.end(name))));
    const proxy = await proxyTo(...servers);
    const said = [await ask(proxy), await ask(proxy), await ask(proxy), await ask(proxy)].map(({ text }) => text);
    expect(said.sort()).toEqual(['first', 'first', 'second', 'second']);
  });

  it('passes a request on whole, with who really asked, and its answer back whole', async () => {
    const echo = await target((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => {
        const { host, 'x-forwarded-for': from, 'x-forwarded-proto': by } = req.headers;
        res.writeHead(409, { 'Set-Cookie': ['a=1', 'b=2'], 'X-Own': 'kept' });
        res.end(JSON.stringify({ method: req.method, url: req.url, body, host, from, by }));
      });
    });
    const headers = { Host: 'localhost:4430', 'X-Forwarded-For': '203.0.113.9' };
    const found = await ask(await proxyTo(echo), { method: 'POST', headers, body: 'x'.repeat(300_000) });
    expect(found).toMatchObject({ status: 409, headers: { 'set-cookie': ['a=1', 'b=2'], 'x-own': 'kept' } });
    expect(JSON.parse(found.text)).toEqual({
      method: 'POST',
      url: '/v1/x?y=1',
      body: 'x'.repeat(300_000),
      host: 'localhost:4430',
      from: '127.0.0.1',
      by: 'https',
    });
  });

  it('passes over one that is gone, so that replacing programs one by one refuses nobody', async () => {
    const gone = await target((_req, res) => void res.end('gone'));
    const here = await target((_req, res) => void res.end('here'));
    const proxy = await proxyTo(gone, here);
    await closed(gone);
    for (const method of ['GET', 'POST', 'GET']) {
      expect(await ask(proxy, { method, body: method === 'POST' ? 'x' : '' })).toMatchObject({ status: 200, text: 'here' });
    }
  }); // prettier-ignore

  it('reads from another what one that broke off did not answer', async () => {
    const broken = await target((req) => void req.socket.destroy());
    const here = await target((_req, res) => void res.end('here'));
    const proxy = await proxyTo(broken, here);
    for (let asked = 0; asked < 3; asked++) expect(await ask(proxy)).toMatchObject({ status: 200, text: 'here' });
  });

  it('says so when one breaks off in the middle of a write, and asks nobody a second time', async () => {
    let asked = 0;
    const broken = await target((req) => {
      asked += 1;
      req.socket.destroy();
    });
    expect((await ask(await proxyTo(broken), { method: 'POST', body: 'x' })).status).toBe(502);
    expect(asked).toBe(1);
  });

  it('forgets whoever goes away while every program is being replaced, and serves the next', async () => {
    const gone = await target(() => undefined);
    const port = portOf(gone);
    const proxy = await proxyTo(gone);
    await closed(gone);
    const headers = { Expect: '100-continue' }; // whose answer says that the proxy has the request
    const left = request({ host: '127.0.0.1', port: proxy.port, path: '/v1/left', headers, ca: certificate.cert });
    const hungUp = once(left, 'error');
    left.flushHeaders();
    await once(left, 'continue');
    left.destroy();
    await hungUp;
    const asked: string[] = [];
    const back = createServer((req, res) => {
      asked.push(req.url ?? '');
      res.end('back');
    });
    let connections = 0;
    const both = new Promise<void>((resolve) => back.on('connection', () => ++connections === 2 && resolve()));
    running.servers.push(back.listen(port, '127.0.0.1'));
    expect(await ask(proxy)).toMatchObject({ status: 200, text: 'back' });
    await both; // for the one who left, too, a program was still looked for
    expect(asked).toEqual(['/v1/x?y=1']);
  });
});
