import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { type HintRule } from '../../rules/misuse-hints.ts';
import { statement, type Db } from '../db/transaction.ts';

/** What became of hints, as counts of a year: all that stays of one that is put aside. */
export async function tally(
  tx: Db,
  municipalityId: MunicipalityId,
  rule: HintRule,
  year: number,
  more: { found?: number; putAside?: number; asked?: number },
): Promise<void> {
  const { found = 0, putAside = 0, asked = 0 } = more;
  await tx.query({ ...addToTally, values: [municipalityId, rule, year, found, putAside, asked] });
}

/** Whoever finds, puts aside or asks does so one after the other, so that what was just put aside is not found again. */
export async function inOrder(tx: Db, municipalityId: MunicipalityId): Promise<void> {
  await tx.query({ ...lockMunicipality, values: [municipalityId] });
}

const addToTally = statement(
  'add-to-hint-tally',
  `INSERT INTO hint_tally AS t (municipality_id, rule, year, found, put_aside, asked) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (municipality_id, rule, year)
   DO UPDATE SET found = t.found + excluded.found, put_aside = t.put_aside + excluded.put_aside, asked = t.asked + excluded.asked`,
);
/** Never in the way of rows that only name the municipality. */
const lockMunicipality = statement(
  'lock-municipality-for-hints',
  'SELECT FROM municipality WHERE id = $1 FOR NO KEY UPDATE',
);
