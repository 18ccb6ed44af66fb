import { createECDH, createPublicKey, verify } from 'node:crypto';
import { areBrowserKeys, encryptPush, pushIdentity } from './push-message.ts';
import { browserWithPush } from '../testing/push-browser.ts';

/** The example of RFC 8291, section 5 and appendix A. */
const RFC = {
  keys: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
  salt: Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url'),
  privateKey: Buffer.from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url'),
  content: 'When I grow up, I want to be a watermelon',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

describe('a push message', () => {
  it('is encrypted as the standard has it, to the byte', () => {
    const { content, keys, ...given } = RFC;
    expect(encryptPush(Buffer.from(content), keys, given).toString('base64url')).toBe(RFC.body);
  });

  it('is read by the browser it is for, and by no other', () => {
    const [browser, other] = [browserWithPush(), browserWithPush()];
    const body = encryptPush(Buffer.from('Uw parkeeractie stopt bijna'), browser.keys);
    expect(browser.read(body)).toBe('Uw parkeeractie stopt bijna');
    expect(() => other.read(body)).toThrow();
    expect(encryptPush(Buffer.from('a'), browser.keys)).not.toEqual(encryptPush(Buffer.from('a'), browser.keys));
  });

  it('is made for keys a browser can have, and for nothing else', () => {
    expect(areBrowserKeys(RFC.keys)).toBe(true);
    const off = Buffer.from(RFC.keys.p256dh, 'base64url');
    off[64]! ^= 1;
    expect(areBrowserKeys({ ...RFC.keys, p256dh: off.toString('base64url') })).toBe(false);
    expect(areBrowserKeys({ ...RFC.keys, p256dh: 'AAAA' })).toBe(false);
    expect(areBrowserKeys({ ...RFC.keys, auth: 'AAAA' })).toBe(false);
  });
});

describe('our name at a push service', () => {
  it('is signed for that service, for half a day, with a key browsers subscribe to', () => {
    const ecdh = createECDH('prime256v1');
    ecdh.generateKeys();
    const identity = pushIdentity(ecdh.getPrivateKey('base64url'), 'mailto:beheer@voorbeeld.example');
    expect(identity.publicKey).toBe(ecdh.getPublicKey('base64url'));
    const given = identity.authorization(new URL('https://push.example/send/abc'), 1_700_000_000_000);
    const [, token, key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(given)!;
    expect(key).toBe(identity.publicKey);
    const [head, claims, signature] = token!.split('.');
    expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toEqual({
      aud: 'https://push.example',
      exp: 1_700_000_000 + 12 * 3_600,
      sub: 'mailto:beheer@voorbeeld.example',
    });
    const point = ecdh.getPublicKey();
    const publicKey = createPublicKey({
      format: 'jwk',
      key: { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33) },
    });
    const signed = Buffer.from(`${head}.${claims}`);
    expect(verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature!, 'base64url'))).toBe(true); // prettier-ignore
  });
});
