import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The project as text, for tests that hold its borders. Paths are relative to its root, with slashes. */

export const ROOT = new URL('../../', import.meta.url).pathname;

const FOLDERS = ['rules', 'workflows', 'activities', 'api', 'worker', 'ui', 'sandbox', 'embedded', 'bench', 'e2e'];
const CODE = /\.(ts|tsx|mts|mjs|js)$/;

export const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Every file under a folder; none when the folder is not there yet. */
export function filesIn(folder: string): string[] {
  try {
    return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => posix.join(entry.parentPath.replaceAll('\\', '/'), entry.name).slice(ROOT.length))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export const codeFiles = (folders: readonly string[] = FOLDERS): string[] =>
  folders
    .flatMap(filesIn)
    .filter((file) => CODE.test(file) && !file.endsWith('.d.mts') && !file.startsWith('ui/public/'));

/** Tests, and what only tests use. */
export const isForTests = (file: string): boolean => /\.test\.tsx?$|^e2e\/|\/testing\//.test(file);
