import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The checkout, found from the source as well as from its compiled copy in `dist/`. */
export function projectRoot(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new Error(`No package.json above ${import.meta.dirname}.`);
  }
}
