import { toCarry } from './carry.ts';

const FIFTY_HOURS = 50 * 60;

describe('what goes on to the next period', () => {
  it('is what is left, and never more than was agreed [PEERS-014]', () => {
    expect(toCarry({ left: 1_200, before: 0, atMost: FIFTY_HOURS })).toBe(1_200);
    expect(toCarry({ left: 9_000, before: 0, atMost: FIFTY_HOURS })).toBe(FIFTY_HOURS);
  });

  it('adds what comes back later, as long as there is room [PEERS-014]', () => {
    expect(toCarry({ left: 120, before: 2_940, atMost: FIFTY_HOURS })).toBe(60);
    expect(toCarry({ left: 120, before: FIFTY_HOURS, atMost: FIFTY_HOURS })).toBe(0);
  });

  it('is nothing where a municipality allows less than went on already [PEERS-014]', () => {
    expect(toCarry({ left: 120, before: FIFTY_HOURS, atMost: 600 })).toBe(0);
  });
});
