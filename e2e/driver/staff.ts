import { stackUrl } from './stack.ts';

/** A colleague of the municipality who works through the API: the other side of a citizen's journey. */
export class Colleague {
  private readonly jar = new Map<string, string>();

  static async signIn(persona: string, municipality = 'voorbeeld'): Promise<Colleague> {
    const colleague = new Colleague();
    const { at, text } = await colleague.follow(`/auth/login?municipality=${municipality}&means=staff`);
    const action = /<form[^>]*action="([^"]+)"/.exec(text)?.[1];
    if (action === undefined) throw new Error(`no sign-in page at ${at.href}`);
    await colleague.follow(new URL(action, at), {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `persona=${persona}`,
    });
    return colleague;
  }

  async ask<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const response = await this.fetch(new URL(path, stackUrl()), {
      method,
      headers: {
        Accept: 'application/json',
        Origin: stackUrl(),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  /** The officer's question: may this plate be here now? */
  async check(plate: string, area: string, country = 'NL'): Promise<string> {
    const { verdict } = await this.ask<{ verdict: string }>('POST', '/v1/enforcement/checks', { plate, country, area });
    return verdict;
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
