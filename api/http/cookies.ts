import { type CookieOptions, type Request, type Response } from 'express';

/** A cookie of this site: found, set and taken back under one name, with the same attributes. */
export interface SiteCookie {
  name: string;
  of(req: Request): string | undefined;
  set(res: Response, value: string, maxAgeMs?: number): void;
  clear(res: Response): void;
}

/**
 * For this host alone, and out of reach of scripts. With https the name says so: browsers keep a `__Host-` cookie only for the host that
 * set it, so that no neighbour under the same domain can put one here. They want it on every path then.
 *
 * @param path where it is sent to, on one's own machine without https
 */
export function siteCookie(name: string, { secure, path = '/' }: { secure: boolean; path?: string }): SiteCookie {
  const [full, options]: [string, CookieOptions] = secure
    ? [`__Host-${name}`, { httpOnly: true, sameSite: 'lax', secure, path: '/' }]
    : [name, { httpOnly: true, sameSite: 'lax', path }];
  return {
    name: full,
    of: (req) => cookieOf(req, full),
    set: (res, value, maxAge) => void res.cookie(full, value, maxAge === undefined ? options : { ...options, maxAge }),
    clear: (res) => void res.clearCookie(full, options),
  };
}

function cookieOf(req: Request, name: string): string | undefined {
  for (const pair of req.headers.cookie?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
