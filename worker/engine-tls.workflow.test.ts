import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { engineConnection, readEngine } from '../activities/config.ts';
import { makeCertificates } from '../embedded/testing/certificates.ts';
import { temporaryFolder } from '../embedded/testing/folder.ts';

const folder = temporaryFolder();
const file = (name: string): string => join(folder.path, name);
const read = (name: string): Buffer => readFileSync(file(name));
let door: Server;
let address: string;

beforeAll(async () => {
  // The engine has another name than its address.
  await makeCertificates(folder.path, [
    { name: 'engine', by: 'ca', as: 'engine.example.nl' },
    { name: 'client', by: 'ca', as: 'client.example.nl' },
    { name: 'stranger', by: 'other-ca', as: 'client.example.nl' },
  ]);
  const [host, port] = process.env.TEST_TEMPORAL_ADDRESS!.split(':');
  const secured = { cert: read('engine.pem'), key: read('engine.key'), ca: read('ca.pem'), ALPNProtocols: ['h2'] };
  door = createServer({ ...secured, requestCert: true, rejectUnauthorized: true }, (outside) => {
    const inside = connect(Number(port), host);
    for (const [from, to] of [[outside, inside], [inside, outside]] as [Socket, Socket][]) {
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  }); // prettier-ignore
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  address = `127.0.0.1:${(door.address() as AddressInfo).port}`;
});
afterAll(() => {
  door.close();
  folder.remove();
});

const settings = (client: string | undefined) => ({
  TEMPORAL_ADDRESS: address,
  TEMPORAL_TLS_SERVER_CA_FILE: file('ca.pem'),
  TEMPORAL_TLS_SERVER_NAME: 'engine.example.nl',
  ...(client !== undefined && {
    TEMPORAL_TLS_CLIENT_CERT_FILE: file(`${client}.pem`),
    TEMPORAL_TLS_CLIENT_KEY_FILE: file(`${client}.key`),
  }),
});

/** What the API and commands connect with, and what workers do. */
const means = {
  client: (env: NodeJS.ProcessEnv) =>
    Connection.connect({ ...engineConnection(readEngine(env)), connectTimeout: '5s' }),
  worker: (env: NodeJS.ProcessEnv) => NativeConnection.connect(engineConnection(readEngine(env))),
};

describe.each(Object.entries(means))('a %s, where the engine lets in only those it knows', (_who, connectWith) => {
  it('comes in with its certificate, and asks', async () => {
    const connection = await connectWith(settings('client'));
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    expect(serverVersion).toMatch(/^\d/);
    await connection.close();
  });

  it('does not without one, or with one of a stranger, or when it is another engine than it says', async () => {
    await expect(connectWith(settings(undefined))).rejects.toThrow();
    await expect(connectWith(settings('stranger'))).rejects.toThrow();
    await expect(
      connectWith({ ...settings('client'), TEMPORAL_TLS_SERVER_NAME: 'other.example.nl' }),
    ).rejects.toThrow();
    await expect(
      connectWith({ ...settings('client'), TEMPORAL_TLS_SERVER_CA_FILE: file('other-ca.pem') }),
    ).rejects.toThrow();
  });
});
