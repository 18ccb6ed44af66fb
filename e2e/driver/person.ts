import { stackUrl } from './stack.ts';

/** Somebody who works through the API: the other side of what a browser shows. */
export class Person {
  private readonly jar = new Map<string, string>();

  /** Comes back from the identity provider as this persona. */
  protected async arrive(persona: string, municipality: string, means: string): Promise<void> {
    const { at, text } = await this.follow(`/auth/login?${new URLSearchParams({ municipality, means }).toString()}`);
    if (!text.includes(`value="${persona}"`)) throw new Error(`${at.href} does not offer ${persona}`);
    await this.follow(at, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `persona=${persona}`,
    });
  }

  async ask<T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: unknown): Promise<T> {
    const isForm = body instanceof FormData;
    const response = await this.fetch(new URL(path, stackUrl()), {
      method,
      headers: {
        Accept: 'application/json',
        Origin: stackUrl(),
        ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  private async follow(path: string | URL, init: RequestInit = {}): Promise<{ at: URL; text: string }> {
    let at = new URL(path, stackUrl());
    let response = await this.fetch(at, { ...init, headers: { Accept: 'text/html', ...init.headers } });
    for (let hop = 0; hop < 15 && response.status >= 300 && response.status < 400; hop += 1) {
      at = new URL(response.headers.get('Location') ?? '', at);
      response = await this.fetch(at, { headers: { Accept: 'text/html' } });
    }
    return { at, text: await response.text() };
  }

  private async fetch(url: URL, init: RequestInit): Promise<Response> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, headers: { ...init.headers, cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', ...value] = (line.split(';')[0] ?? '').split('=');
      if (/expires=Thu, 01 Jan 1970/i.test(line)) this.jar.delete(name);
      else this.jar.set(name, value.join('='));
    }
    return response;
  }
}
