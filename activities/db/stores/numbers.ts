import { statement, type Db } from '../transaction.ts';

/** The next number of a municipality's series, such as 2304 for `Z`: no gaps unless the transaction fails, never twice. */
export async function nextNumber(tx: Db, municipalityId: string, series: string): Promise<number> {
  const { rows } = await tx.query<{ last: number }>({ ...takeNumber, values: [municipalityId, series] });
  return rows[0]!.last;
}

const takeNumber = statement(
  'take-number',
  `INSERT INTO number_series (municipality_id, series, last) VALUES ($1, $2, 1)
   ON CONFLICT (municipality_id, series) DO UPDATE SET last = number_series.last + 1
   RETURNING last`,
);
