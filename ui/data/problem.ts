import type { RuleStep } from '../../rules/values/refusal.ts';

export interface FieldProblem {
  /** Path of the field in the body, such as `plates.0.country`. */
  field: string;
  code: string;
  message: string;
}

/** Why a call did not give what was asked: a refusal of the API (`application/problem+json`), or no usable answer at all. */
export interface Problem {
  /** 0 when there was no answer. */
  status: number;
  /** Stable, for deciding and for finding the sentence; `no-connection` and `no-answer` are our own. */
  code: string;
  title: string | null;
  detail: string | null;
  /** The rules that led to a refusal, under an id a helpdesk can look up. */
  trace: { id: string; steps: readonly RuleStep[] } | null;
  /** What would be possible instead; its shape is that of the call. */
  proposal: unknown;
  fields: readonly FieldProblem[];
}

/** Whether the same request may still take effect, so that trying again must say it is the same one. */
export function outcomeUnknown({ status }: Problem): boolean {
  return status === 0 || status >= 500;
}

export function noAnswer(online: boolean): Problem {
  return bare(0, online ? 'no-answer' : 'no-connection');
}

/** Reads a problem as leniently as it can: a proxy in between may answer with a page of its own. */
export function problemFrom(status: number, body: unknown): Problem {
  if (!isRecord(body)) return bare(status, codeOfStatus(status));
  return {
    status,
    code: textOr(body['code'], codeOfStatus(status)),
    title: textOr(body['title'], null),
    detail: textOr(body['detail'], null),
    trace: traceFrom(body['trace']),
    proposal: body['proposal'] ?? null,
    fields: Array.isArray(body['fields']) ? body['fields'].filter(isRecord).map(fieldFrom) : [],
  };
}

function bare(status: number, code: string): Problem {
  return { status, code, title: null, detail: null, trace: null, proposal: null, fields: [] };
}

function codeOfStatus(status: number): string {
  switch (status) {
    case 401:
      return 'session-expired';
    case 403:
      return 'not-allowed';
    case 404:
      return 'not-found';
    case 429:
      return 'too-many';
    default:
      return 'unexpected';
  }
}

function traceFrom(value: unknown): Problem['trace'] {
  if (!isRecord(value) || typeof value['id'] !== 'string') return null;
  return { id: value['id'], steps: Array.isArray(value['steps']) ? value['steps'].filter(isStep) : [] };
}

function fieldFrom(value: Record<string, unknown>): FieldProblem {
  const message = textOr(value['message'], '');
  return { field: textOr(value['field'], ''), code: textOr(value['code'], 'invalid'), message };
}

function isStep(value: unknown): value is RuleStep {
  return (
    isRecord(value) &&
    typeof value['rule'] === 'string' &&
    typeof value['outcome'] === 'string' &&
    isRecord(value['values'])
  );
}

function textOr<Default>(value: unknown, otherwise: Default): string | Default {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
