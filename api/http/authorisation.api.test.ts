import { jest } from '@jest/globals';
import { BLOCK_GROUNDS } from '../../rules/permits/block.ts';
import { REFUSAL_GROUNDS } from '../../rules/refunds/status.ts';
import { type Me } from '../me/shapes.ts';
import { type PermitDocuments } from '../permits/shapes.ts';
import { everythingOf } from '../testing/belongings.ts';
import { accountHolder } from '../testing/accounts.ts';
import { type Browser } from '../testing/browser.ts';
import { applicationReadyToPay, checkOut, declared, permitInForce, taskOf, withdraw } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen, signIn, staff } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';

jest.setTimeout(120_000);

const NOBODYS = '00000000-0000-4000-8000-000000000000';

/** What each role may do, as municipalities agreed to; written down here apart from the code. */
const PERMISSIONS: Record<string, readonly string[]> = {
  clerk: ['review', 'read-case', 'read-products', 'end-permit', 'hand-out', 'act-for', 'announce'],
  senior: [
    'review',
    'read-case',
    'read-products',
    'end-permit',
    'hand-out',
    'act-for',
    'announce',
    'second-look',
    'misuse-hints',
    'reports',
    'refunds',
  ],
  finance: ['read-products', 'reports', 'refunds'],
  officer: ['check'],
  auditor: ['audit', 'read-case', 'read-products'],
  operator: ['read-products', 'operate'],
};

/** What another app may do with its token; api/third-parties tells whose is whose. */
const OTHER_APPS = ['register-rights', 'read-rights', 'sign-on-at-machine'];

interface Route {
  method: string;
  path: string;
  may: string;
}

let system: System;
let routes: Route[];
let people: Record<string, Browser>;
beforeAll(async () => {
  system = await sharedSystem();
  routes = Object.entries(system.contract.document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: `/v1${path}`,
      may: operation['x-may'],
    })),
  );
  const roles = Object.keys(PERMISSIONS);
  const staffMembers = await Promise.all(roles.map((role) => staff(system, role)));
  people = {
    nobody: system.browser(),
    citizen: await citizen(system, 'willem'),
    account: (await accountHolder(system)).browser,
    ...Object.fromEntries(roles.map((role, index) => [role, staffMembers[index]!])),
  };
});

/** 401 or 403, or undefined: come in. */
function deniedWith(may: string, who: string): 401 | 403 | undefined {
  if (may === 'anyone') return undefined;
  if (OTHER_APPS.includes(may)) return 401; // whoever is signed in: a program has a token
  // Who uses the parking app and who uses the desk are signed in apart.
  if (who === 'nobody' || (who === 'account') !== (may === 'account')) return 401;
  if (may === 'account') return undefined;
  if (may === 'signed-in') return undefined;
  if (may === 'citizen' || may === 'desk') return who === 'citizen' ? undefined : 403;
  return PERMISSIONS[who]?.includes(may) ? undefined : 403;
}

const withIds = (path: string, id: string) => path.replace(/\{\w+\}/g, id);

describe('who may do what', () => {
  it.each(['nobody', 'citizen', 'account', ...Object.keys(PERMISSIONS)])(
    'is the same on every route as the description says: %s',
    async (who) => {
      expect(routes.length).toBeGreaterThan(35);
      const signingOut = ({ path }: Route) => Number(path === '/v1/sessions/current');
      for (const { method, path, may } of [...routes].sort((a, b) => signingOut(a) - signingOut(b))) {
        // Nothing that fits is sent, so that whoever may come in changes nothing.
        const { status } = await people[who]!.call(method, withIds(path, NOBODYS), method === 'GET' ? undefined : {});
        const turnedAway = status === 401 || status === 403 ? status : undefined;
        expect([method, path, turnedAway]).toEqual([method, path, deniedWith(may, who)]);
      }
    },
  );

  it('ends every personal page at signing in for who is signed out, and opens only what is public [PORTAL-001]', () => {
    const open = routes.filter(({ may }) => may === 'anyone').map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual([
      'GET /v1/calendars/{token}',
      'GET /v1/health',
      'GET /v1/municipalities',
      'GET /v1/municipalities/{id}',
      'GET /v1/municipalities/{id}/areas',
      'GET /v1/municipalities/{id}/error-rates',
      'GET /v1/municipalities/{id}/film',
      'GET /v1/municipalities/{id}/products',
      'GET /v1/municipalities/{id}/waiting-lists/{productId}/{areaId}',
      'GET /v1/on-demand/consent',
      'GET /v1/signing-keys',
      'GET /v1/status',
      'POST /v1/accounts',
      'POST /v1/accounts/_verify',
      'POST /v1/guest-visits',
      'POST /v1/guest-visits/_look',
      'POST /v1/guest-visits/_pay',
      'POST /v1/guest-visits/_quote',
      'POST /v1/guest-visits/_stop',
      'POST /v1/guest-visits/_view',
      'POST /v1/municipalities/{id}/entitlements',
      'POST /v1/on-demand/consent',
      'POST /v1/parking/links/_act',
      'POST /v1/parking/links/_action',
      'POST /v1/parking/links/_view',
      'POST /v1/password-resets',
      'POST /v1/password-resets/_confirm',
      'POST /v1/permit-sessions',
      'POST /v1/sessions',
      'POST /v1/sessions/_passkey',
      'POST /v1/sessions/_passkey-options',
      'POST /v1/sign-ons/_quote',
      'POST /v1/sign-ons/_start',
      'POST /v1/sign-ons/_stop',
      'POST /v1/sign-ons/_view',
      'POST /v1/work-challenges',
    ]);
  });
});

describe('an id of somebody else', () => {
  it('reads on every route like one that does not exist: of another citizen, another municipality, for citizens and staff', async () => {
    const bakkerij = await citizen(system, 'bakkerij');
    const emma = await citizen(system, 'emma');
    const { application, chargeId } = await applicationReadyToPay(bakkerij, 'business', { plates: [dutch()] });
    const { reference } = await checkOut(bakkerij, [chargeId]);
    const permit = await permitInForce(bakkerij, system.sandbox, 'business');
    const { product: letters } = await eventually(
      'the letter',
      () => bakkerij.ask<PermitDocuments>('GET', `/v1/permits/${permit.id}/documents`),
      ({ product }) => product.length > 0,
    );
    const letter = letters[0]!.id;
    const reviewed = await declared(emma, 'resident', { plates: [dutch('627-HX-3')] });
    const task = await taskOf(people['clerk']!, reviewed);
    const document = reviewed.documents[0]!.id;
    const maker = (await people['finance']!.ask<Me>('GET', '/v1/me')).staff!;
    const { id, forget } = await everythingOf(system, permit.id, maker.id);
    const ids: [prefix: string, Record<string, string>][] = [
      ['/v1/applications/', { id: reviewed.id, documentId: document }],
      [
        '/v1/permits/',
        { id: permit.id, documentId: document, noticeId: id, keyId: id, phoneId: id, bundleId: id, reportId: id },
      ],
      ['/v1/letters/', { documentId: letter }],
      ['/v1/payments/', { reference }],
      ['/v1/waitlist-entries/', { id }],
      ['/v1/renewals/', { id }],
      ['/v1/plate-changes/', { id, documentId: document }],
      ['/v1/refunds/', { id }],
      ['/v1/staff/tasks/', { id: task.id, documentId: document }],
      ['/v1/enforcement/own-checks/', { id }],
      ['/v1/staff/second-looks/', { id }],
      ['/v1/staff/hints/', { id }],
      ['/v1/staff/announcements/', { id }],
      ['/v1/staff/outages/', { id }],
      ['/v1/staff/simulations/', { id }],
      ['/v1/staff/old-system-runs/', { id }],
      ['/v1/staff/release-drafts/', { id, file: 'products.yaml' }],
      ['/v1/staff/incidents/', { id }],
      ['/v1/staff/reliefs/', { id }],
      ['/v1/staff/forgotten-stops/', { id }],
      ['/v1/staff/cases/', { id: reviewed.id, checkId: id }],
      ['/v1/staff/permits/', { id: permit.id }],
      ['/v1/staff/people/', { id: (await emma.ask<Me>('GET', '/v1/me')).holder!.id }],
      ['/v1/staff/passes/', { id }],
      ['/v1/staff/post-batches/', { id }],
      ['/v1/staff/providers/', { id }],
      ['/v1/staff/payment-differences/', { id }],
      ['/v1/staff/event-subscriptions/', { id, deliveryId: id }],
      ['/v1/staff/permit-logins/', { id }],
      ['/v1/staff/refunds/', { id }],
      ['/v1/staff/refund-files/', { id }],
    ];
    const others: Record<'citizen' | 'staff', Browser[]> = {
      citizen: [people['citizen']!, await citizen(system, 'deventer-bewoner'), await citizen(system, 'lien')],
      staff: [await staff(system, 'deventer-clerk'), await staff(system, 'antwerpen-senior')],
    };
    const [auditor, operator, officer] = [
      await staff(system, 'deventer-auditor'),
      await staff(system, 'deventer-operator'),
      await staff(system, 'deventer-officer'),
    ];
    const varying = routes.filter(
      ({ path, may }) => path.includes('{') && !['anyone', 'account', ...OTHER_APPS].includes(may),
    );
    expect(varying.every(({ path }) => ids.some(([prefix]) => path.startsWith(prefix)))).toBe(true);
    for (const { method, path, may } of varying) {
      const [, known] = ids.find(([prefix]) => path.startsWith(prefix))!;
      const filledIn = (values: (name: string) => string) =>
        path.replace(/\{(\w+)\}/g, (_all, name: string) => values(name));
      // A clerk is refused at the door where only finance may come in.
      const strangers =
        may === 'audit'
          ? [auditor]
          : may === 'operate'
            ? [operator]
            : may === 'check'
              ? [officer]
              : others[path.startsWith('/v1/staff/') ? 'staff' : 'citizen'].slice(
                  may === 'refunds' || may === 'second-look' || may === 'misuse-hints' ? 1 : 0,
                );
      for (const browser of strangers) {
        const send = (at: string) => browser.call<{ code: string; detail: string }>(method, at, bodyFor(method, path));
        const [theirs, none] = [await send(filledIn((name) => known[name]!)), await send(filledIn(() => NOBODYS))];
        expect([method, path, theirs.status, theirs.body.code, theirs.body.detail]).toEqual([
          method,
          path,
          404,
          none.body.code,
          none.body.detail,
        ]);
        expect(theirs.text.length).toBe(none.text.length);
      }
    }
    await forget();
    await bakkerij.ask('POST', `/v1/payments/${reference}/_cancel`);
    await Promise.all([withdraw(bakkerij, application), withdraw(emma, reviewed)]);
  });

  it('pays, ticks and takes back nothing, though nobody shows a button for it', async () => {
    const bakkerij = await citizen(system, 'bakkerij');
    const { application, chargeId } = await applicationReadyToPay(bakkerij, 'business', { plates: [dutch()] });
    const willem = people['citizen']!;
    await willem.refused('POST', '/v1/payments', { items: [chargeId] });
    await willem.refused('PATCH', '/v1/cart', { items: [{ id: chargeId, selected: true }] });
    await willem.refused('POST', `/v1/applications/${application.id}/_withdraw`);
    const cart = await bakkerij.ask<{ items: { id: string; selected: boolean; payingUnder: string | null }[] }>(
      'GET',
      '/v1/cart',
    );
    expect(cart.items.find(({ id }) => id === chargeId)).toMatchObject({ selected: false, payingUnder: null });
    await withdraw(bakkerij, application);
  });
});

describe('a session', () => {
  it.each([
    ['after half an hour in which nothing was asked', `seen_at = now() - interval '31 minutes'`],
    ['after half a day, however much was asked', `ends_at = now()`],
  ])('ends %s', async (_when, since) => {
    const browser = system.browser();
    await signIn(system, browser, 'antwerpen-officer'); // not used yet, so nothing is remembered of it
    await system.rows(
      `UPDATE session SET ${since} WHERE staff_id IN (SELECT id FROM staff_member WHERE municipality_id = 'antwerpen' AND roles = '{officer}')`,
    );
    expect(await browser.refused('GET', '/v1/me')).toMatchObject({ status: 401, code: 'not-signed-in' });
  });

  it('is one of many: leaving one browser leaves the others signed in', async () => {
    const [phone, laptop] = [await citizen(system, 'willem'), await citizen(system, 'willem')];
    await phone.ask('POST', '/auth/logout');
    expect((await laptop.ask<Me>('GET', '/v1/me')).holder!.name).toBe('Willem Bakker');
    expect((await phone.refused('GET', '/v1/me')).status).toBe(401);
  });
});

/** What fits the route, so that only the id is wrong. */
function bodyFor(method: string, path: string): unknown {
  if (method === 'GET' || method === 'DELETE') return undefined;
  if (method === 'PATCH' && path.startsWith('/v1/waitlist-entries/')) return { areaIds: ['B'] };
  if (path.endsWith('/sign-on/pin')) return { pin: '4071' };
  if (path.endsWith('/answers')) return { areaId: 'B' };
  if (/^\/v1\/(renewals|plate-changes)\//.test(path)) return undefined;
  if (path.endsWith('/_confirm')) return { declared: true, declarationVersion: '1', language: 'nl' };
  if (path.endsWith('/_reject')) return { reason: 'Nee.' };
  if (method === 'PATCH' && path.startsWith('/v1/staff/release-drafts/')) return { version: 1 };
  if (path.endsWith('/notes')) return { body: 'Iets om te weten.' };
  if (path.startsWith('/v1/staff/permits/') && path.endsWith('/_block'))
    return { ground: BLOCK_GROUNDS[0], note: 'Waarom.' };
  if (path.startsWith('/v1/staff/permits/') && path.endsWith('/_unblock')) return { note: 'Waarom.' };
  if (path.endsWith('/fine-reports')) return { fineNumber: '1', fineOn: '2026-01-01', words: 'x' };
  if (path.endsWith('/_wrong')) return { cause: 'other' };
  if (path.endsWith('/_answer-fine')) return { outcome: 'pass-on' };
  if (path.endsWith('/_decide')) return { verdict: 'approve' };
  if (path.startsWith('/v1/permits/') && path.endsWith('/_end')) return { preview: true };
  if (path.startsWith('/v1/staff/incidents/'))
    return path.endsWith('/_retry')
      ? undefined
      : path.endsWith('/_assign')
        ? {}
        : { outcome: 'closed', note: 'Gedaan.' };
  if (/^\/v1\/staff\/(reliefs|event-subscriptions)\//.test(path)) return undefined;
  if (path.endsWith('/_forgot')) return { leftAt: '2026-01-01T00:00:00.000Z' };
  if (path.startsWith('/v1/staff/forgotten-stops/'))
    return path.endsWith('/_refuse') ? { ground: 'forgotten-not-likely' } : undefined;
  if (path.startsWith('/v1/staff/outages/')) return path.endsWith('/_end') ? {} : undefined;
  if (path.endsWith('/_end')) return { ground: 'by-staff' };
  if (path.endsWith('/plates')) return { plates: [] };
  if (path.endsWith('/_activate')) return { plate: 'K-51-FTN', country: 'NL', startsOn: '2030-01-01' };
  if (path.endsWith('/automatic-top-up')) return { optionId: 'ten', threshold: 500 };
  if (path.endsWith('/_give-account')) return { iban: 'NL91ABNA0417164300', name: 'Iemand' };
  if (path.endsWith('/_give')) return { outcome: 'agree' };
  if (path.endsWith('/_refuse')) return { ground: REFUSAL_GROUNDS[0] };
  if (path.endsWith('/_explain')) return { explanation: 'other-system' };
  if (path.endsWith('/_settle')) return { came: 'paid' };
  return undefined;
}
