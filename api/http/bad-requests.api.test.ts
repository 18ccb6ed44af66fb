import { jest } from '@jest/globals';
import { PROVIDERS_MAY } from './endpoint.ts';
import { type Problem } from './problem.ts';
import { accountHolder } from '../testing/accounts.ts';
import { type Browser } from '../testing/browser.ts';
import { type Operation } from '../testing/contract.ts';
import { begin, withdraw } from '../testing/cases.ts';
import { mayDo, type StaffPermission } from '../../rules/staff.ts';
import { PROVIDER_SCOPES } from '../../rules/third-parties.ts';
import { citizen, staff } from '../testing/people.ts';
import { otherApp } from '../testing/providers.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type ApplicationView } from '../permit-applications/shapes.ts';

jest.setTimeout(120_000);

const NOBODYS = '00000000-0000-4000-8000-000000000000';

interface Route {
  method: string;
  path: string;
  operation: Operation;
  who: Browser;
}

let system: System;
let willem: Browser;
let draft: ApplicationView;
let routes: Route[];
beforeAll(async () => {
  system = await sharedSystem();
  willem = await citizen(system, 'willem');
  draft = await begin(willem, 'resident');
  const roles = ['senior', 'officer', 'auditor', 'operator'] as const;
  const colleagues = await Promise.all(roles.map((role) => staff(system, role)));
  const { browser: parker } = await accountHolder(system);
  const program = system.browser();
  program.authorization = (await otherApp(system, colleagues[3], PROVIDER_SCOPES)).more.headers!['authorization'];
  const browserOf = (may: string) =>
    may === 'account'
      ? parker
      : may in PROVIDERS_MAY
        ? program
        : (colleagues[roles.findIndex((role) => mayDo([role], may as StaffPermission))] ?? willem);
  routes = Object.entries(system.contract.document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: `/v1${path}`,
      operation,
      who: browserOf(operation['x-may']),
    })),
  );
});
afterAll(async () => void (await withdraw(willem, draft)));

const withId = (path: string, id: string) => path.replace(/\{\w+\}/g, id);
interface BodySchema {
  properties?: Record<string, { const?: unknown }>;
  oneOf?: BodySchema[];
}
const bodyOf = ({ operation }: Route) =>
  operation.requestBody?.content['application/json']?.schema as BodySchema | undefined;
/** Of a body that comes in kinds, those of every kind. */
const propertiesOf = (schema: BodySchema | undefined): NonNullable<BodySchema['properties']> =>
  Object.assign({}, ...(schema?.oneOf ?? []).map(propertiesOf), schema?.properties);
/** What says of which kind a body is. */
const kindOf = (schema: BodySchema | undefined): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schema?.oneOf?.[0]?.properties ?? {}).flatMap(([name, { const: kind }]) =>
      kind === undefined ? [] : [[name, kind]],
    ),
  );
const writes = () => routes.filter(({ method }) => method !== 'GET');

/** What no client sends by accident, and somebody will. */
const NASTY: readonly unknown[] = [
  null, true, -1, 0, 1e308, '', ' ', '\0', '\ud800', 'x'.repeat(5_000), '__proto__', "'; DROP TABLE holder; --", '<script>alert(1)</script>',
  '../../etc/passwd', '💥', '\u202e', [], [[]], [null], {}, { a: {} }, NOBODYS, '2026-11-21', '9999-12-31T23:59:59Z',
]; // prettier-ignore

/** With which statuses an answer of another shape is refused; a list of no plates and no questions is one that fits. */
const OR_EMPTY: Record<string, number[]> = {
  ...{
    areaId: [400, 409],
    startsOn: [400, 409],
    periodId: [400, 409],
    platesConfirmed: [400],
    documentsConfirmed: [400],
  },
  ...{ plates: [400, 200], questions: [400, 200] },
};

describe('a request of another shape', () => {
  it('is refused with every fault at once, by name', async () => {
    const problem = await willem.refused('POST', '/v1/applications?x=1', {
      productId: 5,
      extra: true,
      more: { deep: 1 },
    });
    expect(problem).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(problem.fields!.map(({ field }) => field).sort()).toEqual(['extra', 'more', 'productId', 'x']);
  });

  it('is refused on every route that takes a body, when a field is unknown', async () => {
    for (const { method, path, who, ...route } of writes()) {
      const schema = bodyOf({ method, path, who, ...route });
      if (route.operation.requestBody && !schema) continue; // a file
      const problem = await who.refused(method, withId(path, NOBODYS), { ...kindOf(schema), verrassing: 1 });
      expect([method, path, problem.status]).toEqual([method, path, 400]);
      expect(problem.fields!.map(({ field }) => field)).toContain('verrassing');
    }
  });

  it('is refused on every route when the query is unknown', async () => {
    for (const { method, path, who } of routes) {
      const problem = await who.call<Problem>(method, `${withId(path, NOBODYS)}?verrassing=1`);
      const expected = /(\{documentId\}|\{token\}|\/documents|\/content|\/bank-statements|\/json|\/pdf)$/.test(path)
        ? [400, 404, 415]
        : [400];
      expect([method, path, expected]).toEqual([method, path, expect.arrayContaining([problem.status])]);
    }
  });

  it('never brings the system to its knees, whatever stands in whichever field', async () => {
    for (const [index, route] of writes().entries()) {
      const { method, path, who } = route;
      // From an address of its own, or what limits an address would answer before the route does.
      const more = { headers: { 'x-forwarded-for': `10.0.${index >> 8}.${index & 255}` } };
      for (const name of Object.keys(propertiesOf(bodyOf(route))))
        await Promise.all(
          NASTY.map(async (value) => {
            const { status } = await who.call(method, withId(path, NOBODYS), { [name]: value }, more);
            // What people are looked for by may be anything, and finds nobody; who wants a message may say so.
            const least = path.endsWith('_search') || (name === 'wanted' && value === true) ? 200 : 400;
            const handled = status >= least && status < 500 && status !== 429;
            expect([method, path, name, value, handled]).toEqual([method, path, name, value, true]);
          }),
        );
    }
  }, 300_000);

  it('nor does what stands in the answers of an application that exists', async () => {
    const answers = `/v1/applications/${draft.id}/answers`;
    for (const name of [
      'areaId',
      'startsOn',
      'periodId',
      'plates',
      'platesConfirmed',
      'questions',
      'documentsConfirmed',
    ])
      for (const value of NASTY) {
        const { status } = await willem.call('PATCH', answers, { [name]: value });
        const fits = (name === 'startsOn' && value === '2026-11-21') || value === true; // a day and a yes like any other
        if (!fits) expect([name, value, OR_EMPTY[name]]).toEqual([name, value, expect.arrayContaining([status])]);
      }
    for (const [plate, country] of NASTY.flatMap((value) => [
      [value, 'NL'],
      ['AB-12-CD', value],
    ])) {
      const { status } = await willem.call('PATCH', answers, { plates: [{ plate, country }] });
      expect([plate, country, [400, 409]]).toEqual([plate, country, expect.arrayContaining([status])]);
    }
    for (const value of NASTY) {
      const { status } = await willem.call('PATCH', answers, { questions: { [String(value).slice(0, 60)]: value } });
      expect([400, 409, ...(value === '__proto__' ? [200] : [])]).toContain(status); // that name is dropped unread
    }
  });

  it('nor what stands where an id should', async () => {
    const ids = [
      'x',
      '%00',
      '%ff',
      '%',
      '%E0%A4%A',
      '..%2f..%2fetc',
      'x'.repeat(201),
      '1',
      'null',
      "'",
      NOBODYS.toUpperCase(),
      '%F0%9F%92%A5',
    ];
    for (const { method, path, who } of routes.filter((route) => route.path.includes('{')))
      for (const id of ids) {
        const { status } = await who.call(method, withId(path, id), method === 'GET' ? undefined : {});
        expect([method, path, id, [400, 404, 415]]).toEqual([method, path, id, expect.arrayContaining([status])]);
      }
  });

  it('nor a list asked for with a limit or cursor that is none', async () => {
    const place = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const lists = routes.filter(({ operation }) => operation.parameters.some(({ name }) => name === 'cursor'));
    expect(lists.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/v1/history', '/v1/staff/tasks', '/v1/staff/cases']),
    );
    for (const { path, who } of lists) {
      for (const limit of ['0', '-1', '501', '1e9', 'veel', '', '1.5', '%00'])
        expect(await who.refused('GET', `${withId(path, draft.id)}?limit=${limit}`)).toMatchObject({
          status: 400,
          fields: expect.arrayContaining([expect.objectContaining({ field: 'limit' })]),
        });
      for (const cursor of [
        'x',
        '%00',
        place('x'),
        place(['x', 'y']),
        place(['2026-11-21T00:00:00Z', 'y']),
        place(['2026-11-21T00:00:00Z', NOBODYS, 1]),
        place(['2026-02-30', NOBODYS]),
        'x'.repeat(201),
      ])
        expect(await who.refused('GET', `${withId(path, draft.id)}?cursor=${cursor}`)).toMatchObject({
          status: 400,
          fields: expect.arrayContaining([expect.objectContaining({ field: 'cursor' })]),
        });
      expect((await who.refused('GET', `${withId(path, draft.id)}?limit=1&limit=2`)).status).toBe(400);
    }
  });
});

describe('a request that is no JSON', () => {
  const send = (body: string, type?: string) =>
    willem.refused('POST', '/v1/applications', undefined, { raw: { body, ...(type !== undefined && { type }) } });

  it.each([
    ['cut off', '{"productId":'],
    ['a list', '["resident"]'],
    ['a text', '"resident"'],
    ['a number', '5'],
    ['nothing', 'null'],
    ['XML', '<productId>resident</productId>'],
    ['a key twice', '{"productId":"resident","productId":5}'],
    ['very deep', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['a prototype', '{"__proto__":{"productId":"resident"}}'],
    ['not UTF-8', '{"productId":"\xff\xfe"}'],
  ])('but %s is refused', async (_what, body) => {
    const { status, code } = await send(body, 'application/json');
    expect([status, code].join(' ')).toMatch(/^(400 (invalid-json|invalid-request)|404 not-found)$/);
  });

  it('of a megabyte is refused for its size', async () => {
    expect(await send(JSON.stringify({ productId: 'x'.repeat(1_000_000) }), 'application/json')).toMatchObject({
      status: 413,
      code: 'request-too-large',
    });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', undefined])(
    'but comes as %s is refused',
    async (type) => {
      expect(await send('{"productId":"resident"}', type)).toMatchObject({ status: 415, code: 'not-json' });
    },
  );

  it('or packed in a way that is not understood is refused', async () => {
    for (const headers of [
      { 'content-encoding': 'gzip' },
      { 'content-encoding': 'zstd' },
      { 'content-type': 'application/json; charset=utf-16' },
    ])
      expect(
        (await willem.refused('POST', '/v1/applications', { productId: 'resident' }, { headers })).status,
      ).toBeLessThan(416);
  });
});

describe('an address or method there is not', () => {
  it('is told as a problem, under every part of the interface', async () => {
    for (const [method, path] of [
      ['GET', '/v1/'],
      ['GET', '/v1/onbekend'],
      ['GET', '/v1/applications/'],
      ['GET', '/v2/me'.replace('v2', 'v1/v2')],
      ['DELETE', '/v1/applications'],
      ['PUT', '/v1/cart'],
      ['POST', '/v1/permits'],
      ['PATCH', '/v1/me'],
      ['DELETE', '/v1/me'],
      ['POST', '/v1/openapi.json'],
      ['GET', '/webhooks/mollie'],
      ['GET', '/webhooks/onbekend'],
      ['POST', '/auth/login'],
      ['GET', '/auth/logout'],
      ['POST', '/v1/%E0%A4%A'],
      ['GET', '/v1/enforcement/checks'],
      ['GET', '/V1/me'.replace('V1', 'v1/ME')],
    ] as const)
      // prettier-ignore
      expect([method, path, await willem.refused(method, path)]).toEqual([method, path, expect.objectContaining({ status: expect.any(Number), code: expect.stringMatching(/^not-found$|^invalid-request$/) })]);
    for (const path of ['/assets/onbekend.js', '/theme/..%2f..%2fpackage.json', '/theme/onbekend.css', '/%E0%A4%A'])
      expect((await willem.refused('GET', path)).status).toBeLessThan(500);
  });

  it('is a page for people who type one, and never a file of the server', async () => {
    for (const path of ['/voorbeeld/onbekend', '/../package.json', '/.env', '/index.js.map', '/%2e%2e/package.json']) {
      const { status, text } = await willem.visit(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).toContain('<div id="root">');
    }
  });

  it('of the sandbox’s own talk with the system is not there for anybody', async () => {
    for (const path of ['/sandbox/_clock', '/sandbox/_reset'])
      expect(await willem.refused('POST', path, { offsetMs: 1 })).toMatchObject({ status: 404 });
  });
});
