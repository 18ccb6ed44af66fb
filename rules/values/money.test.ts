import fc from 'fast-check';
import { splitVat, sum } from './money.ts';

describe('the VAT inside a price', () => {
  it.each([
    ['21% of € 121,00 is € 21,00', 12_100, 21, 2_100],
    ['9% of € 1,09 is 9 cents', 109, 9, 9],
    ['a permit is a public duty without VAT', 9_000, 0, 0],
    ['nothing has no VAT', 0, 21, 0],
    ['half a cent is rounded up: 21% inside € 6,05 is € 1,05', 605, 21, 105],
    ['half a cent is rounded up: 100% inside one cent is one cent', 1, 100, 1],
    ['a rate may have a fraction: 5,5% inside € 10,55 is 55 cents', 1_055, 5.5, 55],
  ])('%s', (_title, gross, rate, vat) => {
    expect(splitVat(gross, rate)).toEqual({ net: gross - vat, vat });
  });

  it('adds up with the net amount to the price, to the cent, for every amount and rate', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), fc.nat(100), (gross, rate) => {
        const { net, vat } = splitVat(gross, rate);
        expect(Number.isInteger(net) && Number.isInteger(vat)).toBe(true);
        expect(net + vat).toBe(gross);
        expect(vat).toBeGreaterThanOrEqual(0);
        // No more than half a cent from the exact part, so never a cent too many or too few.
        expect(Math.abs(vat * (100 + rate) - gross * rate) * 2).toBeLessThanOrEqual(100 + rate);
      }),
    );
  });
});

it('the sum of no amounts is nothing', () => {
  expect(sum([])).toBe(0);
  expect(sum([1, 2, 300])).toBe(303);
});
