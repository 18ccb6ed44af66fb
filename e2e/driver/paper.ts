import { deflateSync } from 'node:zlib';

const WIDTH = 420;
const HEIGHT = 594;

/** A page of grey lines, as a contract looks from afar: a picture a browser can really draw. */
export function leaseContract(): Uint8Array<ArrayBuffer> {
  const row = (y: number): Uint8Array => {
    const pixels = new Uint8Array(WIDTH + 1).fill(255, 1);
    const [heading, line] = [y > 50 && y < 74, y > 110 && y < 520 && y % 22 < 8];
    if (heading) pixels.fill(60, 40, 220);
    if (line) pixels.fill(150, 40, y % 5 === 0 ? 300 : 380);
    return pixels;
  };
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, WIDTH);
  view.setUint32(4, HEIGHT);
  header.set([8, 0, 0, 0, 0], 8);
  const content = deflateSync(Buffer.concat(Array.from({ length: HEIGHT }, (_, y) => row(y))));
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('IDAT', content),
      chunk('IEND', new Uint8Array()),
    ]),
  );
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), body, uint32(checksum(body))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function checksum(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc;
}
