import { earliest, epoch, instant, isBefore, latest, plusMs } from './moment.ts';

const NOON = '2026-11-20T12:00:00.000Z';

describe('a moment', () => {
  it('goes to milliseconds and back unchanged', () => {
    expect(instant(epoch(NOON))).toBe(NOON);
    expect(plusMs(NOON, 1_500)).toBe('2026-11-20T12:00:01.500Z');
  });

  it('is compared as a moment, not as text: an offset or missing milliseconds make no difference', () => {
    const sameInAmsterdam = '2026-11-20T13:00:00+01:00';
    expect(isBefore(NOON, sameInAmsterdam)).toBe(false);
    expect(isBefore(sameInAmsterdam, '2026-11-20T12:00:01Z')).toBe(true);
    expect(earliest(NOON, '2026-11-20T14:00:00+03:00')).toBe('2026-11-20T14:00:00+03:00');
    expect(latest(NOON, '2026-11-20T14:00:00+03:00')).toBe(NOON);
  });
});
