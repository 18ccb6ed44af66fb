import { town } from '../testing/town.ts';
import { residentPermit } from '../testing/town.ts';
import { Grouping } from './groups.ts';
import { Simulation, simulatedPeriod, sizeBorders, weeksUntil } from './simulate.ts';

const some = (grouping: Grouping, group: string, permits: number, each = 1) => {
  for (let permit = 0; permit < permits; permit += 1)
    for (let action = 0; action < each; action += 1) grouping.add(group, `${group} ${permit}`, 100, 120);
};

describe('groups of stays', () => {
  it('too small to be told are taken together with the next, so that subtraction finds nobody [BEYOND-023]', () => {
    const grouping = new Grouping();
    some(grouping, 'A', 40);
    some(grouping, 'B', 12);
    some(grouping, 'C', 3, 50);
    const told = grouping.told(10)!;
    // C alone would be what is left of the total: B goes with it.
    expect(told.groups.map(({ id, permits }) => [id, permits])).toEqual([['A', 40]]);
    expect(told.together).toEqual({ groups: 2, actions: 162, permits: 15, before: 16_200, after: 19_440 });
  });

  it('are counted by permit, not by stay: one that parks every day is not a crowd', () => {
    const grouping = new Grouping();
    some(grouping, 'A', 1, 365);
    expect(grouping.told(10)).toBeNull();
  });

  it('that are large enough are all told', () => {
    const grouping = new Grouping();
    some(grouping, 'A', 10);
    some(grouping, 'B', 11);
    expect(grouping.told(10)).toMatchObject({ groups: [{ id: 'A' }, { id: 'B' }], together: null });
  });

  it('with the same permits in both are no larger together than those permits', () => {
    const grouping = new Grouping();
    for (const group of ['A', 'B'])
      for (let permit = 0; permit < 6; permit += 1) grouping.add(group, String(permit), 1, 1);
    expect(grouping.told(10)).toBeNull();
  });
});

/** Paid parking in A, every day from nine to nine, at so much a minute. */
const paid = (euros: string, to = '21:00') =>
  town({
    products: [residentPermit({ id: 'visitor', registerUsageId: 'BEZOEK' })],
    tariffs: {
      regulations: [
        {
          id: 'centre',
          areas: ['A'],
          usage: 'BEZOEK',
          from: null,
          until: null,
          dayMaximumCents: null,
          frames: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to, fare: 'centre' }],
        },
      ],
      fares: [{ id: 'centre', parts: [{ from: 0, to: null, euros, stepMinutes: 1 }] }],
    },
  });

describe('a simulation', () => {
  const stay = (permit: string, from: string, to: string) => ({
    areaId: 'A',
    productId: 'visitor',
    permit,
    stay: { from, to },
  });

  it('prices the same stays by both releases and tells who pays more and who less [BEYOND-023]', () => {
    const simulation = new Simulation(paid('0.01'), paid('0.02', '12:00'), 0);
    for (let permit = 0; permit < 10; permit += 1) {
      // Ten to eleven doubles; six to eight in the evening becomes free.
      simulation.add(stay(`m${permit}`, '2026-05-06T08:00:00.000Z', '2026-05-06T09:00:00.000Z'));
      simulation.add(stay(`e${permit}`, '2026-05-06T16:00:00.000Z', '2026-05-06T18:00:00.000Z'));
    }
    const { tables, withheld } = simulation.told(10);
    expect(withheld).toEqual([]);
    const of = (by: string) => tables.find((table) => table.by === by)!;
    expect(of('outcome').groups).toEqual([
      { id: 'less', actions: 10, permits: 10, before: 1_200, after: 0 },
      { id: 'more', actions: 10, permits: 10, before: 600, after: 1_200 },
    ]);
    expect(of('hour').groups.map(({ id }) => id)).toEqual(['09-12', '18-21']);
    expect(of('area').groups).toMatchObject([{ id: 'A', actions: 20, before: 1_800, after: 1_200 }]);
    expect(of('size').groups.map(({ id }) => sizeBorders(id))).toEqual([
      { from: -200, until: -100 },
      { from: 50, until: 100 },
    ]);
  });

  it('moves stays by whole weeks to where the proposal holds: a Sunday stays a Sunday, ten in the morning stays ten', () => {
    const sundaysFree = paid('0.01');
    sundaysFree.tariffs.regulations.forEach((one) =>
      Object.assign(one, { frames: [{ days: [7], from: '09:00', to: '11:00', fare: 'centre' }] }),
    );
    const simulation = new Simulation(sundaysFree, sundaysFree, 26);
    // A Sunday in summer, ten to twelve by the wall clock; half a year on it is winter time.
    for (let permit = 0; permit < 10; permit += 1)
      simulation.add(stay(String(permit), '2026-07-05T08:00:00.000Z', '2026-07-05T10:00:00.000Z'));
    expect(simulation.told(10).tables[0]!.groups).toMatchObject([{ id: 'same', before: 600 }]);
  });

  it('is about twelve whole months, so that two of them a day apart are about the same stays', () => {
    const period = { from: '2025-11-01', until: '2026-11-01' };
    expect(simulatedPeriod('2026-11-21T12:00:00.000Z', 'Europe/Amsterdam')).toEqual(period);
    expect(simulatedPeriod('2026-11-30T22:59:59.000Z', 'Europe/Amsterdam')).toEqual(period);
    expect(weeksUntil('2025-11-01', '2027-01-01')).toBe(61);
    expect(weeksUntil('2025-11-01', '2025-01-01')).toBe(0);
  });
});
