import { decideExtend } from './end.ts';
import { decideStart, type Refused } from './start.ts';
import { action, at, facts, purse, stay, terms } from './testing/town.ts';
import { paidMinutesOfVisit } from './visit.ts';
import { tariff } from './testing/town.ts';

/** Monday to Saturday from nine to nine is paid; a Wednesday. */
const VISIT = { paidMinutes: 180, pauseMinutes: 15 };
const car = { country: 'NL', plate: '12ABC3' };
const visitor = terms({
  visit: VISIT,
  dayEnd: 'none',
  longestMinutes: 2880,
  balances: [
    { unit: 'minute', period: 'quarter', allowance: 5400 },
    { unit: 'eurocent', period: 'permit', allowance: 0 },
  ],
});
const hours = (available: number, from = '2026-04-01', until = '2026-07-01') =>
  purse(available, { id: `hours ${from}`, unit: 'minute', period: { from, until } });
const euros = (available: number) => purse(available, { id: 'euros' });
const town = (more: Parameters<typeof facts>[0] = {}) =>
  facts({ terms: visitor, balances: [hours(5400), euros(50_000)], units: ['minute', 'eurocent'], ...more });
const visit = (from: string, to: string | null, more: Parameters<typeof facts>[0] = {}) =>
  decideStart(
    { ...car, startsAt: at(from), ...(to !== null && { endsAt: at(to) }) },
    town(more),
    at('2026-05-06T08:00'),
  );
const before = (from: string, to: string) => [{ id: 'before', ...stay(from, to) }];
const refused = (decision: ReturnType<typeof visit>): Refused => {
  if (decision.outcome === 'allow') throw new Error('it is allowed');
  return decision;
};

describe('a visit', () => {
  it('parks three paid hours, and not a minute more [POM-023]', () => {
    expect(visit('2026-05-06T10:00', '2026-05-06T13:00').outcome).toBe('allow');
    const decision = refused(visit('2026-05-06T10:00', '2026-05-06T13:01'));
    expect(decision).toMatchObject({
      ground: 'visit-too-long',
      proposal: stay('2026-05-06T10:00', '2026-05-06T13:00'),
    });
    expect(decision.steps[0]!.values).toMatchObject({ paidMinutes: 180, minutes: 181, before: 0 });
  });

  it('is not made longer by free hours before, after or in between [POM-023]', () => {
    expect(visit('2026-05-06T08:00', '2026-05-06T12:00').outcome).toBe('allow');
    expect(visit('2026-05-06T19:00', '2026-05-07T09:00').outcome).toBe('allow');
    expect(visit('2026-05-06T19:00', '2026-05-07T10:00').outcome).toBe('allow');
    // Two hours, a night, an hour and a minute: the night resets nothing.
    expect(visit('2026-05-06T19:00', '2026-05-07T10:01')).toMatchObject({ ground: 'visit-too-long' });
  });

  it('goes on when the same plate comes back within a quarter of an hour, also over a free night [POM-023]', () => {
    const visits = before('2026-05-06T10:00', '2026-05-06T12:00');
    expect(visit('2026-05-06T12:14', '2026-05-06T13:15', { visits })).toMatchObject({
      ground: 'visit-too-long',
      proposal: stay('2026-05-06T12:14', '2026-05-06T13:14'),
    });
    expect(visit('2026-05-06T12:15', '2026-05-06T15:15', { visits }).outcome).toBe('allow');
    const evening = before('2026-05-06T18:00', '2026-05-06T21:00');
    expect(visit('2026-05-07T09:00', '2026-05-07T09:01', { visits: evening })).toMatchObject({ ground: 'visit-too-long', proposal: null }); // prettier-ignore
    expect(visit('2026-05-07T09:15', '2026-05-07T12:15', { visits: evening }).outcome).toBe('allow');
  });

  it('counts what is planned after it as well [POM-023]', () => {
    const visits = before('2026-05-06T14:00', '2026-05-06T16:00');
    expect(visit('2026-05-06T12:00', '2026-05-06T13:45', { visits }).outcome).toBe('allow');
    expect(visit('2026-05-06T12:00', '2026-05-06T13:46', { visits })).toMatchObject({ ground: 'visit-too-long' });
    const chain = [
      ...before('2026-05-06T10:00', '2026-05-06T11:00'),
      { id: 'after', ...stay('2026-05-06T12:10', '2026-05-06T13:10') },
    ];
    expect(paidMinutesOfVisit(stay('2026-05-06T11:05', '2026-05-06T12:00'), chain, VISIT, tariff())).toBe(175);
  });

  it('with its end left open runs until its paid time is used up [POM-023]', () => {
    expect(visit('2026-05-06T19:30', null)).toMatchObject({
      outcome: 'allow',
      stay: stay('2026-05-06T19:30', '2026-05-07T10:30'),
    });
    const visits = before('2026-05-06T10:00', '2026-05-06T13:00');
    expect(visit('2026-05-06T13:05', null, { visits })).toMatchObject({ ground: 'visit-too-long', proposal: null });
  });

  it('is not made longer by a later end: the action itself is not counted twice [POM-023]', () => {
    const running = {
      id: 'own',
      state: 'open' as const,
      stay: stay('2026-05-06T10:00', '2026-05-06T12:00'),
      ...car,
      holds: [],
    };
    const known = town({
      open: [action('12ABC3', '2026-05-06T10:00', '2026-05-06T12:00')],
      visits: [{ id: 'own', ...running.stay }],
    });
    const without = { ...known, open: [] };
    expect(decideExtend(running, at('2026-05-06T13:00'), without, at('2026-05-06T11:00')).outcome).toBe('allow');
    expect(decideExtend(running, at('2026-05-06T13:01'), without, at('2026-05-06T11:00'))).toMatchObject({
      ground: 'visit-too-long',
    });
  });
});

describe('two limits at once', () => {
  it('tell the one that bites first, and propose what keeps to both [POM-022, POM-023]', () => {
    const long = (more: object) => refused(visit('2026-05-06T10:00', '2026-05-06T15:00', more));
    // Two hours of the quarter left: that bites before the three hours of a visit.
    expect(long({ balances: [hours(120), euros(50_000)] })).toMatchObject({
      ground: 'balance-too-small', steps: [{ values: { unit: 'minute', available: 120 } }], proposal: stay('2026-05-06T10:00', '2026-05-06T12:00'),
    }); // prettier-ignore
    // A euro and a half: half an hour.
    expect(long({ balances: [hours(120), euros(150)] })).toMatchObject({
      ground: 'balance-too-small', steps: [{ values: { unit: 'eurocent', available: 150 } }], proposal: stay('2026-05-06T10:00', '2026-05-06T10:30'),
    }); // prettier-ignore
    expect(long({ balances: [hours(240), euros(50_000)] })).toMatchObject({ ground: 'visit-too-long', proposal: stay('2026-05-06T10:00', '2026-05-06T13:00') }); // prettier-ignore
  });
});

describe('a stay over the end of a quarter', () => {
  const balances = [hours(60), hours(5400, '2026-07-01', '2026-10-01'), euros(50_000)];
  const over = (to: string) => visit('2026-06-30T20:00', to, { balances });

  it('counts each day in its own quarter [POM-026]', () => {
    expect(over('2026-07-01T10:30')).toMatchObject({
      outcome: 'allow',
      holds: [
        { balanceId: 'hours 2026-04-01', amount: 60 },
        { balanceId: 'hours 2026-07-01', amount: 90 },
        { balanceId: 'euros', amount: 750 },
      ],
    });
  });

  it('booked for the next quarter lowers only that counter [POM-022]', () => {
    expect(visit('2026-07-01T10:00', '2026-07-01T11:00', { balances })).toMatchObject({
      holds: [{ balanceId: 'hours 2026-07-01', amount: 60 }, { balanceId: 'euros', amount: 300 }],
    }); // prettier-ignore
  });
});
