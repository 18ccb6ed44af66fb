import { couldBeOutage, decideOutage, decideRelief, isDuring, partStates, type Seen } from './outages.ts';

const NOW = '2026-05-01T12:00:00.000Z';
const nothingWaits = { register: null, mail: null, payments: null, parking: null };
const seen = (more: Partial<Seen> = {}): Seen => ({
  signIn: true,
  database: true,
  engine: true,
  mail: true,
  waiting: nothingWaits,
  ...more,
});

describe('an outage that is recorded', () => {
  it('lies in the past, ends after it began, and is not longer ago than a fine can be objected to [BEYOND-027]', () => {
    const past = '2026-05-01T11:00:00.000Z';
    expect(decideOutage({ beganAt: past, endedAt: null }, NOW)).toEqual({ outcome: 'allow' });
    expect(decideOutage({ beganAt: past, endedAt: NOW }, NOW)).toEqual({ outcome: 'allow' });
    for (const [time, ground] of [
      [{ beganAt: '2026-05-01T12:00:00.001Z', endedAt: null }, 'outage-not-yet'],
      [{ beganAt: past, endedAt: '2026-05-01T12:00:00.001Z' }, 'outage-not-yet'],
      [{ beganAt: past, endedAt: past }, 'outage-ends-first'],
      [{ beganAt: '2026-01-01T12:00:00.000Z', endedAt: null }, 'outage-too-old'],
    ] as const)
      expect(decideOutage(time, NOW)).toMatchObject({ outcome: 'refuse', ground });
  });

  it('covers its first moment and not its last', () => {
    const time = { beganAt: '2026-05-01T11:00:00.000Z', endedAt: NOW };
    expect(isDuring(time, '2026-05-01T10:59:59.999Z')).toBe(false);
    expect(isDuring(time, time.beganAt)).toBe(true);
    expect(isDuring(time, NOW)).toBe(false);
    expect(isDuring({ ...time, endedAt: null }, NOW)).toBe(true);
  });
});

describe('the state of a part', () => {
  it('is good as long as everything answers and nothing waits for long', () => {
    expect(new Set(Object.values(partStates(seen())))).toEqual(new Set(['up']));
    expect(partStates(seen({ waiting: { ...nothingWaits, register: 300 } })).register).toBe('up');
  });

  it('is late when what it should have done waits, and out when it does not answer', () => {
    expect(partStates(seen({ waiting: { ...nothingWaits, register: 301 } }))).toMatchObject({
      register: 'slow',
      mail: 'up',
    });
    expect(partStates(seen({ mail: false, signIn: false }))).toMatchObject({ mail: 'down', 'sign-in': 'down' });
    expect(partStates(seen({ engine: false }))).toMatchObject({ payments: 'down', parking: 'slow', register: 'slow' });
    expect(new Set(Object.values(partStates(seen({ database: false }))))).toEqual(new Set(['down']));
  });
});

describe('relief for who was hit', () => {
  const hit = { hit: true, cost: null, hasBalance: true };

  it('goes to who was hit, on a balance they have, and gives back no more than an action cost [PEERS-044]', () => {
    expect(decideRelief({ amount: 500, ofAction: false }, hit)).toEqual({ outcome: 'allow' });
    expect(decideRelief({ amount: 500, ofAction: true }, { ...hit, cost: 500 })).toEqual({ outcome: 'allow' });
    expect(decideRelief({ amount: 501, ofAction: true }, { ...hit, cost: 500 })).toMatchObject({ ground: 'relief-above-cost', steps: [{ values: { amount: 500 } }] });
    expect(decideRelief({ amount: 1, ofAction: true }, hit)).toMatchObject({ ground: 'relief-above-cost' });
    expect(decideRelief({ amount: 1, ofAction: false }, { ...hit, hit: false })).toMatchObject({ ground: 'relief-not-hit' });
    expect(decideRelief({ amount: 1, ofAction: false }, { ...hit, hasBalance: false })).toMatchObject({ ground: 'relief-no-balance' });
  });

  it('is for tries an outage can be behind, not for what somebody typed wrong', () => {
    expect(['failed', 'busy-try-again', 'balance-empty'].every(couldBeOutage)).toBe(true);
    expect(['plate-empty', 'plate-already-parked', 'already-ended'].some(couldBeOutage)).toBe(false);
  });
}); // prettier-ignore
