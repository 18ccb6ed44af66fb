import { residentPermit, town } from '../testing/town.ts';
import { differencesOf, everydayValues } from './differences.ts';
import { overtakenBy, releaseStates, type ReleaseDates } from './release-state.ts';

const dearer = town({
  products: [{ ...residentPermit(), places: [{ area: 'A', prices: { P12M: 9_500, P3M: 2_550 }, ceiling: 90 }] }],
});

describe('what differs between two releases', () => {
  it('is told by product, area and field, before and after [BEYOND-022]', () => {
    const told = differencesOf(town({ products: [residentPermit()] }), dearer).map(
      ({ subject, name, areaName, field, detail, change, before, after }) => [
        subject, name?.nl, areaName, field, detail, change, before, after,
      ], // prettier-ignore
    );
    expect(told).toEqual([
      ['product', 'Bewonersvergunning', 'Binnenstad', 'price', 'P12M', 'changed', 9_000, 9_500],
      ['product', 'Bewonersvergunning', 'Binnenstad', 'ceiling', null, 'changed', 100, 90],
      ['product', 'Bewonersvergunning', 'Kadekwartier', 'place', null, 'removed', null, null],
    ]);
  });

  it('is nothing for what is the same, whether it is left out or empty', () => {
    const { national: _absent, ...rest } = town();
    expect(differencesOf(town(), { ...rest, national: null })).toEqual([]);
  });

  it('without words of its own is there with its place, so that nothing goes unseen', () => {
    const other = town({ products: [residentPermit({ registerUsageId: 'ANDERS' })] });
    expect(differencesOf(town({ products: [residentPermit()] }), other)).toMatchObject([
      { path: ['products', 'resident', 'registerUsageId'], field: null, after: 'ANDERS' },
    ]);
  });

  it('of a day the offices are closed and of a tariff is read as one thing each', () => {
    const before = town({ tariffs: { regulations: [], fares: [{ id: 'centre', parts: [part('0.05')] }] } });
    const after = town({
      municipality: { ...before.municipality, extraHolidays: ['2026-12-24'] },
      tariffs: { regulations: [], fares: [{ id: 'centre', parts: [part('0.06')] }] },
    });
    expect(differencesOf(before, after)).toMatchObject([
      { field: 'holidays', before: null, after: '2026-12-24', unit: 'dates' },
      { subject: 'fare', name: { nl: 'centre' }, field: 'fare', detail: '0', before: '0.05', after: '0.06' },
    ]);
  });

  it('can be changed by a form where it is of every day', () => {
    const values = everydayValues(dearer).map(({ path, value }) => [path.join('/'), value]);
    expect(values).toContainEqual(['products/resident/places/A/prices/P12M', 9_500]);
    expect(values).toContainEqual(['municipality/extraHolidays', null]);
    expect(values.some(([path]) => String(path).includes('numberPrefix'))).toBe(false);
  });
});

const part = (euros: string) => ({ from: 0, to: null, euros, stepMinutes: 1 });

describe('where a release stands', () => {
  const releases: ReleaseDates[] = [
    { number: 1, validFrom: '2026-01-01T00:00:00.000Z', restores: null },
    { number: 2, validFrom: '2026-06-01T00:00:00.000Z', restores: null },
    { number: 3, validFrom: '2027-01-01T00:00:00.000Z', restores: null },
  ];
  const states = (more: readonly ReleaseDates[], now: string) => [
    ...releaseStates([...releases, ...more], now).values(),
  ];

  it('is by its day, and by what came after it', () => {
    expect(states([], '2026-07-01T00:00:00.000Z')).toEqual(['past', 'in-force', 'planned']);
    const sooner = { number: 4, validFrom: '2026-12-01T00:00:00.000Z', restores: null };
    expect(states([sooner], '2026-07-01T00:00:00.000Z')).toEqual(['past', 'in-force', 'replaced', 'planned']);
    expect(overtakenBy(releases, sooner.validFrom, '2026-07-01T00:00:00.000Z')).toEqual([3]);
    expect(overtakenBy(releases, '2027-02-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z')).toEqual([]);
  });

  it('is rolled back once an earlier one is put back, and not before that holds', () => {
    const back = { number: 4, validFrom: '2026-08-01T00:00:00.000Z', restores: 1 };
    expect(states([back], '2026-07-01T00:00:00.000Z')).toEqual(['past', 'in-force', 'replaced', 'planned']);
    expect(states([back], '2026-08-01T00:00:00.000Z')).toEqual([
      'past', 'rolled-back', 'rolled-back', 'in-force',
    ]); // prettier-ignore
  });
});
