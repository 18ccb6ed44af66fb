import { jest } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { type z } from 'zod';
import { readPdf } from '../../activities/testing/pdf.ts';
import { plateKey } from '../../rules/values/plate.ts';
import { type ActionPage } from '../parking/shapes.ts';
import { appUser, coupledPermit, filled, type AppUser } from '../testing/app-users.ts';
import { citizen } from '../testing/people.ts';
import { freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { keys, multiTap, telephone } from '../testing/telephone.ts';
import { type CardMade, type HouseholdView, type LinkAsked, type SignedOn, type SignOnView } from './shapes.ts';

jest.setTimeout(120_000);

const LINE = '+31880000001';
const PIN = '4071';
const NATO: Record<string, string> = {
  B: 'Bernard', D: 'Dirk', F: 'Ferdinand', G: 'Gerard', H: 'Hendrik', J: 'Johan', K: 'Karel', L: 'Lodewijk', N: 'Nico', P: 'Pieter',
  R: 'Rudolf', S: 'Simon', T: 'Teunis', V: 'Victor', X: 'Xantippe', Z: 'Zacharias',
}; // prettier-ignore
const aloud = (plate: string) => [...plateKey(plate)].map((sign) => NATO[sign] ?? sign).join(' ');

let system: System;
let owner: AppUser;
let permitId: string;
let number: string;
/** Each test has a telephone of its own: what one gets wrong locks nobody else out. */
const somebody = () => telephone(system.url, LINE, `+316${randomInt(10_000_000, 99_999_999)}`);

async function permitWithPin(): Promise<{ id: string; pinNumber: string }> {
  const id = await coupledPermit(system, owner, 'willem', 'visitor');
  await filled(system, id, 50_000);
  const desk = await citizen(system, 'willem');
  const view = await desk.ask<SignOnView>('PUT', `/v1/permits/${id}/sign-on/pin`, { pin: PIN });
  return { id, pinNumber: view.pin!.number };
}

beforeAll(async () => {
  system = await sharedSystem();
  owner = await appUser(system);
  const { id, pinNumber } = await permitWithPin();
  [permitId, number] = [id, pinNumber];
});

const inTheApp = async (id = permitId) =>
  (await owner.browser.ask<z.infer<typeof ActionPage>>('GET', `/v1/parking/actions?permitId=${id}&state=running`))
    .items;
const plateOnApp = async (plate: string) => (await inTheApp()).find((action) => action.plate?.display === plate);

const enter = () => [keys('3'), keys(number), keys(`${PIN}#`)];

describe('a call to the parking line', () => {
  it('signs a spoken plate on and off again, read back letter by letter, and the app shows it at once [PEERS-010, ASSEN-013]', async () => {
    const caller = somebody();
    const plate = freshPlate();
    const on = await caller.call([
      ...enter(), keys('1'), keys('1'), { speech: aloud(plate) }, keys('1'), keys('0'), keys('1'),
    ]); // prettier-ignore
    expect(on.call).toMatchObject({ status: 'completed', problem: null });
    expect(on.heard).toContain('Ik heb: ');
    expect(on.heard).toMatch(
      /van (Bernard|Dirk|Ferdinand|Gerard|Hendrik|Johan|Karel|Lodewijk|Nico|Pieter|Rudolf|Simon|Teunis|Victor|Xantippe|Zacharias)/,
    );
    expect(on.heard).toMatch(/Aangemeld: .+, tot .+ uur/);
    expect(on.heard).toContain('Tot ziens');
    const action = await plateOnApp(plate);
    expect(action).toMatchObject({ state: 'running', byGrantee: false });

    const runs = await caller.call([...enter(), keys('3'), { hangup: true }]);
    expect(runs.heard).toContain('is aangemeld tot');
    const off = await caller.call([...enter(), keys('2'), keys('1')]);
    expect(off.call.status).toBe('completed');
    expect(off.heard).toContain('Afgemeld om');
    expect(await plateOnApp(plate)).toBeUndefined();
  });

  it('in English takes a foreign plate by its keys, and next time one key for each sign [PEERS-010]', async () => {
    const caller = somebody();
    const wish = [keys('9'), keys('6'), keys(number), keys(`${PIN}#`), keys('1'), keys('3')];
    const on = await caller.call([...wish, keys(multiTap('MAB1234')), keys('1'), keys('0'), keys('1')]);
    expect(on.heard).toContain('M for Mike, A for Alpha, B for Bravo, 1, 2, 3, 4');
    expect(on.heard).toMatch(/Signed on: .+, until/);
    expect((await inTheApp()).map(({ plate }) => plate)).toContainEqual({ country: 'D', display: 'MAB1234' });
    const off = await caller.call([keys('9'), keys('6'), keys(number), keys(`${PIN}#`), keys('2'), keys('1')]);
    expect(off.heard).toContain('Signed off at');
    const again = await caller.call([...wish, keys('6221234#'), { hangup: true }]);
    expect(again.heard).toContain('I have: M for Mike');
  });

  it('that hangs up in the middle has changed nothing', async () => {
    const plate = freshPlate();
    const until = [...enter(), keys('1'), keys('1'), { speech: aloud(plate) }, keys('1'), keys('0')];
    for (let answered = 4; answered <= until.length; answered += 1)
      await somebody().call([...until.slice(0, answered), { hangup: true }]);
    expect(await plateOnApp(plate)).toBeUndefined();
  });

  it('asks a misheard plate again, and after three tries names a person who helps', async () => {
    const plate = freshPlate();
    const { call, heard } = await somebody().call([
      ...enter(), keys('1'), keys('1'), { speech: 'dat weet ik niet' }, { speech: aloud(plate) }, keys('2'), keys('555#'),
    ]); // prettier-ignore
    expect(heard.split('Zeg het kenteken')).toHaveLength(4);
    expect(heard).toContain('Dat heb ik niet goed verstaan.');
    expect(heard).toContain('Bel 14 0500');
    expect(call.status).toBe('completed');
    expect(await plateOnApp(plate)).toBeUndefined();
  });

  it('with a wrong PIN five times is locked for that number and that caller, and hears no more [PEERS-010]', async () => {
    const caller = somebody();
    const { pinNumber } = await permitWithPin();
    const wrong = [keys(pinNumber), keys('9999#')];
    const first = await caller.call([keys('3'), ...wrong, ...wrong, ...wrong]);
    expect(first.heard.split('horen niet bij elkaar')).toHaveLength(4);
    expect(first.call.status).toBe('completed');
    await caller.call([keys('3'), ...wrong, ...wrong, { hangup: true }]);
    const right = await caller.call([keys('3'), keys(pinNumber), keys(`${PIN}#`)]);
    expect(right.heard).toMatch(/te vaak mis. Probeer het over \d+ minuten/);
    const other = await somebody().call([keys('3'), keys(pinNumber), keys(`${PIN}#`)]);
    expect(other.heard).toContain('te vaak mis');
  });

  it('that says nothing three times is over, and a choice that is not there is asked again', async () => {
    const { call } = await somebody().call([keys('3'), keys(''), keys(''), keys('')]);
    expect(call.status).toBe('completed');
    const wrongKey = await somebody().call([...enter(), keys('8'), keys('0')]);
    expect(wrongKey.heard).toContain('Die keuze is er niet.');
  });

  it('with a wrong signature is refused with 403, and nothing happens', async () => {
    const stranger = somebody();
    const form = new URLSearchParams({ To: LINE, From: stranger.from, CallSid: 'CA1', Digits: '3', Body: 'UIT' });
    for (const path of ['voice', 'voice/menu', 'voice/step?n=0', 'sms']) {
      for (const headers of [{}, { 'x-twilio-signature': 'c29tZXRoaW5n' }]) {
        const answer = await fetch(`${system.url}/webhooks/${path}`, { method: 'POST', body: form, headers });
        expect([path, answer.status]).toEqual([path, 403]);
      }
    }
    // Nobody was told anything: the first text that is genuine is still answered.
    expect(await stranger.text('UIT')).toHaveLength(1);
  });
});

describe('a text message', () => {
  async function linked() {
    const { id } = await permitWithPin();
    const desk = await citizen(system, 'willem');
    const phone = somebody();
    const { code, line } = await desk.ask<LinkAsked>('POST', `/v1/permits/${id}/sign-on/phones`);
    expect(line).toBe(LINE);
    expect(await phone.text(`KOPPEL ${code}`)).toEqual([expect.stringContaining('gekoppeld')]);
    return { id, desk, phone };
  }

  it('of a linked telephone signs on and off and says what runs; its answer is the confirmation [PEERS-011]', async () => {
    const { id, desk, phone } = await linked();
    const plate = freshPlate();
    expect(await phone.text('STATUS')).toEqual(['Er is nu niets aangemeld.']);
    expect(await phone.text(`aan ${plate}`)).toEqual([expect.stringMatching(`Aangemeld: ${plate} tot .+ uur`)]);
    expect((await inTheApp(id)).map((action) => action.plate?.display)).toEqual([plate]);
    expect(await phone.text('Status')).toEqual([expect.stringContaining(plate)]);
    expect(await phone.text(`AAN ${plate}`)).toEqual([expect.stringContaining('loopt in die tijd al')]);
    expect(await phone.text('AAN zomaar iets')).toEqual([expect.stringContaining('Dit kenteken klopt niet')]);
    expect(await phone.text('UIT')).toEqual([expect.stringContaining(`Afgemeld: ${plate} om`)]);
    expect(await inTheApp(id)).toEqual([]);
    const { phones } = await desk.ask<SignOnView>('GET', `/v1/permits/${id}/sign-on`);
    expect(phones).toMatchObject([{ lastDigits: phone.from.slice(-3) }]);
    await desk.ask('DELETE', `/v1/permits/${id}/sign-on/phones/${phones[0]!.id}`);
    expect(await phone.text('AAN KL-55-67')).toEqual([expect.stringContaining('kennen dit nummer niet')]);
  });

  it('of an unknown number gets one polite answer, and nothing after it [PEERS-011]', async () => {
    const stranger = somebody();
    expect(await stranger.text('AAN KL-55-67 17:00')).toEqual([expect.stringContaining('kennen dit nummer niet')]);
    expect(await stranger.text('UIT')).toEqual([]);
    expect(await stranger.text('KOPPEL 100000')).toEqual([]);
  });
});

describe('a number and a code on the web', () => {
  it('start and stop, and reach nothing else [PEERS-013]', async () => {
    const { id, pinNumber } = await permitWithPin();
    const household = system.browser();
    const credentials = { municipality: 'voorbeeld', number: pinNumber, code: PIN };
    expect(await household.ask<HouseholdView>('POST', '/v1/sign-ons/_view', credentials)).toMatchObject({
      running: [],
    });
    const plate = freshPlate();
    const wish = { ...credentials, plate, country: 'NL' };
    await household.ask('POST', '/v1/sign-ons/_quote', wish);
    const started = await household.ask<SignedOn>('POST', '/v1/sign-ons/_start', wish);
    expect((await inTheApp(id)).map((action) => action.id)).toEqual([started.id]);
    for (const [method, path] of [
      ['GET', `/v1/parking/permits/${id}`],
      ['GET', `/v1/parking/actions/${started.id}`],
      ['PATCH', `/v1/parking/actions/${started.id}`],
      ['POST', `/v1/parking/actions/${started.id}/_stop`],
      ['GET', `/v1/parking/permits/${id}/favourites`],
      ['GET', `/v1/parking/permits/${id}/transactions`],
      ['POST', `/v1/parking/permits/${id}/top-ups`],
      ['GET', `/v1/permits/${id}`],
      ['PUT', `/v1/permits/${id}/sign-on/pin`],
    ] as const)
      expect([path, (await household.refused(method, path, method === 'GET' ? undefined : {})).status]).toEqual([
        path,
        401,
      ]);
    expect(
      await household.refused('POST', '/v1/sign-ons/_start', { ...wish, startsAt: '2027-01-01T10:00:00.000Z' }),
    ).toMatchObject({ status: 400 });
    const { id: other } = await permitWithPin();
    const elsewhere = await owner.browser.ask<SignedOn>('POST', '/v1/parking/actions', {
      permitId: other,
      plate: freshPlate(),
      country: 'NL',
    });
    const stopOf = (actionId: string) => ({ ...credentials, actionId });
    expect(await household.refused('POST', '/v1/sign-ons/_stop', stopOf(elsewhere.id))).toMatchObject({ status: 404 });
    await household.ask('POST', '/v1/sign-ons/_stop', stopOf(started.id));
    expect(await inTheApp(id)).toEqual([]);
  });

  it('of a card work as long as it is not revoked: then neither the web nor the telephone takes it [BEYOND-011]', async () => {
    const { id } = await permitWithPin();
    const desk = await citizen(system, 'willem');
    const { card, pdf } = await desk.ask<CardMade>('POST', `/v1/permits/${id}/sign-on/cards`);
    const { pages } = await readPdf(Buffer.from(pdf, 'base64'));
    const code = /Code\s+(\d{3} \d{3})/.exec(pages[0]!.read.map(({ text }) => text).join(' '))![1]!.replace(' ', '');
    const entry = { municipality: 'voorbeeld', number: card.number, code };
    expect(await system.browser().ask<HouseholdView>('POST', '/v1/sign-ons/_view', entry)).toMatchObject({
      running: [],
    });
    await desk.ask('DELETE', `/v1/permits/${id}/sign-on/keys/${card.id}`);
    expect(await system.browser().refused('POST', '/v1/sign-ons/_view', entry)).toMatchObject({
      code: 'sign-on-wrong',
    });
    const call = await somebody().call([keys('3'), keys(card.number), keys(`${code}#`), { hangup: true }]);
    expect(call.heard).toContain('gelden niet meer');
  });
});
