import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LANGUAGES, type Language } from '../../rules/values/language.ts';

/** The instruction film of each municipality that has one, with a picture from it and its captions (ASSEN-004). */
export function films(releases: string) {
  const path = (municipality: string, kind: string) => resolve(releases, municipality, `film.${kind}`);
  const exists = (municipality: string): boolean => existsSync(path(municipality, 'webm'));
  return {
    exists,
    /** Where a file such as `assen.nl.vtt` lies; undefined when there is none. */
    file(name: string): string | undefined {
      const [, municipality, kind] = /^([a-z0-9-]+)\.(webm|jpg|(?:nl|en)\.vtt)$/.exec(name) ?? [];
      if (municipality === undefined || kind === undefined) return undefined;
      const found = path(municipality, kind);
      return existsSync(found) ? found : undefined;
    },
    /** What the captions say, for whoever reads instead of looks; undefined without a film. */
    transcript(municipality: string): Record<Language, string[]> | undefined {
      if (!exists(municipality)) return undefined;
      const said = LANGUAGES.map((language) => [
        language,
        sentencesOf(readFileSync(path(municipality, `${language}.vtt`), 'utf8')),
      ]);
      return Object.fromEntries(said) as Record<Language, string[]>;
    },
  };
}

/** The text of every cue of a WebVTT file. */
export const sentencesOf = (captions: string): string[] =>
  captions
    .split(/\r?\n\r?\n/)
    .filter((block) => block.includes('-->'))
    .map((block) => block.slice(block.indexOf('\n', block.indexOf('-->')) + 1).replaceAll(/\s+/g, ' ').trim()); // prettier-ignore
