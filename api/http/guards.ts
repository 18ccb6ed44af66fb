import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { type Instant } from '../../rules/values/moment.ts';
import { type PerMinute } from './per-minute.ts';
import { HttpProblem } from './problem.ts';

/** Sign-in comes back to one address; whoever opens a page under another name of this machine is brought there first. */
export function canonicalHost(publicUrl: string): RequestHandler {
  const { host, origin } = new URL(publicUrl);
  return (req, res, next) => {
    const asksForPage =
      req.method === 'GET' && req.accepts(['json', 'html']) === 'html' && !/^\/(v1|webhooks)\b/.test(req.path);
    if (asksForPage && req.get('Host') !== undefined && req.get('Host') !== host)
      return res.redirect(307, origin + req.originalUrl);
    next();
  };
}

/** What a page of ours may ask of a browser; a photo is taken by the device's own camera app. All else is off, for frames as well. */
const PERMISSIONS = [
  ...['geolocation', 'clipboard-write', 'web-share', 'publickey-credentials-get', 'publickey-credentials-create', 'fullscreen'].map((may) => `${may}=(self)`),
  ...['accelerometer', 'bluetooth', 'browsing-topics', 'camera', 'clipboard-read', 'display-capture', 'encrypted-media', 'gyroscope', 'hid', 'idle-detection',
    'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment', 'screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking'].map((off) => `${off}=()`),
].join(', '); // prettier-ignore

/** Nothing inline, nothing from elsewhere, nobody frames us; answers of the API are never kept by a cache. */
export function security(publicUrl: string, clock: () => Instant): RequestHandler {
  const secure = publicUrl.startsWith('https:');
  const headers = headersSetBy(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          frameSrc: ["'self'", 'blob:'],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          ...(secure && { upgradeInsecureRequests: [] }),
        },
      },
      strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    }),
  );
  return (req, res, next) => {
    if (req.path.startsWith('/v1/')) {
      res.setHeader('API-Version', API_VERSION);
      res.setHeader('Cache-Control', 'no-store');
      res.setHeader('Server-Time', clock());
      if (OPEN_TO_ALL.test(req.path)) res.setHeader('Access-Control-Allow-Origin', '*');
    }
    if (req.path.startsWith('/auth/')) res.setHeader('Cache-Control', 'no-store');
    res.setHeader('Permissions-Policy', PERMISSIONS);
    for (const [name, value] of headers) res.setHeader(name, value);
    next();
  };
}

/** They are the same for every answer, so they are worked out once. */
function headersSetBy(middleware: ReturnType<typeof helmet>): [name: string, value: string][] {
  const req = new IncomingMessage(new Socket());
  const res = new ServerResponse(req);
  middleware(req, res, (error) => {
    if (error !== undefined) throw new Error('the security headers cannot be worked out', { cause: error });
  });
  return Object.entries(res.getHeaders()).map(([name, value]) => [name, String(value)]);
}

export const API_VERSION = '1.0.0';

/** Public facts that any site may read: the interface's own description, and what municipalities issue. */
const OPEN_TO_ALL = /^\/v1\/(openapi\.json|municipalities(\/|$)|health$|status$|signing-keys$)/;

/** Where each request costs a mail or a party outside. */
const DEAR = /^\/(auth\/|v1\/(me\/email|payments$|municipalities\/[^/]+\/entitlements$))/;
/** Where it costs a password to compute; what else accounts ask has been paid for with work (`/v1/work-challenges`). */
const PASSWORDS = /^\/v1\/(sessions|permit-sessions|account\/password|password-resets\/_confirm|sign-ons\/)/;

/** Scan cars ask many times a second, and at nine in the morning a whole mobile network parks; both have signed in. */
const STREET = /^\/v1\/(enforcement\/|parking\/actions)/;

/**
 * Limits by address, on real time: against floods, and tighter where each request costs something. Many people share an address (an
 * office, a mobile network), so guessing is stopped elsewhere: a code has five tries and comes once a minute.
 */
export function limits(count: PerMinute): RequestHandler {
  const limit = (of: string, perMinute: number) =>
    rateLimit({
      windowMs: 60_000,
      limit: perMinute,
      store: {
        increment: async (address) => {
          const { count: totalHits, endsAtMs } = await count(`${of} ${address}`, Date.now());
          return { totalHits, resetTime: new Date(endsAtMs) };
        },
        decrement: () => undefined,
        resetKey: () => undefined,
      },
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      handler: (_req, _res, next, { windowMs }) =>
        next(new HttpProblem(429, 'too-many-requests', Math.ceil(windowMs / 1000))),
    });
  const [tight, passwords] = [limit('dear', 600), limit('passwords', 600)];
  const wide = limit('wide', 12_000);
  return (req, res, next) => {
    if (STREET.test(req.path)) return next();
    void (DEAR.test(req.path) ? tight : PASSWORDS.test(req.path) ? passwords : wide)(req, res, next);
  };
}
