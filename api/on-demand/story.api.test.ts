import { jest } from '@jest/globals';
import { type z } from 'zod';
import { type StartedView, type TopUpStarted, type TopUpView } from '../parking/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { eventually } from '../testing/eventually.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type MunicipalityView } from '../municipalities/shapes.ts';
import {
  type ConsentQuestion,
  type OnDemandView,
  type PastSessions,
  type PastTransactions,
  type SeriesBooked,
  type SeriesPreview,
} from './shapes.ts';

jest.setTimeout(90_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

/** Comes back from the identity provider, on the way to parking on demand. */
async function login(browser: Browser, persona: string, means: string): Promise<URL> {
  const query = { municipality: 'antwerpen', means, returnTo: '/antwerpen/on-demand' };
  const page = await browser.visit(`/auth/login?${new URLSearchParams(query).toString()}`);
  return (await browser.submit(page.at, { persona })).at;
}
const say = (browser: Browser, give: boolean) =>
  browser.ask<{ continueAt: string }>('POST', '/v1/on-demand/consent', { give });
const page = (browser: Browser) => browser.ask<OnDemandView>('GET', '/v1/on-demand');

async function parker(persona: string, means = 'itsme'): Promise<Browser> {
  const browser = system.browser();
  const at = await login(browser, persona, means);
  if (at.pathname.endsWith('/consent')) await say(browser, true);
  return browser;
}

async function toppedUp(browser: Browser, cents: number): Promise<string> {
  const { reference } = await browser.ask<z.infer<typeof TopUpStarted>>('POST', '/v1/on-demand/top-ups', { cents });
  await system.sandbox.end(reference, { status: 'paid' });
  await eventually(`top-up ${reference} is paid`, async () => (await browser.ask<z.infer<typeof TopUpView>>('GET', `/v1/parking/top-ups/${reference}`)).status === 'paid'); // prettier-ignore
  return reference;
}

/** Noon in Antwerp, on a working day so far ahead, and minutes later. */
async function ahead(days: number, minutes = 0): Promise<string> {
  const day = new Date(Date.parse(await system.sandbox.now()) + days * 86_400_000);
  if (day.getUTCDay() === 0) day.setUTCDate(day.getUTCDate() + 1);
  day.setUTCHours(11, minutes, 0, 0);
  return day.toISOString();
}

describe('signing in to parking on demand', () => {
  it('offers itsme and the eID card, each with more about it [POM-002]', async () => {
    const town = await system.browser().ask<MunicipalityView>('GET', '/v1/municipalities/antwerpen');
    expect(town.means.map(({ id, about }) => [id, about?.url])).toEqual([
      ['itsme', expect.stringMatching(/^https:/)],
      ['eid', expect.stringMatching(/^https:/)],
    ]);
    expect(town.onDemand).toMatchObject({ name: { nl: 'Parkeren op maat' } });
  });

  it('asks for consent before anything of somebody is kept, and a no leaves nothing [POM-003]', async () => {
    const browser = system.browser();
    const holders = () =>
      system.rows<{ count: number }>(`SELECT count(*)::int AS count FROM holder WHERE name = 'Noor Claeys'`);
    const [before] = await holders();
    const at = await login(browser, 'noor', 'itsme');
    expect(at.pathname).toBe('/antwerpen/on-demand/consent');
    expect(await browser.ask<ConsentQuestion>('GET', '/v1/on-demand/consent')).toMatchObject({ municipalityId: 'antwerpen', shares: ['name', 'address', 'email', 'profile'] }); // prettier-ignore
    expect((await holders())[0]).toEqual(before);
    expect(await say(browser, false)).toEqual({ continueAt: '/antwerpen/on-demand?problem=refused' });
    expect((await holders())[0]).toEqual(before);
    expect(await browser.refused('GET', '/v1/on-demand')).toMatchObject({ status: 401 });
    expect(await browser.refused('POST', '/v1/on-demand/consent', { give: true })).toMatchObject({ status: 404 });
  });

  it('knows a made-up answer from one of ours [POM-003]', async () => {
    const browser = system.browser();
    browser.setCookie('parkwerk_consent', Buffer.alloc(80, 7).toString('base64url'));
    expect(await browser.refused('POST', '/v1/on-demand/consent', { give: true })).toMatchObject({ status: 404 });
  });

  it('after a yes gives each what they may have: outside the zones only for oneself [POM-001, POM-005]', async () => {
    const noor = await page(await parker('noor'));
    expect(noor).toMatchObject({
      holderName: 'Noor Claeys',
      visitors: null,
      hours: null,
      profileId: '7d20f9',
      running: null,
      next: null,
    });
    expect(noor.self!.locations.map(({ id }) => id)).toEqual(['BE', 'ZU']);
    const lien = await page(await parker('lien'));
    expect(lien).toMatchObject({ holderName: 'Lien Peeters', profileId: 'a876e4', visitors: { visitMinutes: 180 } });
    expect(lien.internalNumber).toBeGreaterThan(0);
    expect(lien.hours).toMatchObject({ now: {}, next: { minutes: 5400 } });
  });
});

describe('parking on demand', () => {
  it('is topped up by any amount, under one reference here and at the provider, and booked on its word [POM-010, POM-012, POM-013]', async () => {
    const jef = await parker('jef', 'eid');
    const { balanceCents } = await page(jef);
    const { reference } = await jef.ask<z.infer<typeof TopUpStarted>>('POST', '/v1/on-demand/top-ups', { cents: 5 });
    const atProvider = await system.sandbox.payment(reference);
    expect(atProvider).toMatchObject({ amount: { value: '0.05' } });
    expect(new URL(atProvider.redirectUrl).pathname).toBe(`/antwerpen/on-demand/top-ups/${reference}`);
    const checkout = (await system.browser().visit(`/sandbox/payments/checkout/${atProvider.id}`)).text;
    for (const named of [
      `${reference} Mobiliteit en Parkeren Antwerpen (demonstratie)`,
      'Bancontact',
      'Visa',
      'Mastercard',
    ])
      expect(checkout).toContain(named);
    expect(checkout).not.toContain('iDEAL');
    // Coming back says nothing: only the provider does.
    expect(await page(jef)).toMatchObject({ balanceCents });
    await system.sandbox.end(reference, { status: 'paid' });
    await eventually('the balance is higher', page.bind(null, jef), (seen) => seen.balanceCents === balanceCents + 5);
    for (const cents of [4, 50_001])
      expect(await jef.refused('POST', '/v1/on-demand/top-ups', { cents })).toMatchObject({
        code: 'top-up-not-offered',
      });
  });

  it('lowers hours and euros together, and shows what runs next [POM-005, POM-020, POM-022]', async () => {
    const jef = await parker('jef', 'eid');
    await toppedUp(jef, 5_000);
    const before = await page(jef);
    const wish = {
      permitId: before.visitors!.permitId,
      plate: '1-ABC-234',
      country: 'B',
      startsAt: await ahead(2),
      endsAt: await ahead(2, 60),
    };
    const started = await jef.ask<z.infer<typeof StartedView>>('POST', '/v1/parking/actions', wish);
    const after = await page(jef);
    const minutes = ({ hours }: OnDemandView) => hours!.now.minutes + hours!.next!.minutes;
    expect(minutes(before) - minutes(after)).toBe(60);
    expect(before.balanceCents - after.balanceCents).toBe(started.heldCents);
    expect(after.next).toMatchObject({
      id: started.id,
      purpose: 'visitors',
      plate: { display: '1-ABC-234' },
      cents: started.heldCents,
    });

    const long = { ...wish, startsAt: await ahead(4), endsAt: await ahead(4, 181) };
    expect(await jef.refused('POST', '/v1/parking/actions', long)).toMatchObject({
      code: 'visit-too-long', proposal: { endsAt: await ahead(4, 180) },
    }); // prettier-ignore
    expect(await jef.refused('POST', '/v1/parking/actions', { ...wish, plate: '' })).toMatchObject({ status: 400 });
  });

  it('lists every change with its number and what the balance became, filtered and as a file of the same rows [POM-030, POM-031, POM-032, POM-033]', async () => {
    const jef = await parker('jef', 'eid');
    await toppedUp(jef, 700);
    const all = await jef.ask<PastTransactions>('GET', '/v1/on-demand/transactions?limit=100');
    const oldestFirst = [...all.items].reverse();
    oldestFirst.forEach(({ number, cents, endCents }, at) => {
      expect(number).toBe(at + 1);
      expect(endCents).toBe((oldestFirst[at - 1]?.endCents ?? 0) + cents);
    });
    expect(all.items[0]).toMatchObject({ kind: 'top-up', cents: 700, endCents: (await page(jef)).balanceCents });
    expect(all.total).toBe(all.items.length);
    const second = await jef.ask<PastTransactions>('GET', '/v1/on-demand/transactions?limit=1&page=2');
    expect(second.items).toEqual([all.items[1]]);
    const csv = await (await jef.fetch('/v1/on-demand/transactions/export?format=csv')).text();
    expect(csv.trimEnd().split('\r\n')).toHaveLength(all.total + 1);
    expect((await jef.ask<PastTransactions>('GET', '/v1/on-demand/transactions?until=2020-01-01')).total).toBe(0);
    expect((await jef.ask<PastSessions>('GET', '/v1/on-demand/sessions')).total).toBeGreaterThan(0);
  });

  it('makes out an invoice to a company when it is paid, to be opened by who asked and nobody else [POM-011, POM-032]', async () => {
    const jef = await parker('jef', 'eid');
    const invoice = {
      kind: 'invoice',
      name: 'Bakkerij',
      street: 'Oefenlei 12',
      postcode: '2000',
      city: 'Antwerpen',
      country: 'BE',
      vatNumber: 'BE0403.019.261',
    };
    const wish = { cents: 2_000, invoice };
    const wrong = { ...wish, invoice: { ...invoice, vatNumber: 'BE0403.019.262' } };
    expect(await jef.refused('POST', '/v1/on-demand/top-ups', wrong)).toMatchObject({ code: 'vat-number-wrong' });
    const { reference } = await jef.ask<z.infer<typeof TopUpStarted>>('POST', '/v1/on-demand/top-ups', wish);
    await system.sandbox.end(reference, { status: 'paid' });
    const { items } = await eventually(
      'the invoice has a number',
      () => jef.ask<PastTransactions>('GET', '/v1/on-demand/transactions?invoiced=yes'),
      (seen) => seen.items[0]?.invoice?.number != null,
    );
    const { id, number } = items[0]!.invoice!;
    const ubl = await (await jef.fetch(`/v1/on-demand/invoices/${id}?format=ubl`)).text();
    expect(ubl).toContain(`<cbc:ID>${number}</cbc:ID>`);
    expect(ubl).toContain('<cbc:TaxInclusiveAmount currencyID="EUR">20.00</cbc:TaxInclusiveAmount>');
    expect((await jef.fetch(`/v1/on-demand/invoices/${id}`)).headers.get('content-type')).toBe('application/pdf');
    expect(await (await parker('lien')).refused('GET', `/v1/on-demand/invoices/${id}`)).toMatchObject({ status: 404 });
  });

  it('books a series with one number, shown on each session and in a calendar that equals what is planned [POM-025, BEYOND-036]', async () => {
    const noor = await parker('noor');
    await toppedUp(noor, 10_000);
    const { self } = await page(noor);
    const [from, until] = [(await ahead(8)).slice(0, 10), (await ahead(21)).slice(0, 10)];
    const wish = {
      permitId: self!.permitId,
      plate: '1-NBR-615',
      country: 'B',
      areaId: 'ZU',
      weekdays: [2, 4],
      from,
      until,
      startsAt: '10:00',
      endsAt: '11:00',
    };
    const preview = await noor.ask<SeriesPreview>('POST', '/v1/parking/series/_preview', wish);
    expect(preview.possible).toBe(preview.items.length);
    const booked = await noor.ask<SeriesBooked>('POST', '/v1/parking/series', wish);
    expect(booked.booked.map(({ date }) => date)).toEqual(preview.items.map(({ date }) => date));
    expect((await page(noor)).next).toMatchObject({ series: { number: booked.number } });
    expect(await noor.refused('POST', '/v1/parking/series', wish)).toMatchObject({ code: 'series-clash' });

    const { url } = await noor.ask<{ url: string }>('POST', '/v1/parking/calendar');
    const feed = async (at = url) => (await system.browser().fetch(at.replace(/^https?:\/\/[^/]+/, ''))).text();
    const uids = async () => [...(await feed()).matchAll(/UID:(.*)@parkwerk/g)].map(([, id]) => id).sort();
    const planned = async () =>
      (await noor.ask<{ items: { id: string }[] }>('GET', '/v1/parking/actions?state=planned&limit=100')).items
        .map(({ id }) => id)
        .sort();
    expect(await uids()).toEqual(await planned());
    expect(await feed()).not.toContain('NBR');
    await noor.call('DELETE', `/v1/parking/actions/${booked.booked[0]!.actionId}`);
    expect(await uids()).toEqual(await planned());
    expect(await noor.ask('DELETE', `/v1/parking/series/${booked.id}`)).toEqual({
      cancelled: booked.booked.length - 1,
    });
    expect(await uids()).toEqual([]);
    await noor.call('DELETE', '/v1/parking/calendar');
    expect((await system.browser().fetch(url.replace(/^https?:\/\/[^/]+/, ''))).status).toBe(404);
  });

  it('ends with the consent: signed out, and asked again at the next sign-in [POM-004]', async () => {
    const noor = await parker('noor');
    const { internalNumber } = await page(noor);
    await noor.ask('POST', '/v1/on-demand/consent/_withdraw');
    expect(await noor.refused('GET', '/v1/on-demand')).toMatchObject({ status: 401 });
    const again = system.browser();
    expect((await login(again, 'noor', 'itsme')).pathname).toBe('/antwerpen/on-demand/consent');
    await say(again, true);
    expect(await page(again)).toMatchObject({ internalNumber, holderName: 'Noor Claeys' });
  });

  it('is left by signing out once, here and at the identity provider [POM-006]', async () => {
    const lien = await parker('lien');
    const { continueAt } = await lien.ask<{ continueAt: string }>('POST', '/auth/logout?from=on-demand');
    expect((await lien.visit(continueAt)).at.href).toBe(`${system.url}/antwerpen/on-demand`);
    expect(await lien.refused('GET', '/v1/on-demand')).toMatchObject({ status: 401 });
    expect(await lien.refused('GET', '/v1/me')).toMatchObject({ status: 401 });
  });
});
