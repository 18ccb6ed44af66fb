import { jest } from '@jest/globals';
import { freePorts } from '../../embedded/ports.ts';
import { type Running } from '../../embedded/running.ts';
import { temporaryFolder } from '../../embedded/testing/folder.ts';
import { SIGNATURES, startClamd } from '../../embedded/testing/system-services.ts';
import { MAX_UPLOAD_BYTES } from '../../rules/documents.ts';
import { type Browser } from '../testing/browser.ts';
import { begin, fillInUntil, uploadForm } from '../testing/cases.ts';
import { pdf } from '../testing/files.ts';
import { citizen } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';
import { type ApplicationView } from './shapes.ts';

jest.setTimeout(120_000);

const folder = temporaryFolder();
let port: number;
let clamd: Running;
let system: Awaited<ReturnType<typeof ownSystem>>;
let willem: Browser;
let opened: ApplicationView;
let path: string;
beforeAll(async () => {
  [port = 0] = await freePorts(1);
  clamd = await startClamd(folder.path, port);
  system = await ownSystem('scan', { CLAMD_HOST: `127.0.0.1:${port}` });
  willem = await citizen(system, 'willem');
  opened = await fillInUntil(willem, await begin(willem, 'resident'), 'documents', { plates: [dutch('627-HX-3')] });
  path = `/v1/applications/${opened.id}/documents`;
});
afterAll(async () => {
  await Promise.all([system.stop(), clamd.stop()]);
  folder.remove();
});

const send = (content: Buffer) =>
  willem.call<{ code: string }>('POST', path, uploadForm(opened.requirements[0]!.id, 'lease', content));
const kept = async () => (await willem.ask<{ items: unknown[] }>('GET', path)).items.length;

describe('a proof somebody sends, with clamd beside the system', () => {
  it('is kept when nothing is found in it, however large it may be [PORTAL-041]', async () => {
    const page = pdf();
    const before = await kept();
    expect((await send(page)).status).toBe(201);
    expect((await send(Buffer.concat([page, Buffer.alloc(MAX_UPLOAD_BYTES - page.length, ' ')]))).status).toBe(201);
    expect(await kept()).toBe(before + 2);
  });

  it.each([
    ['the pattern every scanner knows', SIGNATURES.eicar],
    ['what only this clamd knows', SIGNATURES.ours],
  ])('is refused and not kept when clamd finds %s in it [PORTAL-041]', async (_what, found) => {
    const before = await kept();
    expect(await send(pdf(found))).toMatchObject({ status: 409, body: { code: 'file-infected' } });
    expect(await kept()).toBe(before);
  });

  it('is not taken unseen while clamd is away, and is once it is back [PORTAL-041]', async () => {
    const before = await kept();
    await clamd.stop();
    expect(await send(pdf())).toMatchObject({ status: 503, body: { code: 'busy-try-again' } });
    expect(await kept()).toBe(before);
    clamd = await startClamd(folder.path, port);
    expect((await send(pdf())).status).toBe(201);
    expect(await kept()).toBe(before + 1);
  });
});
