import { jest } from '@jest/globals';
import { declared, begin, fillInUntil, permit } from '../testing/cases.ts';
import { newestLetter } from '../testing/letters.ts';
import { addressOf, citizen } from '../testing/people.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type PermitDocuments } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

describe('a permit for visitors', () => {
  it('is applied for without a plate and without a document, and is valid at once [LOKET-040]', async () => {
    const youssef = await citizen(system, 'youssef');
    const opened = await begin(youssef, 'visitor');
    expect(opened.steps.map(({ id }) => id)).toEqual(['start-date', 'declaration']);
    const filled = await fillInUntil(youssef, opened, 'declaration');
    expect(filled.requirements).toEqual([]);
    const issued = await permit(youssef, await declared(youssef, 'visitor'));
    expect(issued).toMatchObject({ phase: 'valid', plates: [], priceCents: 0 });

    const folder = `/v1/permits/${issued.id}/documents`;
    const letter = await newestLetter(youssef, folder, async () => {
      const documents = await youssef.ask<PermitDocuments>('GET', folder);
      return documents.product;
    });
    const text = letter.pages.join(' ');
    expect(text).toContain('Meld elke auto in de parkeerapp aan zodra hij parkeert');
    expect(text).not.toContain('Kentekens');
    const mail = await system.sandbox.mailAbout(addressOf('youssef'), issued.number);
    expect(mail.text).not.toMatch(/kenteken/i);
  });
});
