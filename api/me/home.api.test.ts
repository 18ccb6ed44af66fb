import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { type CartPatch } from '../payments/shapes.ts';
import { applicationReadyToPay, begin, checkOut, untilStatus, withdraw } from '../testing/cases.ts';
import { type Browser } from '../testing/browser.ts';
import { addressOf, citizen } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type Me, type Overview, type Settings } from './shapes.ts';
import { type z } from 'zod';

jest.setTimeout(60_000);

let system: System;
let klaassen: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  klaassen = await citizen(system, 'klaassen'); // for this file alone: it counts what there is, and changes the language
});

/** Each line of the home screen, and the list it leads to. */
const LINES: Record<keyof Overview, string> = {
  renewals: '/v1/renewals',
  cart: '/v1/cart',
  applications: '/v1/applications',
  permits: '/v1/permits',
  waitlist: '/v1/waitlist-entries',
  products: '/v1/products',
  history: '/v1/history',
};

async function lengths(browser: Browser): Promise<Record<string, number>> {
  const lists = Object.entries(LINES).map(async ([line, path]) => {
    const { items } = await browser.ask<{ items: unknown[] }>('GET', path);
    return [line, items.length] as const;
  });
  return Object.fromEntries(await Promise.all(lists));
}

async function counts(browser: Browser): Promise<Record<string, number>> {
  const overview = await browser.ask<Overview>('GET', '/v1/me/overview');
  return Object.fromEntries(Object.entries(overview).map(([line, { count }]) => [line, count]));
}

describe('the home screen', () => {
  it('counts what is in the list behind each line, after every act [PORTAL-010, LOKET-004]', async () => {
    const seen: Record<string, number>[] = [];
    const look = async () => {
      const counted = await counts(klaassen);
      expect(counted).toEqual(await lengths(klaassen));
      seen.push(counted);
      return counted;
    };
    const before = await look();
    expect(Object.keys(before)).toHaveLength(7);

    const draft = await begin(klaassen, 'business');
    expect(await look()).toMatchObject({ applications: before['applications']! + 1 });
    await withdraw(klaassen, draft);
    expect(await look()).toEqual(before);

    const { application, chargeId } = await applicationReadyToPay(klaassen, 'business');
    expect(await look()).toMatchObject({ cart: before['cart']! + 1, applications: before['applications']! + 1 });
    const { reference } = await checkOut(klaassen, [chargeId]);
    await system.sandbox.end(reference, { status: 'paid' });
    await untilStatus(klaassen, application, 'issued');
    expect(await look()).toEqual({ ...before, permits: before['permits']! + 1 });
  });

  it('says how many lines wait for an act of the applicant', async () => {
    const before = await klaassen.ask<Overview>('GET', '/v1/me/overview');
    const draft = await begin(klaassen, 'business');
    const { applications } = await klaassen.ask<Overview>('GET', '/v1/me/overview');
    expect(applications.waiting).toBe(before.applications.waiting + 1);
    await withdraw(klaassen, draft);
  });

  it('has behind every entry of the menu something that answers [PORTAL-013]', async () => {
    for (const path of ['/v1/me', '/v1/me/settings', '/v1/me/overview', '/v1/history', ...Object.values(LINES)])
      expect((await klaassen.call('GET', path)).status).toBe(200);
  });

  it('shows the version that everybody can look up for a call to the help desk [PORTAL-014]', async () => {
    const { version } = await klaassen.ask<Me>('GET', '/v1/me');
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    const health = await system
      .browser()
      .ask<{ version: string; components: { api: { version: string } } }>('GET', '/v1/health');
    expect([health.version, health.components.api.version]).toEqual([version, version]);
    const { info } = await system.browser().ask<{ info: { version: string } }>('GET', '/v1/openapi.json');
    expect(info.version).toContain(version.split('.').slice(0, 2).join('.'));
  });
});

describe('who is signed in', () => {
  it('reads how they did, name, address, own parking places and the address for messages [PORTAL-089]', async () => {
    const pieter = await citizen(system, 'pieter');
    const { holder } = await pieter.ask<Me>('GET', '/v1/me');
    expect(holder).toMatchObject({
      means: { nl: 'DigiD', en: 'DigiD' },
      name: 'Pieter van Dijk',
      address: { lines: ['Singelstraat 21', '4302 SA  Voorbeeldstad'] },
      ownPlaces: 1,
      email: addressOf('pieter'),
      emailVerified: true,
      emailBounced: false,
    });
    const { holder: kolkman } = await (await citizen(system, 'deventer-bewoner')).ask<Me>('GET', '/v1/me');
    expect(kolkman).toMatchObject({ ownPlaces: null }); // this municipality does not register them
  });

  it('is not offered a first permit with a parking place of their own, and cannot begin one either [PORTAL-089]', async () => {
    const [pieter, willem] = [await citizen(system, 'pieter'), await citizen(system, 'willem')];
    const offered = async (browser: Browser) =>
      (await browser.ask<{ items: { id: string }[] }>('GET', '/v1/products')).items.map(({ id }) => id);
    expect(await offered(willem)).toEqual(expect.arrayContaining(['resident', 'second-resident']));
    expect(await offered(pieter)).not.toContain('resident');
    expect(await offered(pieter)).toContain('second-resident');
    expect(await pieter.refused('POST', '/v1/applications', { productId: 'resident' })).toMatchObject({
      status: 409,
      code: 'own-places',
      trace: {
        steps: expect.arrayContaining([
          expect.objectContaining({
            rule: 'own-places',
            outcome: 'not-met',
            values: { ownPlaces: 1, atMost: 0, atLeast: null },
          }),
        ]),
      },
    });
  });
});

/** A sentence with anything in its places. */
const filled = (sentence: string): RegExp =>
  new RegExp(`^${sentence.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+')}$`);

describe('two languages', () => {
  const sentences = (language: 'nl' | 'en') =>
    JSON.parse(readFileSync(new URL(`../../text/${language}.json`, import.meta.url), 'utf8')) as Record<
      'http' | 'refusal',
      Record<string, string>
    >;
  const speak = async (language: 'nl' | 'en') => {
    const settings = await klaassen.ask<Settings>('GET', '/v1/me/settings');
    await klaassen.ask('PUT', '/v1/me/settings', { ...settings, language });
  };

  it('tells every problem in the language of the profile, whatever the browser prefers [PORTAL-016]', async () => {
    const draft = await begin(klaassen, 'business');
    const patch = `/v1/applications/${draft.id}/answers`;
    const wrong: [string, string, unknown?][] = [
      ['PATCH', patch, { startsOn: '2020-01-01' }],
      ['PATCH', patch, { startsOn: '2099-01-01' }],
      ['PATCH', patch, { areaId: 'nergens' }],
      ['PATCH', patch, { periodId: 'P99Y' }],
      ['PATCH', patch, { plates: [{ plate: 'geen', country: 'NL' }] }],
      ['PATCH', patch, { plates: [dutch('K-51-FTN'), dutch('k51ftn')] }],
      ['PATCH', patch, { plates: Array.from({ length: 6 }, () => dutch()) }],
      ['PATCH', patch, { plates: [], platesConfirmed: true }],
      ['PATCH', patch, { questions: { onbekend: 'ja' } }],
      ['PATCH', patch, { documentsConfirmed: false }],
      ['POST', `/v1/applications/${draft.id}/_confirm`, { declared: true, declarationVersion: '1', language: 'nl' }],
      ['POST', '/v1/applications', { productId: 'resident' }],
      ['GET', '/v1/applications/00000000-0000-4000-8000-000000000000'],
      [
        'PATCH',
        '/v1/cart',
        { items: [{ id: '00000000-0000-4000-8000-000000000000', selected: true }] } satisfies z.infer<typeof CartPatch>,
      ],
      ['POST', '/v1/payments', { items: ['00000000-0000-4000-8000-000000000000'] }],
      ['GET', '/v1/staff/tasks'],
      ['GET', '/v1/onbekend'],
    ];
    const told: Record<string, string[]> = {};
    for (const language of ['nl', 'en'] as const) {
      await speak(language);
      const { refusal, http } = sentences(language);
      for (const [method, path, body] of wrong) {
        const other = { headers: { 'accept-language': language === 'nl' ? 'en' : 'nl' } };
        const { code, title, detail } = await klaassen.refused(method, path, body, other);
        expect(title).toMatch(filled(refusal[code] ?? http[code]!));
        expect(detail).not.toMatch(/[{}]/);
        (told[`${method} ${path} ${code}`] ??= []).push(detail);
      }
    }
    for (const [nl, en] of Object.values(told)) expect(nl).not.toBe(en);
    await speak('nl');
    await withdraw(klaassen, draft);
  });

  it('speaks to who is not signed in as their browser does, Dutch unless it prefers English', async () => {
    const browser = system.browser();
    const titleIn = async (language: string) =>
      (await browser.refused('GET', '/v1/cart', undefined, { headers: { 'accept-language': language } })).title;
    const [nl, en] = [sentences('nl').http['not-signed-in'], sentences('en').http['not-signed-in']];
    expect(await titleIn('nl-NL,nl;q=0.9,en;q=0.8')).toBe(nl);
    expect(await titleIn('en-GB,en;q=0.9,nl;q=0.8')).toBe(en);
    expect(await titleIn('de')).toBe(nl);
    expect((await browser.refused('GET', '/v1/cart')).title).toBe(nl);
  });

  it('writes mails in the language of the profile [PORTAL-016]', async () => {
    await speak('en');
    const plate = freshPlate();
    const { application, chargeId } = await applicationReadyToPay(klaassen, 'business', { plates: [dutch(plate)] });
    const { reference } = await checkOut(klaassen, [chargeId]);
    await system.sandbox.end(reference, { status: 'paid' });
    await untilStatus(klaassen, application, 'issued');
    const mail = await system.sandbox.mailAbout(addressOf('klaassen'), /is valid/);
    expect(mail.text).toContain('Dear Klaassen Installatie');
    expect(mail.html).toContain('lang="en"');
    await speak('nl');
  });
});
