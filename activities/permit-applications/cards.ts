import { cardNumberKey, type TypedCard } from '../../rules/permits/disabled-card.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isClash, statement, type Db } from '../db/transaction.ts';
import { type Vault } from '../db/vault.ts';
import { type Dossier } from './dossier.ts';

/** Keeps the card an application rests on; its number is sealed, and found again by its fingerprint alone. */
export async function keepCard(
  tx: Db,
  vault: Vault,
  { id, municipalityId }: Pick<Dossier, 'id' | 'municipalityId'>,
  { number, expiresOn }: TypedCard,
): Promise<void> {
  const key = cardNumberKey(number);
  await tx.query({
    ...writeCard,
    values: [id, municipalityId, vault.seal(Buffer.from(key)), vault.fingerprint('card', key), expiresOn],
  });
}

/** Takes the card for this case; false when another case has it. The index decides between two who come at once. */
export async function claimCard(tx: Db, applicationId: string, at: Instant): Promise<boolean> {
  await tx.query('SAVEPOINT card');
  try {
    await tx.query({ ...takeCard, values: [applicationId, at] });
    await tx.query('RELEASE SAVEPOINT card');
    return true;
  } catch (error) {
    if (!isClash(error)) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT card');
    return false;
  }
}

/** The case or its permit is over: the card may be used for another. Harmless where there is none. */
export async function releaseCard(tx: Db, applicationId: string, at: Instant): Promise<void> {
  await tx.query({ ...letCardGo, values: [applicationId, at] });
}

const writeCard = statement(
  'write-disabled-card',
  `INSERT INTO disabled_card (application_id, municipality_id, number_sealed, number_hash, expires_on) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (application_id) DO UPDATE SET number_sealed = excluded.number_sealed, number_hash = excluded.number_hash,
     expires_on = excluded.expires_on`,
);
const takeCard = statement(
  'claim-disabled-card',
  'UPDATE disabled_card SET claimed_at = coalesce(claimed_at, $2), released_at = NULL WHERE application_id = $1',
);
const letCardGo = statement(
  'release-disabled-card',
  'UPDATE disabled_card SET released_at = $2 WHERE application_id = $1 AND claimed_at IS NOT NULL AND released_at IS NULL',
);
