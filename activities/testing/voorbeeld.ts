import { type Release, type ReleaseContent } from '../../rules/municipalities/release.ts';
import { readFolder } from '../municipalities/read-folder.ts';
import { loadTexts } from '../texts.ts';

/** The municipality that is shipped as an example, for tests of what is written about it. */
export function voorbeeld(): ReleaseContent {
  const read = readFolder(new URL('../../municipalities/voorbeeld', import.meta.url).pathname);
  if (read.outcome === 'faults') throw new Error(JSON.stringify(read.faults));
  return read.content;
}

export const releaseOf = (content: ReleaseContent): Release => ({
  municipalityId: content.municipality.id,
  number: 1,
  validFrom: '2026-01-01T00:00:00.000Z',
  content,
});

/** The sentences people really read. */
export const texts = loadTexts(new URL('../../text/', import.meta.url));
