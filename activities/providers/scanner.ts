import { connect } from 'node:net';
import { Unavailable, type Scanner } from '../ports.ts';

/** The test pattern every virus scanner agrees on (EICAR), in two halves so that this file does not set one off. */
const EICAR = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-' + 'ANTIVIRUS-TEST-FILE!$H+H*', 'latin1');

/** Knows the test pattern only: proves that the path works. With `CLAMD_HOST` a real scanner takes its place. */
export const builtInScanner: Scanner = { isInfected: (content) => Promise.resolve(content.includes(EICAR)) };

const CHUNK = 64 * 1024;

/** A clamd over TCP, by its INSTREAM command. */
export function clamdScanner(address: string): Scanner {
  const [host, port] = [address.replace(/:\d+$/, ''), Number(/:(\d+)$/.exec(address)?.[1] ?? 3310)];
  return {
    isInfected: (content) =>
      new Promise((resolve, reject) => {
        const socket = connect({ host, port, timeout: 20_000 });
        let answer = '';
        const fail = (cause: unknown) => {
          socket.destroy();
          reject(new Unavailable('the virus scanner', cause));
        };
        socket.on('error', fail);
        socket.on('timeout', () => fail('no answer in time'));
        socket.on('data', (data) => (answer += data.toString('utf8')));
        socket.on('end', () => {
          if (answer.includes('FOUND')) resolve(true);
          else if (answer.includes('OK')) resolve(false);
          else fail('an answer of another shape');
        });
        socket.on('connect', () => {
          socket.write('zINSTREAM\0');
          for (let at = 0; at < content.length; at += CHUNK) {
            const part = content.subarray(at, at + CHUNK);
            const length = Buffer.alloc(4);
            length.writeUInt32BE(part.length);
            socket.write(length);
            socket.write(part);
          }
          socket.write(Buffer.alloc(4));
        });
      }),
  };
}
