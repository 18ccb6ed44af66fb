/**
 * A QR code (ISO/IEC 18004): bytes, error correction M, the smallest version that holds them, the mask that reads best. True is dark;
 * the quiet zone of four around it is for whoever draws it.
 */
export function qrCode(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version = VERSIONS.find((one) => bytes.length <= capacityOf(one));
  if (version === undefined) throw new Error(`${bytes.length} bytes are too many for a QR code`);
  const codewords = withCorrection(codewordsOf(bytes, version), version);
  const best = MASKS.map((mask, index) => {
    const modules = drawn(version, codewords, mask, index);
    return { modules, penalty: penaltyOf(modules) };
  }).reduce((least, one) => (one.penalty < least.penalty ? one : least));
  return best.modules;
}

const VERSIONS = Array.from({ length: 40 }, (_, index) => index + 1);
/** Of level M, by version: codewords of correction per block, and blocks (table 9 of the standard). */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28]; // prettier-ignore
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49]; // prettier-ignore

const sizeOf = (version: number): number => version * 4 + 17;

/** Modules that are not taken by patterns, in whole codewords. */
function allCodewords(version: number): number {
  const marks = alignmentsOf(version).length;
  const alignment = marks === 0 ? 0 : (marks * marks - 3) * 25 - 2 * (marks - 2) * 5;
  const information = version >= 7 ? 36 : 0;
  const size = sizeOf(version);
  return (size * size - 3 * 64 - 31 - 2 * (size - 16) - alignment - information) >> 3;
}

const dataCodewords = (version: number): number =>
  allCodewords(version) - CORRECTION[version - 1]! * BLOCKS[version - 1]!;
const lengthBits = (version: number): number => (version < 10 ? 8 : 16);
const capacityOf = (version: number): number => Math.floor((dataCodewords(version) * 8 - 4 - lengthBits(version)) / 8);

function codewordsOf(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1);
  };
  put(0b0100, 4);
  put(bytes.length, lengthBits(version));
  for (const byte of bytes) put(byte, 8);
  const room = dataCodewords(version) * 8;
  put(0, Math.min(4, room - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  for (let filler = 0xec; bits.length < room; filler ^= 0xec ^ 0x11) put(filler, 8);
  return Array.from({ length: room / 8 }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((value, bit) => value * 2 + bit, 0),
  );
}

/** Multiplication in the field of 256 elements the correction is reckoned in. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> bit) & 1) * a;
  }
  return product;
}

/** What is left when the data are divided by the product of (x - 2^i): Reed-Solomon. */
function correctionOf(data: readonly number[], count: number): number[] {
  let divisor = [1];
  for (let power = 0, root = 1; power < count; power += 1, root = times(root, 2))
    divisor = [...divisor, 0].map((term, at) => term ^ (at === 0 ? 0 : times(divisor[at - 1]!, root)));
  const rest = new Array<number>(count).fill(0);
  for (const value of data) {
    const factor = value ^ rest.shift()!;
    rest.push(0);
    for (let at = 0; at < count; at += 1) rest[at]! ^= times(divisor[at + 1]!, factor);
  }
  return rest;
}

/** In blocks that are written in turns, the shorter ones first, so that a stain spoils a little of each. */
function withCorrection(data: readonly number[], version: number): number[] {
  const [count, blocks] = [CORRECTION[version - 1]!, BLOCKS[version - 1]!];
  const shorter = blocks - (allCodewords(version) % blocks);
  const length = Math.floor(allCodewords(version) / blocks) - count;
  let from = 0;
  const parts = Array.from({ length: blocks }, (_, at) => data.slice(from, (from += length + (at < shorter ? 0 : 1))));
  const corrections = parts.map((part) => correctionOf(part, count));
  const inTurns = (rows: readonly (readonly number[])[]) =>
    Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, at) =>
      rows.flatMap((row) => row[at] ?? []),
    ).flat();
  return [...inTurns(parts), ...inTurns(corrections)];
}

/** Where the small squares stand, along both sides. */
function alignmentsOf(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const last = sizeOf(version) - 7;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => last - (count - 2 - at) * step)];
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

type Mask = (typeof MASKS)[number];

function drawn(version: number, codewords: readonly number[], mask: Mask, maskNumber: number): boolean[][] {
  const size = sizeOf(version);
  const modules = Array.from({ length: size }, () => new Array<boolean | undefined>(size).fill(undefined));
  const set = (x: number, y: number, dark: boolean) => {
    if (x >= 0 && y >= 0 && x < size && y < size) modules[y]![x] = dark;
  };
  drawPatterns(version, set);
  drawFormat(size, maskNumber, set);
  if (version >= 7) drawVersion(size, version, set);
  let at = 0;
  for (const [x, y] of wayOf(size)) {
    if (modules[y]![x] !== undefined) continue;
    const bit = ((codewords[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
    set(x, y, (bit === 1) !== mask(x, y));
    at += 1;
  }
  return modules as boolean[][];
}

type Set = (x: number, y: number, dark: boolean) => void;

function drawPatterns(version: number, set: Set): void {
  const size = sizeOf(version);
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  const marks = alignmentsOf(version);
  const last = marks.at(-1);
  for (const x of marks)
    for (const y of marks)
      if (!(x === 6 && y === 6) && !(x === 6 && y === last) && !(x === last && y === 6)) drawRings(x, y, 2, [1], set);
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    drawRings(x, y, 4, [2, 4], set);
}

/** Squares in squares; `light` are the rings without ink. */
function drawRings(x: number, y: number, reach: number, light: readonly number[], set: Set): void {
  for (let dy = -reach; dy <= reach; dy += 1)
    for (let dx = -reach; dx <= reach; dx += 1)
      set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
}

const LEVEL_M = 0;

function drawFormat(size: number, mask: number, set: Set): void {
  const data = (LEVEL_M << 3) | mask;
  const bits = ((data << 10) | remainder(data, 10, 0x537)) ^ 0x5412;
  const dark = (bit: number) => ((bits >> bit) & 1) === 1;
  for (let bit = 0; bit < 15; bit += 1) {
    if (bit < 6) set(8, bit, dark(bit));
    else if (bit < 8) set(8, bit + 1, dark(bit));
    else if (bit === 8) set(7, 8, dark(bit));
    else set(14 - bit, 8, dark(bit));
    if (bit < 8) set(size - 1 - bit, 8, dark(bit));
    else set(8, size - 15 + bit, dark(bit));
  }
  set(8, size - 8, true);
}

function drawVersion(size: number, version: number, set: Set): void {
  const bits = (version << 12) | remainder(version, 12, 0x1f25);
  for (let bit = 0; bit < 18; bit += 1) {
    const [long, short] = [size - 11 + (bit % 3), Math.floor(bit / 3)];
    set(long, short, ((bits >> bit) & 1) === 1);
    set(short, long, ((bits >> bit) & 1) === 1);
  }
}

function remainder(data: number, count: number, divisor: number): number {
  let rest = data;
  for (let step = 0; step < count; step += 1) rest = (rest << 1) ^ ((rest >> (count - 1)) * divisor);
  return rest;
}

/** Up and down in columns of two, from the right, passing over the timing column. */
function* wayOf(size: number): Generator<readonly [x: number, y: number]> {
  let up = true;
  for (let right = size - 1; right >= 1; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1)
      for (const x of [right, right - 1]) yield [x, up ? size - 1 - step : step];
  }
}

/** How hard it is to read: long runs, blocks, what looks like a corner, and more dark than light. */
function penaltyOf(modules: readonly (readonly boolean[])[]): number {
  const size = modules.length;
  const lines = [
    ...modules.map((row) => row.map((dark) => (dark ? '1' : '0')).join('')),
    ...modules.map((_, x) => modules.map((row) => (row[x] ? '1' : '0')).join('')),
  ];
  let penalty = 0;
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2;
    penalty += 40 * [...line.matchAll(/(?=10111010000|00001011101)/g)].length;
  }
  for (let y = 1; y < size; y += 1)
    for (let x = 1; x < size; x += 1) {
      const dark = modules[y]![x];
      if (dark === modules[y]![x - 1] && dark === modules[y - 1]![x] && dark === modules[y - 1]![x - 1]) penalty += 3;
    }
  const share = modules.flat().filter(Boolean).length / (size * size);
  return penalty + 10 * Math.floor(Math.abs(share * 100 - 50) / 5);
}
