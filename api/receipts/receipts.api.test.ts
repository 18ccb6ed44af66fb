import { createHash, createPublicKey, verify } from 'node:crypto';
import { jest } from '@jest/globals';
import { plateText, readReceiptText, type Receipt } from '../../rules/receipts.ts';
import { type SigningKeys } from '../enforcement/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { permitInForce } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type ReceiptList } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
let bakkerij: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  bakkerij = await citizen(system, 'bakkerij');
});

const decoded = (text: string) => Buffer.from(text, 'base64url').toString('utf8');

describe('a receipt', () => {
  it('shows anybody who has the public key that a right stood in the register since a moment, and only its holder the plate [BEYOND-005]', async () => {
    const plate = freshPlate();
    const { id } = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    const [given] = await eventually(
      'the receipt',
      () => bakkerij.ask<ReceiptList>('GET', `/v1/permits/${id}/receipts`).then(({ items }) => items),
      (items) => items.length === 1,
    );
    const { items: keys } = await system.browser().ask<SigningKeys>('GET', '/v1/signing-keys');
    const read = readReceiptText(given!.link, decoded)!;
    const { x } = keys.find(({ keyId }) => keyId === read.keyId)!;
    const isGenuine = (payload: string) =>
      verify(
        null,
        Buffer.from(payload),
        createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
        Buffer.from(read.signature, 'base64url'),
      );
    expect(isGenuine(read.payload)).toBe(true);
    const receipt = JSON.parse(read.payload) as Receipt;
    expect(receipt).toMatchObject({ municipality: 'voorbeeld', areas: ['A'], registeredAt: given!.registeredAt });
    expect(isGenuine(read.payload.replace(receipt.registeredAt, receipt.since))).toBe(
      receipt.registeredAt === receipt.since,
    );
    expect(isGenuine(read.payload.replace('"A"', '"B"'))).toBe(false);

    const key = plate.replaceAll('-', '');
    expect(read.payload).not.toContain(key);
    expect(given!.plate).toBe(plate);
    const digest = (of: string) =>
      createHash('sha256')
        .update(plateText(given!.code, 'NL', of))
        .digest('base64url');
    expect(receipt.plateDigest).toBe(digest(key));
    expect(receipt.plateDigest).not.toBe(digest('K51FTN'));

    const other = await citizen(system, 'willem');
    expect(await other.refused('GET', `/v1/permits/${id}/receipts`)).toMatchObject({ status: 404 });
  });
});
