import { town } from '../testing/town.ts';
import { tariffIn } from './municipal-tariff.ts';
import { priceOfStay } from './price.ts';
import { stay } from './testing/town.ts';

const content = town({
  tariffs: {
    regulations: [
      {
        id: 'street', areas: ['A'], usage: 'BETAALD', from: null, until: null, dayMaximumCents: 1500,
        frames: [{ days: [1, 2, 3, 4, 5, 6], from: '09:00', to: '24:00', fare: 'street' }],
      },
    ],
    fares: [{ id: 'street', parts: [{ from: 0, to: null, euros: '3.00', stepMinutes: 60 }] }],
  },
}); // prettier-ignore
const cents = (area: string, usage: string, from: string, to: string) =>
  priceOfStay(stay(from, to), tariffIn(content, area, usage, stay(from, to))).cents;

describe('what a municipality writes down', () => {
  it('prices a stay in its areas for its use, and nothing elsewhere', () => {
    expect(cents('A', 'BETAALD', '2026-05-06T10:00', '2026-05-06T12:00')).toBe(600);
    expect(cents('B', 'BETAALD', '2026-05-06T10:00', '2026-05-06T12:00')).toBe(0);
    expect(cents('A', 'BEZOEKREG', '2026-05-06T10:00', '2026-05-06T12:00')).toBe(0);
  });

  it('reaches its maximum, and knows the holidays of its country in every year of the stay', () => {
    expect(cents('A', 'BETAALD', '2026-05-06T09:00', '2026-05-07T00:00')).toBe(1500);
    expect(cents('A', 'BETAALD', '2026-12-25T10:00', '2026-12-25T12:00')).toBe(0);
    expect(cents('A', 'BETAALD', '2026-12-31T22:00', '2027-01-01T12:00')).toBe(600);
  });
});
