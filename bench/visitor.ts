import { setTimeout as pause } from 'node:timers/promises';

/** Somebody who uses the system over HTTP: keeps cookies, writes from the site's own address. */
export class Visitor {
  readonly url: string;
  private readonly jar = new Map<string, string>();

  constructor(url: string) {
    this.url = url;
  }

  /** Signs in at the identity provider of the sandbox. */
  static async signIn(url: string, persona: string, means: string): Promise<Visitor> {
    const visitor = new Visitor(url);
    const { at, text } = await visitor.follow(`/auth/login?municipality=voorbeeld&means=${means}`);
    if (!text.includes(`value="${persona}"`)) throw new Error(`${at.href} does not offer ${persona}`);
    await visitor.follow(at, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `persona=${persona}`,
    });
    return visitor;
  }

  /** A request that has to work. */
  async ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.fetch(new URL(path, this.url), {
      method,
      headers: {
        Accept: 'application/json',
        Origin: this.url,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private async follow(path: string | URL, init: RequestInit = {}): Promise<{ at: URL; text: string }> {
    let at = new URL(path, this.url);
    let response = await this.fetch(at, { ...init, headers: { Accept: 'text/html', ...init.headers } });
    for (let hop = 0; hop < 15 && response.status >= 300 && response.status < 400; hop += 1) {
      at = new URL(response.headers.get('Location') ?? '', at);
      response = await this.fetch(at, { headers: { Accept: 'text/html' } });
    }
    return { at, text: await response.text() };
  }

  private async fetch(url: URL, init: RequestInit): Promise<Response> {
    const response = await fetch(url, {
      ...init,
      headers: { ...init.headers, Cookie: this.cookie },
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', ...value] = (line.split(';')[0] ?? '').split('=');
      if (/expires=Thu, 01 Jan 1970/i.test(line)) this.jar.delete(name);
      else this.jar.set(name, value.join('='));
    }
    return response;
  }
}

/** Asks until the answer is there. */
export async function until<Found>(
  what: string,
  ask: () => Promise<Found | undefined>,
  everyMs = 50,
  patienceMs = 30_000,
): Promise<Found> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(everyMs);
  }
}

/** How long something takes, in milliseconds, and what it gave. */
export async function timed<Result>(work: () => Promise<Result>): Promise<[ms: number, result: Result]> {
  const began = performance.now();
  const result = await work();
  return [performance.now() - began, result];
}
