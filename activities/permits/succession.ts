import { type Actor } from '../../rules/audit.ts';
import { permitId as processIdOf } from '../../rules/values/process-ids.ts';
import { type Instant } from '../../rules/values/moment.ts';
import type { Succession } from '../../workflows/contract/permit-application.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { command, processWaitsUntil } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';

/** Of one's own only a permit that is in force; what an heir names is judged by a person. */
export async function isThere(
  tx: Db,
  { municipalityId, holderId }: { municipalityId: string; holderId: string },
  { permitId, inherited }: Succession,
): Promise<boolean> {
  const { rows } = await tx.query<{ there: boolean }>({
    ...findOwn,
    values: [permitId, municipalityId, holderId, inherited],
  });
  return rows[0]!.there;
}

/** Keeps what the permit of this application is to take the place of: one's own permit, or that of somebody who has died. */
export async function keepSuccession(
  tx: Db,
  { applicationId, municipalityId, holderId }: { applicationId: string; municipalityId: string; holderId: string },
  { permitId, inherited }: Succession,
  at: Instant,
): Promise<void> {
  await tx.query({
    ...addSuccession,
    values: [applicationId, municipalityId, holderId, permitId, inherited, at],
  });
}

/**
 * The successor was issued: what it takes the place of goes on until the successor begins and ends then, by its own process, with what
 * is owed back. Nobody is without cover in between.
 */
export async function succeed(
  tx: Db,
  successor: { permitId: string; applicationId: string; from: Instant },
  at: Instant,
): Promise<void> {
  const { permitId, applicationId, from } = successor;
  const { rows } = await tx.query<EndingRow>({ ...setSuccessor, values: [applicationId, permitId, from] });
  for (const ending of rows) await tellEnding(tx, ending, SYSTEM, from, at);
}

/** A successor that ends before it began takes nobody's place: what was to end stays. */
export async function withdrawSuccession(tx: Db, permitId: string, at: Instant): Promise<void> {
  const { rows } = await tx.query<{ id: string; valid_until: Date }>({ ...clearSuccessor, values: [permitId, at] });
  for (const { id, valid_until: validUntil } of rows) {
    await processWaitsUntil(tx, processIdOf(id), validUntil.toISOString());
    await command(tx, id, 'permit-term-changed', { permitId: id });
  }
}

async function tellEnding(
  tx: Db,
  { id, municipality_id: municipalityId, holder_id: holderId, application_id: applicationId }: EndingRow,
  actor: Actor,
  from: Instant,
  at: Instant,
): Promise<void> {
  await processWaitsUntil(tx, processIdOf(id), from);
  await command(tx, id, 'permit-term-changed', { permitId: id });
  await record(
    tx,
    at,
    actor,
    { municipalityId, holderId, applicationId, permitId: id },
    { kind: 'permit-succeeded', data: { permitId: id, at: from } },
  );
}

interface EndingRow {
  id: string;
  municipality_id: string;
  holder_id: string;
  application_id: string;
}

const OWN = 'SELECT FROM permit WHERE id = $1::uuid AND municipality_id = $2 AND holder_id = $3';
const findOwn = statement(
  'find-permit-to-succeed',
  `SELECT $4::boolean AND ($1::uuid IS NULL OR EXISTS (SELECT FROM permit WHERE id = $1::uuid AND municipality_id = $2))
          OR EXISTS (${OWN} AND status = 'issued') AS there`,
);
/** One that ended a moment ago needs no successor. */
const addSuccession = statement(
  'add-succession',
  `INSERT INTO succession (application_id, permit_id, inherited, asked_at)
   SELECT $1, $4::uuid, $5::boolean, $6 WHERE $5::boolean OR EXISTS (
     SELECT FROM permit WHERE id = $4::uuid AND municipality_id = $2 AND holder_id = $3 AND status = 'issued')`,
);
const setSuccessor = statement(
  'set-successor-of-permit',
  `UPDATE permit p SET succeeded_by = $2, succeeded_at = greatest(p.valid_from, $3::timestamptz), version = version + 1
     FROM succession s
    WHERE s.application_id = $1 AND p.id = s.permit_id AND p.status = 'issued' AND greatest(p.valid_until, p.kept_until) > $3::timestamptz
   RETURNING p.id, p.municipality_id, p.holder_id, p.application_id`,
);
const clearSuccessor = statement(
  'clear-successor-of-permits',
  `UPDATE permit SET succeeded_by = NULL, succeeded_at = NULL, version = version + 1
    WHERE succeeded_by = $1 AND status = 'issued' AND succeeded_at > $2
   RETURNING id, greatest(valid_until, kept_until) AS valid_until`,
);
