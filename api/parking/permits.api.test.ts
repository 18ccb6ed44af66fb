import { jest } from '@jest/globals';
import { type z } from 'zod';
import { appUser, coupledPermit, filled, grantedTo, type AppUser } from '../testing/app-users.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import { type ActionPage, type ParkingPermit, type ParkingPermitList, type QuoteView } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
let owner: AppUser;
let visitor: string;
let elsewhere: string;
let credit: string;
beforeAll(async () => {
  system = await sharedSystem();
  owner = await appUser(system);
  visitor = await coupledPermit(system, owner, 'willem', 'visitor');
  elsewhere = await coupledPermit(system, owner, 'deventer-bewoner', 'visitor');
  credit = await coupledPermit(system, owner, 'willem', 'prepaid');
});

const at = workingDayAhead(3);
const permits = async ({ browser } = owner) =>
  (await browser.ask<z.infer<typeof ParkingPermitList>>('GET', '/v1/parking/permits')).items;
const permit = (id: string, { browser } = owner) => browser.ask<ParkingPermit>('GET', `/v1/parking/permits/${id}`);

describe('the permits of an account', () => {
  it('are those of every municipality, each with what it is for and what it allows [2PARK-001, 2PARK-002, 2PARK-003, 2PARK-036, 2PARK-106]', async () => {
    const mine = await permits();
    expect(new Set(mine.map(({ municipality }) => municipality.name))).toEqual(new Set(['Deventer', 'Voorbeeldstad']));
    const find = (id: string) => mine.find((one) => one.id === id);
    expect(find(visitor)).toMatchObject({ kind: 'visitor', role: 'owner', grantor: null, defaultEnd: 'end-of-day', endOfDay: true, openEnd: true });
    expect(find(visitor)!.may).toEqual(expect.arrayContaining(['start', 'plan', 'extend', 'top-up', 'favourites', 'grants', 'transactions']));
    expect(find(elsewhere)).toMatchObject({ kind: 'visitor', municipality: { id: 'deventer' } });
    expect(find(credit)).toMatchObject({ kind: 'prepaid', defaultEnd: 'none', endOfDay: false });
    expect(find(credit)!.may).not.toContain('grants');
  }); // prettier-ignore

  it('say how they stand: number, place, validity, balance, what runs and what is planned [2PARK-107, PEERS-015]', async () => {
    await filled(system, visitor, 500);
    const stay = { permitId: visitor, ...dutch(), startsAt: at('10:00'), endsAt: at('11:00') };
    await owner.browser.ask('POST', '/v1/parking/actions', stay);
    const card = await permit(visitor);
    expect(card).toMatchObject({ state: 'active', planned: 1, running: 0, atOnce: 2, balances: [{ unit: 'eurocent', held: 60 }] });
    expect(card.number).toMatch(/^BZ-/);
    expect(card.now!.changesAt === null || card.now!.changesAt > new Date().toISOString()).toBe(true);
  }); // prettier-ignore

  it('are listed with what was granted by others, and by whom [2PARK-105, 2PARK-107]', async () => {
    const grantee = await appUser(system);
    await grantedTo(system, grantee, visitor);
    expect(await permits(grantee)).toMatchObject([{ id: visitor, role: 'grantee', grantor: owner.email, planned: 0 }]);
    const { items } = await owner.browser.ask<z.infer<typeof ActionPage>>('GET', '/v1/parking/actions?state=planned');
    expect(items).toMatchObject([{ permitId: visitor, municipalityName: 'Voorbeeldstad', state: 'planned' }]);
  });
});

describe('parking credit', () => {
  it('is used where one chooses, at the price of that place [2PARK-111]', async () => {
    await filled(system, credit, 5000);
    expect((await permit(credit)).locations.map(({ id }) => id)).toEqual(['A', 'B', 'C']);
    const stay = { permitId: credit, ...dutch(), startsAt: at('10:00'), endsAt: at('12:00') };
    const prices = await Promise.all(
      ['A', 'B'].map((areaId) => owner.browser.ask<QuoteView>('POST', '/v1/parking/quotes', { ...stay, areaId })),
    );
    expect(prices.map(({ priceCents }) => priceCents)).toEqual([600, 270]);
    const problem = await owner.browser.refused('POST', '/v1/parking/quotes', { ...stay, areaId: 'D' });
    expect(problem).toMatchObject({ code: 'location-not-offered' });
  });
});
