import { request } from 'node:http';
import { type RequestHandler } from 'express';
import { type Api } from '../api.ts';
import { HttpProblem } from '../http/problem.ts';

/** Tells the stand-ins something only we know: how far business time runs ahead, or that everything begins anew. */
export async function tellSandbox({ settings }: Api, path: '_clock' | '_reset', body: object): Promise<void> {
  const response = await fetch(`${settings.SANDBOX_URL}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${path}`);
}

/**
 * Passes everything else under `/sandbox` on as it is: to a browser the stand-ins live on our address. Paths that begin with `_` are
 * for us alone.
 */
export function forwardToSandbox(sandboxUrl: string): RequestHandler {
  const { hostname, port } = new URL(sandboxUrl);
  return (req, res, next) => {
    if (/^\/(clock|reset)$/.test(req.path)) return next(); // ours
    if (/^\/_/.test(req.path)) return next(new HttpProblem(404, 'not-found'));
    const headers = { ...req.headers, 'x-forwarded-host': req.headers.host, 'x-forwarded-proto': req.protocol };
    const upstream = request({ hostname, port, method: req.method, path: req.originalUrl, headers }, (answered) => {
      for (const name of res.getHeaderNames()) res.removeHeader(name); // the stand-ins set their own
      res.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(res);
    });
    upstream.on('error', (error) => {
      if (res.headersSent) return void res.destroy(error);
      next(new HttpProblem(503, 'busy-try-again', 2));
    });
    req.pipe(upstream);
  };
}
