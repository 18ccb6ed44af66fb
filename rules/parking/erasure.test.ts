import { DAY_MS, plusMs } from '../values/moment.ts';
import { erasedUpTo } from './erasure.ts';

const ZONE = 'Europe/Amsterdam';
const isErased = (endsAt: string, at: string) => endsAt <= erasedUpTo(at, ZONE);

describe('a plate after its action [2PARK-104]', () => {
  it('is there on the ninetieth day after, and gone when the ninety-first begins', () => {
    const ended = '2026-05-06T12:00:00.000Z';
    expect(isErased(ended, '2026-08-04T21:59:59.000Z')).toBe(false);
    expect(isErased(ended, '2026-08-04T22:00:00.000Z')).toBe(true);
  });

  it('counts an action that lasted until midnight to the day that ended', () => {
    const midnight = '2026-05-06T22:00:00.000Z'; // 24:00 on the sixth
    expect(isErased(midnight, '2026-08-04T21:59:59.000Z')).toBe(false);
    expect(isErased(midnight, '2026-08-04T22:00:00.000Z')).toBe(true);
  });

  it('is gone after ninety-one times twenty-four hours in every season, also over a change of the clocks', () => {
    for (let day = 0; day < 366; day += 1) {
      for (const hour of ['00:00', '00:30', '11:00', '22:00', '23:00', '23:59']) {
        const ended = plusMs(`2026-01-01T${hour}:00.000Z`, day * DAY_MS);
        expect(isErased(ended, plusMs(ended, 91 * DAY_MS))).toBe(true);
        expect(isErased(ended, plusMs(ended, 89 * DAY_MS))).toBe(false);
      }
    }
  });
});
