import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { plateText, receiptText, type Receipt } from '../../rules/receipts.ts';
import { isAboutPlate, verifyReceipt } from './verify.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const { x } = publicKey.export({ format: 'jwk' }) as { x: string };
const KEYS = [{ keyId: 'k1', kty: 'OKP', crv: 'Ed25519', x }];
const receipt: Receipt = {
  version: 1,
  right: '0192d000-0000-7000-8000-000000000001',
  municipality: 'voorbeeld',
  areas: ['B'],
  since: '2026-05-01T12:00:00.000Z',
  until: '2026-05-01T14:00:00.000Z',
  registeredAt: '2026-05-01T12:00:03.000Z',
  registerId: 'NPR-1',
  plateDigest: createHash('sha256')
    .update(plateText('secret', 'NL', 'K51FTN'))
    .digest('base64url'),
  issuedAt: '2026-05-02T12:00:00.000Z',
};
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const textOf = (payload: string, signedAs = payload) =>
  receiptText(
    { payload, signature: sign(null, Buffer.from(signedAs), privateKey).toString('base64url'), keyId: 'k1' },
    base64url,
  );
const genuine = JSON.stringify(receipt);

describe('who is shown a receipt', () => {
  it('sees with the public key alone that it is genuine, also from a whole link [BEYOND-005]', async () => {
    expect(await verifyReceipt(textOf(genuine), KEYS)).toEqual({ receipt });
    expect(await verifyReceipt(`https://parkeren.example/verify#${textOf(genuine)}`, KEYS)).toEqual({ receipt });
  });

  it('sees that it was altered, or signed by somebody else [BEYOND-005]', async () => {
    expect(await verifyReceipt(textOf(genuine.replace('12:00:03', '11:00:03'), genuine), KEYS)).toBe('altered');
    expect(await verifyReceipt(textOf(genuine), [{ ...KEYS[0]!, keyId: 'k2' }])).toBe('altered');
    expect(await verifyReceipt(`${textOf(genuine).split('.')[0]}.AAAA.k1`, KEYS)).toBe('altered');
  });

  it.each(['', 'hallo', 'a.b', 'a.b.c.d', '%%%.b.c'])('is told that "%s" is no receipt', async (text) => {
    expect(await verifyReceipt(text, KEYS)).toBe('no-receipt');
  });

  it('learns the plate only from its holder, who has the code', async () => {
    expect(genuine).not.toContain('K51FTN');
    expect(await isAboutPlate(receipt, 'secret', 'NL', 'K-51-FTN')).toBe(true);
    expect(await isAboutPlate(receipt, 'secret', 'NL', '627-HX-3')).toBe(false);
    expect(await isAboutPlate(receipt, 'guess', 'NL', 'K-51-FTN')).toBe(false);
  });
});
