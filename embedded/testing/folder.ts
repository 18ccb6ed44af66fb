import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one test file, which removes it with `remove` when it is done. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'parkwerk-test-'));
  chmodSync(path, 0o755); // as root, PostgreSQL runs as another user
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
