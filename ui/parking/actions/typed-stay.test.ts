import { at, MIDNIGHT, NOW, parkingPermit } from './testing/sample.ts';
import { emptyStay, lastEndDay, momentAfter, readStay, typedMoment, type TypedStay } from './typed-stay.ts';

const permit = parkingPermit();
const typed = (more: Partial<TypedStay> = {}): TypedStay => ({
  ...emptyStay(permit),
  plate: { country: 'NL', text: '318nd6' },
  ...more,
});

describe('the form of a new action', () => {
  it('begins now and lasts until the end of the day, or stays open where the product asks for that [2PARK-052]', () => {
    expect(emptyStay(permit)).toMatchObject({ begins: 'now', ends: 'end-of-day' });
    expect(emptyStay(parkingPermit({ defaultEnd: 'none' }))).toMatchObject({ begins: 'now', ends: 'open' });
    expect(emptyStay(parkingPermit({ endOfDay: false }))).toMatchObject({ begins: 'now', ends: 'at' });
  });

  it('ends at the last second of the day, also on the days that the clock is changed [2PARK-052]', () => {
    expect(readStay(typed(), permit, NOW)).toMatchObject({ stay: { endsAt: MIDNIGHT } });
    const read = (now: string) => readStay(typed(), permit, now);
    expect(read('2026-10-25T00:30:00.000Z')).toMatchObject({ stay: { endsAt: '2026-10-25T23:00:00.000Z' } });
    expect(read('2027-03-28T00:30:00.000Z')).toMatchObject({ stay: { endsAt: '2027-03-28T22:00:00.000Z' } });
  });

  it('takes the end of the day it starts on, when that is later', () => {
    const later = typed({ begins: 'later', start: { day: '2026-11-23', time: '07:00' } });
    expect(readStay(later, permit, NOW)).toMatchObject({
      stay: { startsAt: at('07:00', '2026-11-23'), endsAt: at('00:00', '2026-11-24') },
    });
  });

  it('lacks what is not filled in or cannot be read [2PARK-051]', () => {
    const nothing = typed({
      plate: { country: 'NL', text: '' },
      begins: 'later',
      ends: 'at',
      end: { day: '2026-11-21', time: null },
    });
    const choice = parkingPermit({ locations: [{ id: 'A', name: 'A' }, { id: 'B', name: 'B' }] }); // prettier-ignore
    expect(readStay(nothing, choice, NOW)).toEqual({
      lacking: { plate: 'plate-empty', start: 'start', end: 'end', location: 'location' },
    });
  });

  it('sends a plate that fits no Dutch pattern, which is asked about and never refused [BEYOND-001]', () => {
    expect(readStay(typed({ plate: { country: 'NL', text: ' abc ' } }), permit, NOW)).toMatchObject({
      stay: { plate: 'ABC' },
    });
  });
});

describe('moments as they are filled in', () => {
  it('are those of the wall clock of the municipality, in whole minutes', () => {
    expect(typedMoment('2026-11-21T22:59:30.000Z', permit.timeZone)).toEqual({ day: '2026-11-21', time: '23:59' });
    expect(momentAfter(at('23:30'), 60, permit.timeZone)).toEqual({ day: '2026-11-22', time: '00:30' });
  });

  it('reach no further than the permit, nor than the longest stay', () => {
    expect(lastEndDay('2026-11-21', permit)).toBe('2027-10-31');
    expect(lastEndDay('2026-11-21', parkingPermit({ longestMinutes: 1440 }))).toBe('2026-11-23');
  });
});
