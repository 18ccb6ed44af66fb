import { jest } from '@jest/globals';
import { type Browser } from '../testing/browser.ts';
import { citizen } from '../testing/people.ts';
import { sharedSystem, type System } from '../testing/stack.ts';

jest.setTimeout(60_000);

let system: System;
let willem: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  willem = await citizen(system, 'willem');
});

const headersOf = async (path: string, init: RequestInit = {}) => (await willem.fetch(path, init)).headers;

describe('every answer', () => {
  it.each([
    '/',
    '/voorbeeld/desk',
    '/v1/me',
    '/v1/onbekend',
    '/v1/municipalities',
    '/auth/login',
    '/theme/deventer.css',
  ])('of %s forbids what a browser should not do with it', async (path) => {
    const headers = await headersOf(path, { headers: { accept: 'text/html,application/json' } });
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('permissions-policy')).toMatch(/^geolocation=\(self\), .*\bcamera=\(\), .*\bmicrophone=\(\)/);
    expect(headers.get('permissions-policy')).not.toContain('*');
  });

  it('in JSON is a file to keep, never a page; what has a name of its own keeps it, and pages are pages', async () => {
    for (const path of ['/v1/me', '/v1/onbekend', '/v1/municipalities', '/v1/openapi.json', '/v1/health'])
      expect([path, (await headersOf(path)).get('content-disposition')]).toEqual([
        path,
        'attachment; filename="api.json"',
      ]);
    expect((await headersOf('/v1/me/own-data/export')).get('content-disposition')).toContain('parkwerk-own-data.json');
    expect(
      (await headersOf('/voorbeeld/desk', { headers: { accept: 'text/html' } })).get('content-disposition'),
    ).toBeNull();
  });

  it('with data is kept by no cache, signed in or not, also when it is a refusal', async () => {
    for (const path of ['/v1/me', '/v1/cart', '/v1/applications/x', '/v1/municipalities', '/auth/login'])
      expect((await headersOf(path)).get('cache-control')).toBe('no-store');
  });

  it('is readable for other sites only where everybody may read it, and never with cookies', async () => {
    const from = { headers: { origin: 'https://elsewhere.example' } };
    for (const path of ['/v1/openapi.json', '/v1/health', '/v1/municipalities', '/v1/municipalities/voorbeeld/areas'])
      expect((await headersOf(path, from)).get('access-control-allow-origin')).toBe('*');
    for (const path of [
      '/v1/me',
      '/v1/cart',
      '/v1/permits',
      '/v1/staff/tasks',
      '/v1/municipalitiesx',
      '/',
      '/auth/login',
      '/webhooks/mollie',
    ])
      expect((await headersOf(path, from)).get('access-control-allow-origin')).toBeNull();
    for (const path of ['/v1/openapi.json', '/v1/me']) {
      const headers = await headersOf(path, {
        method: 'OPTIONS',
        headers: { ...from.headers, 'access-control-request-method': 'POST' },
      });
      for (const name of [
        'access-control-allow-credentials',
        'access-control-allow-methods',
        'access-control-allow-headers',
      ])
        expect(headers.get(name)).toBeNull();
    }
  });

  it('keeps the cookie of a session from scripts and from other sites', async () => {
    const response = await willem.visit('/auth/login?municipality=voorbeeld&means=digid');
    expect(response.status).toBe(200);
    const browser = system.browser();
    const page = await browser.visit('/auth/login?municipality=voorbeeld&means=digid');
    const back = await browser.fetch(page.at, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'persona=sanne',
    });
    const resumed = await browser.fetch(new URL(back.headers.get('location')!, page.at));
    const home = await browser.fetch(resumed.headers.get('location')!);
    const cookie = home.headers.getSetCookie().find((set) => set.startsWith('parkwerk_session='))!;
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/); // Secure comes with https
    expect(cookie).toMatch(/^parkwerk_session=[\w-]{43};/);
  });

  it('leads who found a hole to where it can be told, until a day that is near enough to be believed', async () => {
    const response = await system.browser().fetch('/.well-known/security.txt');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const text = await response.text();
    expect(text).toMatch(/^Contact: mailto:\S+@\S+\nExpires: \d{4}-\d\d-\d\dT23:59:59Z\nPreferred-Languages: nl, en\n/);
    expect(text).toContain(`Canonical: ${system.url}/.well-known/security.txt`);
  });

  it('to who comes by another name of this machine leads to the one people sign in on', async () => {
    const { port } = new URL(system.url);
    const response = await fetch(`http://localhost:${port}/voorbeeld/desk?x=1`, {
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
    expect([response.status, response.headers.get('location')]).toEqual([307, `${system.url}/voorbeeld/desk?x=1`]);
  });
});

describe('a write', () => {
  it('comes from our own site, or is refused before anything happens', async () => {
    const settings = { language: 'nl', theme: 'standard' };
    const send = (headers: Record<string, string>) =>
      willem.fetch('/v1/me/settings', {
        method: 'PUT',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(settings),
      });
    const { port } = new URL(system.url);
    for (const origin of [
      undefined,
      'null',
      'https://elsewhere.example',
      `http://localhost:${port}`,
      `${system.url}.elsewhere.example`,
      `${system.url}/`,
    ]) {
      const response = await send(origin === undefined ? {} : { origin });
      expect([origin, response.status]).toEqual([origin, 403]);
      expect(await response.json()).toMatchObject({ code: origin === undefined ? 'origin-missing' : 'origin-wrong' });
    }
    expect((await send({ origin: system.url })).status).toBe(200);
    const logout = await willem.fetch('/auth/logout', { method: 'POST' });
    expect(logout.status).toBe(403);
    expect((await willem.call('GET', '/v1/me')).status).toBe(200);
  });
});
