import { decideExtend } from './end.ts';
import { railsEnd, refuseByRails, type BoundBy } from './guard-rails.ts';
import { decideStart } from './start.ts';
import { at, facts, stay } from './testing/town.ts';

const ZONE = 'Europe/Amsterdam';
const rails = (more: Partial<BoundBy> = {}): BoundBy => ({
  days: null,
  hours: null,
  weeklyStarts: null,
  paused: false,
  endsAt: null,
  begun: [],
  ...more,
});
const OFFICE = { fromMinute: 9 * 60, untilMinute: 17 * 60 };
const refusedAt = (moment: string, more: Partial<BoundBy>) => refuseByRails(at(moment), rails(more), ZONE)?.ground;

describe('a grant with guard rails', () => {
  it('without any lets everything begin', () => {
    expect(refusedAt('2026-05-06T03:00', {})).toBeUndefined();
    expect(railsEnd(at('2026-05-06T03:00'), rails(), ZONE)).toBeNull();
  });

  it.each([
    ['2026-05-06T09:00', undefined],
    ['2026-05-06T16:59', undefined],
    ['2026-05-06T17:00', 'outside-grant-hours'],
    ['2026-05-06T08:59', 'outside-grant-hours'],
    // A Saturday.
    ['2026-05-09T10:00', 'outside-grant-hours'],
  ])('of working hours on working days, at %s: %s [BEYOND-042]', (moment, ground) => {
    expect(refusedAt(moment, { days: [1, 2, 3, 4, 5], hours: OFFICE })).toBe(ground);
  });

  it('lets a stay last until its hours are over', () => {
    expect(railsEnd(at('2026-05-06T10:00'), rails({ hours: OFFICE }), ZONE)).toBe(at('2026-05-06T17:00'));
  });

  it('lets a stay go on from one granted day into the next, and no further', () => {
    const days = rails({ days: [5, 6] });
    expect(railsEnd(at('2026-05-08T22:00'), days, ZONE)).toBe(at('2026-05-10T00:00'));
    expect(railsEnd(at('2026-05-09T22:00'), days, ZONE)).toBe(at('2026-05-10T00:00'));
    const sunday = rails({ days: [7, 1] });
    expect(railsEnd(at('2026-05-10T22:00'), sunday, ZONE)).toBe(at('2026-05-12T00:00'));
  });

  it('keeps to the wall clock on the day the clock goes forward', () => {
    const nights = rails({ hours: { fromMinute: 0, untilMinute: 6 * 60 } });
    expect(railsEnd(at('2026-03-29T01:00'), nights, ZONE)).toBe(at('2026-03-29T06:00'));
    expect(refusedAt('2026-03-29T06:00', nights)).toBe('outside-grant-hours');
  });

  it('counts what begins from Monday to Sunday, planned or over [BEYOND-042]', () => {
    const begun = [at('2026-05-04T00:00'), at('2026-05-10T23:59')];
    expect(refusedAt('2026-05-06T10:00', { weeklyStarts: 2, begun })).toBe('weekly-starts-reached');
    expect(refusedAt('2026-05-06T10:00', { weeklyStarts: 3, begun })).toBeUndefined();
    expect(refusedAt('2026-05-11T00:00', { weeklyStarts: 2, begun })).toBeUndefined();
    expect(refusedAt('2026-05-03T23:59', { weeklyStarts: 2, begun })).toBeUndefined();
  });

  it('lets nothing begin while it is paused, or after its last day', () => {
    expect(refusedAt('2026-05-06T10:00', { paused: true })).toBe('grant-paused');
    const endsAt = at('2026-05-07T00:00');
    expect(refusedAt('2026-05-06T23:59', { endsAt })).toBeUndefined();
    expect(refusedAt('2026-05-07T00:00', { endsAt })).toBe('after-grant-end');
    expect(railsEnd(at('2026-05-06T10:00'), rails({ endsAt, hours: OFFICE }), ZONE)).toBe(at('2026-05-06T17:00'));
  });
});

describe('a start under a grant with guard rails', () => {
  const NOW = at('2026-05-06T10:00');
  const plate = { country: 'NL', plate: '12ABC3' };
  const bound = (more: Partial<BoundBy>) => facts({ rails: rails(more) });

  it('without an end lasts as long as the hours do, and one beyond them is offered less', () => {
    expect(decideStart(plate, bound({ hours: OFFICE }), NOW)).toMatchObject({ outcome: 'allow', stay: stay('2026-05-06T10:00', '2026-05-06T17:00') });
    expect(decideStart({ ...plate, endsAt: at('2026-05-06T18:00') }, bound({ hours: OFFICE }), NOW)).toMatchObject({
      ground: 'past-latest-end',
      proposal: stay('2026-05-06T10:00', '2026-05-06T17:00'),
    });
  }); // prettier-ignore

  it('is refused outside them, whatever else would fit', () => {
    expect(decideStart(plate, bound({ hours: { fromMinute: 0, untilMinute: 540 } }), NOW)).toMatchObject({
      ground: 'outside-grant-hours',
    });
  });

  it('that runs may get a later end within them, also when the week has had its starts, but not while it is paused', () => {
    const running = {
      id: 'mine', state: 'open', ...plate, stay: stay('2026-05-06T09:30', '2026-05-06T11:00'), holds: [{ balanceId: 'purse', amount: 450 }],
    } as const; // prettier-ignore
    const week = { hours: OFFICE, weeklyStarts: 1, begun: [running.stay.from] };
    const later = (until: string, more: Partial<BoundBy> = {}) =>
      decideExtend(running, at(until), bound({ ...week, ...more }), NOW);
    expect(later('2026-05-06T12:00')).toMatchObject({ outcome: 'allow' });
    expect(later('2026-05-06T17:30')).toMatchObject({ ground: 'past-latest-end' });
    expect(later('2026-05-06T12:00', { paused: true })).toMatchObject({ ground: 'grant-paused' });
  });
});
