import { type Actor, type Channel } from '../../rules/audit.ts';
import { type Address } from '../../rules/municipalities/places.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** How a person came in who has never signed in (ingeschreven aan de balie). */
export const COUNTER = 'counter';

interface ByStaff {
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
  /** Whose session it is. */
  sessionHash: Buffer;
}

/** From now on this session does for somebody what they could do themselves (namens, PEERS-035). Whoever it was before is let go. */
export function actFor(
  { pool }: Pick<Deps, 'pool'>,
  { municipalityId, actor, sessionHash, holderId, channel }: ByStaff & { holderId: string; channel: Channel },
  at: Instant,
): Promise<{ outcome: 'allow' } | Refusal<'not-found'>> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ before: string | null }>({
      ...begin,
      values: [sessionHash, holderId, channel, municipalityId],
    });
    const [found] = rows;
    if (!found) return refuse('not-found');
    const about = (id: string) => ({ municipalityId, holderId: id });
    if (found.before !== null) await record(tx, at, actor, about(found.before), { kind: 'acting-ended', data: {} });
    await record(tx, at, actor, about(holderId), { kind: 'acting-began', data: { channel } });
    return { outcome: 'allow' };
  });
}

/** Back to one's own work. Nothing when it was over already. */
export function stopActing(
  { pool }: Pick<Deps, 'pool'>,
  { municipalityId, actor, sessionHash }: ByStaff,
  at: Instant,
): Promise<void> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ before: string }>({ ...end, values: [sessionHash] });
    if (rows[0])
      await record(tx, at, actor, { municipalityId, holderId: rows[0].before }, { kind: 'acting-ended', data: {} });
  });
}

/**
 * Writes in somebody without a login (balie-inschrijving), by the number on the document they show; name and address come from the
 * register. Whoever was known by that number stays who they were, also when they sign in themselves later. Throws `Unavailable`.
 */
export async function addPerson(
  { pool, vault, people }: Pick<Deps, 'pool' | 'vault' | 'people'>,
  { municipalityId, actor, bsn, language }: Omit<ByStaff, 'sessionHash'> & { bsn: string; language: 'nl' | 'en' },
  at: Instant,
): Promise<{ outcome: 'added'; id: string } | Refusal<'person-unknown'>> {
  const found = await people.find(bsn);
  if (!found) return refuse('person-unknown', {}, 'check-number');
  const address: Address | null = found.address;
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: string; added: boolean }>({
      ...keep,
      values: [
        municipalityId, vault.fingerprint('subject', `bsn:${bsn}`), vault.seal(Buffer.from(bsn)), found.name,
        address && JSON.stringify(address), COUNTER, at, language,
      ], // prettier-ignore
    });
    const { id, added } = rows[0]!;
    const subject = { municipalityId, holderId: id };
    if (added) await record(tx, at, actor, subject, { kind: 'person-added', data: { means: COUNTER } });
    else await record(tx, at, actor, subject, { kind: 'person-found', data: { by: 'number' } });
    return { outcome: 'added', id };
  });
}

const begin = statement(
  'begin-acting',
  `UPDATE session SET acting_for = h.id, acting_channel = $3
     FROM holder h
    WHERE token_hash = $1 AND staff_id IS NOT NULL AND h.id = $2 AND h.municipality_id = $4 AND session.municipality_id = $4
   RETURNING old.acting_for AS before`,
);
const end = statement(
  'end-acting',
  `UPDATE session SET acting_for = NULL, acting_channel = NULL WHERE token_hash = $1 AND acting_for IS NOT NULL
   RETURNING old.acting_for AS before`,
);
/** Name and address are as the register has them now; how somebody signs in is not undone. */
const keep = statement(
  'keep-person-of-counter',
  `INSERT INTO holder (municipality_id, kind, subject_type, subject_hash, subject_sealed, name, address, details_at, means, created_at, language)
   VALUES ($1, 'person', 'bsn', $2, $3, $4, $5::jsonb, $7, $6, $7, $8)
   ON CONFLICT (municipality_id, subject_type, subject_hash)
     DO UPDATE SET name = excluded.name, address = excluded.address, details_at = excluded.details_at
   RETURNING id, xmax = 0 AS added`,
);
