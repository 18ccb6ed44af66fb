import { jest } from '@jest/globals';
import { type Browser } from '../testing/browser.ts';
import { answer, begin, declare, fillInUntil, withdraw } from '../testing/cases.ts';
import { citizen } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type ApplicationView } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
let sanne: Browser;
let bakkerij: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  sanne = await citizen(system, 'sanne');
  bakkerij = await citizen(system, 'bakkerij');
});

const answering = (browser: Browser, { id }: { id: string }, answers: object) =>
  browser.refused('PATCH', `/v1/applications/${id}/answers`, answers);
const daysAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

describe('the location', () => {
  it('is marked where it is full, leads to the waiting list, and cannot be chosen [PORTAL-033]', async () => {
    const marieke = await citizen(system, 'deventer-bewoner');
    // Fifty year cards are a lot of applications: the counter is set to where they would have brought it.
    await system.rows(
      `INSERT INTO place_count (municipality_id, product_id, area_id, taken) VALUES ('deventer', 'year-card', 'knutteldorp', 50)
       ON CONFLICT (municipality_id, product_id, area_id) DO UPDATE SET taken = 50`,
    );
    const opened = await begin(marieke, 'year-card');
    expect(opened.options.places.map(({ areaId, full }) => [areaId, full])).toEqual([
      ['centrum', false],
      ['knutteldorp', true],
    ]);
    expect(await answering(marieke, opened, { areaId: 'knutteldorp' })).toMatchObject({
      status: 409,
      code: 'location-full',
      trace: { steps: [{ remedy: 'waiting-list' }] },
    });
    const { items } = await marieke.ask<{
      items: { id: string; places: { areaId: string; full: boolean; placesLeft: number }[] }[];
    }>('GET', '/v1/products');
    expect(items.find(({ id }) => id === 'year-card')!.places).toEqual(
      expect.arrayContaining([expect.objectContaining({ areaId: 'knutteldorp', full: true, placesLeft: 0 })]),
    );
  });

  it('gives its last place to one of two who declare at the same moment, and to the other when that one withdraws', async () => {
    const lien = await citizen(system, 'lien');
    await system.rows(
      `INSERT INTO place_count (municipality_id, product_id, area_id, taken) VALUES ('antwerpen', 'resident-card', 'BE', 4999)
       ON CONFLICT (municipality_id, product_id, area_id) DO UPDATE SET taken = 4999`,
    );
    const rivals = await Promise.all(
      [1, 2].map(async () =>
        fillInUntil(lien, await begin(lien, 'resident-card'), 'declaration', {
          plates: [{ plate: '1-XDR-482', country: 'B' }],
        }),
      ),
    );
    const confirm = ({ id }: ApplicationView) =>
      lien.call<ApplicationView & { code: string }>('POST', `/v1/applications/${id}/_confirm`, {
        declared: true,
        declarationVersion: '1',
        language: 'nl',
      });
    const answers = await Promise.all(rivals.map(confirm));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [winner, loser] = [
      answers.findIndex(({ status }) => status === 200),
      answers.findIndex(({ status }) => status === 409),
    ];
    expect(answers[loser]!.body.code).toBe('location-full');
    await withdraw(lien, rivals[winner]!);
    expect((await confirm(rivals[loser]!)).status).toBe(200);
    await withdraw(lien, rivals[loser]!);
    const [count] = await system.rows<{ taken: number }>(
      `SELECT taken FROM place_count WHERE municipality_id = 'antwerpen' AND product_id = 'resident-card' AND area_id = 'BE'`,
    );
    expect(count!.taken).toBe(4999);
  });

  it('is one where this applicant may have the product, and nothing else', async () => {
    const opened = await begin(sanne, 'resident');
    for (const areaId of ['A', 'C', 'nergens', '__proto__', ''])
      expect(await answering(sanne, opened, { areaId })).toMatchObject({ status: 409, code: 'location-not-available' });
  });
});

describe('the start date', () => {
  it('is today at the earliest and no further ahead than the product allows, also when posted directly [PORTAL-034]', async () => {
    const opened = await begin(sanne, 'resident');
    const { firstStart, lastStart } = opened.options;
    expect(daysAfter(firstStart, 14)).toBe(lastStart);
    for (const [startsOn, code] of [
      [daysAfter(firstStart, -1), 'start-in-past'],
      ['1999-12-31', 'start-in-past'],
      [daysAfter(lastStart, 1), 'start-too-far'],
      ['9999-12-31', 'start-too-far'],
    ] as const)
      expect(await answering(sanne, opened, { startsOn })).toMatchObject({
        status: 409,
        code,
        trace: { steps: [{ values: { first: firstStart, last: lastStart } }] },
      });
    for (const startsOn of [firstStart, lastStart])
      expect((await answer(sanne, opened, { startsOn })).answers.startsOn).toBe(startsOn);
  });

  it.each(['2026-02-30', '2026-13-01', '0000-01-01', '26-01-01', 'morgen', '', '2026-11-21T00:00:00Z', 20261121, null])(
    'is a day of the calendar, which %j is not',
    async (startsOn) => {
      const opened = await begin(sanne, 'resident');
      expect(await answering(sanne, opened, { startsOn })).toMatchObject({
        status: 400,
        code: 'invalid-request',
        fields: [{ field: 'startsOn' }],
      });
    },
  );
});

describe('the period', () => {
  it('is offered with its amount and the last day it brings, and both hold to the end [PORTAL-036, LOKET-010]', async () => {
    const startsOn = (await begin(bakkerij, 'business')).options.firstStart;
    const chosen = await fillInUntil(bakkerij, await begin(bakkerij, 'business'), 'declaration', {
      startsOn,
      periodId: 'P6M',
    });
    const offered = chosen.options.periods;
    expect(offered.map(({ id, months, cents }) => [id, months, cents])).toEqual([
      ['P12M', 12, 38400],
      ['P6M', 6, 20400],
    ]);
    const { cents, lastDay } = offered.find(({ id }) => id === 'P6M')!;
    const confirmed = await declare(bakkerij, chosen);
    const cart = await bakkerij.ask<{ items: { applicationId: string; cents: number; lastDay: string }[] }>(
      'GET',
      '/v1/cart',
    );
    expect(cart.items.find(({ applicationId }) => applicationId === confirmed.id)).toMatchObject({ cents, lastDay });
    await withdraw(bakkerij, confirmed);
  });

  it('is one the product has there, and nothing else', async () => {
    const opened = await begin(sanne, 'second-resident');
    for (const periodId of ['P6M', 'P99Y', ''])
      expect(await answering(sanne, opened, { periodId })).toMatchObject({ status: 409, code: 'period-not-available' });
  });
});

describe('the plates', () => {
  it('are as many as the product says: too many, too few and twice the same are refused [PORTAL-037]', async () => {
    const opened = await begin(bakkerij, 'business');
    expect(opened.options.plates).toMatchObject({ min: 1, max: 5, atOnce: 5 });
    const plates = Array.from({ length: 6 }, () => dutch());
    expect(await answering(bakkerij, opened, { plates })).toMatchObject({
      status: 409,
      code: 'too-many-plates',
      trace: { steps: [{ values: { given: 6, min: 1, max: 5 }, remedy: 'remove-plate' }] },
    });
    expect(await answering(bakkerij, opened, { plates: Array.from({ length: 21 }, () => dutch()) })).toMatchObject({
      status: 400,
    });
    expect(await answering(bakkerij, opened, { platesConfirmed: true })).toMatchObject({ code: 'too-few-plates' });
    const plate = freshPlate();
    expect(
      await answering(bakkerij, opened, { plates: [dutch(plate), dutch(plate.toLowerCase().replaceAll('-', ' '))] }),
    ).toMatchObject({ code: 'same-plate-twice' });
    expect(
      (await answer(bakkerij, opened, { plates: plates.slice(0, 5) })).answers.plates.map(({ display }) => display),
    ).toEqual(plates.slice(0, 5).map(({ plate: written }) => written));
  });

  it('are Dutch unless marked foreign, with the country kept [PORTAL-038]', async () => {
    const opened = await begin(bakkerij, 'business');
    const munich = { plate: 'M-ÜB 1234', country: 'NL' };
    expect(await answering(bakkerij, opened, { plates: [munich] })).toMatchObject({
      status: 409,
      code: 'plate-not-dutch',
      trace: { steps: [{ remedy: 'mark-foreign' }] },
    });
    const { answers } = await answer(bakkerij, opened, { plates: [{ ...munich, country: 'D' }] });
    expect(answers.plates).toMatchObject([{ country: 'D', display: 'M-ÜB 1234' }]);
  });

  it.each([
    ['', 400],
    ['   ', 'plate-empty'],
    ['---', 'plate-empty'],
    ['XX-99-999', 'plate-not-dutch'],
    ['12-34-56', 'plate-not-dutch'],
    ['K51FTN12345', 'plate-too-long'],
    ['K-51-FT!', 'plate-characters'],
    ["K51'; --", 'plate-characters'],
    ['К-51-FTN', 'plate-characters'], // the first letter is Cyrillic
    ['Ｋ51FTN', 'plate-characters'], // full width
    ['K-51-FTN-K-51-FTN-K-51', 400],
  ])('are refused when nobody could read %j as one', async (plate, expected) => {
    const opened = await begin(bakkerij, 'business');
    const refused = await answering(bakkerij, opened, { plates: [{ plate, country: 'NL' }] });
    expect([refused.code, refused.status]).toContain(expected);
  });

  it('carry the sign of a country, and nothing else', async () => {
    const opened = await begin(bakkerij, 'business');
    for (const country of ['nl', 'NEDERLAND', '', '1', null, 'N L'])
      expect(await answering(bakkerij, opened, { plates: [{ plate: 'AB-12-CD', country }] })).toMatchObject({
        status: 400,
      });
  });

  it('stand fast after "yes, these are all": then there is only taking back [PORTAL-040]', async () => {
    const opened = await fillInUntil(bakkerij, await begin(bakkerij, 'business'), 'declaration');
    expect(opened.answers.platesConfirmed).toBe(true);
    for (const answers of [{ plates: [dutch()] }, { platesConfirmed: true }, { plates: [] }])
      expect(await answering(bakkerij, opened, answers)).toMatchObject({
        status: 409,
        code: 'plates-already-confirmed',
        trace: { steps: [{ remedy: 'withdraw-and-start-again' }] },
      });
    expect(await withdraw(bakkerij, opened)).toMatchObject({ status: 'withdrawn' });
  });
});
