import { qrCode } from './qr.ts';

/** Reads a code of one block back, written apart from what draws it: by the tables of the standard for versions 1 to 3, level M. */
function readBack(modules: boolean[][]): { text: string; format: string; syndromes: number[] } {
  const size = modules.length;
  const version = (size - 17) / 4;
  const at = (x: number, y: number) => modules[y]![x]!;
  const format = [
    ...[0, 1, 2, 3, 4, 5, 7].map((x) => at(x, 8)),
    at(8, 8),
    at(8, 7),
    ...[5, 4, 3, 2, 1, 0].map((y) => at(8, y)),
  ]
    .map(Number)
    .join('');
  const mask = parseInt(format.slice(2, 5), 2) ^ 0b101;
  const flips = [
    (x: number, y: number) => (x + y) % 2,
    (_: number, y: number) => y % 2,
    (x: number) => x % 3,
    (x: number, y: number) => (x + y) % 3,
    (x: number, y: number) => ((y >> 1) + Math.floor(x / 3)) % 2,
    (x: number, y: number) => ((x * y) % 2) + ((x * y) % 3),
    (x: number, y: number) => (((x * y) % 2) + ((x * y) % 3)) % 2,
    (x: number, y: number) => (((x + y) % 2) + ((x * y) % 3)) % 2,
  ][mask]!;
  const centre = size - 7;
  const isPattern = (x: number, y: number) =>
    x === 6 || y === 6 || (x < 9 && y < 9) || (x > size - 9 && y < 9) || (x < 9 && y > size - 9) ||
    (version > 1 && Math.abs(x - centre) < 3 && Math.abs(y - centre) < 3); // prettier-ignore
  const bits: number[] = [];
  let up = true;
  for (const right of [...Array(size).keys()]
    .reverse()
    .filter((x) => (x > 6 ? x % 2 === (size - 1) % 2 : x % 2 === 1))) {
    for (let step = 0; step < size; step += 1)
      for (const x of [right, right - 1]) {
        const y = up ? size - 1 - step : step;
        if (!isPattern(x, y)) bits.push(Number(at(x, y)) ^ Number(flips(x, y) === 0));
      }
    up = !up;
  }
  const words = Array.from({ length: bits.length >> 3 }, (_, index) =>
    parseInt(bits.slice(index * 8, index * 8 + 8).join(''), 2),
  );
  const powers = [1];
  for (let power = 1; power < 255; power += 1) {
    const next = powers[power - 1]! << 1;
    powers.push(next > 255 ? next ^ 285 : next);
  }
  const product = (a: number, b: number) =>
    a === 0 || b === 0 ? 0 : powers[(powers.indexOf(a) + powers.indexOf(b)) % 255]!;
  const syndromes = Array.from({ length: [10, 16, 26][version - 1]! }, (_, root) =>
    words.reduce((sum, word) => product(sum, powers[root]!) ^ word, 0),
  );
  const length = parseInt(bits.slice(4, 12).join(''), 2);
  const bytes = Array.from({ length }, (_, index) => parseInt(bits.slice(12 + index * 8, 20 + index * 8).join(''), 2));
  return { text: new TextDecoder().decode(Uint8Array.from(bytes)), format, syndromes };
}

/** Level M with masks 0 to 7, as the standard lists them. */
const FORMATS = ['101010000010010', '101000100100101', '101111001111100', '101101101001011', '100010111111001', '100000011001110', '100111110010111', '100101010100000']; // prettier-ignore

describe('a QR code', () => {
  it.each(['Bewijs', 'https://parkeren.example/', 'een bewijs van registratie, in é en ü'])(
    'holds %s, with correction that adds up',
    (text) => {
      const read = readBack(qrCode(text));
      expect(read.text).toBe(text);
      expect(read.syndromes.every((value) => value === 0)).toBe(true);
      expect(FORMATS).toContain(read.format);
    },
  );

  it.each([
    [14, 21],
    [15, 25],
    [42, 29],
    [43, 33],
    [180, 53],
    [181, 57],
    [213, 57],
    [214, 61],
    [560, 89],
    [561, 93],
    [2_331, 177],
  ])('is as small as the standard lets %s bytes be', (bytes, size) => {
    expect(qrCode('x'.repeat(bytes))).toHaveLength(size);
  });

  it('has its three corners and no holes', () => {
    const modules = qrCode('x'.repeat(500));
    const corner = '1111111 1000001 1011101 1011101 1011101 1000001 1111111';
    const at = (left: number, top: number) =>
      modules
        .slice(top, top + 7)
        .map((row) =>
          row
            .slice(left, left + 7)
            .map(Number)
            .join(''),
        )
        .join(' ');
    const far = modules.length - 7;
    expect([at(0, 0), at(far, 0), at(0, far)]).toEqual([corner, corner, corner]);
    expect(modules.flat().every((dark) => typeof dark === 'boolean')).toBe(true);
  });

  it('cannot hold more than there is room for', () => {
    expect(() => qrCode('x'.repeat(2_332))).toThrow(/too many/);
  });
});
