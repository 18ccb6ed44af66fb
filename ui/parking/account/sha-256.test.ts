import { createHash } from 'node:crypto';
import { leadingZeroBits, sha256 } from './sha-256.ts';

const hex = (hash: Uint32Array) => [...hash].map((word) => word.toString(16).padStart(8, '0')).join('');

describe('the sum a browser makes before a mail is sent', () => {
  it('is SHA-256, at every length and with letters of more than one byte', () => {
    for (let length = 0; length < 200; length += 1) {
      const text = 'aé😀x'.repeat(50).slice(0, length);
      // Half an emoji is written as the replacement character by both.
      expect([length, hex(sha256(text))]).toEqual([length, createHash('sha256').update(text).digest('hex')]);
    }
  });

  it('counts the zero bits at the beginning', () => {
    expect(leadingZeroBits(Uint32Array.from([0x80000000, 0]))).toBe(0);
    expect(leadingZeroBits(Uint32Array.from([0x00ffffff, 0]))).toBe(8);
    expect(leadingZeroBits(Uint32Array.from([0, 0x0fffffff]))).toBe(36);
  });
});
