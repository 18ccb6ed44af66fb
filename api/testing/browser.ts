import { type Problem } from '../http/problem.ts';
import { type Contract } from './contract.ts';

export interface Answer<Body> {
  status: number;
  headers: Headers;
  text: string;
  body: Body;
}

export interface More {
  headers?: Record<string, string>;
  /** Sent as it is, whatever it is: for requests no client of ours would send. */
  raw?: { body: string | Uint8Array<ArrayBuffer>; type?: string };
}

/** Somebody at a screen: keeps cookies, writes from the site's own address, and holds every answer against the published contract. */
export class Browser {
  readonly url: string;
  /** What a program sends instead of a cookie. */
  authorization: string | undefined;
  private readonly contract: Contract;
  private readonly jar = new Map<string, string>();

  constructor(url: string, contract: Contract) {
    this.url = url;
    this.contract = contract;
  }

  /** One request and its answer, whatever it is. */
  async call<Body = unknown>(method: string, path: string, body?: unknown, more: More = {}): Promise<Answer<Body>> {
    const response = await this.fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(method !== 'GET' && { origin: this.url }),
        ...(this.authorization !== undefined && { authorization: this.authorization }),
        ...contentOf(body, more),
        ...more.headers,
      },
      ...(more.raw
        ? { body: more.raw.body }
        : body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const answer = {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : text) as Body,
    };
    this.contract.check(method, path, answer);
    return answer;
  }

  /** A request that has to work. */
  async ask<Body>(method: string, path: string, body?: unknown, more?: More): Promise<Body> {
    const answer = await this.call<Body>(method, path, body, more);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  /** A request that has to be refused; gives the problem it is refused with. */
  async refused(method: string, path: string, body?: unknown, more?: More): Promise<Problem> {
    const answer = await this.call<Problem>(method, path, body, more);
    if (answer.status < 400 || answer.status >= 500)
      throw new Error(`${method} ${path} should be refused, but answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  /** The bytes of a file, with the headers they came with. */
  async download(path: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
    const response = await this.fetch(path);
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  /** Opens a page as a person does: follows where it leads, and says where that was. */
  async visit(url: string | URL, init: RequestInit = {}): Promise<{ at: URL; status: number; text: string }> {
    let at = new URL(url, this.url);
    let response = await this.fetch(at, { ...init, headers: { accept: 'text/html', ...init.headers } });
    for (let hop = 0; hop < 15 && response.status >= 300 && response.status < 400; hop += 1) {
      await response.arrayBuffer();
      at = new URL(response.headers.get('location') ?? '', at);
      response = await this.fetch(at, { headers: { accept: 'text/html' } });
    }
    return { at, status: response.status, text: await response.text() };
  }

  async submit(url: URL, fields: Record<string, string>): Promise<{ at: URL; status: number; text: string }> {
    return this.visit(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  }

  cookie(name: string): string | undefined {
    return this.jar.get(name);
  }

  setCookie(name: string, value: string): void {
    this.jar.set(name, value);
  }

  /** Who asks, for requests that are made by hand. */
  identity(): { cookie: string; origin: string } {
    return { cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '), origin: this.url };
  }

  async fetch(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const { cookie } = this.identity();
    const response = await fetch(new URL(url, this.url), {
      ...init,
      headers: { ...(init.headers as Record<string, string> | undefined), ...(cookie && { cookie }) },
      redirect: 'manual',
    });
    for (const header of response.headers.getSetCookie()) this.keep(header);
    return response;
  }

  private keep(header: string): void {
    const [pair = ''] = header.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const gone = value === '' || /expires=Thu, 01 Jan 1970|max-age=0/i.test(header);
    if (gone) this.jar.delete(name);
    else this.jar.set(name, value);
  }
}

function contentOf(body: unknown, { raw }: More): Record<string, string> {
  if (raw) return raw.type === undefined ? {} : { 'content-type': raw.type };
  return body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' };
}
