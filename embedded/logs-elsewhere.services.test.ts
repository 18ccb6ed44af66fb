import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { jest } from '@jest/globals';
import { eventually } from '../api/testing/eventually.ts';
import { freePorts } from './ports.ts';
import { type Running } from './running.ts';
import { makeCertificates } from './testing/certificates.ts';
import { temporaryFolder } from './testing/folder.ts';
import { startRsyslog } from './testing/system-services.ts';

jest.setTimeout(120_000);

const folder = temporaryFolder();
const at = (...path: string[]): string => join(folder.path, ...path);
const container = at('containers', 'a1b2c3');
let port: number;
let collector: Running;
let sender: Running;

/** The machine that keeps logs, or another in its place. */
const collecting = (papers = 'logs', keeps = 'kept') =>
  startRsyslog(
    folder.path,
    'collector',
    {
      '/var/log/parkwerk': at(keeps),
      '"6514"': `"${port}"`,
      '/etc/parkwerk/logs/authority.pem': at('authority.pem'),
      '/etc/parkwerk/logs/this': at(papers),
    },
    port,
  );

beforeAll(async () => {
  await makeCertificates(folder.path, [
    { name: 'logs', by: 'authority', as: 'localhost' },
    { name: 'machine', by: 'authority', as: 'machine.example.nl' },
    { name: 'stranger', by: 'other-authority', as: 'machine.example.nl' },
  ]);
  mkdirSync(container, { recursive: true });
  [port = 0] = await freePorts(1);
  collector = await collecting();
  sender = await startRsyslog(folder.path, 'sender', {
    '/var/lib/docker/containers': at('containers'),
    'logs.example.nl': 'localhost',
    '"6514"': `"${port}"`,
    '/etc/parkwerk/logs/authority.pem': at('authority.pem'),
    '/etc/parkwerk/logs/this': at('machine'),
  });
});
afterAll(async () => {
  await Promise.all([sender.stop(), collector.stop()]);
  folder.remove();
});

/** As Docker writes down what a container says. */
function say(words: string): string {
  const log = JSON.stringify({ level: 30, time: new Date().toISOString(), component: 'api', msg: words });
  const line = JSON.stringify({ log: `${log}\n`, stream: 'stdout', time: new Date().toISOString() });
  appendFileSync(join(container, 'a1b2c3-json.log'), `${line}\n`);
  return line;
}

/** Every line that is kept, each once: what is sent again after a break may be there twice. */
function kept(): string[] {
  const files = existsSync(at('kept')) ? readdirSync(at('kept'), { recursive: true, encoding: 'utf8' }) : [];
  const lines = files.filter((file) => file.endsWith('.jsonl')).map((file) => readFileSync(at('kept', file), 'utf8'));
  return [...new Set(lines.join('').trim().split('\n'))];
}

const arrives = (lines: string[]) =>
  eventually(
    `${lines.length} lines are kept elsewhere`,
    () => Promise.resolve(kept()),
    (there) => lines.every((line) => there.includes(line)),
  );

/** Says a line at the door as a machine would, with these papers or none. */
function knock(line: string, papers: { cert?: Buffer; key?: Buffer }): TLSSocket {
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...papers });
  const frame = `<134>1 ${new Date().toISOString()} machine parkwerk - - - ${line}`;
  socket.write(`${frame.length} ${frame}`);
  return socket;
}
/** Also when it is shut with an error. */
const shut = (socket: TLSSocket): Promise<void> =>
  new Promise((resolve) => socket.on('error', () => undefined).on('close', () => resolve()));
const papersOf = (name: string) => ({ cert: readFileSync(at(`${name}.pem`)), key: readFileSync(at(`${name}.key`)) });

it('what the programs say is kept on another machine, line by line', async () => {
  const said = Array.from({ length: 50 }, (_, index) => say(`before ${index}`));
  await arrives(said);
  expect(kept()).toEqual(said);
});

it('a line said while that machine is away arrives when it is back', async () => {
  await collector.stop();
  const said = Array.from({ length: 50 }, (_, index) => say(`meanwhile ${index}`));
  collector = await collecting();
  await arrives(said);
});

it.each([
  ['of another authority', 'stranger', 'certificate invalid'],
  ['of ours under another name', 'machine', 'peer name not authorized'],
])('nothing is sent to a machine in its place with a certificate %s', async (_whose, papers, doubt) => {
  await collector.stop();
  const another = await collecting(papers, 'taken');
  const said = Array.from({ length: 50 }, (_, index) => say(`not for ${papers} ${index}`));
  const log = () => Promise.resolve(readFileSync(at('sender', 'rsyslog.log'), 'utf8'));
  await eventually('the sender doubts it', log, (words) => words.includes(doubt));
  await another.stop();
  expect(existsSync(at('taken'))).toBe(false);
  collector = await collecting();
  await arrives(said);
});

it('the machine that keeps logs takes none from a stranger', async () => {
  await Promise.all([shut(knock('from nobody', {})), shut(knock('from a stranger', papersOf('stranger')))]);
  const known = knock('from one of ours', papersOf('machine'));
  await arrives(['from one of ours']);
  known.destroy();
  expect(kept().filter((line) => line.startsWith('from'))).toEqual(['from one of ours']);
});
