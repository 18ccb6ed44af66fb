import { jest } from '@jest/globals';
import { begin, fillInUntil } from '../testing/cases.ts';
import { citizen } from '../testing/people.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type Entitlements } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

const ELECTRIC = 'R-29-DVK';
const DIESEL = '905-SP-8';

it('what if the car were electric: asked without signing in, by the same engine as the application itself, and kept nowhere [BEYOND-015]', async () => {
  const anyone = system.browser();
  const ask = (more: object) =>
    anyone.ask<Entitlements>('POST', '/v1/municipalities/voorbeeld/entitlements', {
      postcode: '4302 SA',
      houseNumber: 30,
      ...more,
    });
  const price = ({ products }: Entitlements) =>
    products.find(({ id }) => id === 'second-resident')!.offer!.places.find(({ areaId }) => areaId === 'B')!.prices[0]!
      .cents;
  const [ordinary, supposed] = [await ask({}), await ask({ electric: true })];
  expect([ordinary.emission, supposed.emission]).toEqual(['any', 'zero']);
  expect(price(supposed)).toBeLessThan(price(ordinary));
  const [electric, diesel] = [await ask({ plate: ELECTRIC }), await ask({ plate: DIESEL })];
  expect([electric.emission, price(electric)]).toEqual(['zero', price(supposed)]);
  expect([diesel.emission, price(diesel)]).toEqual(['some', price(ordinary)]);
  expect((await ask({ plate: 'nonsense' })).emission).toBe('unknown');

  const willem = await citizen(system, 'willem');
  const quoted = async (plate: string) =>
    (
      await fillInUntil(willem, await begin(willem, 'second-resident'), 'declaration', {
        areaId: 'B',
        plates: [{ plate, country: 'NL' }],
      })
    ).priceCents;
  expect(await quoted(ELECTRIC)).toBe(price(electric));
  expect(await quoted(DIESEL)).toBe(price(diesel));
});
