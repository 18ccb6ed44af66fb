import { z } from 'zod';
import { VERSION } from '../../activities/version.ts';
import { TOKEN_REQUESTS_A_MINUTE, TOKEN_SCOPES } from '../../rules/account-tokens.ts';
import { PROVIDER_SCOPES, type ProviderScope } from '../../rules/third-parties.ts';
import { isForProviders, PROVIDERS_MAY, type Endpoint, type May } from './endpoint.ts';

/**
 * The OpenAPI document of everything under `/v1`, made from the endpoints themselves.
 *
 * @param cookie what a session lies in
 */
export function openApiDocument(endpoints: readonly Endpoint[], cookie: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints.filter(({ path }) => path.startsWith('/v1/'))) {
    const path = endpoint.path.slice('/v1'.length);
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parkwerk',
      version: `1.${VERSION.split('.').slice(0, 2).join('.')}`,
      description: 'Parking permits and parking actions of municipalities. Instants are UTC; amounts are euro cents.',
      contact: { name: 'Parkwerk', email: 'api@parkwerk.example', url: 'https://parkwerk.example/api' },
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: '/v1' }],
    tags: [...new Set(endpoints.map(tagOf))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookie },
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A token somebody made in the settings of the parking app, for a program of their own: at most ' +
            `${TOKEN_REQUESTS_A_MINUTE} requests a minute, with one of these scopes: ${TOKEN_SCOPES.join(', ')}`,
        },
        provider: {
          type: 'oauth2',
          description:
            'Another app that registers rights of its own; the operator of a municipality admits it and gives it its secret',
          flows: {
            clientCredentials: {
              tokenUrl: '/auth/token',
              scopes: Object.fromEntries(PROVIDER_SCOPES.map((scope) => [scope, SCOPE_MEANS[scope]])),
            },
          },
        },
      },
      schemas: { Problem: problemSchema },
      headers: { 'API-Version': { description: 'Version of the interface that answered', schema: { type: 'string' } } },
    },
  };
}

const SCOPE_MEANS: Record<ProviderScope, string> = {
  'rights:register': 'Register, extend and end rights',
  'rights:read': 'Read rights of its own',
  'permits:sign-on': 'Sign plates on and off at a machine, for who has a number and a code',
};

function operationOf(endpoint: Endpoint): object {
  const { method, path, may, summary, records, programs = [], refuses = [] } = endpoint;
  const writes = method !== 'get';
  const grounds = refuses.filter((ground) => ground !== 'not-found');
  const success = String(endpoint.status ?? (endpoint.answers || endpoint.raw === 'file' ? 200 : 204));
  return {
    operationId: operationIdOf(endpoint),
    tags: [tagOf(endpoint)],
    summary,
    ...(records && { description: `Recorded as \`${records}\`.` }),
    ...(may !== 'anyone' && {
      security: [
        isForProviders(may) ? { provider: [PROVIDERS_MAY[may]] } : { session: [] },
        ...programs.map((scope) => ({ token: [scope] })),
      ],
    }),
    'x-may': may,
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...queryParameters(endpoint.query),
      ...(writes && !endpoint.secret
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: false,
              schema: { type: 'string', pattern: '^[\\w-]{8,100}$' },
            },
          ]
        : []),
    ],
    ...(endpoint.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } },
    }),
    ...(endpoint.raw === 'multipart' && {
      requestBody: { required: true, content: { 'multipart/form-data': { schema: uploadSchema } } },
    }),
    responses: {
      [success]: { description: summary, headers: versionHeader, ...contentOf(endpoint) },
      '400': problemResponse('The request has another shape; every fault is named'),
      ...(needsSession(may) && { '401': problemResponse('Nobody is signed in') }),
      ...((needsSession(may) || writes) && {
        '403': problemResponse('Somebody else may do this, or the request does not come from our site'),
      }),
      ...((writes || path.includes('{') || refuses.includes('not-found')) && {
        '404': problemResponse('There is no such thing, or it is not yours'),
      }),
      ...(!writes && grounds.length > 0 && { '409': problemResponse(`Refused: ${grounds.join(', ')}`) }),
      ...(writes && {
        '409': problemResponse(`Refused: ${[...refuses, 'still-working'].join(', ')}`),
        '413': problemResponse('More was sent than is taken'),
        '415': problemResponse('What was sent is of a kind that is not taken'),
        '422': problemResponse('This Idempotency-Key was used for another request'),
      }),
      '429': problemResponse('Too fast; `Retry-After` says when to try again'),
      '503': unavailable(endpoint),
    },
  };
}

function contentOf({ answers, raw }: Endpoint): { content?: object } {
  if (answers) return { content: { 'application/json': { schema: schemaOf(answers, 'output') } } };
  return raw === 'file' ? { content: { '*/*': { schema: { type: 'string' } } } } : {};
}

/** Where the answer itself can be that something is away, it has its own shape then. */
function unavailable(endpoint: Endpoint): object {
  const { content, ...response } = problemResponse('A part of the system is away for a moment; try again');
  const own = endpoint.alsoAnswers?.includes(503) ? contentOf(endpoint).content : {};
  return { ...response, content: { ...content, ...own } };
}

const needsSession = (may: May): boolean => may !== 'anyone';

/** `/v1/applications/{id}/_confirm` → `post-applications-id-confirm`. */
const operationIdOf = ({ method, path }: Endpoint): string =>
  [method, ...path.split('/').slice(2)].map((part) => part.replace(/[{}_]/g, '')).join('-');

const tagOf = ({ path }: Endpoint): string => path.split('/')[2] ?? 'other';

const schemaOf = (shape: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' }) as Record<string, unknown>;
  return schema;
};

function queryParameters(query: z.ZodType | undefined): object[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

const versionHeader = { 'API-Version': { $ref: '#/components/headers/API-Version' } };

const problemResponse = (description: string) => ({
  description,
  headers: versionHeader,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const problemSchema = {
  type: 'object',
  required: ['type', 'status', 'title', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    title: { type: 'string' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'Stable; for programs to act on' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
    proposal: {
      type: 'object',
      description: 'What would be possible instead. With a quoteId it can be confirmed as it stands, for two minutes',
      required: ['startsAt', 'endsAt'],
      properties: {
        startsAt: { type: 'string', format: 'date-time' },
        endsAt: { type: 'string', format: 'date-time' },
        quoteId: { type: 'string' },
      },
    },
    trace: {
      type: 'object',
      description: 'The rules a refusal rests on, with the values they saw and what would make them pass',
      required: ['id', 'steps'],
      properties: {
        id: { type: 'string' },
        steps: {
          type: 'array',
          items: {
            type: 'object',
            required: ['rule', 'outcome', 'article', 'values', 'remedy'],
            properties: {
              rule: { type: 'string' },
              outcome: { enum: ['met', 'not-met', 'staff-decides'] },
              article: { type: ['string', 'null'] },
              values: { type: 'object' },
              remedy: { type: ['string', 'null'] },
            },
          },
        },
      },
    },
  },
};

const uploadSchema = {
  type: 'object',
  required: ['requirementId', 'kind', 'file'],
  properties: {
    requirementId: { type: 'string' },
    kind: { type: 'string' },
    file: { type: 'string', contentMediaType: 'application/octet-stream' },
  },
};
