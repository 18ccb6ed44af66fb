import { decideEnd, phaseOf, platesThatCount, type PermitStatus } from './status.ts';

const validity = { from: '2026-11-20T23:00:00.000Z', to: '2027-11-20T23:00:00.000Z' };

describe('what a permit is', () => {
  it.each([
    ['upcoming', 'the moment before its first day', '2026-11-20T22:59:59.999Z'],
    ['valid', 'from the first moment of its first day', '2026-11-20T23:00:00.000Z'],
    ['valid', 'up to the last moment of its last day', '2027-11-20T22:59:59.999Z'],
    ['expired', 'from midnight after its last day, before any process has noticed', '2027-11-20T23:00:00.000Z'],
  ])('%s %s', (phase, _when, now) => {
    expect(phaseOf('issued', validity, now)).toBe(phase);
  });

  it('is over once it was ended or has expired, whatever the day', () => {
    for (const status of ['ended', 'expired'] as const) {
      expect(phaseOf(status, validity, '2027-01-01T12:00:00.000Z')).toBe(status);
    }
  });
});

describe('ending a permit', () => {
  it.each<[PermitStatus, string]>([
    ['issued', 'allow'],
    ['ended', 'refuse'],
    ['expired', 'refuse'],
  ])('that is %s: %s', (status, outcome) => {
    expect(decideEnd(status).outcome).toBe(outcome);
  });
});

describe('which plates count', () => {
  it('are all, while there are no more than count at once', () => {
    expect(platesThatCount(['a'], 1)).toEqual(['a']);
    expect(platesThatCount(['a', 'b', 'c'], 3)).toEqual(['a', 'b', 'c']);
    expect(platesThatCount([], 0)).toEqual([]);
  });

  it('are none until the holder has chosen, when there are more', () => {
    expect(platesThatCount(['a', 'b'], 1)).toEqual([]);
  });
});
