/**
 * SHA-256 (FIPS 180-4) of short texts, many in a row and without waiting between them. The browser's own gives each answer later, which
 * makes hundreds of thousands of them slow, and is not there at all on pages without HTTPS. Guards nothing: it only finds work's answer.
 */
export function sha256(text: string): Uint32Array {
  const bytes = encoder.encode(text);
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const padded = new Uint8Array(64 * blocks);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, 8 * bytes.length);
  const state = Uint32Array.from(START);
  for (let block = 0; block < blocks; block += 1) mix(state, view, 64 * block);
  return state;
}

/** How many bits of the beginning are zero. */
export function leadingZeroBits(hash: Uint32Array): number {
  let bits = 0;
  for (const word of hash) {
    bits += Math.clz32(word);
    if (word !== 0) break;
  }
  return bits;
}

const encoder = new TextEncoder();

/** The first 32 bits behind the point of a root: where the standard takes its constants from. */
const fractionOf = (root: number) => Math.floor((root % 1) * 2 ** 32) >>> 0;
const PRIMES = primes(64);
const START = PRIMES.slice(0, 8).map((prime) => fractionOf(Math.sqrt(prime)));
const ROUNDS = Uint32Array.from(PRIMES, (prime) => fractionOf(Math.cbrt(prime)));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by));
const words = new Uint32Array(64);

function mix(state: Uint32Array, view: DataView, from: number): void {
  const w = (at: number) => words[at] ?? 0;
  for (let at = 0; at < 16; at += 1) words[at] = view.getUint32(from + 4 * at);
  for (let at = 16; at < 64; at += 1) {
    const late = w(at - 2);
    const early = w(at - 15);
    const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    words[at] = w(at - 16) + s0 + w(at - 7) + s1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at += 1) {
    const chosen = (e & f) ^ (~e & g);
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + chosen + (ROUNDS[at] ?? 0) + w(at)) | 0;
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => (state[at] = (state[at] ?? 0) + word));
}
