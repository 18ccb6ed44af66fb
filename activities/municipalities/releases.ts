import { type Pool } from 'pg';
import { type Release, type ReleaseContent } from '../../rules/municipalities/release.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Releases } from '../ports.ts';

/** There is no such municipality, or none with data. */
export class UnknownMunicipality extends Error {
  constructor(id: string) {
    super(`there is no municipality ${id}`);
    this.name = 'UnknownMunicipality';
  }
}

/** Releases as they lie in the database. Their content never changes, so it is read once per process; which is in force is asked anew. */
export function storedReleases(pool: Pool): Releases {
  const known = new Map<string, Release>();

  const numbered = async (municipalityId: string, number: number, tx: Db = pool): Promise<Release> => {
    const key = `${municipalityId} ${number}`;
    const found = known.get(key);
    if (found) return found;
    const { rows } = await tx.query<{ valid_from: Date; content: ReleaseContent }>({
      ...readRelease,
      values: [municipalityId, number],
    });
    if (!rows[0]) throw new UnknownMunicipality(municipalityId);
    const release = { municipalityId, number, validFrom: rows[0].valid_from.toISOString(), content: rows[0].content };
    known.set(key, release);
    return release;
  };

  return {
    numbered,
    async inForce(municipalityId, at, tx = pool) {
      const { rows } = await tx.query<{ number: number }>({ ...readInForce, values: [municipalityId, at] });
      if (!rows[0]) throw new UnknownMunicipality(municipalityId);
      return numbered(municipalityId, rows[0].number, tx);
    },
    async all(at) {
      const { rows } = await pool.query<{ municipality_id: string; number: number }>({
        ...readAllInForce,
        values: [at],
      });
      return Promise.all(rows.map(({ municipality_id, number }) => numbered(municipality_id, number)));
    },
  };
}

const readRelease = statement(
  'read-release',
  'SELECT valid_from, content FROM release WHERE municipality_id = $1 AND number = $2',
);
const readInForce = statement(
  'read-release-in-force',
  `SELECT number FROM release WHERE municipality_id = $1 AND valid_from <= $2 ORDER BY number DESC LIMIT 1`,
);
const readAllInForce = statement(
  'read-releases-in-force',
  `SELECT DISTINCT ON (municipality_id) municipality_id, number FROM release WHERE valid_from <= $1 ORDER BY municipality_id, number DESC`,
);
