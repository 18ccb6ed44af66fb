import { createHash, createPublicKey, verify } from 'node:crypto';
import { jest } from '@jest/globals';
import { type LetterReading } from '../../rules/letters/reading.ts';
import { signedText, type SignedFile } from '../../activities/db/signing.ts';
import { type SigningKeys } from '../enforcement/shapes.ts';
import { type PermitDocuments } from '../permits/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { permitInForce } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type LetterView } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
let bakkerij: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  bakkerij = await citizen(system, 'bakkerij');
});

describe('a letter', () => {
  it('is read in two languages and taken along as a file that proves itself, by its holder alone [BEYOND-032]', async () => {
    const plate = freshPlate();
    const permit = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    const { product } = await eventually(
      'the letter',
      () => bakkerij.ask<PermitDocuments>('GET', `/v1/permits/${permit.id}/documents`),
      ({ product: letters }) => letters.length === 1,
    );
    const { id } = product[0]!;
    const letter = await bakkerij.ask<LetterView>('GET', `/v1/letters/${id}`);
    expect(letter).toMatchObject({ id, kind: 'permit-issued', language: 'nl' });
    expect(letter.text.nl.facts).toContainEqual(['Ons kenmerk', permit.number]);
    expect(letter.text.en.facts.map(([, value]) => value)).toContain(permit.number);
    expect(letter.text.en.title).not.toBe(letter.text.nl.title);

    const { text: json } = await bakkerij.call('GET', `/v1/letters/${id}/file?format=json`);
    const { content, signature } = JSON.parse(json) as SignedFile<LetterReading>;
    const { items: keys } = await system.browser().ask<SigningKeys>('GET', '/v1/signing-keys');
    const { x } = keys.find(({ keyId }) => keyId === signature.keyId)!;
    const isGenuine = (of: LetterReading) =>
      verify(
        null,
        Buffer.from(signedText(of)),
        createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
        Buffer.from(signature.value, 'base64url'),
      );
    expect(isGenuine(content)).toBe(true);
    expect(content.text).toEqual(letter.text);
    expect(content.fields).toMatchObject({ reference: permit.number, permit: { plates: [plate] } });
    const altered = { ...content, fields: { ...content.fields, reference: 'BV-0' } };
    expect(isGenuine(altered)).toBe(false);

    const { bytes } = await bakkerij.download(`/v1/permits/${permit.id}/documents/${id}`);
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(content.pdfSha256).toBe(digest);

    const other = await citizen(system, 'willem');
    for (const path of ['', '/file?format=json', '/file?format=pdf'])
      expect(await other.refused('GET', `/v1/letters/${id}${path}`)).toMatchObject({ status: 404 });
  });

  it('of which nothing but a file was ever there is not found here: an upload is no letter', async () => {
    expect(await bakkerij.refused('GET', '/v1/letters/00000000-0000-4000-8000-000000000000')).toMatchObject({
      status: 404,
    });
    expect(await bakkerij.refused('GET', '/v1/letters/x')).toMatchObject({ status: 404 });
  });
});
