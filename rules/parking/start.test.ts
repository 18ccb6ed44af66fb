import fc from 'fast-check';
import { DAY_MS, epoch, instant, MINUTE_MS } from '../values/moment.ts';
import { meets, peakDuring } from './overlap.ts';
import { decideStart, latestEndOf, type Refused } from './start.ts';
import { action, at, facts, later, purse, stay, tariff, terms } from './testing/town.ts';

/** A Wednesday. */
const NOW = at('2026-05-06T10:00');
const car = { country: 'NL', plate: '12ABC3' };
const start = (request: object = {}, more: Parameters<typeof facts>[0] = {}, now = NOW) =>
  decideStart({ ...car, ...request }, facts(more), now);
const refusal = (...args: Parameters<typeof start>): [string, Refused['proposal']] => {
  const decision = start(...args);
  if (decision.outcome === 'allow') throw new Error('it is allowed');
  return [decision.ground, decision.proposal];
};

describe('a start', () => {
  it('without a begin and an end is from now until midnight, half-open, and sets aside what it costs [2PARK-051, 2PARK-052]', () => {
    expect(start()).toMatchObject({
      outcome: 'allow',
      stay: { from: NOW, to: at('2026-05-07T00:00') },
      holds: [{ balanceId: 'purse', amount: 11 * 300 }],
    });
  });

  it('costs what lies in paid time only, and nothing when none is left that day [2PARK-053]', () => {
    expect(start({ endsAt: at('2026-05-06T23:59:59') })).toMatchObject({ price: { cents: 3300, paidMinutes: 660 } });
    expect(start({}, {}, at('2026-05-06T22:00'))).toMatchObject({ outcome: 'allow', price: { cents: 0 }, holds: [] });
  });

  it('may be planned, up to the horizon and not a day further [2PARK-054]', () => {
    const lastDay = stay('2026-07-05T10:00', '2026-07-05T11:00');
    expect(start({ startsAt: lastDay.from, endsAt: lastDay.to })).toMatchObject({ outcome: 'allow', stay: lastDay });
    expect(refusal({ startsAt: at('2026-07-06T00:00') })[0]).toBe('starts-too-far-ahead');
  });

  it('is never in the past; a moment ago is now', () => {
    expect(refusal({ startsAt: at('2026-05-06T09:58') })[0]).toBe('starts-in-the-past');
    expect(start({ startsAt: at('2026-05-06T09:59:30') })).toMatchObject({ stay: { from: NOW } });
  });

  it('ends after it starts', () => {
    expect(refusal({ endsAt: NOW })[0]).toBe('ends-before-it-starts');
  });

  it('past the latest end is refused, and offered until there [2PARK-055, 2PARK-058]', () => {
    expect(refusal({ endsAt: at('2026-05-07T10:00') })).toEqual([
      'past-latest-end',
      { from: NOW, to: at('2026-05-07T00:00') },
    ]);
  });

  it('needs a permit in force, at its own moment', () => {
    const permit = facts().permit;
    expect(refusal({}, { permit: { ...permit, blocked: true } })[0]).toBe('permit-not-in-force');
    expect(refusal({}, { permit: { ...permit, status: 'ended' } })[0]).toBe('permit-not-in-force');
    const short = { ...permit, validity: stay('2026-01-01T00:00', '2026-05-10T00:00') };
    expect(refusal({ startsAt: at('2026-05-10T00:00') }, { permit: short })[0]).toBe('permit-not-in-force');
  });

  it('of a grantee is for the plate of the grant alone', () => {
    expect(refusal({}, { grant: { country: 'NL', plate: 'ANDERS' } })[0]).toBe('plate-not-granted');
    expect(start({}, { grant: { ...car } }).outcome).toBe('allow');
  });

  it('of a plate that is parked then is refused; one of another country is another plate', () => {
    const open = [action('12ABC3', '2026-05-06T12:00', '2026-05-06T13:00')];
    expect(refusal({}, { open })[0]).toBe('plate-already-parked');
    expect(start({ endsAt: at('2026-05-06T12:00') }, { open }).outcome).toBe('allow');
    expect(start({ country: 'BE' }, { open }).outcome).toBe('allow');
  });
});

describe('how many at once', () => {
  const open = [
    action('A', '2026-05-06T11:00', '2026-05-06T12:00'),
    action('B', '2026-05-06T12:00', '2026-05-06T13:00'),
  ];

  it('is the most at any one moment, not how many are met on the way [2PARK-057]', () => {
    expect(start({ endsAt: at('2026-05-06T13:00') }, { open }).outcome).toBe('allow');
    const three = [...open, action('C', '2026-05-06T12:30', '2026-05-06T14:00')];
    expect(refusal({ endsAt: at('2026-05-06T13:00') }, { open: three })).toEqual([
      'too-many-at-once',
      { from: NOW, to: at('2026-05-06T12:30') },
    ]);
  });

  it('offers the next moment at which there is room when there is none now [2PARK-057, 2PARK-058]', () => {
    const both = [
      action('A', '2026-05-06T09:00', '2026-05-06T11:00'),
      action('B', '2026-05-06T09:00', '2026-05-06T12:00'),
    ];
    expect(refusal({ endsAt: at('2026-05-06T10:30') }, { open: both })).toEqual([
      'too-many-at-once',
      stay('2026-05-06T11:00', '2026-05-06T11:30'),
    ]);
  });

  it('is the number of rights bought for a pool: one too many is refused, that many are not [2PARK-112]', () => {
    const pool = terms({ kind: 'pool', atOnce: 3, balances: [] });
    const parked = ['A', 'B'].map((plate) => action(plate, '2026-05-06T08:00', '2026-05-06T18:00'));
    expect(start({}, { terms: pool, balances: [], open: parked }).outcome).toBe('allow');
    const full = [...parked, action('C', '2026-05-06T08:00', '2026-05-06T18:00')];
    expect(refusal({}, { terms: pool, balances: [], open: full })[0]).toBe('too-many-at-once');
  });

  it('counts as the peak of whatever goes on, for any actions', () => {
    const minute = fc.integer({ min: 0, max: 300 });
    const any = fc.tuple(minute, fc.integer({ min: 1, max: 90 })).map(([from, lasts]) => ({
      from: later(NOW, from),
      to: later(NOW, from + lasts),
    }));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), any, (actions, interval) => {
        const minutes = (epoch(interval.to) - epoch(interval.from)) / MINUTE_MS;
        const counted = Array.from({ length: minutes }, (_, n) => later(interval.from, n)).map(
          (moment) => actions.filter((one) => one.from <= moment && moment < one.to).length,
        );
        expect(peakDuring(actions, interval)).toBe(Math.max(...counted));
        expect(actions.some((one) => meets(one, interval))).toBe(peakDuring(actions, interval) > 0);
      }),
    );
  });
});

describe('a balance', () => {
  it('is never overdrawn: what it can pay is offered, in whole minutes [2PARK-004, 2PARK-005, 2PARK-056]', () => {
    expect(refusal({ endsAt: at('2026-05-06T12:00') }, { balances: [purse(452)] })).toEqual([
      'balance-too-small',
      { from: NOW, to: at('2026-05-06T11:30') },
    ]);
  });

  it('with nothing in it has nothing to offer while parking is paid for [2PARK-059]', () => {
    expect(refusal({ endsAt: at('2026-05-06T12:00') }, { balances: [purse(0)] })).toEqual(['balance-empty', null]);
  });

  it('is counted in minutes or actions where the municipality gives those [2PARK-032]', () => {
    const hours = [purse(90, { unit: 'minute' })];
    expect(start({ endsAt: at('2026-05-06T11:30') }, { balances: hours })).toMatchObject({ holds: [{ amount: 90 }] });
    expect(refusal({ endsAt: at('2026-05-06T11:31') }, { balances: hours })).toEqual([
      'balance-too-small',
      { from: NOW, to: at('2026-05-06T11:30') },
    ]);
    expect(start({}, { balances: [purse(1, { unit: 'action' })] })).toMatchObject({ holds: [{ amount: 1 }] });
  });

  it('of two is named by the one that bites first, and the offer respects both (R10)', () => {
    const both = [purse(60, { id: 'hours', unit: 'minute' }), purse(150, { id: 'euros' })];
    const decision = start({ endsAt: at('2026-05-06T12:00') }, { balances: both });
    expect(decision).toMatchObject({
      // Half an hour of euros against an hour of hours.
      steps: [{ values: { unit: 'eurocent', needed: 600, available: 150 } }],
      proposal: { from: NOW, to: at('2026-05-06T10:30') },
    });
  });

  it('of a quarter pays for its own days (R11)', () => {
    const quarters = [
      purse(5_000, { id: 'Q2', period: { from: '2026-04-01', until: '2026-07-01' } }),
      purse(5_000, { id: 'Q3', period: { from: '2026-07-01', until: '2026-10-01' } }),
    ];
    const over = stay('2026-06-30T20:00', '2026-07-01T10:00');
    const open = terms({ dayEnd: 'none', longestMinutes: 24 * 60 });
    expect(start({ startsAt: over.from, endsAt: over.to }, { balances: quarters, terms: open })).toMatchObject({
      holds: [
        { balanceId: 'Q2', amount: 300 },
        { balanceId: 'Q3', amount: 300 },
      ],
    });
    const [ending] = quarters;
    expect(refusal({ startsAt: over.from, endsAt: over.to }, { balances: [ending!], terms: open })).toEqual([
      'no-balance-for-day',
      { from: over.from, to: at('2026-07-01T09:00') },
    ]);
  });

  it('is never asked for more than it has, whatever is asked and offered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 1300 }), (cents, minutes) => {
        const decision = start({ endsAt: later(NOW, minutes) }, { balances: [purse(cents)], terms: terms({ dayEnd: 'none' }) });
        if (decision.outcome === 'allow') {
          expect(decision.holds.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(cents);
          return;
        }
        const { proposal } = decision;
        if (proposal) expect(start({ endsAt: proposal.to }, { balances: [purse(cents)], terms: terms({ dayEnd: 'none' }) }).outcome).toBe('allow');
      }),
    );
  }); // prettier-ignore
});

describe('the latest end', () => {
  const ends = (dayEnd: 'paid-time' | 'midnight' | 'none', from = NOW, more = {}) =>
    latestEndOf(from, facts({ terms: terms({ dayEnd, ...more }) }));

  it('is the end of paid time, of the day, or of the longest stay, as the municipality says [2PARK-006]', () => {
    expect(ends('paid-time')).toBe(at('2026-05-06T21:00'));
    expect(ends('midnight')).toBe(at('2026-05-07T00:00'));
    expect(ends('none', NOW, { longestMinutes: 90 })).toBe(at('2026-05-06T11:30'));
    expect(ends('none')).toBe(at('2027-01-01T00:00'));
  });

  it('does not cut free time short', () => {
    expect(ends('paid-time', at('2026-05-06T22:00'))).toBe(at('2026-05-07T00:00'));
  });

  it('is midnight also on the days of 23 and 25 hours', () => {
    for (const [day, hours] of [['2026-03-29', 23], ['2026-10-25', 25]] as const) {
      const from = at(`${day}T00:00`);
      expect((epoch(ends('midnight', from)) - epoch(from)) / DAY_MS).toBeCloseTo(hours / 24, 10);
    }
  }); // prettier-ignore

  it('chains days without a gap and without a clash (R5)', () => {
    const first = { from: NOW, to: ends('midnight') };
    const next = { from: first.to, to: ends('midnight', first.to) };
    expect(meets(first, next)).toBe(false);
    expect(instant(epoch(first.to))).toBe(next.from);
  });
});

describe('several days', () => {
  it('are one visit where the municipality allows it, and only paid hours count [PEERS-007]', () => {
    const visit = stay('2026-05-06T10:00', '2026-05-08T10:00');
    const decision = start({ endsAt: visit.to }, { terms: terms({ dayEnd: 'none' }), tariff: tariff() });
    expect(decision).toMatchObject({ outcome: 'allow', price: { paidMinutes: 11 * 60 + 12 * 60 + 60 } });
  });
});
