import { createHmac, createPublicKey, verify } from 'node:crypto';
import { jest } from '@jest/globals';
import { lockFor } from '../../activities/testing/device.ts';
import { hashedText, type OfflinePack } from '../../rules/offline-pack.ts';
import { type Browser } from '../testing/browser.ts';
import { permitInForce } from '../testing/cases.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type CheckAnswer, type OfflineChecksKept, type SignedPack, type SigningKeys } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
let officer: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  officer = await staff(system, 'officer');
});

describe('an officer without connection', () => {
  it('has a signed list without plates to check with, and what was checked is kept as if there had been one [BEYOND-025]', async () => {
    const plate = freshPlate();
    const key = plate.replaceAll('-', '');
    await permitInForce(await citizen(system, 'bakkerij'), system.sandbox, 'business', { plates: [dutch(plate)] });
    const { at } = await officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area: 'A' });
    const signed = await officer.ask<SignedPack>('GET', '/v1/enforcement/packs/current');
    const { items: keys } = await system.browser().ask<SigningKeys>('GET', '/v1/signing-keys');
    const { x } = keys.find(({ keyId }) => keyId === signed.keyId)!;
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const isOurs = (payload: string) =>
      verify(null, Buffer.from(payload), publicKey, Buffer.from(signed.signature, 'base64url'));
    expect(isOurs(signed.payload)).toBe(true);
    expect(isOurs(`${signed.payload} `)).toBe(false);
    expect(signed.payload).not.toContain(key);

    const pack = JSON.parse(signed.payload) as OfflinePack;
    expect(Date.parse(pack.goodUntil) - Date.parse(pack.madeAt)).toBe(15 * 60_000);
    const hashOf = (area: string) =>
      createHmac('sha256', Buffer.from(pack.hashKey, 'base64url'))
        .update(hashedText('NL', key, area))
        .digest()
        .subarray(0, 8);
    const entries = Buffer.from(pack.entries, 'base64');
    expect([entries.includes(hashOf('A')), entries.includes(hashOf('B'))]).toEqual([true, false]);

    const box = lockFor(pack.boxKey, { plate: key, country: 'NL', area: 'A', at, verdict: 'green' });
    for (const _again of [1, 2])
      expect(await officer.ask<OfflineChecksKept>('POST', '/v1/enforcement/offline-checks', { items: [box] })).toEqual({
        kept: 1,
        refused: [],
      });
    expect(
      await system.rows(`SELECT plate, area_id, offline_verdict FROM plate_check WHERE offline_id = '${box.id}'`),
    ).toEqual([{ plate: key, area_id: 'A', offline_verdict: 'green' }]);
  });
});
