import { jest } from '@jest/globals';
import { type PublicProduct } from '../municipalities/shapes.ts';
import { citizen } from '../testing/people.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type OfferedProduct } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

const offeredTo = async (persona: string): Promise<OfferedProduct[]> =>
  (await (await citizen(system, persona)).ask<{ items: OfferedProduct[] }>('GET', '/v1/products')).items;
const ids = (products: { id: string }[]) => products.map(({ id }) => id);

describe('available products', () => {
  it('differ with the zone of the home address [PORTAL-020]', async () => {
    const [centre, quay] = [await offeredTo('youssef'), await offeredTo('sanne')];
    expect(ids(centre)).toEqual([
      'resident-centre',
      'carer',
      'home-care',
      'moving-day',
      'moving-home',
      'disabled-card',
      'visitor',
      'prepaid',
      'garage-subscription',
      'weekday',
    ]);
    expect(ids(quay)).toEqual([
      'resident',
      'second-resident',
      'carer',
      'home-care',
      'moving-day',
      'moving-home',
      'disabled-card',
      'visitor',
      'prepaid',
      'garage-subscription',
      'weekday',
    ]);
    const places = quay.find(({ id }) => id === 'resident')!.places;
    expect(places.map(({ areaId, ownArea }) => [areaId, ownArea])).toEqual([
      ['B', true],
      ['D', false], // the neighbouring zone
    ]);
  });

  it('differ between people and businesses, and with the municipality [PORTAL-020]', async () => {
    expect(ids(await offeredTo('bakkerij'))).toEqual([
      'care-provider',
      'moving-day',
      'business',
      'prepaid',
      'pool',
      'garage-subscription',
      'weekday',
      'week-vouchers',
      'four-week-vouchers',
    ]);
    expect(ids(await offeredTo('deventer-bewoner'))).toEqual([
      'resident',
      'year-card',
      'visitor',
      'garage-subscription',
    ]);
    expect(ids(await offeredTo('lien'))).toEqual(['resident-card', 'subscription', 'visitor']);
  });

  it('leave out what hangs on an address for who lives outside every zone, or whose address is not known', async () => {
    expect(ids(await offeredTo('ines'))).toEqual([
      'moving-day',
      'disabled-card',
      'prepaid',
      'garage-subscription',
      'weekday',
    ]);
  });

  it('show name, price per place and period, and the days one can start, and begin with the price there is [PORTAL-020]', async () => {
    const [product] = await offeredTo('youssef');
    expect(product).toMatchObject({
      name: { nl: 'Bewonersvergunning binnenstad', en: 'Resident permit city centre' },
      fromCents: 3120,
      plates: { min: 1, max: 1 },
    });
    const prices = product!.places[0]!.prices.map(({ periodId, cents }) => [periodId, cents]);
    expect(Object.fromEntries(prices)).toEqual({ P12M: 11040, P6M: 5880, P3M: 3120 });
    expect(Date.parse(product!.lastStart) - Date.parse(product!.firstStart)).toBe(14 * 86_400_000);
  });
});

describe('without signing in', () => {
  it('everybody reads what a municipality issues, where and for how much, and nothing of anybody [PORTAL-001]', async () => {
    const browser = system.browser();
    const { items } = await browser.ask<{ items: PublicProduct[] }>('GET', '/v1/municipalities/voorbeeld/products');
    expect(items.find(({ id }) => id === 'resident')).toMatchObject({
      applicants: ['person'],
      places: expect.arrayContaining([
        expect.objectContaining({ areaId: 'B', prices: expect.arrayContaining([{ periodId: 'P12M', cents: 9000 }]) }),
      ]),
    });
    const areas = await browser.ask<{ features: { properties: { kind: string; id?: string } }[] }>(
      'GET',
      '/v1/municipalities/voorbeeld/areas',
    );
    expect(areas.features.flatMap(({ properties }) => (properties.kind === 'zone' ? [properties.id] : []))).toEqual(
      expect.arrayContaining(['A', 'B', 'C', 'D']),
    );
    for (const path of [
      '/v1/municipalities/nergens',
      '/v1/municipalities/nergens/products',
      '/v1/municipalities/VOORBEELD/areas',
    ])
      expect(await browser.refused('GET', path)).toMatchObject({ status: 404, code: 'not-found' });
  });
});
