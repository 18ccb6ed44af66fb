import { createServer } from 'node:http';
import { once } from 'node:events';
import express from 'express';
import { siteCookie } from './cookies.ts';

describe.each([
  ['with https', true, '__Host-parkwerk_login', 'Max-Age=60; Path=/', '; Secure'],
  ['on one’s own machine without it', false, 'parkwerk_login', 'Max-Age=60; Path=/auth', ''],
])('a cookie of the site %s', (_, secure, name, where, only) => {
  it('is set, found and taken back under one name, out of reach of scripts, other sites and neighbours', async () => {
    const cookie = siteCookie('parkwerk_login', { secure, path: '/auth' });
    const app = express()
      .get('/set', (_req, res) => (cookie.set(res, 'a-b_c', 60_000), res.end()))
      .get('/of', (req, res) => res.json(cookie.of(req) ?? null))
      .get('/clear', (_req, res) => (cookie.clear(res), res.end()));
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const ask = (path: string, sent = '') => fetch(`http://127.0.0.1:${port}/${path}`, { headers: { cookie: sent } });

    const set = (await ask('set')).headers.getSetCookie()[0]!.replace(/ Expires=[^;]+;/, '');
    expect(cookie.name).toBe(name);
    expect(set).toBe(`${name}=a-b_c; ${where}; HttpOnly${only}; SameSite=Lax`);
    expect((await ask('clear')).headers.getSetCookie()[0]).toContain(
      `${name}=; Path=${secure ? '/' : '/auth'}; Expires=Thu, 01 Jan 1970`,
    );
    expect(await (await ask('of', `other=1; ${name}=a-b_c`)).json()).toBe('a-b_c');
    expect(
      await (await ask('of', `x${name}=1; ${secure ? 'parkwerk_login' : '__Host-parkwerk_login'}=1`)).json(),
    ).toBeNull();
    server.close();
  });
});
