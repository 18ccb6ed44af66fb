import { generateKeyPairSync, createECDH, createHmac, sign, webcrypto } from 'node:crypto';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { CheckAnswer } from '../../api/enforcement/shapes.ts';
import type { AreaMap } from '../../api/municipalities/shapes.ts';
import { refused } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';
import { NOW, onTheDay, signedInAs } from '../staff/testing/sample.ts';

const PATH = '/voorbeeld/enforcement';
const AREAS = 'GET /v1/municipalities/voorbeeld/areas';
const CHECK = 'POST /v1/enforcement/checks';

const square = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [5, 52],
      [5.1, 52],
      [5.1, 52.1],
      [5, 52],
    ] as [number, number][],
  ],
};
const TOWN_MAP: AreaMap = {
  type: 'FeatureCollection',
  features: [
    { type: 'Feature', properties: { kind: 'water' }, geometry: square },
    { type: 'Feature', properties: { kind: 'zone', id: 'A', name: 'Binnenstad' }, geometry: square },
    { type: 'Feature', properties: { kind: 'zone', id: 'B', name: 'Kadekwartier' }, geometry: square },
    { type: 'Feature', properties: { kind: 'garage', id: 'garage-kade', name: 'Garage Kade' }, geometry: square },
  ],
};

let number = 0;
const answered = (more: Partial<CheckAnswer> = {}): CheckAnswer => ({
  id: `check-${(number += 1)}`,
  verdict: 'red',
  justExpired: false,
  near: 0,
  earlier: 0,
  area: 'B',
  until: null,
  at: NOW,
  ...more,
});
const GREEN = { verdict: 'green', until: '2026-11-21T17:30:00.000Z' } as const;

const plateField = () => screen.findByRole('textbox', { name: /kenteken|plate/i });
const place = () => screen.findByRole('combobox', { name: /Waar staat de auto|Where is the car/ });
const checksAsked = (asked: ReturnType<typeof signedInAs>['asked']) =>
  asked.filter(({ path }) => path === '/v1/enforcement/checks').map(({ body }) => body);

function onStreet(routes: Parameters<typeof signedInAs>[1] = {}) {
  return signedInAs(['officer'], { [AREAS]: onTheDay(TOWN_MAP), [CHECK]: () => answered(), ...routes });
}

/** A device that knows, or will not tell, where it is. */
function deviceAt(answer: { latitude: number; longitude: number } | { code: number }): void {
  const getCurrentPosition: Geolocation['getCurrentPosition'] = (found, failed) => {
    if ('code' in answer) failed?.({ ...answer, PERMISSION_DENIED: 1 } as GeolocationPositionError);
    else found({ coords: answer } as GeolocationPosition);
  };
  Object.defineProperty(navigator, 'geolocation', { configurable: true, value: { getCurrentPosition } });
  Object.defineProperty(window, 'isSecureContext', { configurable: true, value: true });
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  Reflect.deleteProperty(navigator, 'geolocation');
  Reflect.deleteProperty(navigator, 'onLine');
});

describe('the check of a plate', () => {
  it('asks once where the officer walks, and remembers it', async () => {
    const { asked } = onStreet();
    const first = await visit(PATH);
    await first.user.type(await plateField(), 'k51ftn{Enter}');
    expect(await screen.findByText('Kies eerst in welk gebied de auto staat.')).toBeTruthy();
    expect(document.activeElement).toBe(await place());
    expect(
      within(await place())
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['Kies een gebied', 'Zone A, Binnenstad', 'Zone B, Kadekwartier', 'Garage Kade']);
    await first.user.selectOptions(await place(), 'Zone B, Kadekwartier');
    expect(checksAsked(asked)).toEqual([]);
    first.unmount();
    await visit(PATH);
    await plateField();
    expect(await screen.findByRole('option', { name: 'Zone B, Kadekwartier', selected: true })).toBeTruthy();
  });

  it('says no in words, with the moment and the number of the check [PORTAL-002]', async () => {
    onStreet({ [CHECK]: () => answered({ id: 'check-red' }) });
    const { user, container } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'k51ftn{Enter}');
    expect(await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' })).toBeTruthy();
    const verdict = within(screen.getByRole('heading', { level: 1 }).closest('section')!);
    expect(verdict.getByText('Niet in dit gebied en niet op dit moment')).toBeTruthy();
    expect(verdict.getByText('Zone B, Kadekwartier')).toBeTruthy();
    expect(screen.getByText(/^Gecontroleerd 10:00:00/)).toBeTruthy();
    expect(screen.getByText('Controle check-red')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says yes until a moment, and never whose car it is [PORTAL-002] [ASSEN-021]', async () => {
    const { asked } = onStreet({ [CHECK]: () => answered(GREEN) });
    const { user } = await visit(PATH, 'en');
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), '627hx3');
    await user.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'May stand here' })).toBeTruthy();
    expect(screen.getByText(/^Right in this area until today/)).toBeTruthy();
    expect(
      screen.getByText('You never see whose car it is. Every check is kept with time, place and outcome.'),
    ).toBeTruthy();
    expect(checksAsked(asked)).toEqual([{ plate: '627HX3', country: 'NL', area: 'B' }]);
  });

  it('flags a right that ended a moment ago [PEERS-037]', async () => {
    onStreet({ [CHECK]: () => answered({ justExpired: true }) });
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'k51ftn{Enter}');
    expect(await screen.findByRole('heading', { level: 1, name: 'Net verlopen' })).toBeTruthy();
    expect(screen.getByText(/eindigde minder dan 5 minuten geleden/)).toBeTruthy();
  });

  it('keeps a plate that is one character off in the field, to be read again, and says how many it may be [BEYOND-003]', async () => {
    onStreet({ [CHECK]: () => answered({ verdict: 'amber', near: 2 }) });
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'k51ftm{Enter}');
    expect(await screen.findByRole('heading', { level: 1, name: 'Kijk nog eens' })).toBeTruthy();
    expect(screen.getByText(/^Er zijn hier 2 rechten die één teken schelen/)).toBeTruthy();
    expect(((await plateField()) as HTMLInputElement).value.replaceAll('-', '').toUpperCase()).toBe('K51FTM');
  });

  it('tells that a car was red before, and nothing of whose it is [BEYOND-004]', async () => {
    onStreet({ [CHECK]: () => answered({ earlier: 1 }) });
    const { user, container } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'k51ftn{Enter}');
    expect(await screen.findByText('Was eerder al rood.')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('takes a whole street at once, and shows first what has no right [ASSEN-020]', async () => {
    const { asked } = onStreet({
      'POST /v1/enforcement/check-lists': ({ body }) => ({
        items: (body as { plates: { plate: string }[] }).plates.map(({ plate }) =>
          answered(plate === 'K51FTN' ? GREEN : {}),
        ),
      }),
    });
    const { user, container } = await visit(PATH);
    await plateField();
    await user.click(screen.getByText('Een lijst controleren'));
    await user.click(screen.getByRole('button', { name: 'Controleer de lijst (0)' }));
    expect(screen.getByText('Wij lezen hier geen kenteken. Zet er één per regel.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: /^Lijst/ }), 'k-51-ftn\n1abc123;b');
    await user.click(screen.getByRole('button', { name: 'Controleer de lijst (2)' }));
    expect(await screen.findByText('Kies eerst in welk gebied de auto staat.')).toBeTruthy();
    await user.selectOptions(await place(), 'B');
    await user.click(screen.getByRole('button', { name: 'Controleer de lijst (2)' }));
    expect(await screen.findByText('1 mag hier staan, 1 zonder recht, 0 om nog eens te lezen.')).toBeTruthy();
    const rows = within(screen.getByRole('table', { name: 'Een lijst controleren' }))
      .getAllByRole('row')
      .slice(1);
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/1-ABC-123.*Geen recht gevonden/),
      expect.stringMatching(/K-51-FTN.*Mag hier staan/),
    ]);
    expect(asked.at(-1)?.body).toEqual({
      plates: [
        { plate: 'K51FTN', country: 'NL' },
        { plate: '1ABC123', country: 'B' },
      ],
      area: 'B',
    });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('shows a picture of the plate beside the field, which stays on the device', async () => {
    const { asked } = onStreet();
    const { user, container } = await visit(PATH);
    await plateField();
    const before = asked.length;
    await user.upload(
      container.querySelector<HTMLInputElement>('input[capture]')!,
      new File(['x'], 'auto.jpg', { type: 'image/jpeg' }),
    );
    expect(screen.getByRole('img', { name: 'Uw foto van het kenteken' })).toBeTruthy();
    expect(asked).toHaveLength(before);
    await user.click(screen.getByRole('button', { name: 'Haal de foto weg' }));
    expect(screen.queryByRole('img', { name: 'Uw foto van het kenteken' })).toBeNull();
  });

  it('is ready for the next car at once, at a keyboard without touching anything else', async () => {
    const { asked } = onStreet({
      [CHECK]: ({ body }) => answered((body as { plate: string }).plate === '627HX3' ? GREEN : {}),
    });
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'k51ftn{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' });
    const next = screen.getByRole<HTMLInputElement>('textbox', { name: 'Volgend kenteken' });
    expect(next.value).toBe('');
    expect(document.activeElement).toBe(next);
    await user.keyboard('627-hx-3{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Mag hier staan' });
    const recent = within(screen.getByRole('heading', { name: 'Laatste controles' }).closest('section')!);
    expect(recent.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/627-HX-3.*Mag hier staan/),
      expect.stringMatching(/K-51-FTN.*Geen recht gevonden/),
    ]);
    expect(checksAsked(asked)).toHaveLength(2);
  });

  it('takes a plate from a scanner, which ends with a line break', async () => {
    const { asked } = onStreet();
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.click(await plateField());
    await user.paste('K51FTN\r\n');
    await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' });
    expect(checksAsked(asked)).toEqual([{ plate: 'K51FTN', country: 'NL', area: 'B' }]);
  });

  it('asks about a foreign plate as it stands on the car', async () => {
    const { asked } = onStreet();
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Land van het kenteken' }), 'België');
    await user.type(await plateField(), '1-abc-123{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' });
    expect(checksAsked(asked)).toEqual([{ plate: '1ABC123', country: 'B', area: 'B' }]);
  });

  it('doubts a plate that fits no Dutch pattern, and does not stand in the way', async () => {
    const { asked } = onStreet();
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'abcdef');
    expect(screen.getByText('Dit is geen Nederlands kenteken. Klopt het wel?')).toBeTruthy();
    await user.keyboard('{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' });
    expect(checksAsked(asked)).toHaveLength(1);
  });

  it('without a plate asks for one', async () => {
    const { asked } = onStreet();
    const { user } = await visit(PATH);
    await plateField();
    await user.click(screen.getByRole('button', { name: 'Controleer' }));
    expect(document.activeElement).toBe(await plateField());
    expect((await plateField()).getAttribute('aria-invalid')).toBe('true');
    expect(checksAsked(asked)).toEqual([]);
  });
});

describe('where the officer stands', () => {
  it('is told by the device when that is chosen, and by its area in the answer', async () => {
    deviceAt({ latitude: 52.55, longitude: 5.24 });
    const { asked } = onStreet();
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'Waar ik sta');
    await user.type(await plateField(), 'k51ftn{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' });
    expect(checksAsked(asked)).toEqual([
      { plate: 'K51FTN', country: 'NL', location: { latitude: 52.55, longitude: 5.24 } },
    ]);
    expect(screen.getByText('Zone B, Kadekwartier', { selector: 'section p' })).toBeTruthy();
  });

  it.each([
    [1, /mag uw plaats niet doorgeven/],
    [3, /vond uw plaats niet op tijd/],
  ])('that the device does not tell (%s) is no answer about the car', async (code, why) => {
    deviceAt({ code });
    const { asked } = onStreet();
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'Waar ik sta');
    await user.type(await plateField(), 'k51ftn{Enter}');
    expect(
      await screen.findByRole('heading', { name: 'Niet gecontroleerd: wij weten niet waar u staat' }),
    ).toBeTruthy();
    expect(screen.getByText(why)).toBeTruthy();
    expect(checksAsked(asked)).toEqual([]);
  });

  it('is not offered by a device that cannot know', async () => {
    onStreet();
    await visit(PATH);
    await screen.findByRole('option', { name: 'Garage Kade' });
    expect(screen.queryByRole('option', { name: 'Waar ik sta' })).toBeNull();
  });

  it('is chosen anew when the area is no longer on the map', async () => {
    localStorage.setItem('parkwerk.check-place', 'voorbeeld Z');
    onStreet();
    await visit(PATH);
    expect(await screen.findByRole('option', { name: 'Kies een gebied', selected: true })).toBeTruthy();
  });

  it('can be asked for again when the map does not come', async () => {
    const api = onStreet({ [AREAS]: refused(503, 'busy-try-again') });
    const { user } = await visit(PATH);
    const again = await screen.findByRole('button', { name: 'Probeer opnieuw' });
    api.answer({ [AREAS]: onTheDay(TOWN_MAP) });
    await user.click(again);
    expect(await screen.findByRole('option', { name: 'Zone A, Binnenstad' })).toBeTruthy();
  });
});

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

describe('a pass for a garage', () => {
  it('is refused with the reason when its subscription has ended [LOKET-057]', async () => {
    const { asked } = onStreet({
      'POST /v1/enforcement/pass-checks': { opens: false, ground: 'pass-blocked', at: NOW },
    });
    const { user, container } = await visit(PATH);
    await user.type(await screen.findByRole('textbox', { name: 'Nummer op de pas' }), 'pas-000012{Enter}');
    expect(await screen.findByRole('heading', { name: 'Deze pas opent de slagboom niet' })).toBeTruthy();
    expect(screen.getByText('Deze pas is geblokkeerd.')).toBeTruthy();
    expect(asked.at(-1)?.body).toEqual({ number: 'pas-000012' });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('opens the barrier while it is in use', async () => {
    onStreet({ 'POST /v1/enforcement/pass-checks': { opens: true, ground: null, at: NOW } });
    const { user } = await visit(PATH, 'en');
    await user.click(await screen.findByRole('button', { name: 'Check the pass' }));
    expect(screen.getByText('Enter the number of the pass.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Number on the pass' }), 'PAS-000012{Enter}');
    expect(await screen.findByRole('heading', { name: 'This pass opens the barrier' })).toBeTruthy();
  });
});
