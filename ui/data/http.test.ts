import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { now } from './clock.ts';
import { call, callFile, onSessionExpired } from './http.ts';

/** A tiny API of the test's own, and the page the calls come from. */
let answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
const server = createServer((request, response) => void answer(request, response));
let base: string;
let online = true;

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const localStorage = { getItem: () => null, setItem: () => undefined };
  Object.assign(globalThis, { document: { documentElement: { lang: 'en' } }, window: { localStorage } });
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { get onLine() { return online; } } }); // prettier-ignore
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => (online = true));

const reply = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  answer = (_request, response) => {
    response.writeHead(status, {
      'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
      ...headers,
    });
    response.end(JSON.stringify(body));
  };
};

describe('a call to the API', () => {
  it('sends JSON in the language of the page, with the key of the act, and gives the value', async () => {
    let seen: unknown;
    answer = async (request, response) => {
      const { method, headers } = request;
      seen = {
        method,
        type: headers['content-type'],
        language: headers['accept-language'],
        key: headers['idempotency-key'],
        body: await text(request),
      };
      response.writeHead(201, { 'Content-Type': 'application/json' }).end('{"id":"a1"}');
    };
    expect(await call(`${base}/v1/parking/actions`, { method: 'POST', body: { permitId: 'p1' }, key: 'k1' })).toEqual({
      ok: true,
      value: { id: 'a1' },
    });
    expect(seen).toEqual({
      method: 'POST',
      type: 'application/json',
      language: 'en',
      key: 'k1',
      body: '{"permitId":"p1"}',
    });
  });

  it('gives no value where there is none', async () => {
    answer = (_request, response) => void response.writeHead(204).end();
    expect(await call(`${base}/x`, { method: 'DELETE' })).toEqual({ ok: true, value: undefined });
  });

  it('gives a refusal with its code, its rules and what is possible instead', async () => {
    const steps = [
      { rule: 'balance-too-small', outcome: 'not-met', article: '7.2', values: { costCents: 945 }, remedy: 'top-up' },
    ];
    reply(409, {
      title: 'Refused',
      code: 'balance-too-small',
      trace: { id: 'W-8F21', steps },
      proposal: { quoteId: 'q' },
    });
    expect(await call(`${base}/x`)).toMatchObject({
      ok: false,
      problem: { status: 409, code: 'balance-too-small', trace: { id: 'W-8F21', steps }, proposal: { quoteId: 'q' } },
    });
  });

  it('gives all wrong fields together', async () => {
    reply(400, {
      code: 'invalid-request',
      fields: [
        { field: 'plate', message: 'required' },
        { field: 'endsAt', code: 'past', message: 'is past' },
      ],
    });
    expect(await call(`${base}/x`)).toMatchObject({
      problem: {
        fields: [
          { field: 'plate', code: 'invalid', message: 'required' },
          { field: 'endsAt', code: 'past', message: 'is past' },
        ],
      },
    });
  });

  it.each([
    [401, 'session-expired'],
    [403, 'not-allowed'],
    [404, 'not-found'],
    [429, 'too-many'],
    [502, 'unexpected'],
  ])('understands a bare %d of something in between', async (status, code) => {
    answer = (_request, response) =>
      void response.writeHead(status, { 'Content-Type': 'text/html' }).end('<h1>Bad gateway</h1>');
    expect(await call(`${base}/x`)).toMatchObject({ ok: false, problem: { status, code } });
  });

  it('tells the site once when nobody is signed in any more', async () => {
    let expired = 0;
    const stop = onSessionExpired(() => (expired += 1));
    reply(401, { code: 'session-expired' });
    await call(`${base}/x`);
    stop();
    await call(`${base}/x`);
    expect(expired).toBe(1);
  });

  it.each([
    [true, 'no-answer'],
    [false, 'no-connection'],
  ])('does not throw when there is no answer (device online: %s)', async (isOnline, code) => {
    online = isOnline;
    answer = (request) => void request.socket.destroy();
    expect(await call(`${base}/x`)).toMatchObject({ ok: false, problem: { status: 0, code } });
  });

  it('counts an answer that breaks off as no answer', async () => {
    answer = (_request, response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"id":');
    expect(await call(`${base}/x`)).toMatchObject({ ok: false, problem: { code: 'no-answer' } });
  });

  it('throws only for who left the page', async () => {
    reply(200, {});
    await expect(call(`${base}/x`, { signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it('gives the bytes of a file, or why they do not come', async () => {
    answer = (_request, response) =>
      void response.writeHead(200, { 'Content-Type': 'application/pdf' }).end('%PDF-1.7');
    const file = await callFile(`${base}/x`, 'application/pdf', new AbortController().signal);
    expect(file.ok && [file.value.type, await file.value.text()]).toEqual(['application/pdf', '%PDF-1.7']);
    reply(404, { code: 'not-found' });
    expect(await callFile(`${base}/x`, 'application/pdf', new AbortController().signal)).toMatchObject({
      ok: false,
      problem: { code: 'not-found' },
    });
  });

  it('follows the clock of the service', async () => {
    reply(200, {}, { 'Server-Time': '2031-01-01T00:00:00.000Z' });
    await call(`${base}/x`);
    expect(now().slice(0, 13)).toBe('2031-01-01T00');
  });
});
