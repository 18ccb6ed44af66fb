import { areaOfAddress } from '../../rules/municipalities/places.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { isKnownAddress, type SecondAddress } from '../../rules/permit-applications/second-address.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { type Dossier } from './dossier.ts';

/** The other address of a move, as it was typed. */
export interface TypedAddress {
  postcode: string;
  houseNumber: number;
}

/** In which zone it lies, and whether a permit its holder has there says enough (PEERS-024). */
export async function placeOfSecondAddress(
  tx: Db,
  { releases }: Pick<Deps, 'releases'>,
  { holderId, municipalityId, release }: Dossier,
  { postcode, houseNumber }: TypedAddress,
): Promise<SecondAddress> {
  const address = { street: '', houseNumber, houseSuffix: '', postcode, city: '', country: '' };
  const areaId = areaOfAddress(address, release.content) ?? null;
  const { rows } = await tx.query<{ product_id: string; release: number; area_id: string }>({
    ...readHeld,
    values: [holderId],
  });
  const byAddress: { areaId: string }[] = [];
  for (const held of rows) {
    const { content } = await releases.numbered(municipalityId, held.release, tx);
    if (productOf(content, held.product_id)?.eligibility.area === 'address') byAddress.push({ areaId: held.area_id });
  }
  return { areaId, known: isKnownAddress(areaId, byAddress) };
}

export async function keepSecondAddress(
  tx: Db,
  applicationId: string,
  { postcode, houseNumber }: TypedAddress,
  { areaId, known }: SecondAddress,
): Promise<void> {
  await tx.query({ ...writeAddress, values: [applicationId, areaId, known, postcode, houseNumber] });
}

const readHeld = statement(
  'read-permits-by-address',
  `SELECT product_id, release, area_id FROM permit WHERE holder_id = $1 AND status = 'issued'`,
);
const writeAddress = statement(
  'write-second-address',
  `INSERT INTO second_address (application_id, area_id, known, postcode, house_number) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (application_id) DO UPDATE SET area_id = excluded.area_id, known = excluded.known, postcode = excluded.postcode,
     house_number = excluded.house_number`,
);
