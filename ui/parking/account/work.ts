import { leadingZeroBits, sha256 } from './sha-256.ts';

export interface Work {
  challengeId: string;
  salt: string;
  leadingZeroBits: number;
}
export interface WorkDone {
  challengeId: string;
  nonce: string;
}

/** So long the page may stand still at a time: less than anybody notices. */
const TURN_MS = 12;
const TRIES_BETWEEN_LOOKS = 256;

/**
 * Instead of a picture puzzle: the device looks for a number that makes a sum come out right (2PARK-021). Costs a person a moment, and
 * somebody who wants to send a million mails a lot. Says how likely it is to be ready by now, from 0 to 1.
 */
export async function solve(
  { challengeId, salt, leadingZeroBits: wanted }: Work,
  onProgress: (likely: number) => void,
  signal: AbortSignal,
): Promise<WorkDone> {
  const expected = 2 ** wanted;
  for (let nonce = 0; ;) {
    signal.throwIfAborted();
    const until = performance.now() + TURN_MS;
    do {
      for (const last = nonce + TRIES_BETWEEN_LOOKS; nonce < last; nonce += 1) {
        if (leadingZeroBits(sha256(salt + nonce)) >= wanted) return { challengeId, nonce: String(nonce) };
      }
    } while (performance.now() < until);
    onProgress(1 - Math.exp(-nonce / expected));
    await new Promise((goOn) => setTimeout(goOn, 0));
  }
}
