import { generateKeyPairSync, sign, webcrypto } from 'node:crypto';
import { screen } from '@testing-library/react';
import { receiptText } from '../../rules/receipts.ts';
import { atTheDesk, onTheDay, permit } from '../desk/testing/sample.ts';
import { testApi } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const { x } = publicKey.export({ format: 'jwk' }) as { x: string };
const KEYS = { items: [{ keyId: 'k1', kty: 'OKP', crv: 'Ed25519', x }] };
const payload = JSON.stringify({
  version: 1,
  right: 'r1',
  municipality: 'voorbeeld',
  areas: ['B'],
  since: '2026-11-20T09:00:00.000Z',
  until: '2026-11-20T11:00:00.000Z',
  registeredAt: '2026-11-20T09:00:03.000Z',
  registerId: 'NPR-1',
  plateDigest: 'x',
  issuedAt: '2026-11-21T09:00:00.000Z',
});
const text = receiptText(
  { payload, signature: sign(null, Buffer.from(payload), privateKey).toString('base64url'), keyId: 'k1' },
  (plain) => Buffer.from(plain).toString('base64url'),
);

beforeEach(() => void Object.defineProperty(crypto, 'subtle', { configurable: true, value: webcrypto.subtle }));
afterEach(() => {
  Reflect.deleteProperty(crypto, 'subtle');
  window.location.hash = '';
});

describe('a receipt', () => {
  it('is shown to its holder with plate, code and QR code, when asked for [BEYOND-005]', async () => {
    const { asked } = atTheDesk({
      'GET /v1/permits/v1': onTheDay(permit()),
      'GET /v1/permits/v1/documents': { application: [], product: [] },
      'GET /v1/permits/v1/receipts': {
        items: [
          {
            rightId: 'r1',
            country: 'NL',
            plate: 'K-51-FTN',
            areaNames: ['Kadekwartier'],
            since: '2026-11-20T09:00:00.000Z',
            until: '2026-11-20T11:00:00.000Z',
            registeredAt: '2026-11-20T09:00:03.000Z',
            code: 'abc',
            link: `http://localhost/verify#${text}`,
          },
        ],
      },
    });
    const { user, container } = await visit('/voorbeeld/desk/permits/v1');
    const button = await screen.findByRole('button', { name: 'Toon de bewijzen' });
    expect(asked.some(({ path }) => path.endsWith('/receipts'))).toBe(false);
    await user.click(button);
    expect(await screen.findByRole('img', { name: 'QR-code van dit bewijs' })).toBeTruthy();
    expect(screen.getByText('abc')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is found genuine, or altered, on the device of whoever reads it [BEYOND-005]', async () => {
    const { asked } = testApi({ 'GET /v1/signing-keys': KEYS });
    const { user, container } = await visit('/verify');
    const field = await screen.findByRole('textbox', { name: /Bewijs/ });
    await user.click(field);
    await user.paste(text);
    await user.click(screen.getByRole('button', { name: 'Controleer het bewijs' }));
    expect(await screen.findByRole('heading', { name: 'Dit bewijs is echt' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.clear(field);
    await user.click(field);
    await user.paste(`${text.slice(0, 40)}A${text.slice(41)}`);
    await user.click(screen.getByRole('button', { name: 'Controleer het bewijs' }));
    expect(await screen.findByRole('heading', { name: 'Dit bewijs is veranderd' })).toBeTruthy();
    expect(asked.every(({ path, body }) => path === '/v1/signing-keys' && body === undefined)).toBe(true);
  });
});
