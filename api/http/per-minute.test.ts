import { createPerMinute } from './per-minute.ts';

const NOON = Date.parse('2026-11-21T12:00:00Z');

describe('a program that asks too often in a minute', () => {
  it('is told when it may ask again, while others go on [PEERS-040]', () => {
    const count = createPerMinute(2);
    count('a', NOON);
    count('a', NOON + 10_000);
    expect(() => count('a', NOON + 15_500)).toThrow(
      expect.objectContaining({ status: 429, code: 'too-many-requests', retryAfterSeconds: 45 }),
    );
    expect(() => count('b', NOON + 15_500)).not.toThrow();
  });

  it('may ask again in the next minute [PEERS-040]', () => {
    const count = createPerMinute(1);
    count('a', NOON);
    expect(() => count('a', NOON + 59_999)).toThrow();
    expect(() => count('a', NOON + 60_000)).not.toThrow();
  });
});
