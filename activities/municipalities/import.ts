import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Pool } from 'pg';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { shaOf } from './drafts.ts';
import { filesOf } from './files.ts';
import { readFiles, readFolder, type PlacedFault } from './read-folder.ts';

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

/**
 * Makes what differs from what was last imported the next release, in force from `at`. Importing the same data again changes nothing.
 * Where staff makes releases, what comes with a new version of the program is a proposal to them: it never overturns what they approved.
 */
export async function importReleases(pool: Pool, contents: readonly ReleaseContent[], at: Instant): Promise<number> {
  let imported = 0;
  for (const content of contents) {
    const { id, name } = content.municipality;
    const sha256 = shaOf(content);
    imported += await inTransaction(pool, async (tx) => {
      await tx.query({ ...keepMunicipality, values: [id, name] });
      const { rows } = await tx.query<Newest>({ ...readNewest, values: [id] });
      const newest = rows[0];
      if (newest?.imported === sha256) return 0;
      if (newest?.by_staff) {
        await propose(tx, content, newest.number, at);
        return 0;
      }
      const number = (newest?.number ?? 0) + 1;
      await tx.query({ ...addRelease, values: [id, number, at, JSON.stringify(content), sha256] });
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

interface Newest {
  number: number;
  by_staff: boolean;
  /** Of what was last imported, whatever staff made since. */
  imported: string | null;
}

/** Once for the same data: who said no to it is not asked again. */
async function propose(tx: Db, content: ReleaseContent, newest: number, at: Instant): Promise<void> {
  const { id } = content.municipality;
  const written = filesOf(content);
  const read = readFiles(written);
  if (read.outcome === 'faults') throw new MunicipalDataError(read.faults);
  const sha256 = shaOf(read.content);
  const { rowCount } = await tx.query({ ...findProposal, values: [id, sha256] });
  if (rowCount) return;
  const draftId = randomUUID();
  const number = `GV-${await nextNumber(tx, id, 'GV')}`;
  const files = JSON.stringify(written);
  const article = content.municipality.ordinance.nl;
  await tx.query({ ...addProposal, values: [draftId, id, number, number, article, newest, files, at, sha256] });
  await record(tx, at, SYSTEM, { municipalityId: id }, { kind: 'release-submitted', data: { draftId, sha256 } });
}

const keepMunicipality = statement(
  'keep-municipality',
  'INSERT INTO municipality (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name',
);
const readNewest = statement(
  'read-newest-release',
  `SELECT number, draft_id IS NOT NULL AS by_staff,
          (SELECT sha256 FROM release i WHERE i.municipality_id = $1 AND i.draft_id IS NULL ORDER BY number DESC LIMIT 1) AS imported
     FROM release WHERE municipality_id = $1 ORDER BY number DESC LIMIT 1`,
);
const addRelease = statement(
  'add-release',
  `INSERT INTO release (municipality_id, number, valid_from, content, sha256, imported_at) VALUES ($1, $2, $3, $4, $5, $3)`,
);
const findProposal = statement(
  'find-proposed-release',
  'SELECT FROM release_draft WHERE municipality_id = $1 AND written_by IS NULL AND sha256 = $2',
);
const addProposal = statement(
  'add-proposed-release',
  `INSERT INTO release_draft (id, municipality_id, number, title, article, base, newest, files, status, written_at, submitted_at, sha256)
   VALUES ($1, $2, $3, $4, $5, $6, $6, $7, 'submitted', $8, $8, $9)`,
);
