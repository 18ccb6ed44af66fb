import { z } from 'zod';
import { Id, Instant, Language } from '../http/shapes.ts';

const Facts = z.array(z.tuple([z.string(), z.string()]));

/** A letter as it is read: on a screen, aloud, or beside the same letter in another language. */
export const ReadLetter = z.object({
  title: z.string(),
  sender: z.object({ name: z.string(), lines: z.array(z.string()) }),
  recipient: z.array(z.string()),
  facts: Facts,
  blocks: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('heading'), text: z.string() }),
      z.object({ kind: z.literal('paragraph'), text: z.string() }),
      z.object({ kind: z.literal('map'), text: z.string() }),
      z.object({ kind: z.literal('facts'), facts: Facts }),
    ]),
  ),
});
export type ReadLetter = z.infer<typeof ReadLetter>;

export const LetterView = z.object({
  id: Id,
  kind: z.string(),
  at: Instant,
  fileName: z.string(),
  /** In which it was sent. */
  language: Language,
  text: z.object({ nl: ReadLetter, en: ReadLetter }),
});
export type LetterView = z.infer<typeof LetterView>;

/** The letter itself, or the same as signed fields for a program. */
export const LetterForm = z.strictObject({ format: z.enum(['pdf', 'json']).default('pdf') });
