export type Language = 'nl' | 'en';

/** What a person reads, in both languages at once, so that it cannot be missing in one. */
export type Sentence = Record<Language, string>;

export const both = (nl: string, en: string): Sentence => ({ nl, en });
