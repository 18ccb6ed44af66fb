import { jest } from '@jest/globals';
import { type Problem } from '../http/problem.ts';
import { type Browser } from '../testing/browser.ts';
import { attach, begin, fillInUntil, uploadForm } from '../testing/cases.ts';
import { EICAR, exe, pdf, png } from '../testing/files.ts';
import { citizen } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem } from '../testing/stack.ts';
import { type ApplicationView } from './shapes.ts';

jest.setTimeout(60_000);

let willem: Browser;
let opened: ApplicationView;
let path: string;
let requirementId: string;
beforeAll(async () => {
  willem = await citizen(await sharedSystem(), 'willem');
  opened = await fillInUntil(willem, await begin(willem, 'resident'), 'documents', { plates: [dutch('627-HX-3')] });
  path = `/v1/applications/${opened.id}/documents`;
  requirementId = opened.requirements[0]!.id;
});
afterEach(async () => {
  const { items } = await willem.ask<{ items: { id: string }[] }>('GET', path);
  for (const { id } of items) await willem.ask('DELETE', `${path}/${id}`);
});

const sending = (content: Buffer, fileName: string): Promise<Problem> =>
  willem.refused('POST', path, uploadForm(requirementId, 'lease', content, fileName));
const kept = async () => (await willem.ask<{ items: unknown[] }>('GET', path)).items.length;

describe('a file that cannot be evidence', () => {
  it.each([
    ['of 25 MB', Buffer.concat([pdf(), Buffer.alloc(25 * 1024 * 1024)]), 'groot.pdf', 413, 'file-too-large'],
    ['of one byte too many', Buffer.concat([pdf(), Buffer.alloc(10 * 1024 * 1024)]), 'net.pdf', 413, 'file-too-large'],
    ['that is empty', Buffer.alloc(0), 'leeg.pdf', 409, 'file-empty'],
    ['that is a program called .pdf', exe(), 'rekening.pdf', 415, 'file-type-not-allowed'],
    ['that is text called .png', Buffer.from('<script>alert(1)</script>'), 'foto.png', 415, 'file-type-not-allowed'],
    ['that is a page', Buffer.from('<!doctype html><html></html>'), 'contract.html', 415, 'file-type-not-allowed'],
    ['with the pattern of a virus', pdf(EICAR), 'besmet.pdf', 409, 'file-infected'],
  ])('%s is refused and not kept [PORTAL-041]', async (_what, content, name, status, code) => {
    const problem = await sending(content, name);
    expect(problem).toMatchObject({ status, code, trace: { steps: [{ remedy: expect.any(String) }] } });
    expect(await kept()).toBe(0);
    expect(JSON.stringify(problem)).not.toContain(name);
  });
});

describe('the name of a file', () => {
  it.each([
    ['a picture called .pdf', png(), 'bewijs.pdf', 'image/png', 'bewijs.png'],
    ['no ending', pdf(), 'contract', 'application/pdf', 'contract.pdf'],
    ['a path', pdf(), '../../etc/passwd', 'application/pdf', 'passwd.pdf'],
    ['a path of another system', pdf(), 'C:\\Users\\emma\\lease.pdf', 'application/pdf', 'lease.pdf'],
    ['letters with marks', pdf(), 'überprüfung ąę.pdf', 'application/pdf', 'überprüfung ąę.pdf'],
    ['signs a header would trip over', pdf(), 'a"b\r\nSet-Cookie: x=y;.pdf', 'application/pdf', undefined],
    ['hundreds of letters', pdf(), `${'x'.repeat(300)}.pdf`, 'application/pdf', `${'x'.repeat(80)}.pdf`],
    ['nothing but signs', pdf(), '???', 'application/pdf', undefined],
  ])('says nothing of what it is: %s is kept by its content', async (_what, content, sentAs, mediaType, fileName) => {
    const view = await attach(willem, opened, uploadForm(requirementId, 'lease', content, sentAs));
    expect(view.mediaType).toBe(mediaType);
    if (fileName) expect(view.fileName).toBe(fileName);
    const { status, headers } = await willem.download(`${path}/${view.id}`);
    expect([status, headers.get('content-type'), headers.get('set-cookie')]).toEqual([200, mediaType, null]);
  });
});

describe('a form that is no upload', () => {
  const form = (parts: [name: string, value: string | Blob][]) => {
    const made = new FormData();
    for (const [name, value] of parts) made.append(name, value);
    return made;
  };
  const file = new Blob([new Uint8Array(pdf())]);

  it.each([
    [
      'without a file',
      [
        ['requirementId', 'x'],
        ['kind', 'lease'],
      ],
    ],
    [
      'without what it proves',
      [
        ['kind', 'lease'],
        ['file', file],
      ],
    ],
    [
      'without a kind',
      [
        ['requirementId', 'x'],
        ['file', file],
      ],
    ],
    [
      'with a field nobody asked for',
      [
        ['requirementId', 'x'],
        ['kind', 'lease'],
        ['holderId', 'y'],
        ['file', file],
      ],
    ],
    [
      'with the file under another name',
      [
        ['requirementId', 'x'],
        ['kind', 'lease'],
        ['upload', file],
      ],
    ],
    [
      'with two files',
      [
        ['requirementId', 'x'],
        ['kind', 'lease'],
        ['file', file],
        ['file', file],
      ],
    ],
    [
      'with text that cannot be kept',
      [
        ['requirementId', 'x\0'],
        ['kind', 'lease'],
        ['file', file],
      ],
    ],
    ['with very many fields', Array.from({ length: 50 }, (_, n): [string, string] => [`f${n}`, 'x'])],
  ] satisfies [string, [string, string | Blob][]][])('%s is refused', async (_what, parts) => {
    expect(await willem.refused('POST', path, form(parts))).toMatchObject({ status: 400, code: 'invalid-form' });
    expect(await kept()).toBe(0);
  });

  it.each([
    ['application/json', '{}', 415],
    ['text/plain', 'x', 415],
    ['multipart/form-data', 'x', 400],
    ['multipart/form-data; boundary=x', 'niets', 400],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4 cut off',
      400,
    ],
    [undefined, 'x', 415],
  ])('of type %s is refused', async (type, body, status) => {
    const problem = await willem.refused('POST', path, undefined, {
      raw: { body, ...(type !== undefined && { type }) },
    });
    expect(problem.status).toBe(status);
    expect(await kept()).toBe(0);
  });
});
