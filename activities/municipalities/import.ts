import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Pool } from 'pg';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { readFolder, type PlacedFault } from './read-folder.ts';

/** Municipal data with faults: nothing of it comes into force, and what was in force stays. */
export class MunicipalDataError extends Error {
  constructor(faults: readonly PlacedFault[]) {
    super(
      `The municipal data are not right:\n${faults.map(({ file, line, message }) => `  - ${file}:${line} ${message}`).join('\n')}`,
    );
    this.name = 'MunicipalDataError';
  }
}

/** Every municipality's folder under `root`, or all faults of all of them at once. */
export function readFolders(root: string): ReleaseContent[] {
  const read = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readFolder(join(root, entry.name)));
  const faults = read.flatMap((folder) => (folder.outcome === 'faults' ? folder.faults : []));
  if (faults.length > 0) throw new MunicipalDataError(faults);
  return read.flatMap((folder) => (folder.outcome === 'read' ? [folder.content] : []));
}

/** Makes what differs from the newest release the next one, in force from `at`. Importing the same data again changes nothing. */
export async function importReleases(pool: Pool, contents: readonly ReleaseContent[], at: Instant): Promise<number> {
  let imported = 0;
  for (const content of contents) {
    const { id, name } = content.municipality;
    const text = JSON.stringify(content);
    const sha256 = createHash('sha256').update(text).digest('hex');
    imported += await inTransaction(pool, async (tx) => {
      await tx.query({ ...keepMunicipality, values: [id, name] });
      const { rows } = await tx.query<{ number: number; sha256: string }>({ ...readNewest, values: [id] });
      if (rows[0]?.sha256 === sha256) return 0;
      const number = (rows[0]?.number ?? 0) + 1;
      await tx.query({ ...addRelease, values: [id, number, at, text, sha256] });
      await record(
        tx,
        at,
        SYSTEM,
        { municipalityId: id },
        { kind: 'release-imported', data: { release: number, sha256 } },
      );
      return 1;
    });
  }
  return imported;
}

const keepMunicipality = statement(
  'keep-municipality',
  'INSERT INTO municipality (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name',
);
const readNewest = statement(
  'read-newest-release',
  'SELECT number, sha256 FROM release WHERE municipality_id = $1 ORDER BY number DESC LIMIT 1',
);
const addRelease = statement(
  'add-release',
  `INSERT INTO release (municipality_id, number, valid_from, content, sha256, imported_at) VALUES ($1, $2, $3, $4, $5, $3)`,
);
