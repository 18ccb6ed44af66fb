import { randomUUID } from 'node:crypto';
import { type Pool } from 'pg';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { inTransaction } from '../db/transaction.ts';
import { readFolder } from '../municipalities/read-folder.ts';
import { giveConsent } from '../on-demand/consent.ts';
import { type Deps } from '../ports.ts';

/** The municipality whose parking is on demand, as it is shipped. */
export function antwerpen(): ReleaseContent {
  const read = readFolder(new URL('../../municipalities/antwerpen', import.meta.url).pathname);
  if (read.outcome === 'faults') throw new Error(JSON.stringify(read.faults));
  return read.content;
}

/** Somebody who signed in with a Belgian means; without a postcode, from outside every zone. */
export async function belgian(pool: Pool, postcode = '9000'): Promise<string> {
  const id = randomUUID();
  const address = { street: 'Oefenlei', houseNumber: 12, houseSuffix: '', postcode, city: 'Antwerpen', country: 'BE' };
  await pool.query(
    `INSERT INTO holder (id, municipality_id, kind, subject_type, subject_hash, subject_sealed, name, address, means, created_at)
     VALUES ($1, 'antwerpen', 'person', 'rrn', $2, 'x', 'Lien Peeters', $3, 'itsme', '2026-05-01T12:00:00Z')`,
    [id, Buffer.from(id), JSON.stringify(address)],
  );
  return id;
}

export interface Consented {
  holderId: string;
  accountId: string;
  /** By product. */
  permits: Record<string, string>;
}

export async function consented(deps: Deps, holderId: string, at: string): Promise<Consented> {
  const command = { municipalityId: 'antwerpen', holderId, language: 'nl' as const, at };
  const profile = { email: 'lien@post.example', profileId: 'a876e4' };
  const { accountId } = await inTransaction(deps.pool, (tx) => giveConsent(tx, deps, command, profile));
  const { rows } = await deps.pool.query<{ id: string; product_id: string }>(
    'SELECT p.id, p.product_id FROM permit p JOIN coupling c ON c.permit_id = p.id WHERE c.account_id = $1 AND c.removed_at IS NULL',
    [accountId],
  );
  return { holderId, accountId, permits: Object.fromEntries(rows.map(({ id, product_id }) => [product_id, id])) };
}

/** So much on the euros of a permit, as if it had been paid for. */
export async function withEuros(pool: Pool, permitId: string, cents: number): Promise<void> {
  await pool.query(
    `UPDATE balance b SET available = available + $2 FROM permit_balance pb
      WHERE pb.balance_id = b.id AND pb.permit_id = $1 AND b.unit = 'eurocent'`,
    [permitId, cents],
  );
}
