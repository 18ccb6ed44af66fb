import { decidePassage, decidePassStep, passDueOn, type PassStatus, type PassStep } from './passes.ts';

const NL = { country: 'NL', extraHolidays: [] } as const;
const terms = { workingDays: 7 };
const dueOn = (at: string, calendar: Parameters<typeof passDueOn>[2] = NL) =>
  passDueOn(at, terms, calendar, 'Europe/Amsterdam');

describe('the day a pass is posted at the latest [LOKET-054]', () => {
  it.each([
    ['seven working days on, over one weekend', '2026-11-16T10:00:00Z', '2026-11-25'],
    ['counted from Monday when it is ordered in a weekend', '2026-11-21T10:00:00Z', '2026-12-01'],
    ['without the days of Christmas and New Year', '2026-12-22T10:00:00Z', '2027-01-04'],
    ['counted from the day it is in the town, not in Greenwich', '2026-11-15T23:30:00Z', '2026-11-25'],
  ])('is %s', (_what, at, day) => expect(dueOn(at)).toBe(day));

  it('moves with the days on which the offices of a municipality are closed', () => {
    expect(dueOn('2026-11-16T10:00:00Z', { country: 'NL', extraHolidays: ['2026-11-18'] })).toBe('2026-11-26');
  });
});

describe('what staff says of a pass', () => {
  const allowed: [PassStatus, PassStep][] = [
    ['being-made', 'made'],
    ['made', 'posted'],
  ];
  const all = (['being-made', 'made', 'posted', 'blocked'] as const).flatMap((status) =>
    (['made', 'posted'] as const).map((step) => [status, step] as const),
  );
  it.each(all)('%s then %s: only in the order in which it happens', (status, step) => {
    const can = allowed.some(([from, to]) => from === status && to === step);
    expect(decidePassStep(status, step).outcome).toBe(can ? 'allow' : 'refuse');
  });
});

describe('the barrier of a garage', () => {
  const validity = { from: '2026-12-01T00:00:00.000Z', to: '2027-12-01T00:00:00.000Z' };
  const during = '2026-12-05T08:00:00.000Z';

  it('opens for a pass that was posted, from the first moment of the subscription to its last [LOKET-054]', () => {
    for (const at of [validity.from, during, '2027-11-30T23:59:59.999Z'])
      expect(decidePassage({ status: 'posted', validity }, at).outcome).toBe('allow');
  });

  it.each<[string, Parameters<typeof decidePassage>[0], string, string]>([
    ['nobody has', undefined, during, 'pass-unknown'],
    ['still being made', { status: 'being-made', validity }, during, 'pass-not-posted'],
    ['made and not posted', { status: 'made', validity }, during, 'pass-not-posted'],
    [
      'posted before the subscription begins',
      { status: 'posted', validity },
      '2026-11-30T23:00:00.000Z',
      'pass-not-yet-valid',
    ],
    ['of a subscription that is over', { status: 'posted', validity }, validity.to, 'pass-over'],
    ['blocked, whatever its dates say', { status: 'blocked', validity }, during, 'pass-blocked'],
  ])('stays closed for a pass %s [LOKET-057]', (_what, pass, at, ground) => {
    expect(decidePassage(pass, at)).toMatchObject({ outcome: 'refuse', ground });
  });
});
