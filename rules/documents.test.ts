import { decideUpload, MAX_UPLOAD_BYTES } from './documents.ts';

const photo = { bytes: 400_000, mediaType: 'image/jpeg', infected: false };

describe('a file that is sent as proof', () => {
  it.each([
    ['application/pdf', 'pdf'],
    ['image/jpeg', 'jpg'],
    ['image/png', 'png'],
    ['image/heic', 'heic'],
  ])('is kept when its bytes say %s', (mediaType, extension) => {
    expect(decideUpload({ ...photo, mediaType })).toEqual({ outcome: 'allow', extension });
  });

  it('may be ten megabytes and not a byte more', () => {
    expect(decideUpload({ ...photo, bytes: MAX_UPLOAD_BYTES }).outcome).toBe('allow');
    expect(decideUpload({ ...photo, bytes: MAX_UPLOAD_BYTES + 1 })).toMatchObject({
      ground: 'file-too-large',
      steps: [{ values: { atMost: 10 * 1024 * 1024 }, remedy: 'make-file-smaller' }],
    });
  });

  it.each([
    ['is empty', { bytes: 0 }, 'file-empty'],
    ['is a program that calls itself a PDF', { mediaType: 'application/x-msdownload' }, 'file-type-not-allowed'],
    ['is a web page', { mediaType: 'text/html' }, 'file-type-not-allowed'],
    ['says nothing of what it is', { mediaType: null }, 'file-type-not-allowed'],
    ['is infected', { infected: true }, 'file-infected'],
  ])('is refused when it %s', (_why, with_, ground) => {
    expect(decideUpload({ ...photo, ...with_ })).toMatchObject({ outcome: 'refuse', ground });
  });
});
