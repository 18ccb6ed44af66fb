import { accountsErasedUpTo, filesErasedUpTo } from './retention.ts';

const AMSTERDAM = 'Europe/Amsterdam';

describe('how long is kept where money went', () => {
  it('an account number thirteen weeks after it was last of use, unless the municipality says otherwise', () => {
    const at = '2026-11-21T09:00:00.000Z';
    expect(accountsErasedUpTo(at, AMSTERDAM, {})).toBe('2026-08-21T22:00:00.000Z');
    expect(accountsErasedUpTo(at, AMSTERDAM, { accountDays: 30 })).toBe('2026-10-21T22:00:00.000Z');
  });

  it('a file for the bank until the year of its books is seven years ago, by the calendar of the municipality', () => {
    expect(filesErasedUpTo('2033-12-31T22:59:59.999Z', AMSTERDAM, {})).toBe('2025-12-31T23:00:00.000Z');
    expect(filesErasedUpTo('2033-12-31T23:00:00.000Z', AMSTERDAM, {})).toBe('2026-12-31T23:00:00.000Z');
    expect(filesErasedUpTo('2034-06-01T10:00:00.000Z', AMSTERDAM, { refundFileYears: 10 })).toBe(
      '2023-12-31T23:00:00.000Z',
    );
  });
});
