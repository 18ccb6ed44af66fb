import { jest } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { citizen } from '../testing/people.ts';
import { sharedSystem, type System } from '../testing/stack.ts';

jest.setTimeout(60_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

const operations = () =>
  Object.entries(system.contract.document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );

describe('the description of the interface', () => {
  it('is a valid OpenAPI 3.1 document, to be read without signing in', async () => {
    const { status, headers, body } = await system.browser().call<Record<string, unknown>>('GET', '/v1/openapi.json');
    expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([200, 'application/json']);
    const validator = new Validator();
    expect(await validator.validate(body)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('names every operation once, with its path parameters, who may and what it answers', () => {
    const all = operations();
    expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
    for (const { path, method, parameters, responses, operationId, ...operation } of all) {
      const inPath = parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name);
      expect([operationId, inPath]).toEqual([operationId, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)]);
      expect(operation['x-may']).toMatch(/^[a-z-]+$/);
      expect(Object.keys(responses).filter((status) => status.startsWith('2'))).toHaveLength(1);
      expect(Object.keys(responses)).toEqual(
        expect.arrayContaining(method === 'get' ? ['400', '429', '503'] : ['400', '409', '415', '422', '429', '503']),
      );
    }
  });

  it('follows the design rules: plural nouns in kebab case, keys in camel case', () => {
    for (const { path } of operations())
      for (const part of path.split('/').slice(1))
        expect(part).toMatch(/^(_?[a-z]+(-[a-z]+)*|\{[a-z]\w*\}|me|cart|current)$/);
    const keys = new Set<string>();
    const collect = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const { properties } = schema as { properties?: object };
      for (const name of Object.keys(properties ?? {})) keys.add(name);
      Object.values(schema).forEach(collect);
    };
    collect(system.contract.document.paths);
    for (const key of keys) expect(key).toMatch(/^[a-z][A-Za-z0-9]*$|^Idempotency-Key$/);
  });

  it('asks nothing personal in an address: what people are looked for by is posted', () => {
    const asked = operations().flatMap(({ parameters }) =>
      parameters.filter(({ in: place }) => place !== 'header').map(({ name }) => name),
    );
    expect([...new Set(asked)].sort()).toEqual([
      'areaId',
      'bundleId',
      'by',
      'checkId',
      'cursor',
      'deliveryId',
      'documentId',
      'favouriteId',
      'file',
      'filter',
      'format',
      'from',
      'grantId',
      'id',
      'invoiced',
      'keyId',
      'limit',
      'lineId',
      'noticeId',
      'number',
      'page',
      'passId',
      'permitId',
      'phoneId',
      'productId',
      'reference',
      'reportId',
      'state',
      'table',
      'token',
      'unit',
      'until',
      'version',
      'visitId',
    ]);
  });

  it('says which version of the interface answered, on every answer', async () => {
    const browser = await citizen(system, 'willem');
    for (const path of ['/v1/me', '/v1/health', '/v1/applications/x', '/v1/onbekend', '/v1/openapi.json'])
      expect((await browser.call('GET', path)).headers.get('api-version')).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe('the health of the system', () => {
  it('names each component with its version, for whoever watches', async () => {
    const health = await system
      .browser()
      .ask<{ status: string; components: Record<string, { status: string; version: string | null }>; down: string[] }>(
        'GET',
        '/v1/health',
      );
    expect(health).toMatchObject({ status: 'up', down: [] });
    expect(Object.keys(health.components).sort()).toEqual(['api', 'database', 'engine', 'mail', 'worker']);
    for (const [name, { status, version }] of Object.entries(health.components)) {
      expect([name, status]).toEqual([name, 'up']);
      if (name !== 'mail') expect(version).toMatch(/^\d+\.\d+/);
    }
  });
});
