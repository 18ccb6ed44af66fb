import { jest } from '@jest/globals';
import { type Browser } from '../testing/browser.ts';
import {
  answer,
  attach,
  begin,
  declare,
  declared,
  fillInUntil,
  proveEverything,
  read,
  uploadForm,
  withdraw,
} from '../testing/cases.ts';
import { heic, jpeg, pdf, png } from '../testing/files.ts';
import { citizen } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type ApplicationView } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
let emma: Browser;
let sanne: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  emma = await citizen(system, 'emma');
  sanne = await citizen(system, 'sanne');
});

/** Filled in up to the plates, which are these. */
const withPlates = async (browser: Browser, productId: string, ...plates: { plate: string; country: string }[]) =>
  answer(browser, await fillInUntil(browser, await begin(browser, productId), 'plates'), {
    plates,
    platesConfirmed: true,
  });
const LEASED = dutch('627-HX-3');
const documentsOf = async (browser: Browser, { id }: ApplicationView) =>
  (await browser.ask<{ items: { id: string; fileName: string }[] }>('GET', `/v1/applications/${id}/documents`)).items;

describe('the keeper check', () => {
  it('asks nothing more for a plate in the applicant’s name, and shows the car [PORTAL-039]', async () => {
    const { answers, requirements, openStep } = await withPlates(sanne, 'resident', dutch('K-51-FTN'));
    expect(answers.plates).toMatchObject([{ keeper: 'own', vehicle: 'Volkswagen Golf', colour: 'blauw' }]);
    expect([requirements, openStep]).toEqual([[], 'declaration']);
  });

  it.each([
    ['in another’s name', dutch('K-51-FTN'), 'other'],
    ['of a lease company', LEASED, 'other'],
    ['the register does not know', dutch('Z-999-ZZ'), 'unknown'],
    ['from another country', { plate: 'B-AB 1234', country: 'D' }, 'not-asked'],
  ])('asks for evidence for a plate %s [PORTAL-039, PORTAL-055]', async (_which, plate, keeper) => {
    const opened = await withPlates(emma, 'resident', plate);
    expect(opened).toMatchObject({
      status: 'awaiting-documents',
      openStep: 'documents',
      actions: ['continue', 'withdraw'],
    });
    expect(opened.answers.plates).toMatchObject([{ keeper }]);
    expect(opened.requirements).toMatchObject([{ plateId: opened.answers.plates[0]!.id, given: false }]);
  });

  it('is not made for businesses, whose cars have many drivers [PORTAL-039]', async () => {
    const { answers, requirements, openStep } = await withPlates(await citizen(system, 'bakkerij'), 'business', LEASED);
    expect(answers.plates).toMatchObject([{ keeper: 'not-asked' }]);
    expect([requirements, openStep]).toEqual([[], 'declaration']);
  });

  it('is made again for a plate that takes the place of another, and forgets the other', async () => {
    const opened = await fillInUntil(sanne, await begin(sanne, 'resident'), 'plates');
    expect((await answer(sanne, opened, { plates: [LEASED] })).requirements).toHaveLength(1);
    const { answers, requirements } = await answer(sanne, opened, { plates: [dutch('k51ftn')] });
    expect(answers.plates).toMatchObject([{ display: 'K-51-FTN', keeper: 'own' }]);
    expect(requirements).toEqual([]);
  });
});

describe('the documents asked for', () => {
  it('come with the reason, the article and several kinds to choose from, in both languages [PORTAL-041]', async () => {
    const { requirements } = await withPlates(emma, 'resident', LEASED);
    const [requirement] = requirements;
    expect(requirement!.reason.nl).toContain('Zo voorkomen wij misbruik');
    expect(requirement!.reason.en).toContain('prevent misuse');
    expect(requirement!.article).toBe('artikel 4 lid 2');
    expect(requirement!.kinds.map(({ id }) => id)).toEqual([
      'lease',
      'owner-statement',
      'courtesy-car',
      'registration-certificate',
    ]);
    for (const { name } of requirement!.kinds) expect([name.nl, name.en].every(Boolean)).toBe(true);
  });

  it.each([
    ['the car of a partner', 'K-51-FTN', 'partner-statement'],
    ['a lease car', '627-HX-3', 'lease'],
    ['a courtesy car of the garage', '738-VB-2', 'courtesy-car'],
  ])('prove the use of %s, with a kind of their own [LOKET-012]', async (_car, plate, kind) => {
    const marieke = await citizen(system, 'deventer-bewoner');
    const opened = await withPlates(marieke, 'resident', dutch(plate));
    expect(opened).toMatchObject({ openStep: 'documents', status: 'awaiting-documents' });
    await attach(marieke, opened, uploadForm(opened.requirements[0]!.id, kind));
    const confirmed = await answer(marieke, opened, { documentsConfirmed: true });
    expect(confirmed).toMatchObject({ openStep: 'declaration', requirements: [{ given: true }] });
    await withdraw(marieke, confirmed);
  });

  it('are one for each plate that needs it, and none may be missing', async () => {
    const opened = await withPlates(emma, 'resident', LEASED, dutch('5-LS-830'));
    expect(opened.requirements.map(({ plateId }) => plateId)).toEqual(opened.answers.plates.map(({ id }) => id));
    await attach(emma, opened, uploadForm(opened.requirements[0]!.id, 'lease'));
    expect(
      await emma.refused('PATCH', `/v1/applications/${opened.id}/answers`, { documentsConfirmed: true }),
    ).toMatchObject({
      status: 409,
      code: 'evidence-missing',
      trace: { steps: [{ article: 'artikel 4 lid 2', values: { missing: 1 }, remedy: 'add-document' }] },
    });
    await attach(emma, opened, uploadForm(opened.requirements[1]!.id, 'lease'));
    expect((await answer(emma, opened, { documentsConfirmed: true })).openStep).toBe('declaration');
  });

  it('are those asked for: another kind or another purpose is refused', async () => {
    const opened = await withPlates(emma, 'resident', LEASED);
    const [requirement] = opened.requirements;
    const path = `/v1/applications/${opened.id}/documents`;
    expect(await emma.refused('POST', path, uploadForm(requirement!.id, 'care-statement'))).toMatchObject({
      code: 'document-kind-not-accepted',
    });
    expect(await emma.refused('POST', path, uploadForm('use-of-car:anders', 'lease'))).toMatchObject({
      code: 'unknown-requirement',
    });
    expect(await documentsOf(emma, opened)).toEqual([]);
  });
});

describe('a document', () => {
  it.each([
    ['a file from the computer', 'contract.pdf', pdf(), 'application/pdf', 'contract.pdf'],
    ['a photo of the telephone', 'IMG_0001.HEIC', heic(), 'image/heic', 'IMG_0001.heic'],
    ['a photo of the camera', 'image.jpg', jpeg(), 'image/jpeg', 'image.jpg'],
    ['a picture of the screen', 'scherm.png', png(), 'image/png', 'scherm.png'],
  ])('may be %s, and comes back as it was sent [PORTAL-042]', async (_what, sentAs, content, mediaType, fileName) => {
    const opened = await withPlates(emma, 'resident', LEASED);
    const view = await attach(emma, opened, uploadForm(opened.requirements[0]!.id, 'lease', content, sentAs));
    expect(view).toMatchObject({
      kind: 'lease',
      kindName: { en: expect.stringContaining('Lease') },
      mediaType,
      fileName,
      bytes: content.length,
      superseded: false,
    });
    const { status, headers, bytes } = await emma.download(`/v1/applications/${opened.id}/documents/${view.id}`);
    expect([status, headers.get('content-type')]).toEqual([200, mediaType]);
    expect(bytes.equals(content)).toBe(true);
    expect(headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${fileName}`);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('can be seen, deleted and replaced until all are confirmed, and none of it after [PORTAL-043]', async () => {
    const opened = await withPlates(emma, 'resident', LEASED);
    const requirementId = opened.requirements[0]!.id;
    const path = `/v1/applications/${opened.id}/documents`;
    const first = await attach(emma, opened, uploadForm(requirementId, 'lease', pdf(), 'eerste.pdf'));
    expect((await documentsOf(emma, opened)).map(({ fileName }) => fileName)).toEqual(['eerste.pdf']);

    const without = await emma.ask<ApplicationView>('DELETE', `${path}/${first.id}`);
    expect(without).toMatchObject({ documents: [], requirements: [{ given: false }] });
    expect((await emma.download(`${path}/${first.id}`)).status).toBe(404);
    for (const id of [first.id, '00000000-0000-4000-8000-000000000000', 'geen-id'])
      expect(await emma.refused('DELETE', `${path}/${id}`)).toMatchObject({ status: 404, code: 'not-found' });

    const second = await attach(emma, opened, uploadForm(requirementId, 'lease', pdf(), 'tweede.pdf'));
    await answer(emma, opened, { documentsConfirmed: true });
    expect(await emma.refused('DELETE', `${path}/${second.id}`)).toMatchObject({
      code: 'documents-already-confirmed',
      trace: { steps: [{ remedy: 'withdraw-and-start-again' }] },
    });
    expect(await emma.refused('POST', path, uploadForm(requirementId, 'lease'))).toMatchObject({
      code: 'documents-already-confirmed',
    });
    expect((await documentsOf(emma, opened)).map(({ fileName }) => fileName)).toEqual(['tweede.pdf']);

    expect(await withdraw(emma, opened)).toMatchObject({ status: 'withdrawn' });
  });

  it('belongs to its application: another’s reads like none, for the owner of neither', async () => {
    const opened = await withPlates(emma, 'resident', LEASED);
    const { id } = await attach(emma, opened, uploadForm(opened.requirements[0]!.id, 'lease'));
    const other = await begin(emma, 'resident');
    const own = `/v1/applications/${opened.id}/documents/${id}`;
    expect((await emma.download(`/v1/applications/${other.id}/documents/${id}`)).status).toBe(404);
    expect((await sanne.download(own)).status).toBe(404);
    expect(await sanne.refused('DELETE', own)).toMatchObject({ status: 404 });
    expect(await emma.refused('DELETE', `/v1/applications/${other.id}/documents/${id}`)).toMatchObject({ status: 404 });
    expect((await emma.download(own)).status).toBe(200);
  });

  it('sent twice under one Idempotency-Key is kept once', async () => {
    const opened = await withPlates(emma, 'resident', LEASED);
    const send = () =>
      emma.call<{ id: string }>(
        'POST',
        `/v1/applications/${opened.id}/documents`,
        uploadForm(opened.requirements[0]!.id, 'lease', Buffer.from('%PDF-1.4 twice')),
        {
          headers: { 'idempotency-key': `upload-${opened.id}` },
        },
      );
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    expect(await documentsOf(emma, opened)).toHaveLength(1);
  });

  it('is told to staff, and only the documents that were confirmed go along', async () => {
    const opened = await withPlates(emma, 'resident', LEASED);
    await proveEverything(emma, opened);
    const confirmed = await declare(emma, await answer(emma, opened, { documentsConfirmed: true }));
    expect(confirmed).toMatchObject({ status: 'in-review', documents: [{ superseded: false }] });
    expect((await read(emma, confirmed)).decideBefore).not.toBeNull();
    await withdraw(emma, confirmed);
    await withdraw(sanne, await declared(sanne, 'resident', { plates: [LEASED] }));
  });
});
