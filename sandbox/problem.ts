import type { ErrorRequestHandler, RequestHandler, Response } from 'express';

/** Answers in the shape of RFC 9457; `code` is for programs, `detail` for whoever reads it. */
export function sendProblem(res: Response, status: number, code: string, detail: string, more: object = {}): void {
  res
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: code.replaceAll('-', ' '), status, code, detail, ...more }));
}

export const nothingHere: RequestHandler = (_req, res) =>
  sendProblem(res, 404, 'not-found', 'There is nothing at this address of the practice environment.');

/** A body that cannot be read is the caller's; anything else is ours and goes to the log without what was sent. */
export const onError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error);
  const status = (error as { status?: unknown }).status;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return sendProblem(res, status, 'unreadable-request', 'The body could not be read.');
  }
  process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  sendProblem(res, 500, 'sandbox-failed', 'The practice environment failed; its log says why.');
};

/** An object's fields, whatever was sent in its place. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
