import { amountOf, NO_AMOUNT, typed } from './typed-amount.ts';

describe('an amount as somebody types it', () => {
  it.each([
    ['eurocent', '10', '', 1000],
    ['eurocent', '€ 7,5', '', 750],
    ['eurocent', '0.05', '', 5],
    ['minute', '1', '30', 90],
    ['minute', '', '45', 45],
    ['action', '12', '', 12],
  ] as const)('is %s: %j %j is %i [2PARK-108]', (unit, whole, rest, amount) => {
    expect(amountOf(unit, { whole, rest })).toBe(amount);
  });

  it('is nothing when nothing was typed, and no amount when it cannot be one', () => {
    expect(amountOf('eurocent', NO_AMOUNT)).toBeNull();
    for (const whole of ['tien', '0', '-5', '1,234', '1.000,00'])
      expect(amountOf('eurocent', { whole, rest: '' })).toBeUndefined();
    expect(amountOf('minute', { whole: '1', rest: 'half' })).toBeUndefined();
  });

  it('comes back as it went in', () => {
    for (const unit of ['eurocent', 'minute', 'action'] as const) expect(amountOf(unit, typed(unit, 1234))).toBe(1234);
  });
});
