import { faultsOf, type Schema } from './json-schema.ts';

export interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, unknown>;
}

export interface Operation {
  operationId: string;
  'x-may': string;
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

export interface Contract {
  document: OpenApi;
  /** Throws when an answer is not what the published description promises. */
  check(method: string, path: string, answer: { status: number; headers: Headers; body: unknown; text: string }): void;
}

const PROBLEM = 'application/problem+json';

/** The description the system publishes of itself; every answer a test gets is held against it. */
export async function readContract(url: string): Promise<Contract> {
  const document = (await (await fetch(`${url}/v1/openapi.json`)).json()) as OpenApi;
  return {
    document,
    check(method, path, { status, headers, body, text }) {
      const where = `${method} ${path} → ${status}`;
      const type = headers.get('content-type')?.split(';')[0] ?? null;
      const { pathname } = new URL(path, url);
      if (status >= 500 && status !== 503) throw new Error(`${where}: ${text}`);
      if (status >= 400 && !pathname.startsWith('/sandbox/') && type !== PROBLEM)
        throw new Error(`${where}: a fault told as ${type}, not as a problem: ${text}`);
      const problems = type === PROBLEM ? faultsOf(body, { $ref: '#/components/schemas/Problem' }, document) : [];

      const operation = operationAt(document, method, pathname);
      const promised = operation?.responses[String(status)];
      const faults = [...problems, ...(operation ? faultsOfAnswer(promised, type, body, document) : [])];
      const code = String((body as { code?: unknown } | null)?.code);
      if (operation && status === 409 && !promised?.description.split(/[\s,]+/).includes(code))
        faults.push(`the ground ${code} is not described`);
      if (faults.length > 0)
        throw new Error(`${where} is not what the description promises:\n${faults.join('\n')}\n${text}`);
    },
  };
}

function faultsOfAnswer(
  promised: Operation['responses'][string] | undefined,
  type: string | null,
  body: unknown,
  document: OpenApi,
): string[] {
  if (!promised) return ['this status is not described'];
  if (!promised.content || '*/*' in promised.content) return []; // a file is whatever it is
  const described = promised.content[type ?? ''];
  return described ? faultsOf(body, described.schema, document) : [`${type} is not described`];
}

/** The operation a path belongs to; undefined outside `/v1` and for paths that do not exist. */
export function operationAt({ paths }: OpenApi, method: string, pathname: string): Operation | undefined {
  const parts = pathname.replace(/^\/v1/, '').split('/');
  if (!pathname.startsWith('/v1/')) return undefined;
  const fits = (template: string) => {
    const wanted = template.split('/');
    return (
      wanted.length === parts.length && wanted.every((part, index) => part.startsWith('{') || part === parts[index])
    );
  };
  const template = Object.keys(paths).find(fits);
  return template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
}
