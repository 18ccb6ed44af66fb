import { inGroups, phoneInGroups } from './digits.ts';

it('numbers are written as people read them aloud', () => {
  expect([inGroups('12345678', 4), inGroups('987654', 3), inGroups('123', 4)]).toEqual(['1234 5678', '987 654', '123']);
  expect(phoneInGroups('+31880000001')).toBe('088 000 0001');
  expect([phoneInGroups('+3235550000'), phoneInGroups('14 0500')]).toEqual(['+3235550000', '14 0500']);
});
