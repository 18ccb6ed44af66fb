import { generateKeyPairSync, createECDH, createHmac, sign, webcrypto } from 'node:crypto';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { refused } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';
import { NOW, onTheDay } from '../staff/testing/sample.ts';
import { CHECK, GREEN, PATH, answered, onAFreshDevice, onStreet, place, plateField } from './testing/street.ts';

onAFreshDevice();

describe('a check that was not made', () => {
  async function afterGreen(next: () => Response | Promise<Response>) {
    const api = onStreet({ [CHECK]: () => answered(GREEN) });
    const visited = await visit(PATH);
    await visited.user.selectOptions(await place(), 'B');
    await visited.user.type(await plateField(), '627hx3{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Mag hier staan' });
    api.answer({ [CHECK]: next });
    await visited.user.type(await plateField(), 'k51ftn{Enter}');
    return { api, ...visited };
  }

  it('never leaves the answer about another car in sight', async () => {
    const { api, user } = await afterGreen(() => Promise.reject(new TypeError('Failed to fetch')));
    const stamp = within(await screen.findByRole('alert'));
    expect(stamp.getByText('Niet gecontroleerd')).toBeTruthy();
    expect(stamp.getByText(/Wij weten niet of deze auto hier mag staan/)).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Mag hier staan' })).toBeNull();
    expect(((await plateField()) as HTMLInputElement).value).toMatch(/k-?51-?ftn/i);
    api.answer({ [CHECK]: () => answered() });
    await user.click(stamp.getByRole('button', { name: 'Probeer nu' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' })).toBeTruthy();
  });

  it('says which plate is asked about while the answer is on its way', async () => {
    let arrive: (answer: Response) => void = () => undefined;
    await afterGreen(() => new Promise((resolve) => (arrive = resolve)));
    expect(screen.getByText(/wordt gecontroleerd/)).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Mag hier staan' })).toBeNull();
    arrive(Response.json(answered()));
    expect(await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' })).toBeTruthy();
  });

  it('because the service refused says why, and keeps the plate', async () => {
    await afterGreen(() => refused(503, 'busy-try-again'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(((await plateField()) as HTMLInputElement).value).toMatch(/k-?51-?ftn/i);
  });

  it('is told beforehand when the device has no connection', async () => {
    onStreet();
    await visit(PATH);
    await plateField();
    expect(screen.queryByText('U heeft geen verbinding. Controleren kan nu niet.')).toBeNull();
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    act(() => void fireEvent(window, new Event('offline')));
    expect(screen.getByText('U heeft geen verbinding. Controleren kan nu niet.')).toBeTruthy();
  });
});

describe('a check without connection', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' }) as { x: string };
  const KEYS = { items: [{ keyId: 'k1', kty: 'OKP', crv: 'Ed25519', x }] };
  const hashKey = Buffer.alloc(32, 3);
  const entry = Buffer.alloc(16);
  createHmac('sha256', hashKey).update('NL K51FTN B').digest().copy(entry, 0, 0, 8);
  entry.writeUInt32BE(3_600, 12);
  const payload = JSON.stringify({
    version: 1,
    municipality: 'voorbeeld',
    madeAt: NOW,
    goodUntil: new Date(Date.parse(NOW) + 900_000).toISOString(),
    hashKey: hashKey.toString('base64url'),
    entries: entry.toString('base64'),
    boxKey: createECDH('prime256v1').generateKeys().toString('base64url'),
  });
  const LIST = { payload, signature: sign(null, Buffer.from(payload), privateKey).toString('base64url'), keyId: 'k1' };
  const gone = () => Promise.reject(new TypeError('Failed to fetch'));

  beforeEach(() => {
    for (const name of ['subtle', 'randomUUID'] as const)
      Object.defineProperty(crypto, name, {
        configurable: true,
        value: name === 'subtle' ? webcrypto.subtle : () => webcrypto.randomUUID(),
      });
  });
  afterEach(() => void Reflect.deleteProperty(crypto, 'subtle'));

  async function withList(list: object) {
    const api = onStreet({
      'GET /v1/signing-keys': onTheDay(KEYS),
      'GET /v1/enforcement/packs/current': list,
      'POST /v1/enforcement/offline-checks': { kept: 2, refused: [] },
      [CHECK]: gone,
    });
    const visited = await visit(PATH);
    await visited.user.selectOptions(await place(), 'B');
    return { api, ...visited };
  }

  it('is answered by the list on the device, waits there locked, and is sent when there is a connection [BEYOND-025]', async () => {
    const { api, user, container } = await withList(LIST);
    await user.type(await plateField(), 'k51ftn{Enter}');
    expect(await screen.findByRole('heading', { level: 1, name: 'Mag hier staan' })).toBeTruthy();
    expect(screen.getByText(/^Zonder verbinding gecontroleerd, met de lijst van 10:00/)).toBeTruthy();
    await user.type(await plateField(), '627hx3{Enter}');
    expect(await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' })).toBeTruthy();
    expect(screen.getByText('Controles die nog verstuurd worden: 2')).toBeTruthy();
    expect(localStorage.getItem('parkwerk.offline-checks')).not.toMatch(/K51FTN|627HX3/);
    expect(await violationsIn(container)).toEqual([]);
    act(() => void fireEvent(window, new Event('online')));
    await waitFor(() => expect(screen.queryByText(/^Controles die nog verstuurd/)).toBeNull());
    const { items } = api.asked.find(({ path }) => path === '/v1/enforcement/offline-checks')!.body as {
      items: object[];
    };
    expect(items).toHaveLength(2);
  });

  it('is refused with a list that was altered, and says so [BEYOND-025]', async () => {
    const { user } = await withList({
      ...LIST,
      payload: payload.replace('"B"', '"C"').replace(NOW, '2026-11-21T09:00:01.000Z'),
    });
    expect(
      await screen.findByText('De lijst op dit toestel is veranderd of niet van ons. Wij gebruiken hem niet.'),
    ).toBeTruthy();
    await user.type(await plateField(), 'k51ftn{Enter}');
    expect(within(await screen.findByRole('alert')).getByText('Niet gecontroleerd')).toBeTruthy();
  });
});
