import { XMLBuilder } from 'fast-xml-parser';
import { type Language } from '../../rules/values/language.ts';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  preserveOrder: false,
  format: false,
});
export const VOICES: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };

/** What the telephone company does next, in its own markup. */
export const twiml = (response: object): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${builder.build({ Response: response })}`;

export const spoken = (language: Language, text: string) => ({ '@language': VOICES[language], '#text': text });
