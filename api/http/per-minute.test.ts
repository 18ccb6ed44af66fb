import { atMost, countHere } from './per-minute.ts';

const NOON = Date.parse('2026-11-21T12:00:00Z');

describe('a program that asks too often in a minute', () => {
  it('is told when it may ask again, while others go on [PEERS-040]', async () => {
    const count = countHere();
    await atMost(2, 'a', count, NOON);
    await atMost(2, 'a', count, NOON + 10_000);
    await expect(atMost(2, 'a', count, NOON + 15_500)).rejects.toMatchObject({
      status: 429,
      code: 'too-many-requests',
      retryAfterSeconds: 45,
    });
    await atMost(2, 'b', count, NOON + 15_500);
  });

  it('may ask again in the next minute [PEERS-040]', async () => {
    const count = countHere();
    await atMost(1, 'a', count, NOON);
    await expect(atMost(1, 'a', count, NOON + 59_999)).rejects.toThrow();
    await atMost(1, 'a', count, NOON + 60_000);
  });
});
