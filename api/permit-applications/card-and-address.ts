import { statement } from '../../activities/db/transaction.ts';
import { type Deps } from '../../activities/ports.ts';
import { type CivilDate } from '../../rules/values/civil-day.ts';

/** What an application rests on beside plates and papers: a card, the other address of a move. */
export interface CardAndAddress {
  card: { number: string | null; expiresOn: CivilDate } | null;
  /** What its permit takes the place of; the number is null where there is no such permit. */
  succession: { permitNumber: string | null; inherited: boolean } | null;
  secondAddress: { areaId: string | null; known: boolean; postcode: string | null; houseNumber: number | null } | null;
}

/** For the applicant, who typed it, and for staff, who compare it with the papers. */
export async function readCardAndAddress(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  applicationId: string,
): Promise<CardAndAddress> {
  const { rows } = await pool.query<GivenRow>({ ...readGiven, values: [applicationId] });
  const row = rows[0]!;
  return {
    card:
      row.expires_on === null
        ? null
        : {
            number: row.number_sealed && vault.open(row.number_sealed).toString('utf8'),
            expiresOn: row.expires_on,
          },
    succession: row.inherited === null ? null : { permitNumber: row.succeeds, inherited: row.inherited },
    secondAddress:
      row.known === null
        ? null
        : { areaId: row.area_id, known: row.known, postcode: row.postcode, houseNumber: row.house_number },
  };
}

interface GivenRow {
  number_sealed: Buffer | null;
  expires_on: CivilDate | null;
  area_id: string | null;
  known: boolean | null;
  postcode: string | null;
  house_number: number | null;
  inherited: boolean | null;
  succeeds: string | null;
}

const readGiven = statement(
  'read-card-and-address',
  `SELECT c.number_sealed, c.expires_on::text AS expires_on, s.area_id, s.known, s.postcode, s.house_number, u.inherited, p.number AS succeeds
     FROM (SELECT $1::uuid AS id) a LEFT JOIN disabled_card c ON c.application_id = a.id
     LEFT JOIN second_address s ON s.application_id = a.id
     LEFT JOIN succession u ON u.application_id = a.id LEFT JOIN permit p ON p.id = u.permit_id`,
);
