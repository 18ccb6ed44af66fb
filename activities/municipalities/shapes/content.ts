import { z } from 'zod';
import { type ReleaseContent } from '../../../rules/municipalities/release.ts';
import { type MunicipalityFile } from './municipality.ts';
import { type AddressesFile, type TariffsFile } from './places.ts';
import { type ProductsFile } from './products.ts';

const sentences = z.record(z.string(), z.string());
export const TextsFile = z.strictObject({ nl: sentences, en: sentences });

/** The files put together are what the rules read; this does not compile when they differ. */
export type ContentParts = z.infer<typeof ProductsFile> &
  z.infer<typeof AddressesFile> & { tariffs: z.infer<typeof TariffsFile> } & {
    municipality: z.infer<typeof MunicipalityFile>;
  };
export const fitsTheRules = (parts: ContentParts): Pick<ReleaseContent, keyof ContentParts & keyof ReleaseContent> =>
  parts;
