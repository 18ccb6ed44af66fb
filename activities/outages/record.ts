import { type Actor } from '../../rules/audit.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { decideOutage, type OutagePart } from '../../rules/outages.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { inTransaction, isClash, once, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

interface ByStaff {
  id: string;
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
}

export interface NewOutage extends ByStaff {
  part: OutagePart;
  beganAt: Instant;
  /** Null: it lasts. */
  endedAt: Instant | null;
  /** What people can do meanwhile; null: what is always said of this part. */
  instead: { nl: string; en: string } | null;
}

type Recorded = { outcome: 'recorded' };
type Faults = 'outage-not-yet' | 'outage-too-old' | 'outage-ends-first' | 'outage-overlaps';
const OVERLAPS = refuse('outage-overlaps', {}, 'end-other-outage');

/** Records an outage with its begin, and with its end when that is known (BEYOND-027). Every check inside it is flagged by that alone. */
export async function recordOutage(
  deps: Pick<Deps, 'pool'>,
  { id, municipalityId, actor, part, beganAt, endedAt, instead }: NewOutage,
  at: Instant,
): Promise<Recorded | Refusal<Faults>> {
  const decision = decideOutage({ beganAt, endedAt }, at);
  if (isRefusal(decision)) return decision;
  return unlessOverlapping(
    inTransaction(deps.pool, (tx) =>
      once(tx, `outage:${id}`, async () => {
        const number = `ST-${await nextNumber(tx, municipalityId, 'ST')}`;
        const words = [instead?.nl ?? null, instead?.en ?? null];
        await tx.query({ ...add, values: [id, municipalityId, number, part, beganAt, endedAt, ...words, actor.id, at] });
        await record(tx, at, actor, { municipalityId }, { kind: 'outage-recorded', data: { outageId: id, part, beganAt } });
        if (endedAt !== null)
          await record(tx, at, actor, { municipalityId }, { kind: 'outage-ended', data: { outageId: id, endedAt } });
        return { outcome: 'recorded' } as const;
      }),
    ),
  ); // prettier-ignore
}

/** Says when it was over, or that it was over at another moment than was said before. */
export function endOutage(
  { pool }: Pick<Deps, 'pool'>,
  { id, municipalityId, actor, endedAt }: ByStaff & { endedAt: Instant },
  at: Instant,
): Promise<Recorded | Refusal<Faults | 'not-found' | 'outage-withdrawn'>> {
  return unlessOverlapping(
    inTransaction(pool, async (tx) => {
      const found = await locked(tx, id, municipalityId);
      if (isRefusal(found)) return found;
      const decision = decideOutage({ beganAt: found.beganAt, endedAt }, at);
      if (isRefusal(decision) && decision.ground !== 'outage-too-old') return decision;
      await tx.query({ ...end, values: [id, endedAt] });
      await record(tx, at, actor, { municipalityId }, { kind: 'outage-ended', data: { outageId: id, endedAt } });
      return { outcome: 'recorded' } as const;
    }),
  );
}

/** Takes back one that was recorded by mistake: what was flagged by it is flagged no more. */
export function withdrawOutage(
  { pool }: Pick<Deps, 'pool'>,
  { id, municipalityId, actor }: ByStaff,
  at: Instant,
): Promise<Recorded | Refusal<'not-found' | 'outage-withdrawn'>> {
  return inTransaction(pool, async (tx) => {
    const found = await locked(tx, id, municipalityId);
    if (isRefusal(found)) return found;
    await tx.query({ ...withdraw, values: [id, at] });
    await record(tx, at, actor, { municipalityId }, { kind: 'outage-withdrawn', data: { outageId: id } });
    return { outcome: 'recorded' } as const;
  });
}

async function locked(
  tx: Parameters<typeof nextNumber>[0],
  id: string,
  municipalityId: MunicipalityId,
): Promise<{ outcome: 'found'; beganAt: Instant } | Refusal<'not-found' | 'outage-withdrawn'>> {
  const { rows } = await tx.query<{ began_at: Date; withdrawn: boolean }>({ ...lock, values: [id, municipalityId] });
  if (!rows[0]) return refuse('not-found');
  if (rows[0].withdrawn) return refuse('outage-withdrawn', {}, 'look-again');
  return { outcome: 'found', beganAt: rows[0].began_at.toISOString() };
}

/** Two who record the same outage at once: the database lets one in. */
async function unlessOverlapping<Result>(said: Promise<Result>): Promise<Result | Refusal<'outage-overlaps'>> {
  try {
    return await said;
  } catch (error) {
    if (isClash(error) && error.constraint === 'one_outage_of_a_part') return OVERLAPS;
    throw error;
  }
}

const add = statement(
  'add-outage',
  `INSERT INTO outage (id, municipality_id, number, part, began_at, ended_at, instead_nl, instead_en, recorded_by, recorded_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);
const lock = statement(
  'lock-outage',
  'SELECT began_at, withdrawn_at IS NOT NULL AS withdrawn FROM outage WHERE id = $1 AND municipality_id = $2 FOR UPDATE',
);
const end = statement('end-outage', 'UPDATE outage SET ended_at = $2 WHERE id = $1');
const withdraw = statement('withdraw-outage', 'UPDATE outage SET withdrawn_at = $2 WHERE id = $1');
