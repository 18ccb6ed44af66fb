import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the stand-ins noted, in order: `worker started`, `api stopped`. */
export function journal(dataDir: string): string[] {
  const file = join(dataDir, 'journal');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}
