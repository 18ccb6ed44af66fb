import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Unavailable } from '../ports.ts';
import { failureOf } from '../testing/party.ts';
import { builtInScanner, clamdScanner } from './scanner.ts';

/** In two halves, so that no scanner stops at this file. */
const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-' + 'ANTIVIRUS-TEST-FILE!$H+H*';

/** A clamd that takes one INSTREAM, keeps the file it got and says what it is told to. */
let answer: string;
let command: string;
let received: Buffer;
let server: Server;
const sockets = new Set<Socket>();

beforeAll(async () => {
  server = createServer((socket) => {
    sockets.add(socket);
    let data = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (part) => {
      data = Buffer.concat([data, part]);
      const file = fileIn(data);
      if (file === undefined) return;
      [command, received] = file;
      socket.end(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  server.close();
  await once(server, 'close');
});

/** Command and file, once the empty chunk that ends it has arrived. */
function fileIn(data: Buffer): [string, Buffer] | undefined {
  const end = data.indexOf(0);
  if (end < 0) return undefined;
  const chunks: Buffer[] = [];
  for (let at = end + 1; at + 4 <= data.length;) {
    const length = data.readUInt32BE(at);
    if (length === 0) return [data.subarray(0, end).toString(), Buffer.concat(chunks)];
    chunks.push(data.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}

const scan = (content: Buffer) =>
  clamdScanner(`127.0.0.1:${(server.address() as AddressInfo).port}`).isInfected(content);

describe('a clamd beside the system', () => {
  it.each([
    ['empty', 0],
    ['of a single byte', 1],
    ['of exactly one part', 64 * 1024],
    ['of many parts', 300_001],
  ])('gets the whole file, %s', async (_what, size) => {
    answer = 'stream: OK\0';
    const content = Buffer.from(Array.from({ length: size }, (_, index) => index % 251));
    expect(await scan(content)).toBe(false);
    expect(command).toBe('zINSTREAM');
    expect(received.equals(content)).toBe(true);
  });

  it('says what it found', async () => {
    answer = 'stream: Eicar-Signature FOUND\0';
    expect(await scan(Buffer.from(EICAR))).toBe(true);
  });

  it.each(['INSTREAM size limit exceeded. ERROR\0', '', 'what?'])(
    'that says "%s" has not looked: the file is not accepted',
    async (said) => {
      answer = said;
      expect(await failureOf(scan(Buffer.from('photo')))).toBeInstanceOf(Unavailable);
    },
  );

  it('that is not there has not looked either', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    gone.close();
    await once(gone, 'close');
    expect(await failureOf(clamdScanner(`127.0.0.1:${port}`).isInfected(Buffer.from('photo')))).toBeInstanceOf(
      Unavailable,
    );
  });
});

describe('the built-in check', () => {
  it('knows the pattern every scanner agrees on, wherever it stands, and nothing else', async () => {
    expect(await builtInScanner.isInfected(Buffer.from(`%PDF-1.7 ${EICAR} trailer`))).toBe(true);
    expect(await builtInScanner.isInfected(Buffer.from(EICAR.slice(1)))).toBe(false);
    expect(await builtInScanner.isInfected(Buffer.alloc(0))).toBe(false);
  });
});
