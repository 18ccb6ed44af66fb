import { residentPermit } from '../testing/town.ts';
import { addDays } from '../values/civil-day.ts';
import {
  afterSettling,
  decidePlateChange,
  momentsOf,
  plateChangeTerms,
  type PlateChangeFacts,
  type WantedPlates,
} from './decide.ts';

const TODAY = '2026-11-20'; // a Friday
const AMSTERDAM = 'Europe/Amsterdam';
const nl = (plate: string) => ({ country: 'NL', plate });

const terms = { feeCents: 750, effect: 'at-once', overlapDaysAtMost: 1, aheadDays: 28 } as const;
const product = residentPermit({ plateChange: terms, temporaryVehicle: { daysAtMost: 28, perYear: 2 } });
const facts = (with_: Partial<PlateChangeFacts> = {}): PlateChangeFacts => ({
  product,
  permit: { status: 'issued', blocked: false, lastDay: '2027-11-19' },
  plates: [{ id: 'p1', ...nl('OLD1'), leaving: false }],
  underWay: [],
  temporaryFrom: [],
  otherCarOut: false,
  today: TODAY,
  ...with_,
});
const want = (plates: string[], with_: Partial<WantedPlates> = {}): WantedPlates => ({
  plates: plates.map(nl),
  startsOn: null,
  overlapDays: 0,
  backOn: null,
  ...with_,
});
const two = [
  { id: 'p1', ...nl('OLD1'), leaving: false },
  { id: 'p2', ...nl('OLD2'), leaving: false },
];

describe('another plate on a permit', () => {
  it('takes the place of one, comes beside it, or one goes: one act, with the fee of the product [PORTAL-071, LOKET-031]', () => {
    expect(decidePlateChange(want(['NEW1']), facts())).toEqual({
      outcome: 'allow', act: 'replace', replacesId: 'p1', adds: nl('NEW1'), feeCents: 750, otherCarHours: null,
    }); // prettier-ignore
    expect(decidePlateChange(want(['OLD1', 'NEW1']), facts())).toMatchObject({
      act: 'add',
      replacesId: null,
      feeCents: 750,
    });
    expect(decidePlateChange(want(['OLD2']), facts({ plates: two }))).toMatchObject({
      act: 'remove', replacesId: 'p1', adds: null, feeCents: 0,
    }); // prettier-ignore
  });

  it.each([
    ['a third plate', want(['OLD1', 'OLD2', 'NEW1']), facts({ plates: two }), 'too-many-plates'],
    ['a second beside one that is coming already', want(['OLD1', 'NEW1']), facts({ underWay: [{ replacesId: null, adds: nl('NEW0') }] }), 'too-many-plates'],
    ['the last one taken off', want([]), facts(), 'too-few-plates'],
    ['the same plates', want(['OLD1']), facts(), 'no-plate-changed'],
    ['two at once', want(['NEW1', 'NEW2']), facts({ plates: two }), 'one-plate-at-a-time'],
    ['a plate that is being replaced', want(['NEW1']), facts({ underWay: [{ replacesId: 'p1', adds: nl('NEW0') }] }), 'change-under-way'],
    ['a plate that still counts for its overlap', want(['OLD1', 'GONE']), facts({ plates: [two[0]!, { id: 'p0', ...nl('GONE'), leaving: true }] }), 'change-under-way'],
    ['a permit that has ended', want(['NEW1']), facts({ permit: { status: 'ended', blocked: false, lastDay: TODAY } }), 'permit-not-in-force'],
    ['a permit whose last day is over', want(['NEW1']), facts({ permit: { status: 'issued', blocked: false, lastDay: addDays(TODAY, -1) } }), 'permit-not-in-force'],
    ['a product whose plates stay', want(['NEW1']), facts({ product: residentPermit({ holderMay: { end: true, changePlates: false, applyAgain: false } }) }), 'not-allowed-by-product'],
    ['yesterday', want(['NEW1'], { startsOn: addDays(TODAY, -1) }), facts(), 'start-in-past'],
    ['too far ahead', want(['NEW1'], { startsOn: addDays(TODAY, 29) }), facts(), 'start-too-far'],
    ['after the last day of the permit', want(['NEW1'], { startsOn: addDays(TODAY, 3) }), facts({ permit: { status: 'issued', blocked: false, lastDay: addDays(TODAY, 2) } }), 'start-too-far'],
    ['two days beside each other', want(['NEW1'], { overlapDays: 2 }), facts(), 'overlap-too-long'],
    ['an overlap without a plate that goes', want(['OLD1', 'NEW1'], { overlapDays: 1 }), facts(), 'overlap-too-long'],
  ])('is refused for %s', (_, wanted, known, ground) => {
    expect(decidePlateChange(wanted, known)).toMatchObject({ outcome: 'refuse', ground });
  }); // prettier-ignore
});

describe('a temporary car', () => {
  const borrow = (backOn: string, startsOn: string | null = null) => want(['LOAN1'], { backOn, startsOn });

  it('has a last day and a yearly quota: the third is refused with the day of the next [PEERS-023]', () => {
    expect(decidePlateChange(borrow('2026-12-17'), facts())).toMatchObject({ act: 'temporary', feeCents: 0 });
    expect(decidePlateChange(borrow('2026-12-18'), facts())).toMatchObject({
      ground: 'temporary-too-long', steps: [{ values: { atMost: 28, last: '2026-12-17' } }],
    }); // prettier-ignore
    const twice = facts({ temporaryFrom: ['2026-08-03', '2026-02-01', '2024-05-05'] });
    expect(decidePlateChange(borrow('2026-11-25'), twice)).toMatchObject({
      ground: 'temporary-used-up', steps: [{ values: { perYear: 2, next: '2027-02-01' } }],
    }); // prettier-ignore
  });

  it('goes back no earlier than it comes, and is not offered everywhere', () => {
    expect(decidePlateChange(borrow('2026-11-20', '2026-11-21'), facts())).toMatchObject({ ground: 'start-in-past' });
    const without = facts({ product: residentPermit({ plateChange: terms }) });
    expect(decidePlateChange(borrow('2026-11-21'), without)).toMatchObject({ ground: 'not-allowed-by-product' });
  });

  it('goes back at the end of its last day', () => {
    const calendar = { country: 'NL', extraHolidays: [] } as const;
    const moments = momentsOf('temporary', { startsOn: null, overlapDays: 0, backOn: '2026-11-22' }, { terms, timeZone: AMSTERDAM, calendar }, '2026-11-20T09:00:00.000Z'); // prettier-ignore
    expect(moments).toEqual({ effectiveAt: '2026-11-20T09:00:00.000Z', overlapUntil: null, backAt: '2026-11-22T23:00:00.000Z' }); // prettier-ignore
  });
});

describe('the moment a change counts', () => {
  const calendar = { country: 'NL', extraHolidays: ['2026-11-24'] } as const;
  const at = '2026-11-20T09:00:00.000Z';
  const none = { startsOn: null, overlapDays: 0, backOn: null };
  const street = { terms, timeZone: AMSTERDAM, calendar };
  const garage = { ...street, terms: { ...terms, effect: { workingDays: 5 } } };

  it('is at once in the street, or the beginning of the day that was asked [LOKET-032, BEYOND-016]', () => {
    expect(momentsOf('replace', none, street, at)).toEqual({ effectiveAt: at, overlapUntil: null, backAt: null });
    expect(momentsOf('replace', { ...none, startsOn: '2026-12-01', overlapDays: 1 }, street, at)).toEqual({
      effectiveAt: '2026-11-30T23:00:00.000Z', overlapUntil: '2026-12-01T23:00:00.000Z', backAt: null,
    }); // prettier-ignore
    expect(momentsOf('replace', { ...none, startsOn: '2026-11-19' }, street, at).effectiveAt).toBe(at); // settled later than planned
  });

  it('is within five working days where a barrier must learn the plate, holidays of the town left out (R15) [LOKET-055]', () => {
    expect(momentsOf('replace', none, garage, at).effectiveAt).toBe('2026-11-29T23:00:00.000Z');
    expect(momentsOf('replace', { ...none, startsOn: '2026-12-07' }, garage, at).effectiveAt).toBe('2026-12-06T23:00:00.000Z'); // prettier-ignore
    expect(momentsOf('remove', none, garage, at).effectiveAt).toBe(at);
  });

  it('waits for the fee first [PORTAL-072]', () => {
    const moments = { effectiveAt: at, overlapUntil: null, backAt: null };
    expect(afterSettling(750, { paid: false, moments, now: at })).toBe('pay');
    expect(afterSettling(750, { paid: true, moments, now: at })).toBe('take-effect');
    expect(afterSettling(0, { paid: false, moments: { ...moments, effectiveAt: '2026-12-01T00:00:00.000Z' }, now: at })).toBe('wait'); // prettier-ignore
  });

  it('is free and at once where a product says nothing', () => {
    expect(plateChangeTerms(residentPermit())).toMatchObject({ feeCents: 0, effect: 'at-once' });
  });
});
