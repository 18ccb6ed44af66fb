import { town } from '../testing/town.ts';
import { type Product } from '../municipalities/product.ts';
import { productOf } from '../municipalities/release.ts';
import { cardNumberKey, decideCard, otherCarUntil, withinCard } from './disabled-card.ts';

const product: Product = {
  ...productOf(town(), 'resident')!,
  disabledCard: { otherCarHours: 24, alsoIn: ['C'] },
};

describe('a card of somebody with a disability', () => {
  it('is the same card however its number is typed', () => {
    expect(cardNumberKey(' nl 123-45.67/8 ')).toBe('NL12345678');
  });

  it.each([
    ['a card that is valid', 'NL 1234567', '2026-06-01', null],
    ['its last day', 'NL 1234567', '2026-05-01', null],
    ['a card that is over', 'NL 1234567', '2026-04-30', 'card-expired'],
    ['a number that is too short', 'NL1', '2026-06-01', 'card-number-invalid'],
    ['a number with other signs', 'NL 12?4567', '2026-06-01', 'card-number-invalid'],
  ])('%s', (_title, number, expiresOn, ground) => {
    const decision = decideCard(product, { number, expiresOn }, '2026-05-01');
    expect(decision).toMatchObject(ground === null ? { outcome: 'allow' } : { outcome: 'refuse', ground });
  });

  it('is asked by a product that rests on one, and by no other', () => {
    const card = { number: 'NL 1234567', expiresOn: '2026-06-01' };
    expect(decideCard({ ...product, disabledCard: null }, card, '2026-05-01')).toMatchObject({
      ground: 'card-not-asked',
    });
  });

  it('ends what rests on it with its own last day, in local time, and never before it began', () => {
    const period = { from: '2026-05-01T12:00:00.000Z', to: '2031-04-30T22:00:00.000Z' };
    const until = (day: string | null) => withinCard(period, day, 'Europe/Amsterdam').to;
    expect(until('2027-12-31')).toBe('2027-12-31T23:00:00.000Z');
    expect(until('2027-06-30')).toBe('2027-06-30T22:00:00.000Z');
    expect(until('2040-01-01')).toBe(period.to);
    expect(until(null)).toBe(period.to);
    expect(until('2026-04-01')).toBe(period.from);
  });

  it('lies in the other car for so many hours, also in a night that has one more or less [PEERS-030]', () => {
    expect(otherCarUntil('2026-10-24T22:00:00.000Z', 24)).toBe('2026-10-25T22:00:00.000Z');
  });
});
