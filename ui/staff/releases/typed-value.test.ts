import { readTyped, typedOf } from './typed-value.ts';

it.each([
  ['cents', '90', 9_000],
  ['cents', '90,5', 9_050],
  ['cents', '90.05', 9_005],
  ['cents', '90,005', undefined],
  ['cents', '-1', undefined],
  ['euros', '0,0417', '0.0417'],
  ['euros', 'gratis', undefined],
  ['count', '12', 12],
  ['count', '1,5', undefined],
  ['count', '', undefined],
  ['dates', '2026-12-24, 2026-12-31', '2026-12-24, 2026-12-31'],
] as const)('a value in %s typed as %s is read as it is meant, or not at all', (unit, typed, value) => {
  expect(readTyped({ unit, mayBeEmpty: false }, typed)).toBe(value);
});

it('empty is no limit where that can be', () => {
  expect(readTyped({ unit: 'count', mayBeEmpty: true }, ' ')).toBeNull();
  expect([typedOf('count', null), typedOf('cents', 9_050), typedOf('euros', '0.05')]).toEqual(['', '90,50', '0.05']);
});
