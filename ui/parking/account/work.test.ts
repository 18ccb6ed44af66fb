import { createHash } from 'node:crypto';
import { solve } from './work.ts';

describe('work instead of a picture puzzle', () => {
  const work = { challengeId: 'c1', salt: 'a-salt-of-the-service', leadingZeroBits: 12 };

  it('ends with an answer the service can check in one step, and says on the way how far it is [2PARK-021]', async () => {
    const seen: number[] = [];
    const done = await solve(
      { ...work, leadingZeroBits: 15 },
      (likely) => seen.push(likely),
      new AbortController().signal,
    );
    expect(done.challengeId).toBe('c1');
    const hash = createHash('sha256')
      .update(work.salt + done.nonce)
      .digest();
    expect(hash.readUInt16BE(0) >> 1).toBe(0);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.every((likely) => likely > 0 && likely < 1)).toBe(true);
  });

  it('stops when somebody leaves the page', async () => {
    await expect(solve(work, () => undefined, AbortSignal.abort())).rejects.toThrow();
  });
});
